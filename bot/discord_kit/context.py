"""The context of an interaction: services, the server's knowledge and settings, and the person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    import discord

    from bot.answering.engine import Engine
    from bot.curation.guild_settings import GuildSettings
    from bot.curation.overlay import GuildKnowledge
    from bot.discord_kit.client import StudyBot
    from bot.paper.paper import Paper
    from bot.services import Services


# A string, since the bot's module imports this one.
Interaction: TypeAlias = "discord.Interaction[StudyBot]"

_CONTEXT: Final = "context"


@dataclass(frozen=True, slots=True)
class GuildContext:
    """The services, the server's knowledge, and the person and server of a question or press.

    Knowledge and settings are those at the start; `latest` reads them again.
    """

    services: Services
    knowledge: GuildKnowledge
    user_id: int
    guild_id: int | None

    @property
    def settings(self) -> GuildSettings:
        """The server's settings."""
        return self.knowledge.settings

    @property
    def engine(self) -> Engine:
        """The engine that answers in the server."""
        return self.knowledge.engine

    @property
    def paper(self) -> Paper:
        """The paper with the server's own revisions."""
        return self.knowledge.engine.paper

    def latest(self) -> GuildContext:
        """Return the context with the server's current knowledge, after a change or a long wait.

        Raises KnowledgeUnavailableError.
        """
        return replace(self, knowledge=self.services.guilds.get(self.guild_id))


async def load_context(services: Services, user: int, guild: int | None) -> GuildContext:
    """Load the knowledge of a server and return the context of a person there.

    Raises KnowledgeUnavailableError.
    """
    return GuildContext(services, await services.guilds.load(guild), user, guild)


async def begin_context(interaction: Interaction) -> GuildContext:
    """Load the context of an interaction and keep it in the interaction's extras.

    While it is kept, the server's knowledge stays in memory. Raises KnowledgeUnavailableError.
    """
    loaded = await load_context(
        interaction.client.services, interaction.user.id, interaction.guild_id
    )
    interaction.extras[_CONTEXT] = loaded
    return loaded


def context_of(interaction: Interaction) -> GuildContext:
    """Return the context that was loaded when work on the interaction began."""
    return cast("GuildContext", interaction.extras[_CONTEXT])


def data_of(interaction: Interaction) -> Mapping[str, Any]:
    """Return what Discord sent: the command's name, or the pressed component's id and values."""
    return cast("Mapping[str, Any]", interaction.data or {})
