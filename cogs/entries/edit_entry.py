"""Buttons and forms of a draft; each checks again that the person is a curator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from discord import ui

from bot.curation.drafts.draft import FIELDS, LONGEST_COMMENT, sound, typed
from bot.curation.drafts.draft_validation import DraftNotReadyError
from bot.curation.drafts.new_source import SOURCE_FIELDS, WrongSourceError, read_source
from bot.curation.pending import PendingClosedError
from bot.curation.resolve_feedback import AlreadyDecidedError
from bot.curation.revision_service import EntryChangedError
from bot.curation.statement_syntax import count_statements, resting_on
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import GuildContext, Interaction, context_of
from bot.discord_kit.custom_ids import ids_in
from bot.discord_kit.deferred import defer_if_slow, show_alone, show_in_place
from bot.discord_kit.direct_messages import send_notices
from bot.discord_kit.draft_form import DRAFT_FORM, DraftModal, text_field
from bot.discord_kit.harm_reply import curators_note
from bot.discord_kit.inputs import chosen_value
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.markdown import person, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from cogs.entries.preview_card import (
    CHANGE,
    COMMENT,
    DISCARD,
    OVER,
    PUBLISH,
    SECTION,
    SOURCE,
    overtaken_card,
    preview_card,
    published_card,
)

if TYPE_CHECKING:
    from bot.curation.drafts.draft import Draft
    from bot.storage.revision_rows import Revision


_NAME = r"(?P<name>\d+)"


async def _find_open(interaction: Interaction, name: str) -> tuple[int, Draft]:
    guild = need_curator(interaction)
    ctx = context_of(interaction)
    return guild, await ctx.services.drafts.find_open(guild, ctx.user_id, name)


async def _publish(interaction: Interaction, name: str, *, over: int | None = None) -> None:
    ctx = context_of(interaction)
    guild = need_curator(interaction)
    drafts = ctx.services.drafts
    try:
        publishing = drafts.publish(guild, ctx.user_id, name, over=over)
        done = await defer_if_slow(interaction, publishing)
    except DraftNotReadyError:
        above = "It could not be published as it is now."
        draft = await drafts.find_open(guild, ctx.user_id, name)
        await show_preview(interaction, guild, name, draft, above)
    except EntryChangedError as overtaken:
        await _show_overtaken(interaction, guild, name, overtaken.last)
    except AlreadyDecidedError as decided:
        draft = await drafts.forget_origin(guild, ctx.user_id, name)
        who = f" ({person(decided.suggestion.decided_by)})" if decided.suggestion.decided_by else ""
        above = f"{str(decided)[:1].upper()}{str(decided)[1:]}{who}. You may publish it still."
        await show_preview(interaction, guild, name, draft, above)
    else:
        await show(interaction, published_card(done.revision, done.entry))
        await send_notices(interaction)


async def _show_overtaken(interaction: Interaction, guild: int, name: str, last: Revision) -> None:
    ctx = context_of(interaction)
    drafts = ctx.services.drafts
    draft = await drafts.find_open(guild, ctx.user_id, name)
    seen, now = await drafts.states(guild, draft, last)
    title = now.title if now else seen.title if seen else draft.title
    await show(interaction, overtaken_card(name, title, seen, last, now))


class PublishDraft(PersistentButton, template=rf"{PUBLISH}:{_NAME}"):
    """The button that publishes a draft."""

    name = "publish"

    async def run(self, interaction: Interaction) -> None:
        """Publish the draft, then confirm; pressing twice publishes once."""
        await _publish(interaction, self.match["name"])


class PublishOver(PersistentButton, template=rf"{OVER}:{_NAME}:(?P<number>\d+)"):
    """The button that publishes a draft over another curator's change, after showing it."""

    name = "publish over"

    async def run(self, interaction: Interaction) -> None:
        """Publish the draft over exactly the revision whose number the button holds."""
        await _publish(interaction, self.match["name"], over=int(self.match["number"]))


