"""Answering an interaction: who sees the reply, and what may be pressed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.outcome import Answered, NotCovered, Query, Suggested
from bot.browse.entries import date_in_words, opened
from bot.curation.question_log import is_personal
from bot.discord_kit.access import count
from bot.discord_kit.context import Interaction, engine_of, paper_of, services_of
from bot.discord_kit.custom_ids import carried, ids_in
from bot.discord_kit.error_replies import note_outcome
from bot.discord_kit.markdown import plain
from bot.discord_kit.replies import has_moderators, in_bot_dm
from cogs.answers.answer_card import outcome_card

if TYPE_CHECKING:
    import discord

    from bot.answering.outcome import Context, Outcome
    from bot.paper.model import Entry
    from bot.paper.paper import Paper
    from bot.services import Services


async def asks_too_often(interaction: Interaction) -> bool:
    """Count a question that came by no command; if it is one too many, say when to come back."""
    wait = count(interaction)
    if wait is None:
        return False
    note_outcome(interaction, "cooldown")
    await interaction.response.send_message(str(wait), ephemeral=True)
    return True


async def reply_with_answer(
    interaction: Interaction,
    question: str,
    *,
    private: bool,
    context: Context | None = None,
) -> None:
    """Ask the engine and show what it says; what tells of harm only its writer sees."""
    services, engine = services_of(interaction), engine_of(interaction)
    outcome = services.answer_cache.ask(engine, Query(question, context))
    private = private or (is_personal(outcome) and not in_bot_dm(interaction))
    tell = has_moderators(interaction)
    await reply_with_outcome(interaction, outcome, question, private=private, tell=tell)
    if tell and interaction.guild_id is not None:
        services.questions.note(interaction.guild_id, interaction.user.id, question, outcome)


async def reply_with_outcome(
    interaction: Interaction,
    outcome: Outcome,
    question: str,
    *,
    private: bool,
    tell: bool = False,
    above: str | None = None,
) -> None:
    """Show an outcome; one that only the person sees can be shared with the channel.

    With `tell` it can be told to the moderators that this is wrong or missing. `above` stands at
    its head instead of the question.
    """
    paper = paper_of(interaction)
    share = private and can_share(interaction)
    card = outcome_card(outcome, question, paper, share=share, tell=tell, above=above)
    note_outcome(
        interaction,
        name_of_outcome(outcome),
        **question_logged(services_of(interaction), question, outcome),
    )
    await interaction.response.send_message(view=card, ephemeral=private)


async def reply_with_entry(interaction: Interaction, entry: Entry, *, private: bool) -> None:
    """Show a whole entry, and what kind of entry it is."""
    paper = paper_of(interaction)
    kind = " ".join(filter(None, (entry.kind.value.capitalize(), entry.number)))
    when = f", {date_in_words(entry.date)}" if entry.date else ""
    await reply_with_outcome(
        interaction,
        opened(paper, entry),
        entry.title,
        private=private,
        above=f"-# {plain(kind + when)}",
    )


def name_of_outcome(outcome: Outcome) -> str:
    """An outcome's name in the log."""
    match outcome:
        case Answered():
            return "answered"
        case Suggested():
            return "suggested"
        case NotCovered():
            return "not covered"


def question_logged(services: Services, question: str, outcome: Outcome) -> dict[str, str]:
    """A question for the process's log, if the settings want it and it tells of no harm."""
    wanted = services.config.log.questions and not is_personal(outcome)
    return {"question": question} if wanted else {}


def can_share(interaction: Interaction) -> bool:
    """Whether anybody else is there to share with."""
    return not in_bot_dm(interaction)


def context_of(message: discord.Message | None, paper: Paper) -> Context | None:
    """What the bot's own `message` answered, or None if it was no answer."""
    return carried(ids_in(message.components), paper) if message else None
