"""The buttons and menus: found by their ids, so that they work after a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from discord import ui

from bot.discord_kit.access import need_admission
from bot.discord_kit.error_replies import handled

if TYPE_CHECKING:
    import discord

    from bot.discord_kit.context import Interaction


class PersistentButton(ui.DynamicItem[ui.Item[Any]], template=r"(?!)"):
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
    ) -> PersistentButton:
        """The item whose id was recognised."""
        del interaction
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what it is for; errors are told and logged."""
        await handled(interaction, self.name, self.admitted)

    async def admitted(self, interaction: Interaction) -> None:
        """Act, unless it answers and answers are held back."""
        if self.answers:
            message = interaction.message
            seen_alone = message is not None and message.flags.ephemeral
            need_admission(interaction, alone=seen_alone and not self.shares)
        await self.act(interaction)

    async def act(self, interaction: Interaction) -> None:
        """What pressing it does."""
        raise NotImplementedError
