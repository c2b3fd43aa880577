"""Answers to the question of a round: by button, or typed into a form."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from discord import ui

from bot.answering.harm_disclosure import tells_of_harm
from bot.discord_kit import quiz_card_text
from bot.discord_kit.access import AnswersPausedError, OtherChannelError
from bot.discord_kit.context import GuildContext, Interaction, context_of
from bot.discord_kit.deferred import defer_if_slow
from bot.discord_kit.error_replies import note_outcome, tell
from bot.discord_kit.harm_reply import is_personal_name, reply_about_harm
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.quiz.cards import card_in
from bot.quiz.grading import graded
from bot.quiz.round.round_events import AnswerGiven, TypedGrade, Verdict
from bot.quiz.round.state import MOST_TYPED, Phase
from bot.quiz.runtime.changes import Outcome
from cogs.quiz import quiz_ids
from cogs.quiz.status_text import verdict_on

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from bot.quiz.round.state import Round


@contextmanager
def _ending_if_refused(ctx: GuildContext, match: re.Match[str]) -> Iterator[None]:
    """End the round if answers are not allowed here, and raise the reason."""
    try:
        yield
    except (AnswersPausedError, OtherChannelError):
        ctx.services.rounds.hold_back(quiz_ids.round_in(match), ctx.guild_id or 0)
        raise


class _QuestionButton(PersistentButton, template=r"(?!)"):
    """A button under a question."""

    answers = True
    plays = True

    async def run_if_allowed(self, interaction: Interaction) -> None:
        """Run `run`, or end the round if answers are not allowed here."""
        with _ending_if_refused(context_of(interaction), self.match):
            await super().run_if_allowed(interaction)


class ChooseOption(_QuestionButton, template=quiz_ids.CHOOSE):
    """The button of an option."""

    name = "quiz answer"

    async def run(self, interaction: Interaction) -> None:
        """Record the answer, and tell the person alone how it counts."""
        given = int(self.match["option"])
        await _record(interaction, _event_of(interaction, self.match, given))


class TypeAnswer(_QuestionButton, template=quiz_ids.TYPE):
    """The button that opens the form for a typed answer."""

    name = "quiz form"

    async def run(self, interaction: Interaction) -> None:
        """Show the form unless the question is closed."""
        ctx = context_of(interaction)
        number, place = quiz_ids.round_in(self.match), int(self.match["question"])
        state = ctx.services.rounds.held_in(ctx.guild_id, number)
        if state is None or not _is_open(state, place):
            verdict = Verdict.NOT_RUNNING if state is None else Verdict.TOO_LATE
            await tell(interaction, verdict_on(Outcome(state, verdict), ctx.user_id))
            return
        prompt = quiz_card_text.prompt(card_in(state.plan.cards[place]))
        await interaction.response.send_modal(
            AnswerForm(quiz_ids.answer_form_id(number, place), prompt)
        )


# Stands for a wrong answer whose words are not kept.
_NOT_KEPT: Final = "…"


class AnswerForm(ui.Modal, title="Your answer"):
    """The form for one answer, with the question above the field."""

    def __init__(self, custom_id: str, prompt: str) -> None:
        super().__init__(custom_id=custom_id, timeout=None)
        self.add_item(ui.TextDisplay(prompt))
        self.add_item(
            ui.Label(
                text="One name, date, figure or term",
                description="Slips of the keyboard are forgiven; a list of answers is not taken.",
                component=ui.TextInput(custom_id=quiz_ids.ANSWER_FIELD, max_length=MOST_TYPED),
            )
        )


class TypedAnswer(PersistentModal, template=quiz_ids.TYPED):
    """A submitted answer."""

    name = "quiz typed"
    answers = True
    plays = True

    async def run_if_allowed(self, interaction: Interaction) -> None:
        """Run `run`, or end the round if answers are not allowed here."""
        with _ending_if_refused(context_of(interaction), self.match):
            await super().run_if_allowed(interaction)

    async def run(self, interaction: Interaction) -> None:
        """Grade and record the answer, and tell the person alone how it counts."""
        ctx = context_of(interaction)
        number, place = quiz_ids.round_in(self.match), int(self.match["question"])
        state = ctx.services.rounds.held_in(ctx.guild_id, number)
        if state is None or place >= len(state.plan.cards):
            text = verdict_on(Outcome(None, Verdict.NOT_RUNNING), ctx.user_id)
            await tell(interaction, text)
            return
        typed = self.text(quiz_ids.ANSWER_FIELD)
        grade, reason = graded(card_in(state.plan.cards[place]), typed)
        if grade is not TypedGrade.RIGHT and tells_of_harm(typed):
            await reply_about_harm(interaction)
            return
        if grade is not TypedGrade.RIGHT and is_personal_name(ctx.paper, typed):
            # It may report harm in words that nobody foresaw: it counts, and is not kept.
            typed = _NOT_KEPT
        await _record(interaction, _event_of(interaction, self.match, typed, grade), reason)


def _event_of(
    interaction: Interaction,
    match: re.Match[str],
    given: int | str,
    grade: TypedGrade | None = None,
) -> AnswerGiven:
    message = interaction.message.id if interaction.message else 0
    return AnswerGiven(
        quiz_ids.round_in(match),
        int(match["question"]),
        interaction.user.id,
        given,
        interaction.id,
        message,
        grade,
    )


async def _record(interaction: Interaction, event: AnswerGiven, reason: str = "") -> None:
    """Record an answer and reply; defer the interaction if that takes long."""
    ctx = context_of(interaction)
    rounds = ctx.services.rounds
    name = interaction.user.display_name
    keeping = rounds.answer(event, ctx.guild_id or 0, name)
    outcome = await defer_if_slow(interaction, keeping, new=True)
    note_outcome(interaction, outcome.verdict)
    await tell(interaction, verdict_on(outcome, event.player, reason))


def _is_open(state: Round, place: int) -> bool:
    return state.phase in {Phase.POSTING, Phase.ASKING} and state.position == place


ITEMS: Final = (ChooseOption, TypeAnswer)

FORMS: Final = (TypedAnswer,)
