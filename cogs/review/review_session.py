"""The ids of what is pressed in a review: each carries its card, and how often it was graded."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_kit import quiz_card_text
from bot.discord_kit.access import need_admission
from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.layout import MOST_TEXT, Layout, button, container, line, rows
from bot.discord_kit.markdown import cut, plain_line
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.replies import in_bot_dm
from bot.quiz.cards import LONGEST_OPTION, CardKind
from bot.review.review_service import CardToShow
from bot.review.scheduler import Grade
from bot.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.quiz.cards import Card
    from bot.review.review_service import NothingDue


_CARD: Final = r"(?P<card>\d{1,19}):(?P<version>\d{1,6})"

START: Final = "review-start"

SHOW: Final = rf"review-show:{_CARD}"

GRADE: Final = rf"review-grade:{_CARD}:(?P<grade>[1-4])"

DROP: Final = rf"review-drop:{_CARD}"

MISSED: Final = r"review-missed:(?P<wanted>on|off)"

STOP_REMINDING: Final = "review-quiet"


def of_card(kind: str, card: int, version: int, grade: int | None = None) -> str:
    """The id of a button under a card: show, grade or drop."""
    return f"review-{kind}:{card}:{version}{'' if grade is None else f':{grade}'}"


def missed(wanted: str) -> str:
    """The id of the button that lets missed questions in, or no more."""
    return f"review-missed:{wanted}"


# Of a question that was just read so much is shown again above its answer.
_AGAIN: Final = 400

_SPARE: Final = 50

# Their options have an order of their own: of time, of size, or true before false.
_IN_ORDER: Final = frozenset({CardKind.DATE, CardKind.FIGURE, CardKind.TRUTH})


def front(shown: CardToShow) -> Layout:
    """The question, and its options where it has any."""
    card = shown.card
    options = "" if card.typed or not card.options else quiz_card_text.lettered(_mixed(shown))
    show = button(
        of_card("show", shown.id, shown.version),
        "Show answer",
        style=discord.ButtonStyle.primary,
    )
    return Layout(container(_head(shown), quiz_card_text.prompt(card), options, *rows([show])))


def back(shown: CardToShow, intervals: Mapping[Grade, str]) -> Layout:
    """The answer with its sources, and the four grades with what each of them does."""
    card = shown.card
    sources = quiz_card_text.sources(card)
    prompt = f"**{plain_line(card.prompt, _AGAIN)}**"
    # The options are not shown again, so that no letter would say anything.
    right = f"Right is **{plain_line(card.right, LONGEST_OPTION)}**."
    room = MOST_TEXT - _SPARE - sum(map(len, (prompt, right, sources)))
    grades = [
        button(
            of_card("grade", shown.id, shown.version, grade.value),
            f"{grade.label} · {interval}",
        )
        for grade, interval in intervals.items()
    ]
    drop = button(of_card("drop", shown.id, shown.version), "Take this card out")
    below = [*rows(grades), *rows([drop])]
    why = cut(quiz_card_text.why(card), max(1, room))
    return Layout(container(prompt, right, why, line(), sources, *below))


def rest(state: NothingDue, *, done: bool) -> Layout:
    """That nothing is due; `done` says that something just was."""
    if not state.has_cards:
        return Layout(
            container(
                "### Your review is empty",
                "/review add puts cards into it: a section, a topic or a deck. With "
                "/review settings, questions that you miss in quizzes enter it by themselves.",
            )
        )
    told = ["That was all for now." if done else "Nothing is due just now."]
    if state.back is not None:
        told.append(f"The next card comes back {_when(state.back)}.")
    if state.later:
        cards = counted(state.later, "new card")
        told.append(
            f"{cards} {'waits' if state.later == 1 else 'wait'} for another day: /review settings "
            f"says how many you begin in one."
        )
    return Layout(container("### Your review", " ".join(told)))


def _head(shown: CardToShow) -> str:
    return f"-# {counted(shown.left, 'card')} to go. Only you see this."


def _mixed(shown: CardToShow) -> Card:
    """The card with its options in another order each time, so that no place is learnt by heart."""
    card = shown.card
    if card.kind in _IN_ORDER:
        return card
    options = list(card.options)
    Random(f"{shown.id} {shown.version}").shuffle(options)  # noqa: S311  # nothing is secret
    return replace(card, options=tuple(options), answer=options.index(card.right))


def _when(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:R>"


async def begin(interaction: Interaction) -> None:
    """Reply with the first card that is due: of this server, or in a direct message of all.

    Raises Paused or Elsewhere.
    """
    need_admission(interaction, alone=True)
    view = await _next(interaction, done=False)
    await interaction.response.send_message(view=view, ephemeral=not in_bot_dm(interaction))


async def _next(interaction: Interaction, *, done: bool) -> Layout:
    reviewing = services_of(interaction).reviews
    found = await reviewing.next(interaction.user.id, interaction.guild_id)
    if isinstance(found, CardToShow):
        return front(found)
    return rest(found, done=done)


class StartReview(PersistentButton, template=START):
    """Begins a review, as under a reminder."""

    name = "review start"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show the first card."""
        await begin(interaction)


class ShowAnswer(PersistentButton, template=SHOW):
    """Turns a card."""

    name = "review show"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show the answer; a card that was graded or left out meanwhile gives way to the next."""
        reviewing = services_of(interaction).reviews
        shown = await reviewing.look(interaction.user.id, int(self.match["card"]))
        if shown is None or shown.version != int(self.match["version"]):
            view = await _next(interaction, done=shown is not None)
        else:
            view = back(shown, reviewing.preview(shown.state))
        await interaction.response.edit_message(view=view)


class GradePressed(PersistentButton, template=GRADE):
    """Says how well the card was known."""

    name = "review grade"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Grade it once, however often it is pressed, and show the next card."""
        await services_of(interaction).reviews.grade(
            interaction.user.id,
            int(self.match["card"]),
            int(self.match["version"]),
            Grade(int(self.match["grade"])),
        )
        await interaction.response.edit_message(view=await _next(interaction, done=True))


class DropCard(PersistentButton, template=DROP):
    """Takes a card out of the review."""

    name = "review drop"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Take it out, and show the next card."""
        reviewing = services_of(interaction).reviews
        await reviewing.drop(interaction.user.id, int(self.match["card"]))
        await interaction.response.edit_message(view=await _next(interaction, done=True))


ITEMS: Final = (StartReview, ShowAnswer, GradePressed, DropCard)
