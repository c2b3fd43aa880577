"""The bot as a process of its own, started as people start it and ended by its own id."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.wire.watch import PATIENCE, Watch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

ROOT = Path(__file__).parents[2]
_GRAVE = frozenset({"error", "critical"})


class Process(Watch):
    """A running program that logs JSON, one object a line; other lines that it writes are plain."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        super().__init__()
        self._process = process
        self._reading = asyncio.ensure_future(self._read())
        self.log: list[dict[str, Any]] = []
        self.plain: list[str] = []
        self.seen_at: dict[str, float] = {}
        self.ended = False

    @classmethod
    async def start(cls, arguments: Sequence[str], environment: Mapping[str, str]) -> Self:
        """Start `python` with `arguments` in an environment that holds no more than it needs."""
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=ROOT,
            env={**kept, **environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=1024 * 1024,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def grave(self) -> list[str]:
        """Errors that it has logged, and everything that is no log line at all."""
        errors = [json.dumps(line) for line in self.log if line.get("level") in _GRAVE]
        return errors + self.plain

    async def logged(self, event: str, **fields: Any) -> dict[str, Any]:
        """The first line of the log with this event and these fields, now or when it comes."""
        wanted = {"event": event, **fields}

        def found() -> dict[str, Any] | None:
            for line in self.log:
                if wanted.items() <= line.items():
                    return line
            assert not self.ended, f"it ended before it logged {wanted}: {self.log} {self.plain}"
            return None

        return await self.until(found, f"{wanted} in the log")

    async def ends(self) -> int:
        """Wait until it has ended; its exit status."""
        async with asyncio.timeout(PATIENCE):
            status = await self._process.wait()
            await self._reading
        return status

    async def stop(self) -> int:
        """Ask it to stop as a service manager does; its exit status."""
        self.signal(signal.SIGTERM)
        return await self.ends()

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    async def kill(self) -> None:
        """End it at once, whatever it is doing."""
        if self._process.returncode is None:
            self._process.kill()
        await self.ends()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for raw in self._process.stdout:
            text = raw.decode()
            try:
                line = json.loads(text)
            except ValueError:
                self.plain.append(text.rstrip("\n"))
            else:
                self.log.append(line)
                self.seen_at.setdefault(line["event"], time.monotonic())
            self.touch()
        self.ended = True
        self.touch()


def resident_mib(pid: int) -> float:
    """The memory of a process that is in RAM, in MiB, as Linux tells it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024
