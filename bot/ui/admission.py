"""Whether an answer may be given here and now: pauses, a server's channels, and its limits.

All ways of asking come through here: commands, menus, buttons, forms and plain messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.curation.guild_settings import moment
from bot.errors import StudyBotError
from bot.rate_limits import Rate
from bot.ui.host import services_of
from bot.ui.permitting import curates, settings_of

if TYPE_CHECKING:
    from datetime import datetime

    import discord

    from bot.config import CooldownSettings
    from bot.curation.guild_settings import GuildSettings
    from bot.rate_limits import Wait
    from bot.services import Services

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


class Paused(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """A server's answers are held back, as for an exam."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until

    def __str__(self) -> str:
        return (
            f"answers are paused in this server until {moment(self.until)}, "
            f"{moment(self.until, 'R')}"
        )


class Elsewhere(StudyBotError):  # noqa: N818  # as above
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
        return Paused(settings.paused_until)
    if not settings.answers_in(*channels):
        return Elsewhere(settings.channels)
    return None


def need_admission(interaction: discord.Interaction[Any], *, alone: bool = False) -> None:
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


def is_work(interaction: discord.Interaction[Any], command: str) -> bool:
    """Whether a command is a curator's at work."""
    return command.partition(" ")[0] in _WORK and curates(interaction)


def count(interaction: discord.Interaction[Any]) -> Wait | None:
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
