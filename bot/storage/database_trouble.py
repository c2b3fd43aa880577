"""Trouble with the database in plain words: what is the matter, from whatever the drivers raise."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StudyBotError


class Trouble(StrEnum):
    """What is the matter with the database."""

    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read-only"
    DAMAGED = "damaged"
    OUTDATED = "outdated"
    UNREACHABLE = "unreachable"


_AGAIN: Final = "nothing was saved; please try again in a minute"

_OPERATOR: Final = "nothing was saved; please tell the person who runs this bot"

_WORDS: Final = {
    Trouble.BUSY: f"the bot’s database is busy just now; {_AGAIN}",
    Trouble.FULL: f"the bot’s disk is full; {_OPERATOR}",
    Trouble.READ_ONLY: f"the bot may not write to its database; {_OPERATOR}",
    Trouble.DAMAGED: f"the bot’s database is damaged; {_OPERATOR}",
    Trouble.OUTDATED: f"the bot’s database does not fit its version; {_OPERATOR}",
    Trouble.UNREACHABLE: (
        "the bot cannot reach its database just now; please try again in a minute, and look first "
        "whether it was saved after all"
    ),
}


class DatabaseTroubleError(StudyBotError):
    """The database could not be used; `trouble` says why, and `busy` passes by itself."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble

    def __str__(self) -> str:
        return _WORDS[self.trouble]


# SQLite's messages, by a part of each; the order matters, since a message may hold two parts.
_SQLITE: Final = (
    ("readonly", Trouble.READ_ONLY),
    ("database or disk is full", Trouble.FULL),
    ("no such table", Trouble.OUTDATED),
    ("no such column", Trouble.OUTDATED),
    ("has no column", Trouble.OUTDATED),
    ("malformed", Trouble.DAMAGED),
    ("not a database", Trouble.DAMAGED),
    ("disk i/o error", Trouble.DAMAGED),
    ("could not decode", Trouble.DAMAGED),
    ("locked", Trouble.BUSY),
    ("busy", Trouble.BUSY),
    ("unable to open", Trouble.UNREACHABLE),
)

# PostgreSQL's codes, by how they begin.
_POSTGRESQL: Final = (
    ("53100", Trouble.FULL),
    ("53", Trouble.BUSY),
    ("55P03", Trouble.BUSY),
    ("25006", Trouble.READ_ONLY),
    ("42P01", Trouble.OUTDATED),
    ("42703", Trouble.OUTDATED),
    ("XX00", Trouble.DAMAGED),
    ("08", Trouble.UNREACHABLE),
    ("57P", Trouble.UNREACHABLE),
)


def trouble_with(error: BaseException) -> Trouble | None:
    """Return what is the matter with the database; None if it is a mistake of this program."""
    if isinstance(error, PoolTimeoutError):
        return Trouble.BUSY
    if isinstance(error, OSError):
        return Trouble.UNREACHABLE
    code = _code(error)
    if code is not None:
        return next((what for start, what in _POSTGRESQL if code.startswith(start)), None)
    if not isinstance(error, DBAPIError):
        # Of asyncpg itself, while it connects or where a connection was cut.
        cut = type(error).__module__.startswith("asyncpg") and "Connect" in type(error).__name__
        return Trouble.UNREACHABLE if cut else None
    if isinstance(error, IntegrityError):
        return None
    told = str(error.orig).casefold()
    found = next((what for part, what in _SQLITE if part in told), None)
    return Trouble.UNREACHABLE if found is None and error.connection_invalidated else found


def _code(error: BaseException) -> str | None:
    """Return PostgreSQL's code of an error, wherever the drivers have put it."""
    for one in (error, getattr(error, "orig", None)):
        code = getattr(one, "sqlstate", None) or getattr(one, "pgcode", None)
        if isinstance(code, str):
            return code
    return None
