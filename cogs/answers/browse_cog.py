"""/footnote, /source, /cite, /define, /section, /recommendation and /timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from discord import app_commands
from discord.ext import commands

from bot.answering.outcome import Suggestion
from bot.browse.entries import actors_asked, of_kind, recommendations_for, recommendations_on
from bot.browse.lists import MAP, TIMELINE, EntryList
from bot.browse.lookup import (
    citable,
    entries_called,
    recommendation_numbered,
    section_called,
    sources_called,
)
from bot.browse.recommendation_map import FOR, NUMBERED, ON, map_key
from bot.discord_kit.autocomplete_choices import (
    choices_of_citable,
    choices_of_entries,
    choices_of_sections,
    choices_of_sources,
)
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.error_replies import note_outcome
from bot.discord_kit.replies import reply_with_card, wants_private
from bot.paper.citations import Style
from bot.paper.model import Kind
from cogs.answers.answer_card import name_choice_card
from cogs.answers.answer_replies import reply_with_answer, reply_with_entry
from cogs.answers.list_pages import send_list
from cogs.answers.source_cards import STYLES, citations_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_kit.client import StudyBot
    from bot.paper.model import Entry
    from bot.paper.paper import Paper


_PRIVATE = "Whether only you see the answer"

Choices = list[app_commands.Choice[str]]

Name = app_commands.Range[str, 1, 100]

_STYLE_CHOICES = [app_commands.Choice(name=name, value=style) for style, name in STYLES.items()]


class SourcesCog(commands.Cog):
    """Commands for footnotes, works and citations."""

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
        paper = context_of(interaction).paper
        entry_list = EntryList("footnote", str(number))
        await send_list(interaction, paper, entry_list, private=wants_private(interaction, private))

    @app_commands.command()
    @app_commands.describe(work="Author, title or year; leave it out for a list", private=_PRIVATE)
    async def source(
        self,
        interaction: Interaction,
        work: Name | None = None,
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Show a work that the paper cites, its footnotes and its address, or list the works."""
        paper = context_of(interaction).paper
        if work is None:
            await send_list(interaction, paper, EntryList("sources"), private=True)
            return
        found = sources_called(paper, work)
        entry_list = (
            EntryList("source", found[0].key) if len(found) == 1 else EntryList("sources", work)
        )
        await send_list(interaction, paper, entry_list, private=wants_private(interaction, private))

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
        title, works = citable(context_of(interaction).paper, what)
        card = citations_card(title, works, Style(style))
        await reply_with_card(interaction, card, private=private)

    @source.autocomplete("work")
    async def works(self, interaction: Interaction, typed: str) -> Choices:
        """Offer works whose author, title or year matches."""
        return choices_of_sources(typed, context_of(interaction).paper)

    @cite.autocomplete("what")
    async def citables(self, interaction: Interaction, typed: str) -> Choices:
        """Offer works, then entries."""
        return choices_of_citable(typed, context_of(interaction).paper)


def _recommended(
    paper: Paper, number: str | None, actor: str | None, topic: str | None
) -> tuple[tuple[Entry, ...], EntryList, str]:
    """Return the recommendations asked for, the list of them, and the key of their map.

    Raises UnknownRecommendationError.
    """
    if number is not None:
        entry = recommendation_numbered(of_kind(paper, Kind.RECOMMENDATION), number)
        return (entry,), EntryList("recommendations"), map_key(NUMBERED, entry.number)
    if actor is not None and (actors := entries_called(actor, actors_asked(paper))):
        name = actors[0].id
        found = recommendations_for(paper, name)
        return found, EntryList(FOR, name), map_key(FOR, name)
    if (about := topic or actor) is not None:
        return recommendations_on(paper, about), EntryList(ON, about), map_key(ON, about)
    return (), EntryList("recommendations"), ""


Topic = app_commands.Range[str, 1, 60]

_LIST: Final = "list"

