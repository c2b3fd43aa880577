"""Who may use what: curators, managers, paused answers, allowed channels, and rate limits.

Roles are checked at each command and press, since a person can lose one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.curation.guild_settings import moment
from bot.discord_kit.context import context_of
from bot.errors import StudyBotError
from bot.rate_limits import Rate

if TYPE_CHECKING:
    from datetime import datetime

    from bot.config import CooldownSettings
    from bot.curation.guild_settings import GuildSettings
    from bot.discord_kit.context import GuildContext, Interaction
    from bot.rate_limits import Wait
    from bot.services import Services


# With the second permission curators' commands are shown, with the first all of them may be used.
MODERATING: Final = discord.Permissions(manage_guild=True, manage_messages=True)


class NotACuratorError(StudyBotError):
    """Refused because the person is not a curator of this server."""

    def __str__(self) -> str:
        return (
            "only this server's curators can do that; the people who manage the server choose them"
        )


class NotAManagerError(StudyBotError):
    """Refused because the person may not manage this server."""

    def __str__(self) -> str:
        return "only people who manage this server can do that"


def is_manager(interaction: Interaction) -> bool:
    """Return whether the person may manage the server, by the interaction's permissions."""
    return interaction.guild_id is not None and interaction.permissions.manage_guild


def is_curator(interaction: Interaction) -> bool:
    """Return whether the person has the curator role or may manage the server."""
    if is_manager(interaction):
        return True
    user = interaction.user
    return isinstance(user, discord.Member) and _has_curator_role(
        user, context_of(interaction).settings
    )


def may_curate(member: discord.Member, settings: GuildSettings) -> bool:
    """Return whether who wrote a message has the curator role or may manage the server."""
    return member.guild_permissions.manage_guild or _has_curator_role(member, settings)


def _has_curator_role(member: discord.Member, settings: GuildSettings) -> bool:
    role = settings.curator_role
    return role is not None and member.get_role(role) is not None


def need_curator(interaction: Interaction) -> int:
    """Return the server's id; raise NotACuratorError if the person is not a curator there."""
    if interaction.guild_id is None or not is_curator(interaction):
        raise NotACuratorError
    return interaction.guild_id


def need_manager(interaction: Interaction) -> int:
    """Return the server's id; raise NotAManagerError if the person may not manage it."""
    if interaction.guild_id is None or not is_manager(interaction):
        raise NotAManagerError
    return interaction.guild_id


# Commands and groups that give no answers; they work during a pause and in every channel.
# Where /review and /deck show answers, they call `need_admission` themselves.
_WITHOUT_ANSWERS: Final = frozenset(
    {
        "Correct this",
        "Make this an entry",
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

# Curators' commands; exempt from rate limits.
_CURATOR_COMMANDS: Final = frozenset(
    {"Correct this", "Make this an entry", "deck", "insights", "kb", "server"}
)


class AnswersPausedError(StudyBotError):
    """Refused because answers are paused in this server, as for an exam."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until

    def __str__(self) -> str:
        return (
            f"answers are paused in this server until {moment(self.until)}, "
            f"{moment(self.until, 'R')}"
        )


class OtherChannelError(StudyBotError):
    """Refused because this server allows answers in other channels only."""

    def __init__(self, channels: tuple[int, ...]) -> None:
        super().__init__(channels)
        self.channels = channels

    def __str__(self) -> str:
        *most, last = (f"<#{channel}>" for channel in self.channels)
        return f"in this server I answer in {' and '.join(filter(None, (', '.join(most), last)))}"


class QuestionOpenError(StudyBotError):
    """Refused because the reply could tell the answer to a quiz question that is open."""

    def __init__(self, channel: int) -> None:
        super().__init__(channel)
        self.channel = channel

    def __str__(self) -> str:
        return (
            f"a quiz question is open in <#{self.channel}>, and my answer could give it away; ask "
            f"again after the round"
        )


def refusal(settings: GuildSettings, now: datetime, *channels: int | None) -> StudyBotError | None:
    """Return why no answer may be given at `now` in the channels, or None if one may.

    `channels` are the ids of the channel and of its parent.
    """
    if settings.is_paused(now) and settings.paused_until is not None:
        return AnswersPausedError(settings.paused_until)
    if not settings.answers_in(*channels):
        return OtherChannelError(settings.channels)
    return None


def open_question(services: Services, channel: int | None, person: int) -> QuestionOpenError | None:
    """Return why a person is told nothing of the paper while a quiz question is open, or None."""
    where = services.rounds.open_question(channel, person)
    return None if where is None else QuestionOpenError(where)


def need_answers_allowed(
    interaction: Interaction, *, alone: bool = False, playing: bool = False
) -> None:
    """Raise AnswersPausedError, OtherChannelError or QuestionOpenError if no answer may be given.

    With `alone`, only the person sees the reply, and curators are let through so that they can go
    on with their work, unless they play in a round. `playing` is for what belongs to a round, which
    goes on while its question is open.
    """
    ctx = context_of(interaction)
    parent = getattr(interaction.channel, "parent_id", None)
    now = ctx.services.clock.now()
    refused = refusal(ctx.settings, now, interaction.channel_id, parent)
    at_work = alone and is_curator(interaction)
    if refused is not None and not at_work:
        raise refused
    if playing:
        return
    here = None if at_work else interaction.channel_id
    if (held := open_question(ctx.services, here, ctx.user_id)) is not None:
        raise held


def is_answer(command: str) -> bool:
    """Return whether a command gives answers; its name includes that of its group ("quiz stop")."""
    return _WITHOUT_ANSWERS.isdisjoint({command, command.partition(" ")[0]})


def is_playing(command: str) -> bool:
    """Return whether a command belongs to a round, so that it works while a question is open."""
    return command.partition(" ")[0] == "quiz"


def is_curator_work(interaction: Interaction, command: str) -> bool:
    """Return whether this is a curator's command, used by a curator."""
    names = {command, command.partition(" ")[0]}
    return not _CURATOR_COMMANDS.isdisjoint(names) and is_curator(interaction)


def count_question(ctx: GuildContext, channel: int | None) -> Wait | None:
    """Count a question against the server's rate limits; return the wait if it is over a limit."""
    return ctx.services.cooldowns.ask(
        ctx.user_id,
        channel,
        guild=ctx.guild_id,
        user_rate=_rate(ctx.settings.user_cooldown),
        channel_rate=_rate(ctx.settings.channel_cooldown),
    )


def _rate(limit: CooldownSettings | None) -> Rate | None:
    return Rate(limit.uses, limit.seconds) if limit else None
