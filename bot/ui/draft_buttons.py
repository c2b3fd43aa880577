"""What can be pressed on a draft's preview; each asks anew whether the person is a curator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.curation.drafts.draft_validation import DraftNotReadyError
from bot.curation.resolve_feedback import AlreadyDecidedError
from bot.curation.revision_service import EntryChangedError
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import data_of, services_of
from bot.discord_kit.deferred import in_time
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.markdown import person
from bot.discord_kit.persistent_button import PersistentButton
from bot.ui.drafts import CommentModal, DraftModal, SourceModal, show, show_preview
from bot.ui.previews import (
    CHANGE,
    COMMENT,
    DISCARD,
    OVER,
    PUBLISH,
    SECTION,
    SOURCE,
    overtaken_card,
    published_card,
)

if TYPE_CHECKING:
    import discord

    from bot.curation.drafts.draft import Draft
    from bot.storage.revision_rows import Revision

_NAME = r"(?P<name>\d+)"


async def _open(interaction: discord.Interaction[Any], name: str) -> tuple[int, Draft]:
    guild = need_curator(interaction)
    return guild, await services_of(interaction).desk.find_open(guild, name)


async def _publish(
    interaction: discord.Interaction[Any], name: str, *, over: int | None = None
) -> None:
    guild = need_curator(interaction)
    desk = services_of(interaction).desk
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


async def _show_overtaken(
    interaction: discord.Interaction[Any], guild: int, name: str, last: Revision
) -> None:
    desk = services_of(interaction).desk
    draft = await desk.find_open(guild, name)
    seen, now = await desk.states(guild, draft, last)
    title = now.title if now else seen.title if seen else draft.title
    await show(interaction, overtaken_card(name, title, seen, last, now))


class Publish(PersistentButton, template=rf"{PUBLISH}:{_NAME}"):
    """Makes a draft live."""

    name = "publish"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Confirm it once it is served; pressed twice, it is published once."""
        await _publish(interaction, self.match["name"])


class PublishOver(PersistentButton, template=rf"{OVER}:{_NAME}:(?P<number>\d+)"):
    """Makes a draft live in place of another curator's change, which has been shown."""

    name = "publish over"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """The same, over the revision of that number and none later."""
        await _publish(interaction, self.match["name"], over=int(self.match["number"]))


class ChangeDraft(PersistentButton, template=rf"{CHANGE}:{_NAME}"):
    """Opens the form again, with what was typed."""

    name = "change draft"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form."""
        name = self.match["name"]
        _, draft = await _open(interaction, name)
        await interaction.response.send_modal(DraftModal(name, draft))


class AddSource(PersistentButton, template=rf"{SOURCE}:{_NAME}"):
    """Asks for a source from outside the paper."""

    name = "new source"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form, with what could not be taken before."""
        name = self.match["name"]
        _, draft = await _open(interaction, name)
        await interaction.response.send_modal(SourceModal(name, draft))


class AddComment(PersistentButton, template=rf"{COMMENT}:{_NAME}"):
    """Asks why."""

    name = "say why"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form."""
        name = self.match["name"]
        _, draft = await _open(interaction, name)
        await interaction.response.send_modal(CommentModal(name, draft))


class ChooseSection(PersistentButton, template=rf"{SECTION}:{_NAME}"):
    """A new entry's section, from a menu."""

    name = "choose section"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Take it into the draft."""
        name = self.match["name"]
        guild, draft = await _open(interaction, name)
        draft = replace(draft, section=str(data_of(interaction)["values"][0]))
        await services_of(interaction).desk.keep(guild, interaction.user.id, name, draft)
        await show_preview(interaction, guild, name, draft)


class Discard(PersistentButton, template=rf"{DISCARD}:{_NAME}"):
    """Ends a draft."""

    name = "discard draft"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Say that nothing has changed."""
        guild = need_curator(interaction)
        await services_of(interaction).desk.discard(guild, self.match["name"])
        await show(interaction, Layout(container("The draft is discarded. Nothing has changed.")))


ITEMS = (Publish, PublishOver, ChangeDraft, AddSource, AddComment, ChooseSection, Discard)
