"""What can be pressed on a draft's preview; each asks anew whether the person is a curator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import discord
from discord import ui

from bot.curation.drafts.draft import FIELDS, LONGEST, LONGEST_COMMENT, sound, typed
from bot.curation.drafts.draft_validation import DraftNotReadyError
from bot.curation.drafts.new_source import SOURCE_FIELDS, WrongSourceError, read_source
from bot.curation.pending import PendingClosedError
from bot.curation.resolve_feedback import AlreadyDecidedError
from bot.curation.revision_service import EntryChangedError
from bot.curation.statement_syntax import count_statements, resting_on
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, data_of, paper_of, services_of
from bot.discord_kit.custom_ids import ids_in
from bot.discord_kit.deferred import in_time, show_alone, show_in_place
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.markdown import cut, person, plain
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


async def _open(interaction: Interaction, name: str) -> tuple[int, Draft]:
    guild = need_curator(interaction)
    return guild, await services_of(interaction).drafts.find_open(guild, name)


async def _publish(interaction: Interaction, name: str, *, over: int | None = None) -> None:
    guild = need_curator(interaction)
    desk = services_of(interaction).drafts
    try:
        publishing = desk.publish(guild, interaction.user.id, name, over=over)
        done = await in_time(interaction, publishing)
    except DraftNotReadyError:
        above = "It could not be published as it is now."
        await show_preview(interaction, guild, name, await desk.find_open(guild, name), above)
    except EntryChangedError as overtaken:
        await _show_overtaken(interaction, guild, name, overtaken.last)
    except AlreadyDecidedError as decided:
        draft = await desk.forget_origin(guild, interaction.user.id, name)
        who = f" ({person(decided.suggestion.decided_by)})" if decided.suggestion.decided_by else ""
        above = f"{str(decided)[:1].upper()}{str(decided)[1:]}{who}. You may publish it still."
        await show_preview(interaction, guild, name, draft, above)
    else:
        await show(interaction, published_card(done.revision, done.entry))
        await tell_people(interaction)


async def _show_overtaken(interaction: Interaction, guild: int, name: str, last: Revision) -> None:
    desk = services_of(interaction).drafts
    draft = await desk.find_open(guild, name)
    seen, now = await desk.states(guild, draft, last)
    title = now.title if now else seen.title if seen else draft.title
    await show(interaction, overtaken_card(name, title, seen, last, now))


class PublishDraft(PersistentButton, template=rf"{PUBLISH}:{_NAME}"):
    """Makes a draft live."""

    name = "publish"

    async def act(self, interaction: Interaction) -> None:
        """Confirm it once it is served; pressed twice, it is published once."""
        await _publish(interaction, self.match["name"])


class PublishOver(PersistentButton, template=rf"{OVER}:{_NAME}:(?P<number>\d+)"):
    """Makes a draft live in place of another curator's change, which has been shown."""

    name = "publish over"

    async def act(self, interaction: Interaction) -> None:
        """The same, over the revision of that number and none later."""
        await _publish(interaction, self.match["name"], over=int(self.match["number"]))


class ChangeDraft(PersistentButton, template=rf"{CHANGE}:{_NAME}"):
    """Opens the form again, with what was typed."""

    name = "change draft"

    async def act(self, interaction: Interaction) -> None:
        """Show the form."""
        name = self.match["name"]
        _, draft = await _open(interaction, name)
        await interaction.response.send_modal(DraftModal(name, draft))


class AddSource(PersistentButton, template=rf"{SOURCE}:{_NAME}"):
    """Asks for a source from outside the paper."""

    name = "new source"

    async def act(self, interaction: Interaction) -> None:
        """Show the form, with what could not be taken before."""
        name = self.match["name"]
        _, draft = await _open(interaction, name)
        await interaction.response.send_modal(SourceModal(name, draft))


class AddComment(PersistentButton, template=rf"{COMMENT}:{_NAME}"):
    """Asks why."""

    name = "say why"

    async def act(self, interaction: Interaction) -> None:
        """Show the form."""
        name = self.match["name"]
        _, draft = await _open(interaction, name)
        await interaction.response.send_modal(CommentModal(name, draft))


