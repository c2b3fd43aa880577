"""Redoing the missed cards of a round, privately, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.discord_kit import quiz_card_text
from bot.discord_kit.context import GuildContext, Interaction, context_of
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
from bot.quiz.round.state import Phase
from bot.text.phrases import counted
from cogs.quiz import quiz_ids
from cogs.quiz.quiz_ids import RedoProgress
from cogs.quiz.round_answers import AnswerForm

if TYPE_CHECKING:
    from bot.quiz.cards import Card
    from bot.quiz.round.state import Round


_NOTHING: Final = "You missed nothing in that round."

_DID_NOT_PLAY: Final = "You did not answer in that round, so there is nothing to redo."


class RoundGoneError(StudyBotError, LookupError):
    """The round is no longer stored."""

    def __str__(self) -> str:
        return "that round is no longer stored; rounds are kept for 90 days"


class StillRunningError(StudyBotError):
    """The round still runs, so nobody may read its answers."""

    def __str__(self) -> str:
        return "that round is still running; its answers can be read when it is over"


class ShowMisses(PersistentButton, template=quiz_ids.MISSES):
    """The button that starts redoing missed cards."""

    name = "redo misses"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the person their first missed card."""
        state = await ended_round(context_of(interaction), quiz_ids.round_in(self.match))
        places = missed(state, interaction.user.id)
        if not places:
            played = interaction.user.id in state.scores
            await tell(interaction, _NOTHING if played else _DID_NOT_PLAY)
            return
        view = _question_card(state, RedoProgress(state.plan.id, places[0], 0, 0), len(places))
        await interaction.response.send_message(view=view, ephemeral=True)


class Redo(PersistentButton, template=quiz_ids.REDO):
    """An option of a card being redone."""

    name = "redo answer"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the right answer in its place."""
        await _grade(interaction, RedoProgress.read(self.match), int(self.match["option"]))


class RedoType(PersistentButton, template=quiz_ids.REDO_TYPE):
    """The button that opens the form for a typed answer."""

    name = "redo form"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the form."""
        progress = RedoProgress.read(self.match)
        card = _card_at(await ended_round(context_of(interaction), progress.round), progress)
        form = AnswerForm(progress.id("redo-typed"), quiz_card_text.prompt(card))
        await interaction.response.send_modal(form)


class RedoTyped(PersistentModal, template=quiz_ids.REDO_TYPED):
    """A submitted answer to a card being redone."""

    name = "redo typed"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the right answer in its place."""
        await _grade(interaction, RedoProgress.read(self.match), self.text(quiz_ids.ANSWER_FIELD))


class RedoNext(PersistentButton, template=quiz_ids.REDO_NEXT):
    """The button to the next missed card."""

    name = "redo next"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show it, or the result after the last."""
        progress = RedoProgress.read(self.match)
        state = await ended_round(context_of(interaction), progress.round)
        places = missed(state, interaction.user.id)
        later = [place for place in places if place > progress.question]
        if later:
            view = _question_card(state, progress._replace(question=later[0]), len(places))
        else:
            cards = counted(progress.seen, "card")
            text = f"That was all: {progress.right} of {cards} right this time."
            view = Layout(container("### Your misses", text))
        await interaction.response.edit_message(view=view)


async def ended_round(ctx: GuildContext, number: int) -> Round:
    """Return the round with this id, which is over: only then may its answers be read.

    Raises RoundGoneError, also for another server's round, and StillRunningError.
    """
    state = await ctx.services.rounds.find(number)
    if state is None or state.plan.guild != ctx.guild_id:
        raise RoundGoneError
    if state.phase is not Phase.ENDED:
        raise StillRunningError
    return state


async def _grade(interaction: Interaction, progress: RedoProgress, given: int | str) -> None:
    card = _card_at(await ended_round(context_of(interaction), progress.round), progress)
    if isinstance(given, str):
        grade, reason = graded(card, given)
        if grade is TypedGrade.REFUSED:
            await tell(interaction, plain(reason))
            return
        is_right = grade is TypedGrade.RIGHT
    else:
        is_right = given == card.answer
    done = progress._replace(right=progress.right + is_right, seen=progress.seen + 1)
    await interaction.response.edit_message(view=_result_card(card, done, is_right=is_right))


def _card_at(state: Round, progress: RedoProgress) -> Card:
    if progress.question >= len(state.plan.cards):
        raise RoundGoneError
    return card_in(state.plan.cards[progress.question])


def _question_card(state: Round, progress: RedoProgress, many: int) -> Layout:
    card = _card_at(state, progress)
    if card.typed:
        below = [button(progress.id("redo-type"), "Type your answer")]
    else:
        below = [
            button(progress.id("redo", at), quiz_card_text.label(card, at))
            for at in range(len(card.options))
        ]
    listed = (
        "" if card.typed or quiz_card_text.fits_buttons(card) else quiz_card_text.options_list(card)
    )
    head = f"-# Missed card {progress.seen + 1} of {many}. Only you see this."
    return Layout(container(head, quiz_card_text.prompt(card), listed, *rows(below)))


def _result_card(card: Card, progress: RedoProgress, *, is_right: bool) -> Layout:
    head = "That is right." if is_right else f"Not this time. {quiz_card_text.right_answer(card)}"
    below = [button(progress.id("redo-next"), "Next")]
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
