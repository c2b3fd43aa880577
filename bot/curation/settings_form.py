"""Parses what a manager types into the settings modals, and pre-fills those modals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from bot.config import MOST_CONTACT, CooldownSettings
from bot.curation.guild_settings import KEPT_DAYS, MOST_KEPT_DAYS
from bot.errors import StudyBotError
from bot.timeparse import DAY, MINUTE, SECOND, Lexer

if TYPE_CHECKING:
    from bot.curation.guild_settings import GuildSettings


LONGEST_NOTE: Final = 1000


class UnreadableSettingError(StudyBotError, ValueError):
    """Text that cannot be read as a setting; the message names the field and the remedy."""


def rate_of(typed: str, field: str) -> CooldownSettings | None:
    """Parse a rate limit of so many questions in so many seconds or minutes; None for empty text.

    Accepted, in any case of letters: "8 in 30", "8/30", "8 questions per 30 seconds", "5 times in
    2 min.", "3 per minute". Without a unit, seconds are meant. Raises UnreadableSettingError.
    """
    text = typed.strip()
    if not text:
        return None
    lexer = Lexer(text)
    uses = lexer.digits(9)
    lexer.word("questions?|times?")
    joined = lexer.word("in|per|/")
    length, unit = lexer.digits(9), lexer.unit(SECOND, MINUTE)
    lexer.adjoining(r"\.")
    if not (uses and joined and lexer.ended) or not (length or unit):
        raise UnreadableSettingError(
            f"{field}: “{text}” is not a limit; write how many questions in how many seconds, such "
            f"as 8 in 30, or leave it empty for the default"
        )
    seconds = int(length or 1) * ((unit or SECOND) // SECOND)
    try:
        return CooldownSettings(uses=int(uses), seconds=seconds)
    except ValidationError:
        raise UnreadableSettingError(
            f"{field}: write 1 to 1000 questions in 1 to 3600 seconds, such as 8 in 30"
        ) from None


def rate_text(rate: CooldownSettings | None) -> str:
    """Return a rate limit as it is typed; "" for the default."""
    return f"{rate.uses} in {rate.seconds}" if rate else ""


def days_of(typed: str) -> int:
    """Parse for how many days questions are kept; return the default for empty text.

    Accepted: a number in ASCII digits, alone or with its unit in full: "30", "30 days", "1 day.".
    Raises UnreadableSettingError.
    """
    text = typed.strip()
    lexer = Lexer(text)
    number, unit = lexer.digits(4), lexer.unit(DAY, shortened=False)
    if unit:
        lexer.adjoining(r"\.")
    if lexer.ended and not number:
        return KEPT_DAYS
    if not lexer.ended or not number.isascii() or int(number) > MOST_KEPT_DAYS:
        raise UnreadableSettingError(
            f"Days: “{text}” is not a number of days; "
            f"write 0 (nothing is stored) to {MOST_KEPT_DAYS}"
        )
    return int(number)


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


def contact_of(typed: str) -> str | None:
    """Parse whom the server names as the school's contact; return None for nobody of its own.

    Raises UnreadableSettingError.
    """
    text = " ".join(typed.split())
    if len(text) > MOST_CONTACT:
        raise UnreadableSettingError(
            f"School contact: it has {len(text):,} characters; shorten it to {MOST_CONTACT:,}"
        )
    return text or None


def typed_settings(settings: GuildSettings) -> dict[str, str]:
    """Return the pre-filled values of the settings modals, by the settings' names."""
    return {
        "user_cooldown": rate_text(settings.user_cooldown),
        "channel_cooldown": rate_text(settings.channel_cooldown),
        "content_note": settings.content_note or "",
        "school_contact": settings.school_contact or "",
        "kept_days": str(settings.kept_days),
        "paused_until": "",
    }
