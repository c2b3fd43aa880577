"""The buttons and menus: found by their ids, so that they work after a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import discord
from discord import ui

from bot.browse.entries import citations_behind
from bot.browse.lists import EntryList
from bot.errors import StudyBotError
from bot.ui import ids
from bot.ui.admission import need_admission
from bot.ui.handling import handled
from bot.ui.host import data_of, paper_of
from bot.ui.layout import Layout
from bot.ui.modals import FollowUp
from bot.ui.pages import page
from bot.ui.replying import asks_too_often, context_of, in_bot_dm, reply_with_card, reply_with_entry
from bot.ui.sheets import turn
from bot.ui.sources import sources_card
from bot.ui.text import plain

if TYPE_CHECKING:
    from bot.answering.outcome import Context


class NothingCarried(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """The message is of a time when the knowledge was another."""

    def __str__(self) -> str:
        return "this message no longer says what it answered; please ask again"


class Pressed(ui.DynamicItem[ui.Item[Any]], template=r"(?!)"):
    """Something that was pressed: `match` holds what its id carries, `act` does what it is for.

    What `answers` from the paper waits while a server holds answers back; what it `shares` too is
    not let off for a curator either.
    """

    name: ClassVar[str]
    pattern: ClassVar[re.Pattern[str]]
    answers: ClassVar[bool] = False
    shares: ClassVar[bool] = False

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__(template=template)
        cls.pattern = re.compile(template)

    def __init__(self, item: ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Pressed:
        """The item whose id was recognised."""
        del interaction
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what it is for; errors are told and logged."""
        await handled(interaction, self.name, self.admitted)

    async def admitted(self, interaction: discord.Interaction[Any]) -> None:
        """Act, unless it answers and answers are held back."""
        if self.answers:
            message = interaction.message
            seen_alone = message is not None and message.flags.ephemeral
            need_admission(interaction, alone=seen_alone and not self.shares)
        await self.act(interaction)

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """What pressing it does."""
        raise NotImplementedError


def _context(interaction: discord.Interaction[Any]) -> Context:
    context = context_of(interaction.message, paper_of(interaction))
    if context is None:
        raise NothingCarried
    return context


class AllSources(Pressed, template=rf"{ids.SOURCES}:(?P<carried>.*)"):
    """Every source behind an answer, shown to the person alone."""

    name = "all sources"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the sources of all claims of the entries answered from."""
        paper = paper_of(interaction)
        citations = citations_behind(paper, _context(interaction))
        await reply_with_card(interaction, sources_card(citations))


class Related(Pressed, template=rf"{ids.RELATED}:(?P<carried>.*)"):
    """The entries that an answer's entries name as related."""

    name = "related"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show them as a list to choose from."""
        shelf = EntryList.related(_context(interaction).entries)
        await reply_with_card(interaction, page(paper_of(interaction), shelf, 0))


class FollowUpButton(Pressed, template=rf"{ids.FOLLOW_UP}:(?P<carried>.*)"):
    """A question that leans on the answer."""

    name = "follow up"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the modal that asks for it."""
        _context(interaction)
        await interaction.response.send_modal(FollowUp())


class Share(Pressed, template=ids.SHARE):
    """A private answer shown to everybody in the channel."""

    name = "share"
    answers = True
    shares = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Send the same card again, without this button, and say who shared it."""
        if interaction.message is None:
            raise NothingCarried
        if await asks_too_often(interaction):
            return
        copy = ui.LayoutView.from_message(interaction.message, timeout=None)
        for item in list(copy.walk_children()):
            if isinstance(item, ui.ActionRow):
                for child in item.children:
                    if getattr(child, "custom_id", None) == ids.SHARE:
                        item.remove_item(child)
        name = plain(interaction.user.display_name)
        note = ui.TextDisplay[ui.LayoutView](f"-# Shared by {name}")
        await interaction.response.send_message(view=Layout(*copy.children, note))


class Open(Pressed, template=rf"{ids.OPEN}:(?P<entry>.+)"):
    """An entry to read whole, such as one that may have been meant."""

    name = "open entry"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show it to the person."""
        await _open(interaction, self.match["entry"])


class Pick(Pressed, template=ids.PICK):
    """A menu of entries, or of lists."""

    name = "open entry"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show what was chosen."""
        value = str(data_of(interaction)["values"][0])
        if value.startswith(ids.LIST_SIGN):
            shelf = EntryList.parse(value.removeprefix(ids.LIST_SIGN))
            await reply_with_card(interaction, page(paper_of(interaction), shelf, 0))
            return
        await _open(interaction, value)


async def _open(interaction: discord.Interaction[Any], name: str) -> None:
    entry = ids.entry_named(paper_of(interaction), name)
    await reply_with_entry(interaction, entry, private=not in_bot_dm(interaction))


class Turn(Pressed, template=rf"{ids.PAGE}:(?P<page>\d{{1,3}}):(?P<shelf>.+)"):
    """Another page of a long list."""

    name = "turn page"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page, for the one who asked for the list in the same message."""
        shelf = EntryList.parse(self.match["shelf"])
        await turn(interaction, paper_of(interaction), shelf, int(self.match["page"]))


ITEMS = (AllSources, Related, FollowUpButton, Share, Open, Pick, Turn)
