"""Buttons and menus that are found by their ids, so that they work after a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from discord import ui

from bot.discord_kit.access import need_answers_allowed
from bot.discord_kit.error_replies import run_handled
from bot.discord_kit.inputs import check_numbers

if TYPE_CHECKING:
    import discord

    from bot.discord_kit.context import Interaction


class PersistentButton(ui.DynamicItem[ui.Item[Any]], template=r"(?!)"):
    """A button or menu; `match` holds the parts of its id, and `run` handles the press.

    With `answers` it is refused while answers are paused, except for a curator's private message.
    With `shares` there is no exception. With `plays` it works while a quiz question is open.
    """

    name: ClassVar[str]
    pattern: ClassVar[re.Pattern[str]]
    answers: ClassVar[bool] = False
    shares: ClassVar[bool] = False
    plays: ClassVar[bool] = False

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
        """Return the item whose id was recognised."""
        del interaction
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Handle the press; report and log errors."""
        await run_handled(interaction, self.name, self._run_checked)

    async def _run_checked(self, interaction: Interaction) -> None:
        check_numbers(self.match)
        await self.run_if_allowed(interaction)

    async def run_if_allowed(self, interaction: Interaction) -> None:
        """Run `run`, unless it answers and answers are not allowed here."""
        if self.answers:
            message = interaction.message
            seen_alone = message is not None and message.flags.ephemeral
            need_answers_allowed(
                interaction, alone=seen_alone and not self.shares, playing=self.plays
            )
        await self.run(interaction)

    async def run(self, interaction: Interaction) -> None:
        """Do what the button is for."""
        raise NotImplementedError
