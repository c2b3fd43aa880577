"""The program as a process: how the stories of the command line start it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

CHECKOUT = Path(__file__).parents[2]
# Warnings are errors here too, but for the one that discord.py's own imports raise.
COMMAND = [
    sys.executable,
    "-W", "error",
    "-W", "ignore:'audioop' is deprecated:DeprecationWarning",
    "-m", "bot",
]  # fmt: skip
LONG_WAIT = 30


class Run(Protocol):
    """Runs the program once; returns its exit status, its output and its error output."""

    def __call__(
        self,
        *arguments: str,
        said: bytes | None = b"",
        module: str = "bot",
        **changes: str,
    ) -> tuple[int, str, str]:
        """Give it `arguments`, `said` on standard input, and a changed environment."""
