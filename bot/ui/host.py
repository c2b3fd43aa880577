"""What buttons and commands need of the bot that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    import discord

    from bot.config import Config
    from bot.cooldowns import Cooldowns
    from bot.live import Live
    from bot.under_way import UnderWay


class Host(Protocol):
    """The bot, as far as the things that people press know it."""

    live: Live
    config: Config
    cooldowns: Cooldowns
    under_way: UnderWay


def data_of(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    """What Discord sent with an interaction: the command's name, the id of what was pressed."""
    return cast("Mapping[str, Any]", interaction.data or {})


def host_of(interaction: discord.Interaction[Any]) -> Host:
    """The bot that an interaction came to."""
    return cast("Host", interaction.client)
