"""A guild's settings: the model, its JSON, its description in words, and whether it is paused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AwareDatetime, Field, Strict, ValidationError

from bot.config import MOST_CONTACT, CooldownSettings
from bot.strict_yaml.strict_model import Strictly, Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from bot.config import Config


_NOTE_SHOWN: Final = 200

NO_CONTACT: Final = (
    "**none set**: the reply to a report of harm names nobody; set a contact with /server setup"
)


def moment(at: datetime, form: str = "f") -> str:
    """Return Discord markup of a moment in the reader's own time zone.

    `form` is "f" for date and time, "R" for the time from now.
    """
    return f"<t:{int(at.timestamp())}:{form}>"


def described(settings: GuildSettings, config: Config) -> dict[str, str]:
    """Return each setting in words by its label; an unset one is described by its default."""
    return {
        label: tell(getattr(settings, name)) or f"{usual(config)} (the bot’s usual)"
        for label, name, tell, usual in _SETTINGS
    }


def differences(before: GuildSettings, after: GuildSettings) -> tuple[str, ...]:
    """Return one line for each setting that changed: “Curator role: none → …”."""
    return tuple(
        f"{label}: {tell(getattr(before, name)) or 'as usual'} → "
        f"{tell(getattr(after, name)) or 'as usual'}"
        for label, name, tell, _ in _SETTINGS
        if getattr(before, name) != getattr(after, name)
    )


def _role(role: int | None) -> str:
    return f"<@&{role}>" if role else "nobody but those who manage the server"


def _channels(channels: tuple[int, ...]) -> str:
    return ", ".join(f"<#{channel}>" for channel in channels) or "everywhere"


def _channel(channel: int | None) -> str:
    return f"<#{channel}>" if channel else "none"


def _yes(value: bool | None) -> str:  # noqa: FBT001  # a setting's value
    return "" if value is None else ("yes" if value else "no")


def rate_words(rate: CooldownSettings | None) -> str:
    """Return a rate limit in words; "" for None."""
    return f"{rate.uses} questions in {rate.seconds} seconds" if rate else ""


def _note(note: str | None) -> str:
    if not note:
        return ""
    line = " ".join(note.split())
    return f"“{line[:_NOTE_SHOWN]}{'…' if len(line) > _NOTE_SHOWN else ''}”"


def _days(days: int) -> str:
    return f"{days} days" if days else "not at all"


def _pause(until: datetime | None) -> str:
    return f"until {moment(until)}" if until else "no"


def _nothing(config: Config) -> str:
    del config
    return ""


_SETTINGS: Final[tuple[tuple[str, str, Callable[[Any], str], Callable[[Config], str]], ...]] = (
    ("Curator role", "curator_role", _role, _nothing),
    ("Answers in", "channels", _channels, _nothing),
    ("Audit channel", "audit_channel", _channel, _nothing),
    ("Private unless asked otherwise", "private", _yes, lambda c: _yes(c.replies.private)),
    ("Each person", "user_cooldown", rate_words, lambda c: rate_words(c.cooldowns.user)),
    ("Each channel", "channel_cooldown", rate_words, lambda c: rate_words(c.cooldowns.channel)),
    ("Content note", "content_note", _note, lambda c: _note(c.content_note)),
    ("School contact", "school_contact", _note, lambda c: _note(c.school_contact) or NO_CONTACT),
    ("Questions kept", "kept_days", _days, _nothing),
    ("Answers paused", "paused_until", _pause, _nothing),
)

KEPT_DAYS: Final = 30

MOST_KEPT_DAYS: Final = 365

# The most options that a Discord menu takes.
MOST_CHANNELS: Final = 25


class GuildSettings(Strictly):
    """A guild's settings; None means the bot's default. Moments are in UTC.

    With no `channels` the bot answers in all of them. `kept_days` is how many days questions are
    kept in the log; with 0 none is.
    """

    curator_role: int | None = None
    channels: Annotated[tuple[int, ...], Strict(strict=False), Field(max_length=MOST_CHANNELS)] = ()
    audit_channel: int | None = None
    user_cooldown: CooldownSettings | None = None
    channel_cooldown: CooldownSettings | None = None
    private: bool | None = None
    content_note: Text | None = None
    school_contact: Annotated[Text, Field(max_length=MOST_CONTACT)] | None = None
    kept_days: Annotated[int, Field(ge=0, le=MOST_KEPT_DAYS)] = KEPT_DAYS
    paused_until: Annotated[AwareDatetime | None, Strict(strict=False)] = None

    def is_paused(self, now: datetime) -> bool:
        """Return whether answers are paused at `now`, as for an exam."""
        return self.paused_until is not None and now < self.paused_until

    def answers_in(self, *channels: int | None) -> bool:
        """Return whether the bot answers in a channel, given its id and its parent's id."""
        return not self.channels or any(channel in self.channels for channel in channels)


UNSET: Final = GuildSettings()


def read_settings(text: str) -> GuildSettings:
    """Return the settings that JSON holds; raise ValueError if this version cannot read them."""
    try:
        return GuildSettings.model_validate_json(text)
    except ValidationError as error:
        raise ValueError(str(error)) from error


def written_settings(settings: GuildSettings) -> str:
    """Return the settings as JSON, without those that are unset."""
    return settings.model_dump_json(exclude_defaults=True)