class ChangeDraft(PersistentButton, template=rf"{CHANGE}:{_NAME}"):
    """The button that opens the draft's form again."""

    name = "change draft"

    async def run(self, interaction: Interaction) -> None:
        """Show the form with what was typed."""
        name = self.match["name"]
        _, draft = await _find_open(interaction, name)
        await interaction.response.send_modal(DraftModal(name, draft))


class AddSource(PersistentButton, template=rf"{SOURCE}:{_NAME}"):
    """The button that asks for a source from outside the paper."""

    name = "new source"

    async def run(self, interaction: Interaction) -> None:
        """Show the form, filled with a source that was refused before."""
        name = self.match["name"]
        _, draft = await _find_open(interaction, name)
        await interaction.response.send_modal(SourceModal(name, draft))


class AddComment(PersistentButton, template=rf"{COMMENT}:{_NAME}"):
    """The button that asks for a comment."""

    name = "say why"

    async def run(self, interaction: Interaction) -> None:
        """Show the form."""
        name = self.match["name"]
        _, draft = await _find_open(interaction, name)
        await interaction.response.send_modal(CommentModal(name, draft))


class ChooseSection(PersistentButton, template=rf"{SECTION}:{_NAME}"):
    """The menu for a new entry's section."""

    name = "choose section"

    async def run(self, interaction: Interaction) -> None:
        """Set the draft's section."""
        ctx = context_of(interaction)
        name = self.match["name"]
        guild, draft = await _find_open(interaction, name)
        sections = {section.id for section in ctx.paper.sections}
        draft = replace(draft, section=chosen_value(interaction, sections))
        await ctx.services.drafts.keep(guild, ctx.user_id, name, draft)
        await show_preview(interaction, guild, name, draft)


class DiscardDraft(PersistentButton, template=rf"{DISCARD}:{_NAME}"):
    """The button that discards a draft."""

    name = "discard draft"

    async def run(self, interaction: Interaction) -> None:
        """Say that nothing has changed."""
        guild = need_curator(interaction)
        ctx = context_of(interaction)
        await ctx.services.drafts.discard(guild, ctx.user_id, self.match["name"])
        await show(interaction, Layout(container("The draft is discarded. Nothing has changed.")))


ITEMS = (PublishDraft, PublishOver, ChangeDraft, AddSource, AddComment, ChooseSection, DiscardDraft)

_DRAFT_IDS: Final = "draft-"


async def show_preview(
    interaction: Interaction, guild: int, name: str, draft: Draft, above: str = ""
) -> None:
    """Show a draft's preview, in place of the pressed card or as a new reply."""
    preview = await context_of(interaction).services.drafts.look_at(guild, draft)
    note = curators_note(draft.title, *draft.statements.splitlines(), *draft.phrasings.splitlines())
    lines = "\n".join(filter(None, (above, note)))
    await show(interaction, preview_card(name, preview, lines))


async def show(interaction: Interaction, card: Layout) -> None:
    """Show a card in place of the draft's earlier one, or as a new reply."""
    message = interaction.message
    if message is not None and any(i.startswith(_DRAFT_IDS) for i in ids_in(message.components)):
        await show_in_place(interaction, card)
    else:
        await show_alone(interaction, card)


class SourceModal(ui.Modal, title="New source"):
    """The fields of a work from outside the paper, and the statement that it supports."""

    def __init__(self, name: str, draft: Draft) -> None:
        super().__init__(custom_id=f"{SOURCE}:{name}", timeout=None)
        for field, text, description, most in _SOURCE_FIELDS:
            value = draft.typed_source.get(field, "")
            self.add_item(text_field(field, text, description, value, most=most))


class CommentModal(ui.Modal, title="Say why"):
    """The field for the reason of a change, kept in the history."""

    def __init__(self, name: str, draft: Draft) -> None:
        super().__init__(custom_id=f"{COMMENT}:{name}", timeout=None)
        description = "Stands in the history beside your change"
        self.add_item(
            text_field(
                "comment", "Why", description, draft.comment, most=LONGEST_COMMENT, long=True
            )
        )


