"""Answers to a round's question: by a button, or typed into a form."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.discord_kit import quiz_card_text
from bot.discord_kit.access import AnswersPausedError, OtherChannelError
from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.deferred import in_time
from bot.discord_kit.error_replies import note_outcome, tell
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.quiz.cards import card_in
from bot.quiz.grading import graded
from bot.quiz.round.round_events import AnswerGiven, Verdict
from bot.quiz.round.state import MOST_TYPED, Phase
from bot.quiz.runtime.changes import Outcome
from cogs.quiz import quiz_ids
from cogs.quiz.status_text import verdict_on

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from bot.quiz.round.state import Round


@contextmanager
def _held_back(interaction: Interaction, match: re.Match[str]) -> Iterator[None]:
    """End a round of which nobody may answer any question here, and raise why that is."""
    try:
        yield
    except (AnswersPausedError, OtherChannelError):
        services_of(interaction).rounds.hold_back(quiz_ids.round_in(match))
        raise


class _OfQuestion(PersistentButton, template=r"(?!)"):
    """A button under a question."""

    answers = True

    async def admitted(self, interaction: Interaction) -> None:
        """Act; or end the round where answers are held back."""
        with _held_back(interaction, self.match):
            await super().admitted(interaction)


class ChooseOption(_OfQuestion, template=quiz_ids.CHOOSE):
    """An option of a question."""

    name = "quiz answer"

    async def act(self, interaction: Interaction) -> None:
        """Take it as the person's answer, and tell them alone what became of it."""
        given = int(self.match["option"])
        await _answer(interaction, _answered(interaction, self.match, given))


class TypeAnswer(_OfQuestion, template=quiz_ids.TYPE):
    """The form for an answer that is typed."""

    name = "quiz form"

    async def act(self, interaction: Interaction) -> None:
        """Open it, unless the question is closed."""
        number, place = quiz_ids.round_in(self.match), int(self.match["question"])
        state = services_of(interaction).rounds.held(number)
        if state is None or not _is_open(state, place):
            verdict = Verdict.NOT_RUNNING if state is None else Verdict.TOO_LATE
            await tell(interaction, verdict_on(Outcome(state, verdict), interaction.user.id))
            return
        prompt = quiz_card_text.prompt(card_in(state.plan.cards[place]))
        await interaction.response.send_modal(AnswerForm(quiz_ids.form(number, place), prompt))


class AnswerForm(ui.Modal, title="Your answer"):
    """Asks for one answer; the question stands above the field."""

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
    """An answer that was typed."""

    name = "quiz typed"
    answers = True

    async def admitted(self, interaction: Interaction) -> None:
        """Act; or end the round where answers are held back."""
        with _held_back(interaction, self.match):
            await super().admitted(interaction)

    async def act(self, interaction: Interaction) -> None:
        """Grade it, take it, and tell the person alone what became of it."""
        number, place = quiz_ids.round_in(self.match), int(self.match["question"])
        state = services_of(interaction).rounds.held(number)
        if state is None or place >= len(state.plan.cards):
            told = verdict_on(Outcome(None, Verdict.NOT_RUNNING), interaction.user.id)
            await tell(interaction, told)
            return
        typed = self.text(quiz_ids.ANSWER_FIELD)
        grade, reason = graded(card_in(state.plan.cards[place]), typed)
        await _answer(interaction, _answered(interaction, self.match, typed, grade), reason)


def _answered(
    interaction: Interaction,
    match: Any,  # noqa: ANN401  # of a pattern
    given: int | str,
    grade: Any = None,  # noqa: ANN401
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


async def _answer(interaction: Interaction, event: AnswerGiven, reason: str = "") -> None:
    """Have an answer kept, and say so; where keeping it takes long, Discord is told to wait."""
    rounds = services_of(interaction).rounds
    name = interaction.user.display_name
    keeping = rounds.answer(event, interaction.guild_id or 0, name)
    outcome = await in_time(interaction, keeping, new=True)
    note_outcome(interaction, outcome.verdict)
    await tell(interaction, verdict_on(outcome, event.player, reason))


def _is_open(state: Round, place: int) -> bool:
    return state.phase in {Phase.POSTING, Phase.ASKING} and state.position == place


ITEMS: Final = (ChooseOption, TypeAnswer)

FORMS: Final = (TypedAnswer,)
