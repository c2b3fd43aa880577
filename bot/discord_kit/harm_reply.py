"""Answer questions; reply to reports of harm privately, and keep nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering.harm_disclosure import (
    NO_HELP,
    may_tell_of_harm,
    speaks_of_self_or_close,
    tells_of_harm,
)
from bot.answering.outcome import NotCovered, Query
from bot.curation.question_log import is_gap, is_personal
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.error_replies import note_outcome
from bot.discord_kit.harm_texts import harm_text
from bot.discord_kit.layout import NOTHING, Layout, container
from bot.discord_kit.markdown import plain
from bot.discord_kit.replies import in_bot_dm
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from bot.answering.outcome import Outcome
    from bot.discord_kit.context import GuildContext
    from bot.paper.paper import Paper


_PERSONAL: Final = NotCovered(NO_HELP, personal=True)

TO_CURATORS: Final = (
    "-# This reads as if somebody is reporting harm done to them or to someone they know. If it is "
    "from a student, do not publish it, and follow your school’s rules for safeguarding."
)


def heard(ctx: GuildContext, query: Query) -> Outcome:
    """Return the outcome of a question in a server.

    It is personal for a message that reports harm, or that speaks of the writer or somebody close
    where the paper has nothing on it.
    """
    if tells_of_harm(query.text):
        return _PERSONAL
    outcome = ctx.services.answer_cache.ask(ctx.engine, query)
    if is_gap(outcome) and speaks_of_self_or_close(words(query.text)):
        return _PERSONAL
    return outcome


def is_personal_message(ctx: GuildContext, text: str) -> bool:
    """Return whether somebody who typed this is to be answered alone, and it is not to be kept.

    It reports harm, or speaks of the writer or somebody close where the paper has nothing on it.
    """
    return tells_of_harm(text) or is_personal(heard(ctx, Query(text)))


def is_personal_name(paper: Paper, typed: str) -> bool:
    """Return whether what was typed as a name to look up may report harm instead.

    A name that the paper itself has does not, though a title may hold an "our".
    """
    said = words(typed)
    # One word, such as a deck's title "Mine", tells nothing.
    if not (tells_of_harm(typed) or (len(said) > 1 and speaks_of_self_or_close(said))):
        return False
    entries, sources = paper.entries, paper.sources
    titles = {
        *(entry.title for entry in entries.values()),
        *(source.title for source in sources.values()),
        *(section.title for section in paper.sections),
    }
    return typed not in {*entries, *sources, *titles}


def is_guarded(text: str, outcome: Outcome) -> bool:
    """Return whether a message is neither shown to others nor logged, kept or reported."""
    return is_personal(outcome) or may_tell_of_harm(text, answered=not is_gap(outcome))


def contact_of(ctx: GuildContext) -> str:
    """Return whom the server, or else the bot's operator, names as a contact; "" for nobody."""
    return ctx.settings.school_contact or ctx.services.config.school_contact


def harm_card(ctx: GuildContext, locale: str) -> Layout:
    """Return the reply to a report of harm, in the language of the person's Discord."""
    return Layout(container(harm_text(locale, plain(contact_of(ctx))), colour=NOTHING))


async def reply_about_harm(interaction: Interaction) -> None:
    """Reply to a report of harm, visible only to the person who wrote it."""
    note_outcome(interaction, "not covered")
    card = harm_card(context_of(interaction), str(interaction.locale))
    await interaction.response.send_message(view=card, ephemeral=not in_bot_dm(interaction))


def curators_note(*texts: str) -> str:
    """Return a line for curators if one of the texts reports harm, else ""."""
    return TO_CURATORS if any(map(tells_of_harm, texts)) else ""