_SOURCE_FIELDS: Final = (
    ("author", "Author", "“Doe, Jane”, several with semicolons; or a body as it is called", 200),
    ("title", "Title", "What it is called", 300),
    ("year", "Year", "Four digits", 10),
    ("url", "Address", "Whole, with https://", 500),
    ("statement", "Which statement rests on it", "Its number: 1 for the first; or leave empty", 5),
)


class _DraftForm(PersistentModal, template=r"(?!)"):
    """A submitted form of a draft; the input is saved before anything else can fail."""

    gives_back = True

    async def run(self, interaction: Interaction) -> None:
        """Save the input in the draft, or in a new draft if this one is closed."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        drafts = ctx.services.drafts
        name = self.match["name"]
        draft, _ = await drafts.find(guild, ctx.user_id, name)
        draft, above = self.taken(ctx, draft)
        try:
            await drafts.keep(guild, ctx.user_id, name, draft)
        except PendingClosedError as closed:
            name = str(interaction.id)
            await drafts.keep(guild, ctx.user_id, name, draft)
            above = f"The draft was {closed.state} meanwhile; this is another with what you typed."
        await show_preview(interaction, guild, name, draft, above)

    def taken(self, ctx: GuildContext, draft: Draft) -> tuple[Draft, str]:
        """Return the draft with the input, and a message about it."""
        raise NotImplementedError


class TypedDraft(_DraftForm, template=rf"{DRAFT_FORM}:(?P<name>\d+)"):
    """A submitted entry."""

    name = "draft"

    def taken(self, ctx: GuildContext, draft: Draft) -> tuple[Draft, str]:
        """Return the draft with every field of the form."""
        del ctx
        shown: dict[str, str] = {
            field: self.text(field) for field in FIELDS if field in self.values
        }
        return typed(draft, shown), ""


class TypedSource(_DraftForm, template=rf"{SOURCE}:(?P<name>\d+)"):
    """A submitted source."""

    name = "draft source"

    def taken(self, ctx: GuildContext, draft: Draft) -> tuple[Draft, str]:
        """Return the draft with the source, cited by the chosen statement."""
        values = {field: sound(self.text(field)) for field in SOURCE_FIELDS}
        works = ctx.paper.sources
        known = {**works, **{work.key: work for work in draft.works}}
        try:
            work = read_source(values, known.values(), known)
        except WrongSourceError as wrong:
            return _refused_source(draft, values, str(wrong))
        brought = (*(one for one in draft.works if one.key != work.key), work)
        statements = draft.statements
        if number := values["statement"].strip():
            resting = resting_on(statements, int(number) if number.isdecimal() else 0, work.key)
            if resting is None:
                count = count_statements(statements)
                there = f"1 to {count}" if count > 1 else "1"
                text = f"Which statement: “{number}” is none; write {there}, or leave it empty"
                return _refused_source(draft, values, text)
            statements = resting
        made = replace(draft, works=brought, statements=statements, typed_source={})
        return made, f"The source is there as [{work.key}]."


def _refused_source(draft: Draft, values: dict[str, str], told: str) -> tuple[Draft, str]:
    """Return the draft with the refused source to be corrected, and what is wrong with it."""
    above = f"**The new source was not taken.** {plain(told)}. Press New source to mend it."
    return replace(draft, typed_source=values), above


class TypedComment(_DraftForm, template=rf"{COMMENT}:(?P<name>\d+)"):
    """A submitted comment."""

    name = "draft comment"

    def taken(self, ctx: GuildContext, draft: Draft) -> tuple[Draft, str]:
        """Return the draft with the comment on one line."""
        del ctx
        return replace(draft, comment=" ".join(sound(self.text("comment")).split())), ""


FORMS = (TypedDraft, TypedSource, TypedComment)
