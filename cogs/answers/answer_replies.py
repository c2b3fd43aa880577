"""Replies with answers and entries, and the context of earlier answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.outcome import (
    Answered,
    Civil,
    NotCovered,
    NotStated,
    Pointer,
    Query,
    Suggested,
)
from bot.browse.entries import date_in_words, opened
from bot.curation.question_log import is_personal, told_and_shown
from bot.discord_kit.access import count_question, is_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.custom_ids import NothingCarriedError, context_carried, ids_in
from bot.discord_kit.error_replies import note_outcome
from bot.discord_kit.harm_reply import heard, is_guarded, reply_about_harm
from bot.discord_kit.markdown import plain
from bot.discord_kit.replies import has_moderators, in_bot_dm
from cogs.answers.answer_card import CardOptions, outcome_card

if TYPE_CHECKING:
    import discord

    from bot.answering.outcome import Context, Outcome
    from bot.paper.model import Entry
    from bot.paper.paper import Paper
    from bot.services import Services


async def asks_too_often(interaction: Interaction) -> bool:
    """Count a question from a button or modal; if over a limit, reply so and return True."""
    wait = count_question(context_of(interaction), interaction.channel_id)
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
    """Answer a question; only the person sees a reply about harm, or about themselves."""
    ctx = context_of(interaction)
    outcome = heard(ctx, Query(question, context))
    if is_personal(outcome):
        await reply_about_harm(interaction)
        return
    tell = has_moderators(interaction)
    if is_guarded(question, outcome):
        # It may report harm in unforeseen words: no word of it is repeated.
        alone = not in_bot_dm(interaction)
        await reply_with_outcome(interaction, outcome, "", private=alone)
        return
    await reply_with_outcome(interaction, outcome, question, private=private, tell=tell)
    if tell and ctx.guild_id is not None:
        ctx.services.questions.note(ctx.guild_id, ctx.user_id, question, outcome)


async def reply_with_outcome(
    interaction: Interaction,
    outcome: Outcome,
    question: str,
    *,
    private: bool,
    tell: bool = False,
    head: str = "",
) -> None:
    """Reply with an outcome; if it is private, it can be shared, otherwise its asker removes it.

    `tell` adds buttons to report a wrong or missing answer. `head` is the first line above an
    entry that was opened. A line for a message that asks nothing of the paper is always private:
    there is nothing in it for the others.
    """
    ctx = context_of(interaction)
    note_outcome(
        interaction,
        name_of_outcome(outcome),
        **question_logged(ctx.services, question, outcome),
    )
    if isinstance(outcome, Civil | Pointer):
        alone = not in_bot_dm(interaction)
        await interaction.response.send_message(plain(outcome.reason), ephemeral=alone)
        return
    seen = can_share(interaction)
    options = CardOptions(
        share=private and seen,
        tell=tell,
        edit=ctx.guild_id is not None and is_curator(interaction),
        asker=ctx.user_id if seen and not private else None,
        head=head,
    )
    card = outcome_card(outcome, question, ctx.paper, options)
    await interaction.response.send_message(view=card, ephemeral=private)


async def reply_with_entry(interaction: Interaction, entry: Entry, *, private: bool) -> None:
    """Reply with a whole entry under its kind, number and date."""
    paper = context_of(interaction).paper
    kind = " ".join(filter(None, (entry.kind.value.capitalize(), entry.number)))
    when = f", {date_in_words(entry.date)}" if entry.date else ""
    await reply_with_outcome(
        interaction,
        opened(paper, entry),
        entry.title,
        private=private,
        head=f"-# {plain(kind + when)}",
    )


def name_of_outcome(outcome: Outcome) -> str:
    """Return the outcome's name in the log."""
    match outcome:
        case Answered():
            return "answered"
        case Suggested():
            return "suggested"
        case NotStated():
            return "not stated"
        case NotCovered():
            return "not covered"
        case Civil():
            return "civil"
        case Pointer():
            return "pointer"


def question_logged(services: Services, question: str, outcome: Outcome) -> dict[str, str]:
    """Return the question for the log if the config allows it and the log may keep it."""
    kept = told_and_shown(outcome) is not None and not is_guarded(question, outcome)
    wanted = services.config.log.questions and kept
    return {"question": question} if wanted else {}


def can_share(interaction: Interaction) -> bool:
    """Return whether anybody else could see a shared reply."""
    return not in_bot_dm(interaction)


def answer_context_of(message: discord.Message | None, paper: Paper) -> Context | None:
    """Return the context of the answer in the bot's `message`, or None if it is not an answer."""
    return context_carried(ids_in(message.components), paper) if message else None


def need_answer_context(message: discord.Message | None, paper: Paper) -> Context:
    """Return the context of the answer in the bot's `message`; raises NothingCarriedError."""
    context = answer_context_of(message, paper)
    if context is None:
        raise NothingCarriedError
    return context
