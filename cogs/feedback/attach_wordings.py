"""Which entry is to learn a wording: the nearest to choose from, or one looked for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.browse.entries import shortened
from bot.browse.name_matching import names_of, nearest
from bot.discord_kit import custom_ids
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, data_of, engine_of, paper_of, services_of
from bot.discord_kit.deferred import in_time, show_in_place
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import (
    DOUBT,
    MOST_OPTIONS,
    OPTION_LABEL,
    Layout,
    button,
    choice,
    container,
    rows,
)
from bot.discord_kit.markdown import cut, one_line, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.engine import Engine
    from bot.curation.teach_phrasings import AddedPhrasings, PhrasingBatch
    from bot.paper.model import Entry


ATTACH: Final = "attach"

_TO: Final = "attach-to"

_SEARCH: Final = "attach-search"

_NAME: Final = "name"

_MOST_NEAR: Final = 10

_MOST_ASKED: Final = 4

_WORDING: Final = 200

_MOST_SHOWN: Final = 6

_ROOM: Final = 1_800

_NAMED: Final = 80

_MOST_ELSEWHERE: Final = 3


def attaching(name: str) -> ui.Button[ui.LayoutView]:
    """The button that begins it, for the lesson kept under `name`."""
    return button(f"{ATTACH}:{name}", "Attach to an entry")


def near_entries(engine: Engine, texts: Iterable[str], most: int = _MOST_NEAR) -> tuple[Entry, ...]:
    """The entries that come nearest to some texts, those of the first text first."""
    entries = engine.paper.entries
    found: dict[str, None] = {}
    for text in list(texts)[:_MOST_ASKED]:
        found.update((match.entry, None) for match in engine.ranking(text)[:most])
    return tuple(entries[key] for key in list(found)[:most] if key in entries)


def wordings_list(wordings: Sequence[str], most: int = _MOST_SHOWN) -> str:
    """Wordings as a list, as many as are worth reading and a message has room for."""
    lines: list[str] = []
    left = _ROOM
    for wording in wordings[:most]:
        told = f"- {plain(one_line(wording, _WORDING))}"
        if len(told) > left:
            break
        left -= len(told)
        lines.append(told)
    if len(wordings) > len(lines):
        lines.append(f"-# and {len(wordings) - len(lines)} more")
    return "\n".join(lines)


def attach_card(
    name: str, lesson: PhrasingBatch, entries: Sequence[Entry], found: str = ""
) -> Layout:
    """The entries to choose from; `found` is the name that they were looked for by."""
    told = lesson.wordings or (lesson.statement,)
    options = [
        (shortened(entry.id), one_line(entry.title, OPTION_LABEL), entry.kind.value)
        for entry in entries
    ]
    near = f"Entries called like “{plain(found)}”:" if found else "The nearest entries:"
    items: list[str | ui.Item[Any]] = [
        "### Which entry answers this?",
        wordings_list(told),
        near if options else "No entry comes near. Search for one by its title.",
    ]
    if options:
        items.append(choice(f"{_TO}:{name}", "Choose the entry …", options))
    items += rows([button(f"{_SEARCH}:{name}", "Search by title")])
    return Layout(container(*items, colour=DOUBT))


class AttachWordings(PersistentButton, template=rf"{ATTACH}:(?P<name>\w+)"):
    """Wordings that an entry is to learn."""

    name = "attach"

    async def act(self, interaction: Interaction) -> None:
        """Show the nearest entries to choose from."""
        guild, name = need_curator(interaction), self.match["name"]
        lesson = await services_of(interaction).phrasings.find_open(guild, name)
        texts = lesson.wordings or (lesson.statement,)
        near = near_entries(engine_of(interaction), texts)
        await interaction.response.edit_message(view=attach_card(name, lesson, near))


class SearchEntry(PersistentButton, template=rf"{_SEARCH}:(?P<name>\w+)"):
    """An entry that is not among the nearest."""

    name = "attach search"

    async def act(self, interaction: Interaction) -> None:
        """Ask what it is called."""
        need_curator(interaction)
        modal = ui.Modal(
            title="Search by title", custom_id=f"{_SEARCH}:{self.match['name']}", timeout=None
        )
        typed: ui.TextInput[ui.Modal] = ui.TextInput(custom_id=_NAME, max_length=100)
        modal.add_item(ui.Label(text="Title of the entry, or part of it", component=typed))
        await interaction.response.send_modal(modal)


class EntrySearchForm(PersistentModal, template=rf"{_SEARCH}:(?P<name>\w+)"):
    """The name of an entry."""

    name = "attach search"

    async def act(self, interaction: Interaction) -> None:
        """Show the entries that are called so."""
        guild, name = need_curator(interaction), self.match["name"]
        lesson = await services_of(interaction).phrasings.find_open(guild, name)
        entries = paper_of(interaction).entries
        typed = self.text(_NAME)
        names = {key: names_of(entry) for key, entry in entries.items()}
        found = tuple(entries[key] for key in nearest(typed, names, MOST_OPTIONS))
        card = attach_card(name, lesson, found, cut(typed, _WORDING))
        await interaction.response.edit_message(view=card)


class AttachToEntry(PersistentButton, template=rf"{_TO}:(?P<name>\w+)"):
    """The entry that was chosen."""

    name = "attach to"

    async def act(self, interaction: Interaction) -> None:
        """Teach it, confirm, and tell the people who had asked."""
        guild = need_curator(interaction)
        chosen = str(data_of(interaction)["values"][0])
        entry = custom_ids.entry_named(paper_of(interaction), chosen)
        teaching = services_of(interaction).phrasings
        work = teaching.teach(guild, interaction.user.id, self.match["name"], entry.id)
        taught = await in_time(interaction, work)
        await show_in_place(interaction, taught_card(taught))
        await tell_people(interaction)


def taught_card(taught: AddedPhrasings) -> Layout:
    """What an entry has learned, and what it could not."""
    title = plain(one_line(taught.entry.title, _WORDING))
    items = []
    if taught.wordings:
        items.append(f"### Done\n**{title}** now answers:\n{wordings_list(taught.wordings, 12)}")
    elif taught.statement:
        items.append(f"### Done\n**{title}** has the statement now.")
    else:
        items.append(f"### Done\n**{title}** knew this already; nothing had to be added.")
    if taught.wordings and taught.statement:
        items.append("It has the statement too.")
    for wording, owner in list(taught.elsewhere.items())[:_MOST_ELSEWHERE]:
        kept = plain(one_line(owner, _NAMED))
        items.append(f"“{plain(one_line(wording, _NAMED))}” stays with **{kept}**, which has it.")
    opening = button(custom_ids.opening(taught.entry.id), "Show the entry")
    return Layout(container(*items, *rows([opening])))


ITEMS = (AttachWordings, SearchEntry, AttachToEntry)

FORMS = (EntrySearchForm,)
