"""The engine over the knowledge base that comes with the bot, built once in a test process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.app import build_engine

if TYPE_CHECKING:
    from bot.answering.engine import Engine


@cache
def shipped_engine() -> Engine:
    """Return the one engine that all tests of a process share; it is immutable."""
    return build_engine()
