"""The sign of life that a container's health check looks for."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from structlog.testing import capture_logs

from bot.cli.main import main
from bot.runtime.process import TOO_OLD, is_alive, keep_heartbeat

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def beat(file: Path, *, connected: bool) -> None:
    """Let one beat be made, or left out."""
    asked = asyncio.Event()

    def is_connected() -> bool:
        asked.set()
        return connected

    task = asyncio.create_task(keep_heartbeat(file, is_connected))
    await asked.wait()
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_connected_bot_leaves_a_sign(tmp_path: Path) -> None:
    """Which grows old."""
    file = tmp_path / "data" / "alive"

    await beat(file, connected=True)

    touched = file.stat().st_mtime
    assert is_alive(file, touched + TOO_OLD)
    assert not is_alive(file, touched + TOO_OLD + 1)


async def test_one_that_is_not_connected_leaves_none(tmp_path: Path) -> None:
    """Though the process runs."""
    await beat(tmp_path / "alive", connected=False)

    assert not is_alive(tmp_path / "alive")


async def test_a_folder_that_cannot_be_written_to_is_told_of(tmp_path: Path) -> None:
    """And does not end the bot."""
    (tmp_path / "data").write_text("a file, not a folder", encoding="utf-8")

    with capture_logs() as logged:
        await beat(tmp_path / "data" / "alive", connected=True)

    assert [entry["event"] for entry in logged] == ["heartbeat file not written"]


def test_the_command_says_what_it_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its status too, which is all that a container looks at."""
    monkeypatch.chdir(tmp_path)
    assert main(["health"]) == 1
    assert "no heartbeat" in capsys.readouterr().out
    file = tmp_path / "data" / "alive"
    file.parent.mkdir()
    file.touch()
    assert main(["health"]) == 0
    os.utime(file, (0, 0))
    assert main(["health"]) == 1
