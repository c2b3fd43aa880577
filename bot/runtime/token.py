"""Read the bot's token from the environment or a file it names, and from nowhere else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import StartError

if TYPE_CHECKING:
    from collections.abc import Mapping


VARIABLE: Final = "DISCORD_TOKEN"

FILE_VARIABLE: Final = "DISCORD_TOKEN_FILE"

_SHAPE: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)

_WHERE: Final = "the developer portal shows it under Bot, Reset Token"


def read_token(environment: Mapping[str, str]) -> str:
    """Return the token in DISCORD_TOKEN, or in the file that DISCORD_TOKEN_FILE names.

    Raises StartError, whose message never holds any part of the token.
    """
    direct, file = environment.get(VARIABLE, ""), environment.get(FILE_VARIABLE, "")
    if direct and file:
        raise StartError(f"Both {VARIABLE} and {FILE_VARIABLE} are set; keep one of them.")
    name, token = (VARIABLE, direct) if not file else (f"The file of {FILE_VARIABLE}", _read(file))
    token = token.strip()
    if not token:
        if file:
            raise StartError(f"{name} is empty; put the bot's token into it ({_WHERE}).")
        raise StartError(
            f"No token: set {VARIABLE}, or {FILE_VARIABLE} to a file that holds it ({_WHERE}). "
            f"To try the bot without one: make try."
        )
    if not _SHAPE.fullmatch(token):
        raise StartError(
            f"{name} holds no bot token: it has three parts with dots between them and nothing "
            f"else, no quotes and no word before it ({_WHERE})."
        )
    return token


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise StartError(
            f"The file that {FILE_VARIABLE} names cannot be read ({reason}); check its path and "
            f"permissions."
        ) from error
