"""/footnote, /source and /cite: what the paper rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.answering.outcome import Suggestion
from bot.browse.entries import actors_asked, of_kind, recommendations_for, recommendations_on
from bot.browse.lists import EntryList
from bot.browse.lookup import (
    citable,
    entries_called,
    recommendation_numbered,
    section_called,
    sources_called,
)
from bot.discord_kit.autocomplete_choices import (
    choices_of_citable,
    choices_of_entries,
    choices_of_sections,
    choices_of_sources,
)
from bot.discord_kit.context import Interaction, paper_of
from bot.discord_kit.error_replies import note_outcome
from bot.discord_kit.replies import reply_with_card, wants_private
from bot.paper.citations import Style
from bot.paper.model import Kind
from cogs.answers.answer_card import which_card
from cogs.answers.answer_replies import reply_with_answer, reply_with_entry
from cogs.answers.list_pages import TIMELINE, send_sheet
from cogs.answers.source_cards import STYLES, citations_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_kit.client import StudyBot
    from bot.paper.model import Entry


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
        interaction: Interaction,
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
        interaction: Interaction,
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
        interaction: Interaction,
        what: Name,
        style: str = Style.CHICAGO_NOTE,
        private: bool = True,  # noqa: FBT001, FBT002  # an option of the command
    ) -> None:
        """Cite a work, or what an entry rests on, in the style that you need."""
        title, works = citable(paper_of(interaction), what)
        card = citations_card(title, works, Style(style))
        await reply_with_card(interaction, card, private=private)

    @source.autocomplete("work")
    async def works(self, interaction: Interaction, typed: str) -> Choices:
        """Works whose author, title or year reads like what is typed."""
        return choices_of_sources(typed, paper_of(interaction))

    @cite.autocomplete("what")
    async def citables(self, interaction: Interaction, typed: str) -> Choices:
        """Works first, then entries."""
        return choices_of_citable(typed, paper_of(interaction))


Topic = app_commands.Range[str, 1, 60]

Number = app_commands.Range[str, 1, 6]


class Browse(commands.Cog):
    """What the paper defines, says in its parts, and recommends."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(term="The term; leave it out for a list", private=_PRIVATE)
    async def define(
        self,
        interaction: Interaction,
        term: Name | None = None,
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Say what a term means in the paper, or list the terms."""
        paper = paper_of(interaction)
        if term is None:
            await send_sheet(interaction, paper, EntryList("definitions"), private=True)
            return
        alone = wants_private(interaction, private)
        found = entries_called(term, of_kind(paper, Kind.DEFINITION))
        if not found:
            await reply_with_answer(interaction, f"What is {term}?", private=alone)
            return
        await _show(interaction, found, term, private=alone)

    @app_commands.command()
    @app_commands.describe(name="The section or its number; leave it out for a list")
    async def section(self, interaction: Interaction, name: Name | None = None) -> None:
        """List what a section of the paper says, or the sections."""
        paper = paper_of(interaction)
        shelf = EntryList("sections")
        if name is not None:
            shelf = EntryList("section", section_called(paper, name).id)
        await send_sheet(interaction, paper, shelf, private=True)

    @app_commands.command()
    @app_commands.describe(
        number="Its number, such as 3 or 1b",
        actor="Who should act",
        topic="What it is about",
        private=_PRIVATE,
    )
    async def recommendation(
        self,
        interaction: Interaction,
        number: Number | None = None,
        actor: Name | None = None,
        topic: Topic | None = None,
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Show what the paper recommends: by number, by who should act, by topic, or all of it."""
        paper = paper_of(interaction)
        alone = wants_private(interaction, private)
        if number is not None:
            entry = recommendation_numbered(of_kind(paper, Kind.RECOMMENDATION), number)
            await reply_with_entry(interaction, entry, private=alone)
            return
        shelf = EntryList("recommendations")
        found: tuple[Entry, ...] = ()
        if actor is not None and (actors := entries_called(actor, actors_asked(paper))):
            shelf = EntryList("for", actors[0].id)
            found = recommendations_for(paper, actors[0].id)
        elif actor is not None or topic is not None:
            shelf = EntryList("on", topic or actor or "")
            found = recommendations_on(paper, shelf.key)
        if len(found) == 1:
            await reply_with_entry(interaction, found[0], private=alone)
            return
        await send_sheet(interaction, paper, shelf, private=True)

    @define.autocomplete("term")
    async def terms(self, interaction: Interaction, typed: str) -> Choices:
        """Terms that begin or read like what is typed."""
        return choices_of_entries(typed, of_kind(paper_of(interaction), Kind.DEFINITION))

    @section.autocomplete("name")
    async def sections(self, interaction: Interaction, typed: str) -> Choices:
        """Sections that begin or read like what is typed."""
        return choices_of_sections(typed, paper_of(interaction))

    @recommendation.autocomplete("actor")
    async def actors(self, interaction: Interaction, typed: str) -> Choices:
        """Actors of whom the paper asks something."""
        return choices_of_entries(typed, actors_asked(paper_of(interaction)))


async def _show(
    interaction: Interaction, found: Sequence[Entry], typed: str, *, private: bool
) -> None:
    """The one entry that was found, or a choice of several."""
    if len(found) == 1:
        await reply_with_entry(interaction, found[0], private=private)
        return
    near = tuple(Suggestion(entry.id, entry.title) for entry in found[:4])
    note_outcome(interaction, "suggested")
    await reply_with_card(interaction, which_card(typed, near), private=private)


class Timeline(commands.Cog):
    """When what happened."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(private="Whether only you see it")
    async def timeline(
        self,
        interaction: Interaction,
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Show the dated events of the paper in a picture, and the same as text."""
        alone = wants_private(interaction, private)
        await send_sheet(interaction, paper_of(interaction), EntryList(TIMELINE), private=alone)


async def setup(bot: StudyBot) -> None:
    """Add the cogs to the bot."""
    await bot.add_cog(Browse(bot))
    await bot.add_cog(Sources(bot))
    await bot.add_cog(Timeline(bot))
