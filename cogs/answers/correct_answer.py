"""From a message to the form of an entry, for curators: correct an answer, keep a good reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.answering.harm_disclosure import tells_of_harm
from bot.answering.outcome import Query
from bot.browse.entries import shortened
from bot.curation.drafts.draft import LONGEST, new_draft, sound
from bot.curation.question_log import is_personal
from bot.discord_kit import custom_ids
from bot.discord_kit.access import need_curator
from bot.discord_kit.command_groups import INSTALLED, SERVER_ONLY
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.draft_form import open_draft
from bot.discord_kit.harm_reply import heard
from bot.discord_kit.inputs import chosen_value
from bot.discord_kit.layout import LONGEST_QUESTION, OPTION_LABEL, Layout, choice, container
from bot.discord_kit.markdown import one_line
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.replies import reply_with_card
from bot.errors import StudyBotError
from bot.paper.model import Kind
from bot.text.phrases import cut
from cogs.answers.answer_replies import answer_context_of, need_answer_context
from cogs.answers.messages import plain_text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.model import Entry


CORRECT: Final = "Correct this"

KEEP: Final = "Make this an entry"

_LONGEST_TITLE: Final = 80

_LONGEST_QUESTION_KEPT: Final = 300


class NotAnAnswerError(StudyBotError):
    """The chosen message holds no answer of the bot's that came from an entry."""

    def __str__(self) -> str:
        return (
            "this message is not an answer from an entry; choose one of the bot’s answers, or use "
            "/kb edit with the entry’s title"
        )


class NotAReplyToKeepError(StudyBotError):
    """The chosen message cannot become an entry."""

    def __str__(self) -> str:
        return (
            "an entry can be made of a message that a person wrote; choose one with text, or use "
            "/kb add"
        )


class TellsOfHarmError(StudyBotError):
    """The chosen message tells of harm to a person and must not be kept."""

    def __str__(self) -> str:
        return (
            "this message may be about harm to a person, so nothing of it is kept; write the entry "
            "with /kb add, without the person"
        )


async def edit_entries(interaction: Interaction, entries: Sequence[Entry]) -> None:
    """Open the form of the entry, or of several offer a menu; raises NotACuratorError."""
    guild = need_curator(interaction)
    if not entries:
        raise NotAnAnswerError
    if len(entries) == 1:
        draft = await context_of(interaction).services.drafts.draft_for(guild, entries[0].id)
        await open_draft(interaction, draft)
        return
    offered = [(shortened(e.id), one_line(e.title, OPTION_LABEL), "") for e in entries]
    menu = choice(custom_ids.EDIT, "Edit one …", offered)
    told = "### Which entry is wrong?\nThis answer comes from several."
    await reply_with_card(interaction, Layout(container(told, menu)))


def _entries_of(interaction: Interaction, names: Sequence[str]) -> list[Entry]:
    found = map(context_of(interaction).paper.entry, names)
    return [entry for entry in found if entry is not None]


class EditAnswer(PersistentButton, template=custom_ids.EDIT_PICK):
    """The button under an answer that opens its entry's form."""

    name = "edit this"

    async def run(self, interaction: Interaction) -> None:
        """Show the form, or a choice if the answer comes from several entries."""
        need_curator(interaction)
        context = need_answer_context(interaction.message, context_of(interaction).paper)
        await edit_entries(interaction, _entries_of(interaction, context.entries))


class EditEntry(PersistentButton, template=rf"{custom_ids.EDIT}(?::(?P<entry>.+))?"):
    """A button or menu that opens the form of the entry it names."""

    name = "edit entry"

    async def run(self, interaction: Interaction) -> None:
        """Show the form."""
        need_curator(interaction)
        name = self.match["entry"] or chosen_value(interaction)
        entry = custom_ids.entry_named(context_of(interaction).paper, name)
        await edit_entries(interaction, [entry])


ITEMS = (EditAnswer, EditEntry)


@app_commands.default_permissions(manage_messages=True)
async def correct_answer(interaction: Interaction, message: discord.Message) -> None:
    """Open the form of the entry that an answer of the bot came from."""
    need_curator(interaction)
    me = interaction.client.user
    mine = me is not None and message.author.id == me.id
    context = answer_context_of(message, context_of(interaction).paper) if mine else None
    await edit_entries(interaction, _entries_of(interaction, context.entries if context else ()))


@app_commands.default_permissions(manage_messages=True)
async def keep_reply(interaction: Interaction, message: discord.Message) -> None:
    """Open the form of a new entry, filled with a person's reply and the question before it."""
    need_curator(interaction)
    said = sound(plain_text_of(message)).strip()
    if message.author.bot or not said:
        raise NotAReplyToKeepError
    question = await _question_before(interaction, message)
    if any(_may_tell_of_harm(interaction, text) for text in (said, question) if text):
        raise TellsOfHarmError
    lines = [" ".join(line.split()) for line in said.splitlines()]
    draft = new_draft(
        Kind.FINDING,
        title=cut(question.rstrip("?") or next(filter(None, lines)), _LONGEST_TITLE),
        statements=cut("\n".join(filter(None, lines)), LONGEST),
        phrasings=question,
    )
    await open_draft(interaction, draft)


def _may_tell_of_harm(interaction: Interaction, text: str) -> bool:
    ctx = context_of(interaction)
    return tells_of_harm(text) or is_personal(heard(ctx, Query(text[:LONGEST_QUESTION])))


async def _question_before(interaction: Interaction, message: discord.Message) -> str:
    """Return the message that this one replies to, on one line; "" if Discord does not tell it.

    Without the privileged intent, Discord may send its text only if it was written to the bot.
    """
    reference = message.reference
    if reference is None or reference.message_id is None:
        return ""
    answered = reference.resolved
    if answered is None and isinstance(interaction.channel, discord.abc.Messageable):
        try:
            answered = await interaction.channel.fetch_message(reference.message_id)
        except discord.HTTPException:
            return ""
    if not isinstance(answered, discord.Message) or answered.author.bot:
        return ""
    return cut(" ".join(sound(plain_text_of(answered)).split()), _LONGEST_QUESTION_KEPT)


def message_menus() -> list[app_commands.ContextMenu]:
    """Return curators' menus of a message."""
    return [
        app_commands.ContextMenu(
            name=name,
            callback=callback,
            allowed_contexts=SERVER_ONLY,
            allowed_installs=INSTALLED,
        )
        for name, callback in ((CORRECT, correct_answer), (KEEP, keep_reply))
    ]
