"""Who may curate: asked at the moment of each command and press, since a role can be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.curation.guild_settings import moment
from bot.discord_kit.context import Interaction, services_of
from bot.errors import StudyBotError
from bot.rate_limits import Rate

if TYPE_CHECKING:
    from datetime import datetime

    from bot.config import CooldownSettings
    from bot.curation.guild_settings import GuildSettings
    from bot.rate_limits import Wait
    from bot.services import Services


# Enough for every command: the second shows the curators' ones, the first allows them all.
MODERATING: Final = discord.Permissions(manage_guild=True, manage_messages=True)


class NotACuratorError(StudyBotError):
    """Somebody without the role tries what only curators may."""

    def __str__(self) -> str:
        return "only this server's curators may do that; whoever manages the server names them"


class NotAManagerError(StudyBotError):
    """Somebody tries what only those who manage the server may."""

    def __str__(self) -> str:
        return "only those who manage this server may do that"


def settings_of(interaction: Interaction) -> GuildSettings:
    """The settings of the server that an interaction came from."""
    return services_of(interaction).guilds.get(interaction.guild_id).settings


def manages(interaction: Interaction) -> bool:
    """Whether the person may manage the server now, as Discord says with each interaction."""
    return interaction.guild_id is not None and interaction.permissions.manage_guild


def curates(interaction: Interaction) -> bool:
    """Whether the person is a curator now: by the server's role, or by managing the server."""
    if manages(interaction):
        return True
    role, user = settings_of(interaction).curator_role, interaction.user
    return role is not None and isinstance(user, discord.Member) and user.get_role(role) is not None


def need_curator(interaction: Interaction) -> int:
    """The id of the server; raises NotACurator for anybody who is none there now."""
    if interaction.guild_id is None or not curates(interaction):
        raise NotACuratorError
    return interaction.guild_id


def need_manager(interaction: Interaction) -> int:
    """The id of the server; raises NotAManager for anybody who may not manage it now."""
    if interaction.guild_id is None or not manages(interaction):
        raise NotAManagerError
    return interaction.guild_id


# Commands that give no answers, or groups of them: they work in a pause, and in every channel.
# Of a review and of decks, what shows answers asks for admission by itself.
ALWAYS: Final = frozenset(
    {
        "about",
        "deck",
        "help",
        "insights",
        "kb",
        "privacy",
        "progress",
        "quiz reset",
        "quiz status",
        "quiz stop",
        "review",
        "server",
        "suggest",
    }
)

# What curators work with. It is no asking, and is not limited as that.
_WORK: Final = frozenset({"deck", "insights", "kb", "server"})


class AnswersPausedError(StudyBotError):
    """A server's answers are held back, as for an exam."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until

    def __str__(self) -> str:
        return (
            f"answers are paused in this server until {moment(self.until)}, "
            f"{moment(self.until, 'R')}"
        )


class OtherChannelError(StudyBotError):
    """A server has the bot answer in other channels."""

    def __init__(self, channels: tuple[int, ...]) -> None:
        super().__init__(channels)
        self.channels = channels

    def __str__(self) -> str:
        *most, last = (f"<#{channel}>" for channel in self.channels)
        return f"in this server I answer in {' and '.join(filter(None, (', '.join(most), last)))}"


def refusal(settings: GuildSettings, now: datetime, *channels: int | None) -> StudyBotError | None:
    """Why no answer is given at `now` in a channel, given by its id and that of what it is in."""
    if settings.is_paused(now) and settings.paused_until is not None:
        return AnswersPausedError(settings.paused_until)
    if not settings.answers_in(*channels):
        return OtherChannelError(settings.channels)
    return None


def need_admission(interaction: Interaction, *, alone: bool = False) -> None:
    """Raises Paused or Elsewhere where no answer may be given to an interaction.

    What is shown to a curator `alone` is no answer to the class: they go on with their work.
    """
    settings, now = settings_of(interaction), services_of(interaction).clock.now()
    parent = getattr(interaction.channel, "parent_id", None)
    refused = refusal(settings, now, interaction.channel_id, parent)
    if refused is not None and not (alone and curates(interaction)):
        raise refused


def is_answer(command: str) -> bool:
    """Whether a command gives answers; its name begins with that of its group."""
    return ALWAYS.isdisjoint({command, command.partition(" ")[0]})


def is_work(interaction: Interaction, command: str) -> bool:
    """Whether a command is a curator's at work."""
    return command.partition(" ")[0] in _WORK and curates(interaction)


def count(interaction: Interaction) -> Wait | None:
    """Count a question by the limits of its server; or say how long to wait."""
    return count_for(
        services_of(interaction),
        settings_of(interaction),
        interaction.guild_id,
        interaction.user.id,
        interaction.channel_id,
    )


def count_for(
    services: Services,
    settings: GuildSettings,
    guild: int | None,
    user: int,
    channel: int | None,
) -> Wait | None:
    """The same for a question that came by no interaction."""
    return services.cooldowns.ask(
        user,
        channel,
        guild=guild,
        user_rate=_rate(settings.user_cooldown),
        channel_rate=_rate(settings.channel_cooldown),
    )


def _rate(limit: CooldownSettings | None) -> Rate | None:
    return Rate(limit.uses, limit.seconds) if limit else None
