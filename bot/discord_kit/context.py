"""What buttons and commands need of the bot that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    import discord

    from bot.answering.engine import Engine
    from bot.paper.paper import Paper
    from bot.services import Services


_SERVED: Final = "served"


class Host(Protocol):
    """The bot, as far as the things that people press know it."""

    services: Services


def data_of(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    """What Discord sent with an interaction: the command's name, the id of what was pressed."""
    return cast("Mapping[str, Any]", interaction.data or {})


def services_of(interaction: discord.Interaction[Any]) -> Services:
    """What the bot that an interaction came to works with."""
    return cast("Host", interaction.client).services


async def wake(interaction: discord.Interaction[Any]) -> None:
    """Load what the server is served; it stays at hand until the interaction is over.

    Raises KnowledgeUnavailable.
    """
    servers = services_of(interaction).guilds
    interaction.extras[_SERVED] = await servers.load(interaction.guild_id)


def engine_of(interaction: discord.Interaction[Any]) -> Engine:
    """What answers in the server that an interaction came from."""
    return services_of(interaction).guilds.get(interaction.guild_id).engine


def paper_of(interaction: discord.Interaction[Any]) -> Paper:
    """The paper as the server that an interaction came from knows it."""
    return engine_of(interaction).paper