_FORMS = [
    app_commands.Choice(name="A list", value=_LIST),
    app_commands.Choice(name="A map: problem, remedy, who acts, evidence", value=MAP),
]

Number = app_commands.Range[str, 1, 6]


class BrowseCog(commands.Cog):
    """Commands for definitions, sections and recommendations."""

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
        paper = context_of(interaction).paper
        if term is None:
            await send_list(interaction, paper, EntryList("definitions"), private=True)
            return
        alone = wants_private(interaction, private)
        found = entries_called(term, of_kind(paper, Kind.DEFINITION))
        if not found:
            await reply_with_answer(interaction, f"What is {term}?", private=alone)
            return
        await _reply_with_found(interaction, found, term, private=alone)

    @app_commands.command()
    @app_commands.describe(name="The section or its number; leave it out for a list")
    async def section(self, interaction: Interaction, name: Name | None = None) -> None:
        """List what a section of the paper says, or the sections."""
        paper = context_of(interaction).paper
        entry_list = EntryList("sections")
        if name is not None:
            entry_list = EntryList("section", section_called(paper, name).id)
        await send_list(interaction, paper, entry_list, private=True)

    @app_commands.command()
    @app_commands.describe(
        number="Its number, such as 3 or 1b",
        actor="Who should act",
        topic="What it is about",
        show="As a list, or as a map from problem to remedy, who acts, and evidence",
        private=_PRIVATE,
    )
    @app_commands.choices(show=_FORMS)
    async def recommendation(  # noqa: PLR0917  # the options of the command
        self,
        interaction: Interaction,
        number: Number | None = None,
        actor: Name | None = None,
        topic: Topic | None = None,
        show: str = _LIST,
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Show what the paper recommends: by number, by who should act, by topic, or all of it."""
        paper = context_of(interaction).paper
        alone = wants_private(interaction, private)
        found, entry_list, key = _recommended(paper, number, actor, topic)
        if show == MAP:
            await send_list(interaction, paper, EntryList(MAP, key), private=alone)
        elif len(found) == 1:
            await reply_with_entry(interaction, found[0], private=alone)
        else:
            await send_list(interaction, paper, entry_list, private=True)

    @define.autocomplete("term")
    async def terms(self, interaction: Interaction, typed: str) -> Choices:
        """Offer terms that match."""
        return choices_of_entries(typed, of_kind(context_of(interaction).paper, Kind.DEFINITION))

    @section.autocomplete("name")
    async def sections(self, interaction: Interaction, typed: str) -> Choices:
        """Offer sections that match."""
        return choices_of_sections(typed, context_of(interaction).paper)

    @recommendation.autocomplete("actor")
    async def actors(self, interaction: Interaction, typed: str) -> Choices:
        """Offer actors that the paper addresses."""
        return choices_of_entries(typed, actors_asked(context_of(interaction).paper))


async def _reply_with_found(
    interaction: Interaction, found: Sequence[Entry], typed: str, *, private: bool
) -> None:
    """Reply with the entry if there is one, otherwise with a choice."""
    if len(found) == 1:
        await reply_with_entry(interaction, found[0], private=private)
        return
    near = tuple(Suggestion(entry.id, entry.title) for entry in found[:4])
    note_outcome(interaction, "suggested")
    await reply_with_card(interaction, name_choice_card(typed, near), private=private)


class TimelineCog(commands.Cog):
    """The command for dated events."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(private="Whether only you see it")
    async def timeline(
        self,
        interaction: Interaction,
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Show the dated events of the paper in a picture; a button gives them as text."""
        ctx = context_of(interaction)
        alone = wants_private(interaction, private)
        await send_list(interaction, ctx.paper, EntryList(TIMELINE), private=alone)


async def setup(bot: StudyBot) -> None:
    """Add the cogs to the bot."""
    await bot.add_cog(BrowseCog(bot))
    await bot.add_cog(SourcesCog(bot))
    await bot.add_cog(TimelineCog(bot))
