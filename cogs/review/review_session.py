"""A review session: showing, grading and dropping cards; ids hold the card and its version."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_kit import quiz_card_text
from bot.discord_kit.access import need_answers_allowed
from bot.discord_kit.context import GuildContext, Interaction, context_of
from bot.discord_kit.layout import MOST_TEXT, Layout, button, container, line, rows
from bot.discord_kit.markdown import plain_line
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.replies import in_bot_dm
from bot.quiz.cards import LONGEST_OPTION, CardKind
from bot.review.review_service import CardToShow, NothingDue
from bot.review.scheduler import Grade
from bot.text.phrases import counted, cut

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.quiz.cards import Card


_CARD: Final = r"(?P<card>\d{1,19}):(?P<version>\d{1,6})"

START: Final = "review-start"

SHOW: Final = rf"review-show:{_CARD}"

GRADE: Final = rf"review-grade:{_CARD}:(?P<grade>[1-4])"

DROP: Final = rf"review-drop:{_CARD}"

MISSED: Final = r"review-missed:(?P<wanted>on|off)"

STOP_REMINDING: Final = "review-quiet"


def card_button_id(kind: str, card: int, version: int, grade: int | None = None) -> str:
    """Return the id of a button under a card: show, grade or drop."""
    return f"review-{kind}:{card}:{version}{'' if grade is None else f':{grade}'}"


def collect_misses_id(wanted: str) -> str:
    """Return the id of the button that turns the collection of missed questions on or off."""
    return f"review-missed:{wanted}"


# Characters of the question repeated above its answer, since it was just read.
_REPEATED_QUESTION: Final = 400

_SPARE: Final = 50

# Their options have a natural order: of time, of size, or true before false.
_IN_ORDER: Final = frozenset({CardKind.DATE, CardKind.FIGURE, CardKind.TRUTH})


def front(shown: CardToShow) -> Layout:
    """Return the question, with its options if it has any."""
    card = shown.card
    options = (
        "" if card.typed or not card.options else quiz_card_text.options_list(_shuffled(shown))
    )
    show = button(
        card_button_id("show", shown.id, shown.version),
        "Show answer",
        style=discord.ButtonStyle.primary,
    )
    return Layout(container(_head(shown), quiz_card_text.prompt(card), options, *rows([show])))


def back(shown: CardToShow, intervals: Mapping[Grade, str]) -> Layout:
    """Return the answer with its sources, and the four grades with their intervals."""
    card = shown.card
    sources = quiz_card_text.sources(card)
    prompt = f"**{plain_line(card.prompt, _REPEATED_QUESTION)}**"
    # No letter, since the options are not shown again.
    right = f"Right is **{plain_line(card.right, LONGEST_OPTION)}**."
    room = MOST_TEXT - _SPARE - sum(map(len, (prompt, right, sources)))
    grades = [
        button(
            card_button_id("grade", shown.id, shown.version, grade.value),
            f"{grade.label} · {interval}",
        )
        for grade, interval in intervals.items()
    ]
    drop = button(card_button_id("drop", shown.id, shown.version), "Take this card out")
    below = [*rows(grades), *rows([drop])]
    why = cut(quiz_card_text.why(card), max(1, room))
    return Layout(container(prompt, right, why, line(), sources, *below))


def nothing_due_card(state: NothingDue, *, done: bool) -> Layout:
    """Return the message that no card is due; `done` says that one just was."""
    if not state.has_cards:
        return Layout(
            container(
                "### Your review is empty",
                "/review add puts cards into it: a section, a topic or a deck. With "
                "/review settings, questions that you miss in quizzes enter it by themselves.",
            )
        )
    lines = ["That was all for now." if done else "Nothing is due just now."]
    if state.back is not None:
        lines.append(f"The next card comes back {_relative_time(state.back)}.")
    if state.later:
        cards = counted(state.later, "new card")
        lines.append(
            f"{cards} {'waits' if state.later == 1 else 'wait'} for another day: /review settings "
            f"says how many you begin in one."
        )
    return Layout(container("### Your review", " ".join(lines)))


def _head(shown: CardToShow) -> str:
    return f"-# {counted(shown.left, 'card')} to go. Only you see this."


def _shuffled(shown: CardToShow) -> Card:
    """Return the card with its options shuffled each time, so that nobody learns the position."""
    card = shown.card
    if card.kind in _IN_ORDER:
        return card
    options = list(card.options)
    Random(f"{shown.id} {shown.version}").shuffle(options)  # noqa: S311  # nothing is secret
    return replace(card, options=tuple(options), answer=options.index(card.right))


def _relative_time(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:R>"


async def begin(interaction: Interaction) -> None:
    """Reply with the first due card: of this server, or in a DM of all servers.

    Raises AnswersPausedError and OtherChannelError.
    """
    need_answers_allowed(interaction, alone=True)
    view = await _next_card(context_of(interaction), done=False)
    await interaction.response.send_message(view=view, ephemeral=not in_bot_dm(interaction))


async def _next_card(ctx: GuildContext, *, done: bool) -> Layout:
    reviewing = ctx.services.reviews
    found = await reviewing.next(ctx.user_id, ctx.guild_id)
    if isinstance(found, CardToShow):
        return front(found)
    return nothing_due_card(found, done=done)


class StartReview(PersistentButton, template=START):
    """The button that starts a review, as under a reminder."""

    name = "review start"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the first card."""
        await begin(interaction)


class ShowAnswer(PersistentButton, template=SHOW):
    """The button that turns a card."""

    name = "review show"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the answer; if the card was graded or dropped in the meantime, the next card."""
        ctx = context_of(interaction)
        reviewing = ctx.services.reviews
        shown = await reviewing.look(ctx.user_id, int(self.match["card"]))
        if shown is None or shown.version != int(self.match["version"]):
            view = await _next_card(ctx, done=shown is not None)
        else:
            view = back(shown, reviewing.preview(shown.state))
        await interaction.response.edit_message(view=view)


class GradePressed(PersistentButton, template=GRADE):
    """The button of a grade."""

    name = "review grade"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Grade the card once, even if pressed again, and show the next."""
        ctx = context_of(interaction)
        await ctx.services.reviews.grade(
            ctx.user_id,
            int(self.match["card"]),
            int(self.match["version"]),
            Grade(int(self.match["grade"])),
        )
        await interaction.response.edit_message(view=await _next_card(ctx, done=True))


class DropCard(PersistentButton, template=DROP):
    """The button that drops a card."""

    name = "review drop"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Drop the card, and show the next."""
        ctx = context_of(interaction)
        reviewing = ctx.services.reviews
        await reviewing.drop(ctx.user_id, int(self.match["card"]))
        await interaction.response.edit_message(view=await _next_card(ctx, done=True))


ITEMS: Final = (StartReview, ShowAnswer, GradePressed, DropCard)
