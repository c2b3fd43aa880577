"""Attaching wordings to an entry: chosen from the nearest, or found by title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.browse.entries import shortened
from bot.browse.name_matching import names_of, nearest
from bot.discord_kit import custom_ids
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.deferred import defer_if_slow, show_in_place
from bot.discord_kit.direct_messages import send_notices
from bot.discord_kit.inputs import chosen_value
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
from bot.discord_kit.markdown import one_line, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.text.phrases import cut

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

_MOST_TEXTS: Final = 4

_WORDING: Final = 200

_MOST_SHOWN: Final = 6

_ROOM: Final = 1_800

_SHORT_NAME: Final = 80

_MOST_KEPT: Final = 3


def attach_button(name: str) -> ui.Button[ui.LayoutView]:
    """Return the button that starts attaching the batch stored under `name`."""
    return button(f"{ATTACH}:{name}", "Attach to an entry")


def near_entries(engine: Engine, texts: Iterable[str], most: int = _MOST_NEAR) -> tuple[Entry, ...]:
    """Return the entries nearest to the texts, those of the first text first."""
    entries = engine.paper.entries
    found: dict[str, None] = {}
    for text in list(texts)[:_MOST_TEXTS]:
        found.update((match.entry, None) for match in engine.ranking(text)[:most])
    return tuple(entries[key] for key in list(found)[:most] if key in entries)


def wordings_list(wordings: Sequence[str], most: int = _MOST_SHOWN) -> str:
    """Return wordings as a list, as many as are useful and fit."""
    lines: list[str] = []
    left = _ROOM
    for wording in wordings[:most]:
        text = f"- {plain(one_line(wording, _WORDING))}"
        if len(text) > left:
            break
        left -= len(text)
        lines.append(text)
    if len(wordings) > len(lines):
        lines.append(f"-# and {len(wordings) - len(lines)} more")
    return "\n".join(lines)


def attach_card(
    name: str, batch: PhrasingBatch, entries: Sequence[Entry], found: str = ""
) -> Layout:
    """Return the entries to choose from; `found` is the title that was searched for."""
    wordings = batch.wordings or (batch.statement,)
    options = [
        (shortened(entry.id), one_line(entry.title, OPTION_LABEL), entry.kind.value)
        for entry in entries
    ]
    near = f"Entries called like “{plain(found)}”:" if found else "The nearest entries:"
    items: list[str | ui.Item[Any]] = [
        "### Which entry answers this?",
        wordings_list(wordings),
        near if options else "No entry comes near. Search for one by its title.",
    ]
    if options:
        items.append(choice(f"{_TO}:{name}", "Choose the entry …", options))
    items += rows([button(f"{_SEARCH}:{name}", "Search by title")])
    return Layout(container(*items, colour=DOUBT))


class AttachWordings(PersistentButton, template=rf"{ATTACH}:(?P<name>\w+)"):
    """The button that attaches wordings to an entry."""

    name = "attach"

    async def run(self, interaction: Interaction) -> None:
        """Show the nearest entries to choose from."""
        ctx = context_of(interaction)
        guild, name = need_curator(interaction), self.match["name"]
        batch = await ctx.services.phrasings.find_open(guild, ctx.user_id, name)
        texts = batch.wordings or (batch.statement,)
        near = near_entries(ctx.engine, texts)
        await interaction.response.edit_message(view=attach_card(name, batch, near))


class SearchEntry(PersistentButton, template=rf"{_SEARCH}:(?P<name>\w+)"):
    """The button that searches for another entry."""

    name = "attach search"

    async def run(self, interaction: Interaction) -> None:
        """Ask for its title."""
        need_curator(interaction)
        modal = ui.Modal(
            title="Search by title", custom_id=f"{_SEARCH}:{self.match['name']}", timeout=None
        )
        typed: ui.TextInput[ui.Modal] = ui.TextInput(custom_id=_NAME, max_length=100)
        modal.add_item(ui.Label(text="Title of the entry, or part of it", component=typed))
        await interaction.response.send_modal(modal)


class EntrySearchForm(PersistentModal, template=rf"{_SEARCH}:(?P<name>\w+)"):
    """A submitted search for an entry."""

    name = "attach search"

    async def run(self, interaction: Interaction) -> None:
        """Show the entries with that title."""
        ctx = context_of(interaction)
        guild, name = need_curator(interaction), self.match["name"]
        batch = await ctx.services.phrasings.find_open(guild, ctx.user_id, name)
        entries = ctx.paper.entries
        typed = self.text(_NAME)
        names = {key: names_of(entry) for key, entry in entries.items()}
        found = tuple(entries[key] for key in nearest(typed, names, MOST_OPTIONS))
        card = attach_card(name, batch, found, cut(typed, _WORDING))
        await interaction.response.edit_message(view=card)


class AttachToEntry(PersistentButton, template=rf"{_TO}:(?P<name>\w+)"):
    """The menu that chooses the entry."""

    name = "attach to"

    async def run(self, interaction: Interaction) -> None:
        """Add the wordings, confirm, and notify the people who had asked."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        chosen = chosen_value(interaction)
        entry = custom_ids.entry_named(ctx.paper, chosen)
        teaching = ctx.services.phrasings
        work = teaching.teach(guild, ctx.user_id, self.match["name"], entry.id)
        taught = await defer_if_slow(interaction, work)
        await show_in_place(interaction, taught_card(taught))
        await send_notices(interaction)


def taught_card(taught: AddedPhrasings) -> Layout:
    """Return what an entry has gained, and which wordings stay with other entries."""
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
    for wording, owner in list(taught.elsewhere.items())[:_MOST_KEPT]:
        kept = plain(one_line(owner, _SHORT_NAME))
        items.append(
            f"“{plain(one_line(wording, _SHORT_NAME))}” stays with **{kept}**, which has it."
        )
    opening = button(custom_ids.opening_id(taught.entry.id), "Show the entry")
    return Layout(container(*items, *rows([opening])))


ITEMS = (AttachWordings, SearchEntry, AttachToEntry)

FORMS = (EntrySearchForm,)