class ChooseSection(PersistentButton, template=rf"{SECTION}:{_NAME}"):
    """A new entry's section, from a menu."""

    name = "choose section"

    async def act(self, interaction: Interaction) -> None:
        """Take it into the draft."""
        name = self.match["name"]
        guild, draft = await _open(interaction, name)
        draft = replace(draft, section=str(data_of(interaction)["values"][0]))
        await services_of(interaction).drafts.keep(guild, interaction.user.id, name, draft)
        await show_preview(interaction, guild, name, draft)


class DiscardDraft(PersistentButton, template=rf"{DISCARD}:{_NAME}"):
    """Ends a draft."""

    name = "discard draft"

    async def act(self, interaction: Interaction) -> None:
        """Say that nothing has changed."""
        guild = need_curator(interaction)
        await services_of(interaction).drafts.discard(guild, self.match["name"])
        await show(interaction, Layout(container("The draft is discarded. Nothing has changed.")))


ITEMS = (PublishDraft, PublishOver, ChangeDraft, AddSource, AddComment, ChooseSection, DiscardDraft)

MODAL: Final = "draft"

_OURS: Final = "draft-"

_TITLE: Final = 45

_LONGEST_TITLE: Final = 200


async def open_draft(interaction: Interaction, draft: Draft) -> None:
    """Keep a new draft and show its form; the first reply to a curator's command or press.

    Raises NotACurator.
    """
    guild = need_curator(interaction)
    name = str(interaction.id)
    await services_of(interaction).drafts.keep(guild, interaction.user.id, name, draft)
    await interaction.response.send_modal(DraftModal(name, draft))


async def show_preview(
    interaction: Interaction, guild: int, name: str, draft: Draft, above: str = ""
) -> None:
    """Show how a draft stands: in place of the card that it was pressed on, or as a new reply."""
    looked = await services_of(interaction).drafts.look_at(guild, draft)
    await show(interaction, preview_card(name, looked, above))


async def show(interaction: Interaction, card: Layout) -> None:
    """Show a card about a draft in place of the one before it, or as a reply to the curator."""
    message = interaction.message
    if message is not None and any(i.startswith(_OURS) for i in ids_in(message.components)):
        await show_in_place(interaction, card)
    else:
        await show_alone(interaction, card)


class DraftModal(ui.Modal):
    """The fields of an entry, as they were typed before."""

    def __init__(self, name: str, draft: Draft) -> None:
        title = "New entry" if draft.is_new else cut(f"Change: {draft.title}", _TITLE)
        super().__init__(title=title, custom_id=f"{MODAL}:{name}", timeout=None)
        for field, text, description, needed in _FIELDS:
            value = str(getattr(draft, field))
            if len(value) <= LONGEST:
                most = _LONGEST_TITLE if len(value) <= _LONGEST_TITLE else LONGEST
                short = field == "title"
                self.add_item(
                    _label(
                        field,
                        text,
                        description,
                        value,
                        most=most if short else LONGEST,
                        long=not short,
                        needed=needed,
                        example=_EXAMPLES.get(field, ""),
                    )
                )


class SourceModal(ui.Modal, title="New source"):
    """A work from outside the paper, and the statement that rests on it."""

    def __init__(self, name: str, draft: Draft) -> None:
        super().__init__(custom_id=f"{SOURCE}:{name}", timeout=None)
        for field, text, description, most in _SOURCE_FIELDS:
            value = draft.typed_source.get(field, "")
            self.add_item(_label(field, text, description, value, most=most))


class CommentModal(ui.Modal, title="Say why"):
    """Why the entry is changed, for the history."""

    def __init__(self, name: str, draft: Draft) -> None:
        super().__init__(custom_id=f"{COMMENT}:{name}", timeout=None)
        description = "Stands in the history beside your change"
        self.add_item(
            _label("comment", "Why", description, draft.comment, most=LONGEST_COMMENT, long=True)
        )


def _label(
    field: str,
    text: str,
    description: str,
    value: str,
    *,
    most: int,
    long: bool = False,
    needed: bool = False,
    example: str = "",
) -> ui.Label[ui.LayoutView]:
    return ui.Label(
        text=text,
        description=description,
        component=ui.TextInput(
            custom_id=field,
            style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
            default=value or None,
            max_length=most,
            required=needed,
            placeholder=example or None,
        ),
    )


