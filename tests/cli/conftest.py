"""The program in an empty folder, with an environment that holds nothing but what it needs."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.program import CHECKOUT, COMMAND, LONG_WAIT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.program import Run


@pytest.fixture
def environment() -> dict[str, str]:
    """A plain environment: UTF-8, no token, nothing but what the program needs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Runs the program in an empty folder; a traceback is never what a person should see."""

    def start(
        *arguments: str,
        said: bytes | None = b"",
        module: str = "bot",
        **changes: str,
    ) -> tuple[int, str, str]:
        done = subprocess.run(
            [*COMMAND[:-1], module, *arguments],
            input=said,
            capture_output=True,
            cwd=tmp_path,
            env=environment | changes,
            timeout=LONG_WAIT,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    return start
