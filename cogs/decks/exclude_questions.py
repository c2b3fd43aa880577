"""/deck exclude: what quizzes and reviews leave out here, its undoing, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from discord.app_commands import Choice

from bot.browse.entries import key_shortened, shortened
from bot.browse.lookup import entry_called
from bot.browse.name_matching import names_of, nearest
from bot.discord_kit.access import curates, need_curator
from bot.discord_kit.context import Interaction, data_of, paper_of, services_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import (
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
from bot.storage.deck_rows import ExcludedItem
from bot.text.phrases import counted
from cogs.decks import card_form

if TYPE_CHECKING:
    from bot.discord_kit.autocomplete_choices import Choices


_ENTRY, _CARD = "entry ", "question "

_TITLE: Final = 150


async def offered(interaction: Interaction, typed: str) -> Choices:
    """Questions of the last rounds, then entries, by what is typed."""
    if interaction.guild_id is None or not curates(interaction):
        return []
    asked = await services_of(interaction).exclusions.asked_lately(interaction.guild_id)
    names: dict[str, tuple[str, ...]] = {
        f"{_CARD}{shortened(key)}": (prompt,) for key, prompt in asked.items()
    }
    names |= {
        f"{_ENTRY}{shortened(key)}": names_of(entry)
        for key, entry in paper_of(interaction).entries.items()
    }
    return [
        Choice(
            name=one_line(f"{key.partition(' ')[0].capitalize()}: {names[key][0]}", OPTION_LABEL),
            value=key,
        )
        for key in nearest(typed, names, MOST_OPTIONS)
    ]


async def exclude(interaction: Interaction, what: str) -> None:
    """Leave out what is named, and offer to undo it; raises NotACurator and UnknownEntryError."""
    guild, services = need_curator(interaction), services_of(interaction)
    one = await _meant(interaction, guild, what)
    new = await services.exclusions.exclude(guild, interaction.user.id, one)
    told = "is no longer asked about here" if new else "was left out already"
    undo = rows([button(card_form.include(shortened(one.item)), "Undo")])
    title = plain(one_line(one.title, _TITLE))
    view = Layout(container(f"**{title}** {told}, in new rounds and in reviews.", *undo))
    await interaction.response.send_message(view=view, ephemeral=True)


async def show_list(interaction: Interaction) -> None:
    """List what is left out; raises NotACurator."""
    guild = need_curator(interaction)
    view = _list(await services_of(interaction).exclusions.listed(guild))
    await interaction.response.send_message(view=view, ephemeral=True)


class Include(PersistentButton, template=card_form.INCLUDE):
    """Undoes an exclusion."""

    name = "deck include"

    async def act(self, interaction: Interaction) -> None:
        """Ask about it again."""
        guild = need_curator(interaction)
        exclusions = services_of(interaction).exclusions
        gone = await exclusions.include(guild, interaction.user.id, self.match["item"])
        title = "It" if gone is None else f"**{plain(one_line(gone.title, _TITLE))}**"
        view = Layout(container(f"{title} may be asked about here again."))
        await interaction.response.edit_message(view=view)


class IncludeChosen(PersistentButton, template=card_form.INCLUDE_MENU):
    """Undoes an exclusion that is chosen from the list."""

    name = "deck include"

    async def act(self, interaction: Interaction) -> None:
        """Ask about it again, and show what is left of the list."""
        guild = need_curator(interaction)
        exclusions = services_of(interaction).exclusions
        name = str(data_of(interaction)["values"][0])
        gone = await exclusions.include(guild, interaction.user.id, name)
        await interaction.response.edit_message(view=_list(await exclusions.listed(guild)))
        if gone is not None:
            await tell(interaction, f"{plain(gone.title)} may be asked about here again.")


async def _meant(interaction: Interaction, guild: int, what: str) -> ExcludedItem:
    if what.startswith(_CARD):
        asked = await services_of(interaction).exclusions.asked_lately(guild)
        key = key_shortened(what.removeprefix(_CARD), asked)
        if key is not None:
            return ExcludedItem(key, asked[key])
    entry = entry_called(paper_of(interaction), what.removeprefix(_ENTRY))
    return ExcludedItem(entry.id, entry.title)


def _list(listed: tuple[ExcludedItem, ...]) -> Layout:
    if not listed:
        return Layout(
            container(
                "Nothing is left out here. /deck exclude with an entry or a question leaves it out."
            )
        )
    shown = listed[:MOST_OPTIONS]
    lines = [f"- {plain(one_line(one.title, 100))}" for one in shown]
    if len(listed) > len(shown):
        lines.append(f"-# and {len(listed) - len(shown)} more")
    options = [
        (shortened(one.item), one_line(one.title, OPTION_LABEL) or one.item, "") for one in shown
    ]
    menu = choice(card_form.INCLUDE_MENU, "Ask about it again …", options)
    head = f"### {counted(len(listed), 'entry or question', 'entries and questions')} left out"
    return Layout(container(head, "\n".join(lines), menu))


ITEMS: Final = (Include, IncludeChosen)
