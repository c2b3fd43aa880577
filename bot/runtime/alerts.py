"""Send error alerts to the operator, up to a limit an hour."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.clock import Clock


_log = get_logger(__name__)

_HOUR: Final = 3600.0

# Seconds between looks at what there is to tell.
_EVERY: Final = 5.0

# Of an entry of the log these are told, and nothing else: they name no person and no text of one.
_TOLD: Final = ("command", "reference", "trouble", "listener", "kind", "round", "failure")

# An error of sending would otherwise be the next to be sent.
_NOT_ALERTED: Final = "alert not sent"

_MOST_WAITING: Final = 50


class Alerts:
    """What waits to be told to the operator; `note` may be called from any thread."""

    def __init__(self, per_hour: int, clock: Clock) -> None:
        self._per_hour = per_hour
        self._clock = clock
        self._waiting: deque[str] = deque(maxlen=_MOST_WAITING)
        self._sent: deque[float] = deque()
        self._left_out = 0

    def note(self, entry: Mapping[str, Any]) -> None:
        """Note an entry of the log that is an error."""
        event = str(entry.get("event", "error"))
        if event == _NOT_ALERTED:
            return
        told = ", ".join(f"{key} {entry[key]}" for key in _TOLD if key in entry)
        self._waiting.append(f"{event} ({told})" if told else event)

    def due(self) -> str | None:
        """Return the next message, or None if there is none, or too many in the last hour."""
        now = self._clock.now().timestamp()
        while self._sent and now - self._sent[0] >= _HOUR:
            self._sent.popleft()
        if not self._waiting:
            return None
        if len(self._sent) >= self._per_hour:
            self._left_out += len(self._waiting)
            self._waiting.clear()
            return None
        self._sent.append(now)
        lines = [f"- {text}" for text in dict.fromkeys(self._waiting)]
        self._waiting.clear()
        if self._left_out:
            lines.append(f"- and {self._left_out} errors in the hour before, which the log has")
            self._left_out = 0
        return "\n".join(["The study bot has logged errors:", *lines])[:1900]

    async def keep_sending(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what is due through `send`, until cancelled; a failure is only logged."""
        while True:
            if (text := self.due()) is not None:
                try:
                    await send(text)
                except Exception as error:  # noqa: BLE001  # it may be of the network or of Discord
                    _log.warning(_NOT_ALERTED, why=type(error).__name__)
            await asyncio.sleep(_EVERY)
