"""/deck exclude: questions and entries that quizzes and reviews skip here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from discord.app_commands import Choice

from bot.browse.entries import key_shortened, shortened
from bot.browse.lookup import entry_called
from bot.browse.name_matching import names_of, nearest
from bot.discord_kit.access import is_curator, need_curator
from bot.discord_kit.context import GuildContext, Interaction, context_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.inputs import chosen_value
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
    """Return the matching questions of the last rounds, then entries."""
    ctx = context_of(interaction)
    if ctx.guild_id is None or not is_curator(interaction):
        return []
    asked = await ctx.services.exclusions.asked_lately(ctx.guild_id)
    names: dict[str, tuple[str, ...]] = {
        f"{_CARD}{shortened(key)}": (prompt,) for key, prompt in asked.items()
    }
    names |= {
        f"{_ENTRY}{shortened(key)}": names_of(entry) for key, entry in ctx.paper.entries.items()
    }
    return [
        Choice(
            name=one_line(f"{key.partition(' ')[0].capitalize()}: {names[key][0]}", OPTION_LABEL),
            value=key,
        )
        for key in nearest(typed, names, MOST_OPTIONS)
    ]


async def exclude(interaction: Interaction, what: str) -> None:
    """Exclude an entry or question, and offer to undo it.

    Raises NotACuratorError and UnknownEntryError.
    """
    ctx = context_of(interaction)
    guild, services = need_curator(interaction), ctx.services
    one = await _item_named(ctx, guild, what)
    new = await services.exclusions.exclude(guild, ctx.user_id, one)
    text = "is no longer asked about here" if new else "was left out already"
    undo = rows([button(card_form.include(shortened(one.item)), "Undo")])
    title = plain(one_line(one.title, _TITLE))
    view = Layout(container(f"**{title}** {text}, in new rounds and in reviews.", *undo))
    await interaction.response.send_message(view=view, ephemeral=True)


async def show_list(interaction: Interaction) -> None:
    """Reply with the list of exclusions; raises NotACuratorError."""
    guild = need_curator(interaction)
    view = _exclusions_card(await context_of(interaction).services.exclusions.listed(guild))
    await interaction.response.send_message(view=view, ephemeral=True)


class Include(PersistentButton, template=card_form.INCLUDE):
    """The button that undoes an exclusion."""

    name = "deck include"

    async def run(self, interaction: Interaction) -> None:
        """Remove the exclusion."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        exclusions = ctx.services.exclusions
        gone = await exclusions.include(guild, ctx.user_id, self.match["item"])
        title = "It" if gone is None else f"**{plain(one_line(gone.title, _TITLE))}**"
        view = Layout(container(f"{title} may be asked about here again."))
        await interaction.response.edit_message(view=view)


class IncludeChosen(PersistentButton, template=card_form.INCLUDE_MENU):
    """The menu that undoes an exclusion from the list."""

    name = "deck include"

    async def run(self, interaction: Interaction) -> None:
        """Remove the exclusion, and show the rest of the list."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        exclusions = ctx.services.exclusions
        name = chosen_value(interaction)
        gone = await exclusions.include(guild, ctx.user_id, name)
        await interaction.response.edit_message(
            view=_exclusions_card(await exclusions.listed(guild))
        )
        if gone is not None:
            await tell(interaction, f"{plain(gone.title)} may be asked about here again.")


async def _item_named(ctx: GuildContext, guild: int, what: str) -> ExcludedItem:
    if what.startswith(_CARD):
        asked = await ctx.services.exclusions.asked_lately(guild)
        key = key_shortened(what.removeprefix(_CARD), asked)
        if key is not None:
            return ExcludedItem(key, asked[key])
    entry = entry_called(ctx.paper, what.removeprefix(_ENTRY))
    return ExcludedItem(entry.id, entry.title)


def _exclusions_card(listed: tuple[ExcludedItem, ...]) -> Layout:
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