_FIELDS: Final = (
    ("title", "Title", "What it is about, in a few words", True),
    (
        "statements",
        "Statements",
        "One a line, each ending with its footnote [12], with [paper], or with a source",
        True,
    ),
    ("phrasings", "How students ask for it", "One question a line", False),
    ("keywords", "Keywords", "One a line", False),
    ("related", "Related entries", "One a line: title or id", False),
)

_EXAMPLES: Final = {
    "statements": "It was decided in that year. [12]\nThe author thinks it right. [paper]",
    "phrasings": "When was it decided?\nWhat does the author think of it?",
}

_SOURCE_FIELDS: Final = (
    ("author", "Author", "“Doe, Jane”, several with semicolons; or a body as it is called", 200),
    ("title", "Title", "What it is called", 300),
    ("year", "Year", "Four digits", 10),
    ("url", "Address", "Whole, with https://", 500),
    ("statement", "Which statement rests on it", "Its number: 1 for the first; or leave empty", 5),
)


class _DraftForm(PersistentModal, template=r"(?!)"):
    """A form about a draft; what was typed is kept before anything is said about it."""

    gives_back = True

    async def act(self, interaction: Interaction) -> None:
        """Take what was typed into the draft, or into another where it is no longer open."""
        guild = need_curator(interaction)
        desk = services_of(interaction).drafts
        name = self.match["name"]
        draft, _ = await desk.find(guild, name)
        draft, above = self.taken(interaction, draft)
        try:
            await desk.keep(guild, interaction.user.id, name, draft)
        except PendingClosedError as closed:
            name = str(interaction.id)
            await desk.keep(guild, interaction.user.id, name, draft)
            above = f"The draft was {closed.state} meanwhile; this is another with what you typed."
        await show_preview(interaction, guild, name, draft, above)

    def taken(self, interaction: Interaction, draft: Draft) -> tuple[Draft, str]:
        """The draft with what was typed, and what is said of that."""
        raise NotImplementedError


class TypedDraft(_DraftForm, template=rf"{MODAL}:(?P<name>\d+)"):
    """An entry that was typed."""

    name = "draft"

    def taken(self, interaction: Interaction, draft: Draft) -> tuple[Draft, str]:
        """Every field that the form showed."""
        del interaction
        shown: dict[str, str] = {
            field: self.text(field) for field in FIELDS if field in self.values
        }
        return typed(draft, shown), ""


class TypedSource(_DraftForm, template=rf"{SOURCE}:(?P<name>\d+)"):
    """A source that was typed."""

    name = "draft source"

    def taken(self, interaction: Interaction, draft: Draft) -> tuple[Draft, str]:
        """The source, and the statement that is to rest on it."""
        values = {field: sound(self.text(field)) for field in SOURCE_FIELDS}
        works = paper_of(interaction).sources
        known = {**works, **{work.key: work for work in draft.works}}
        try:
            work = read_source(values, known.values(), known)
        except WrongSourceError as wrong:
            return _again(draft, values, str(wrong))
        brought = (*(one for one in draft.works if one.key != work.key), work)
        statements = draft.statements
        if number := values["statement"].strip():
            resting = resting_on(statements, int(number) if number.isdecimal() else 0, work.key)
            if resting is None:
                count = count_statements(statements)
                there = f"1 to {count}" if count > 1 else "1"
                told = f"Which statement: “{number}” is none; write {there}, or leave it empty"
                return _again(draft, values, told)
            statements = resting
        made = replace(draft, works=brought, statements=statements, typed_source={})
        return made, f"The source is there as [{work.key}]."


def _again(draft: Draft, values: dict[str, str], told: str) -> tuple[Draft, str]:
    """The draft with a source as it was typed, to be mended, and what is wrong with it."""
    above = f"**The new source was not taken.** {plain(told)}. Press New source to mend it."
    return replace(draft, typed_source=values), above


class TypedComment(_DraftForm, template=rf"{COMMENT}:(?P<name>\d+)"):
    """Why an entry is changed."""

    name = "draft comment"

    def taken(self, interaction: Interaction, draft: Draft) -> tuple[Draft, str]:
        """The comment on one line."""
        del interaction
        return replace(draft, comment=" ".join(sound(self.text("comment")).split())), ""


FORMS = (TypedDraft, TypedSource, TypedComment)
