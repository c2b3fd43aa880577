"""What can be pressed in a review; each press shows the next thing in the same message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.discord_kit.access import need_admission
from bot.discord_kit.context import services_of
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.replies import in_bot_dm
from bot.review.review_service import ToShow
from bot.review.scheduler import Grade
from bot.ui.review import cards, ids

if TYPE_CHECKING:
    import discord

    from bot.discord_kit.layout import Layout


async def begin(interaction: discord.Interaction[Any]) -> None:
    """Reply with the first card that is due: of this server, or in a direct message of all.

    Raises Paused or Elsewhere.
    """
    need_admission(interaction, alone=True)
    view = await _next(interaction, done=False)
    await interaction.response.send_message(view=view, ephemeral=not in_bot_dm(interaction))


async def _next(interaction: discord.Interaction[Any], *, done: bool) -> Layout:
    reviewing = services_of(interaction).reviewing
    found = await reviewing.next(interaction.user.id, interaction.guild_id)
    if isinstance(found, ToShow):
        return cards.front(found)
    return cards.rest(found, done=done)


class Start(PersistentButton, template=ids.START):
    """Begins a review, as under a reminder."""

    name = "review start"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first card."""
        await begin(interaction)


class Show(PersistentButton, template=ids.SHOW):
    """Turns a card."""

    name = "review show"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the answer; a card that was graded or left out meanwhile gives way to the next."""
        reviewing = services_of(interaction).reviewing
        shown = await reviewing.look(interaction.user.id, int(self.match["card"]))
        if shown is None or shown.version != int(self.match["version"]):
            view = await _next(interaction, done=shown is not None)
        else:
            view = cards.back(shown, reviewing.preview(shown.state))
        await interaction.response.edit_message(view=view)


class Graded(PersistentButton, template=ids.GRADE):
    """Says how well the card was known."""

    name = "review grade"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Grade it once, however often it is pressed, and show the next card."""
        await services_of(interaction).reviewing.grade(
            interaction.user.id,
            int(self.match["card"]),
            int(self.match["version"]),
            Grade(int(self.match["grade"])),
        )
        await interaction.response.edit_message(view=await _next(interaction, done=True))


class Drop(PersistentButton, template=ids.DROP):
    """Takes a card out of the review."""

    name = "review drop"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Take it out, and show the next card."""
        reviewing = services_of(interaction).reviewing
        await reviewing.drop(interaction.user.id, int(self.match["card"]))
        await interaction.response.edit_message(view=await _next(interaction, done=True))


ITEMS: Final = (Start, Show, Graded, Drop)
