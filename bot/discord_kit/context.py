"""What buttons and commands need of the bot that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    import discord

    from bot.answering.engine import Engine
    from bot.discord_kit.client import StudyBot
    from bot.paper.paper import Paper
    from bot.services import Services


_SERVED: Final = "served"


# A string, since the bot's module imports this one.
Interaction: TypeAlias = "discord.Interaction[StudyBot]"


def data_of(interaction: Interaction) -> Mapping[str, Any]:
    """What Discord sent with an interaction: the command's name, the id of what was pressed."""
    return cast("Mapping[str, Any]", interaction.data or {})


def services_of(interaction: Interaction) -> Services:
    """What the bot that an interaction came to works with."""
    return interaction.client.services


async def wake(interaction: Interaction) -> None:
    """Load what the server is served; it stays at hand until the interaction is over.

    Raises KnowledgeUnavailable.
    """
    servers = services_of(interaction).guilds
    interaction.extras[_SERVED] = await servers.load(interaction.guild_id)


def engine_of(interaction: Interaction) -> Engine:
    """What answers in the server that an interaction came from."""
    return services_of(interaction).guilds.get(interaction.guild_id).engine


def paper_of(interaction: Interaction) -> Paper:
    """The paper as the server that an interaction came from knows it."""
    return engine_of(interaction).paper
