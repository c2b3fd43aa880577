"""/footnote, /source and /cite: what the paper rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.browse.lists import EntryList
from bot.browse.lookup import citable, sources_called
from bot.discord_kit.autocomplete_choices import choices_of_citable, choices_of_sources
from bot.discord_kit.context import paper_of
from bot.discord_kit.replies import reply_with_card, wants_private
from bot.paper.citations import Style
from bot.ui.citing import STYLES, citations_card
from bot.ui.sheets import send_sheet

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot

_PRIVATE = "Whether only you see the answer"
Choices = list[app_commands.Choice[str]]
Name = app_commands.Range[str, 1, 100]
_STYLE_CHOICES = [app_commands.Choice(name=name, value=style) for style, name in STYLES.items()]


class Sources(commands.Cog):
    """The notes and the works."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(number="The footnote’s number", private=_PRIVATE)
    async def footnote(
        self,
        interaction: discord.Interaction[Any],
        number: app_commands.Range[int, 1, 9999],
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Show a footnote's source in full, and everything that rests on it."""
        paper = paper_of(interaction)
        shelf = EntryList("footnote", str(number))
        await send_sheet(interaction, paper, shelf, private=wants_private(interaction, private))

    @app_commands.command()
    @app_commands.describe(work="Author, title or year; leave it out for a list", private=_PRIVATE)
    async def source(
        self,
        interaction: discord.Interaction[Any],
        work: Name | None = None,
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Show a work that the paper cites, its footnotes and its address, or list the works."""
        paper = paper_of(interaction)
        if work is None:
            await send_sheet(interaction, paper, EntryList("sources"), private=True)
            return
        found = sources_called(paper, work)
        shelf = EntryList("source", found[0].key) if len(found) == 1 else EntryList("sources", work)
        await send_sheet(interaction, paper, shelf, private=wants_private(interaction, private))

    @app_commands.command()
    @app_commands.describe(
        what="A work, an entry, or the paper itself", style="How to cite", private=_PRIVATE
    )
    @app_commands.choices(style=_STYLE_CHOICES)
    async def cite(
        self,
        interaction: discord.Interaction[Any],
        what: Name,
        style: str = Style.CHICAGO_NOTE,
        private: bool = True,  # noqa: FBT001, FBT002  # an option of the command
    ) -> None:
        """Cite a work, or what an entry rests on, in the style that you need."""
        title, works = citable(paper_of(interaction), what)
        card = citations_card(title, works, Style(style))
        await reply_with_card(interaction, card, private=private)

    @source.autocomplete("work")
    async def works(self, interaction: discord.Interaction[Any], typed: str) -> Choices:
        """Works whose author, title or year reads like what is typed."""
        return choices_of_sources(typed, paper_of(interaction))

    @cite.autocomplete("what")
    async def citables(self, interaction: discord.Interaction[Any], typed: str) -> Choices:
        """Works first, then entries."""
        return choices_of_citable(typed, paper_of(interaction))


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Sources(bot))
