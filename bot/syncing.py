"""The digest of the commands that Discord has had last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from pathlib import Path

_log = get_logger(__name__)


class SyncRecord:
    """Remembers one digest in a file; a file that cannot be kept only costs a sync at each start.

    Discord allows 200 creations of commands a day and server, so they are not sent for nothing.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> str | None:
        """The digest kept, or None without one."""
        try:
            return self._file.read_text(encoding="ascii").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, digest: str) -> None:
        """Keep a digest."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(f"{digest}\n", encoding="ascii")
        except OSError as error:
            _log.warning("digest of the commands not kept", file=str(self._file), why=str(error))
