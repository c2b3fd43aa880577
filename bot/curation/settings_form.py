"""Parses what a manager types into the settings modals, and pre-fills those modals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from bot.config import CooldownSettings
from bot.curation.guild_settings import KEPT_DAYS, MOST_KEPT_DAYS
from bot.errors import StudyBotError

if TYPE_CHECKING:
    from bot.curation.guild_settings import GuildSettings


LONGEST_NOTE: Final = 1000

_RATE: Final = re.compile(
    r"(?P<uses>\d{1,9})\s*(?:questions?|times?)?\s*(?:in|per|/)\s*(?P<seconds>\d{1,9})?\s*"
    r"(?P<unit>s|secs?|seconds?|m|mins?|minutes?)?\.?",
    re.IGNORECASE,
)

_MINUTE: Final = 60


class UnreadableSettingError(StudyBotError, ValueError):
    """Text that cannot be read as a setting; the message names the field and the remedy."""


def rate_of(typed: str, field: str) -> CooldownSettings | None:
    """Parse a rate limit such as “8 in 30”, questions in seconds; return None for empty text.

    Raises UnreadableSettingError.
    """
    text = typed.strip()
    if not text:
        return None
    found = _RATE.fullmatch(text)
    if found is None or not (found["seconds"] or found["unit"]):
        raise UnreadableSettingError(
            f"{field}: “{text}” is no limit; write how many questions in how many seconds, such as "
            f"8 in 30, or nothing for the usual"
        )
    minutes = (found["unit"] or "s").lower().startswith("m")
    seconds = int(found["seconds"] or 1) * (_MINUTE if minutes else 1)
    try:
        return CooldownSettings(uses=int(found["uses"]), seconds=seconds)
    except ValidationError:
        raise UnreadableSettingError(
            f"{field}: write 1 to 1000 questions in 1 to 3600 seconds, such as 8 in 30"
        ) from None


def rate_text(rate: CooldownSettings | None) -> str:
    """Return a rate limit as it is typed; "" for the default."""
    return f"{rate.uses} in {rate.seconds}" if rate else ""


def days_of(typed: str) -> int:
    """Parse for how many days questions are kept; return the default for empty text.

    Raises UnreadableSettingError.
    """
    text = re.sub(r"\s*days?\.?$", "", typed.strip(), flags=re.IGNORECASE)
    if not text:
        return KEPT_DAYS
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) > MOST_KEPT_DAYS:
        raise UnreadableSettingError(
            f"Days: “{typed.strip()}” is no number of days; write 0 (nothing is kept) to "
            f"{MOST_KEPT_DAYS}"
        )
    return int(text)


def note_of(typed: str) -> str | None:
    """Parse the note on the subject that /about shows; return None for the bot's own note.

    Raises UnreadableSettingError.
    """
    text = typed.strip()
    if len(text) > LONGEST_NOTE:
        raise UnreadableSettingError(
            f"Content note: it has {len(text):,} characters; shorten it to {LONGEST_NOTE:,}"
        )
    return text or None


def typed_settings(settings: GuildSettings) -> dict[str, str]:
    """Return the pre-filled values of the settings modals, by the settings' names."""
    return {
        "user_cooldown": rate_text(settings.user_cooldown),
        "channel_cooldown": rate_text(settings.channel_cooldown),
        "content_note": settings.content_note or "",
        "kept_days": str(settings.kept_days),
        "paused_until": "",
    }
