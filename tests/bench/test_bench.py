"""The bench runs, and what it times also finds the right entries."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_a_small_made_up_base_is_measured_from_end_to_end() -> None:
    """Two sizes give two blocks of rows, a line on growth, and nearly all entries are found."""
    command = [sys.executable, str(HERE), "--no-real", "--scaled", "--sizes", "40", "80"]
    command += ["--questions", "50"]
    printed = subprocess.run(
        [*command, "--only", "ours"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
    ).stdout.splitlines()
    rows = [line.split() for line in printed if line.startswith("  ours")]
    assert len(rows) == 2
    assert all(float(row[7]) > 80 for row in rows)
    assert sum("autocomplete" in line for line in printed) == 2
    assert printed[-1].startswith("ours: 2 times the entries")
