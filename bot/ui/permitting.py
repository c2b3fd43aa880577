"""Who may curate: asked at the moment of each command and press, since a role can be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.errors import StudyBotError
from bot.ui.host import services_of

if TYPE_CHECKING:
    from bot.curation.guild_settings import GuildSettings

# Enough for every command: the second shows the curators' ones, the first allows them all.
MODERATING: Final = discord.Permissions(manage_guild=True, manage_messages=True)


class NotACurator(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """Somebody without the role tries what only curators may."""

    def __str__(self) -> str:
        return "only this server's curators may do that; whoever manages the server names them"


class NotAManager(StudyBotError):  # noqa: N818  # as above
    """Somebody tries what only those who manage the server may."""

    def __str__(self) -> str:
        return "only those who manage this server may do that"


def settings_of(interaction: discord.Interaction[Any]) -> GuildSettings:
    """The settings of the server that an interaction came from."""
    return services_of(interaction).servers.of(interaction.guild_id).settings


def manages(interaction: discord.Interaction[Any]) -> bool:
    """Whether the person may manage the server now, as Discord says with each interaction."""
    return interaction.guild_id is not None and interaction.permissions.manage_guild


def curates(interaction: discord.Interaction[Any]) -> bool:
    """Whether the person is a curator now: by the server's role, or by managing the server."""
    if manages(interaction):
        return True
    role, user = settings_of(interaction).curator_role, interaction.user
    return role is not None and isinstance(user, discord.Member) and user.get_role(role) is not None


def need_curator(interaction: discord.Interaction[Any]) -> int:
    """The id of the server; raises NotACurator for anybody who is none there now."""
    if interaction.guild_id is None or not curates(interaction):
        raise NotACurator
    return interaction.guild_id


def need_manager(interaction: discord.Interaction[Any]) -> int:
    """The id of the server; raises NotAManager for anybody who may not manage it now."""
    if interaction.guild_id is None or not manages(interaction):
        raise NotAManager
    return interaction.guild_id
