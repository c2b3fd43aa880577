"""What somebody missed in a round, once more: for them alone, one card at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.discord_kit import quiz_card_text
from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import DOUBT, Layout, button, container, line, rows
from bot.discord_kit.markdown import plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.errors import StudyBotError
from bot.quiz.cards import card_in
from bot.quiz.grading import graded
from bot.quiz.round.round_events import TypedGrade
from bot.quiz.round.scoring import missed
from bot.text.phrases import counted
from cogs.quiz import quiz_ids
from cogs.quiz.quiz_ids import RedoProgress
from cogs.quiz.round_answers import AnswerForm

if TYPE_CHECKING:
    from bot.quiz.cards import Card
    from bot.quiz.round.state import Round


_NOTHING: Final = "You missed nothing in that round."

_NOT_THERE: Final = "You did not answer in that round, so there is nothing to redo."


class RoundGoneError(StudyBotError, LookupError):
    """A round is no longer kept."""

    def __str__(self) -> str:
        return "that round is no longer kept; rounds are for 90 days"


class ShowMisses(PersistentButton, template=quiz_ids.MISSES):
    """The button under the scores."""

    name = "redo misses"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show the first card that the person missed, to them alone."""
        state = await stored_round(interaction, quiz_ids.round_in(self.match))
        places = missed(state, interaction.user.id)
        if not places:
            played = interaction.user.id in state.scores
            await tell(interaction, _NOTHING if played else _NOT_THERE)
            return
        view = _asked(state, RedoProgress(state.plan.id, places[0], 0, 0), len(places))
        await interaction.response.send_message(view=view, ephemeral=True)


class Redo(PersistentButton, template=quiz_ids.REDO):
    """An option of a card that is redone."""

    name = "redo answer"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show in its place what was right."""
        await _answer(interaction, RedoProgress.read(self.match), int(self.match["option"]))


class RedoType(PersistentButton, template=quiz_ids.REDO_TYPE):
    """The form for a card that is redone by typing."""

    name = "redo form"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Open it."""
        again = RedoProgress.read(self.match)
        card = _card(await stored_round(interaction, again.round), again)
        form = AnswerForm(again.id("redo-typed"), quiz_card_text.prompt(card))
        await interaction.response.send_modal(form)


class RedoTyped(PersistentModal, template=quiz_ids.REDO_TYPED):
    """What was typed for a card that is redone."""

    name = "redo typed"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show in its place what was right."""
        await _answer(interaction, RedoProgress.read(self.match), self.text(quiz_ids.ANSWER_FIELD))


class RedoNext(PersistentButton, template=quiz_ids.REDO_NEXT):
    """On to the next card that was missed."""

    name = "redo next"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show it, or after the last how it went."""
        again = RedoProgress.read(self.match)
        state = await stored_round(interaction, again.round)
        places = missed(state, interaction.user.id)
        later = [place for place in places if place > again.question]
        if later:
            view = _asked(state, again._replace(question=later[0]), len(places))
        else:
            told = f"That was all: {again.right} of {counted(again.seen, 'card')} right this time."
            view = Layout(container("### Your misses", told))
        await interaction.response.edit_message(view=view)


async def stored_round(interaction: Interaction, number: int) -> Round:
    """The round of this id, running or over; raises RoundGone, also for another server's."""
    state = await services_of(interaction).rounds.find(number)
    if state is None or state.plan.guild != interaction.guild_id:
        raise RoundGoneError
    return state


async def _answer(interaction: Interaction, again: RedoProgress, given: int | str) -> None:
    card = _card(await stored_round(interaction, again.round), again)
    if isinstance(given, str):
        grade, reason = graded(card, given)
        if grade is TypedGrade.REFUSED:
            await tell(interaction, plain(reason))
            return
        is_right = grade is TypedGrade.RIGHT
    else:
        is_right = given == card.answer
    done = again._replace(right=again.right + is_right, seen=again.seen + 1)
    await interaction.response.edit_message(view=_shown(card, done, is_right=is_right))


def _card(state: Round, again: RedoProgress) -> Card:
    if again.question >= len(state.plan.cards):
        raise RoundGoneError
    return card_in(state.plan.cards[again.question])


def _asked(state: Round, again: RedoProgress, many: int) -> Layout:
    card = _card(state, again)
    if card.typed:
        below = [button(again.id("redo-type"), "Type your answer")]
    else:
        below = [
            button(again.id("redo", at), quiz_card_text.label(card, at))
            for at in range(len(card.options))
        ]
    listed = "" if card.typed or quiz_card_text.on_buttons(card) else quiz_card_text.lettered(card)
    head = f"-# Missed card {again.seen + 1} of {many}. Only you see this."
    return Layout(container(head, quiz_card_text.prompt(card), listed, *rows(below)))


def _shown(card: Card, again: RedoProgress, *, is_right: bool) -> Layout:
    head = "That is right." if is_right else f"Not this time. {quiz_card_text.right_answer(card)}"
    below = [button(again.id("redo-next"), "Next")]
    return Layout(
        container(
            quiz_card_text.prompt(card),
            head if not is_right else f"{head} {quiz_card_text.right_answer(card)}",
            quiz_card_text.why(card),
            line(),
            quiz_card_text.sources(card),
            *rows(below),
            colour=DOUBT,
        )
    )


ITEMS: Final = (ShowMisses, Redo, RedoType, RedoNext)

FORMS: Final = (RedoTyped,)
