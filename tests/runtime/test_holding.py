"""The folder of data: one bot at a time, or one command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.runtime.process import LOCK_FILE, instance_lock

ROOT = Path(__file__).parents[2]
HOLD = "import sys; from pathlib import Path; from bot.runtime.process import instance_lock\n"
HOLD += "with instance_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"


def refused(data: Path, *, alone: bool = False) -> str:
    """What is said to who may not have the folder."""
    with pytest.raises(StartError) as caught, instance_lock(data, alone=alone):
        pass
    return str(caught.value)


def test_whoever_comes_second_is_refused_in_one_line(tmp_path: Path) -> None:
    """Each is told what to do, a second bot as well as a restore."""
    with instance_lock(tmp_path):
        assert "stop it first, and restart it" in refused(tmp_path, alone=True)
        assert "another bot is running with the folder" in refused(tmp_path)
        assert "\n" not in refused(tmp_path)
    with instance_lock(tmp_path, alone=True):
        assert "restored or imported into" in refused(tmp_path)
        assert "restored or imported into" in refused(tmp_path, alone=True)
    with instance_lock(tmp_path, alone=True):
        pass


def test_a_killed_bot_holds_nothing(tmp_path: Path) -> None:
    """However it died."""
    bot = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with bot:
        assert bot.stdout is not None
        assert bot.stdout.readline() == b"held\n"
        assert "another bot" in refused(tmp_path)
        assert "a bot is running" in refused(tmp_path, alone=True)
        bot.kill()
        bot.wait()
        with instance_lock(tmp_path, alone=True):
            pass


def test_a_bot_runs_where_its_folder_cannot_be_made(tmp_path: Path) -> None:
    """Its database may be elsewhere; a command that must be alone says what is wrong."""
    (tmp_path / "data").write_text("a file", encoding="utf-8")

    with instance_lock(tmp_path / "data"):
        pass
    assert "check the setting data:" in refused(tmp_path / "data", alone=True)
    assert not (tmp_path / LOCK_FILE).exists()
