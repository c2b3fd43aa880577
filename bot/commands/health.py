"""`health`: is the bot that runs in this folder connected to Discord."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import load_config
from bot.runtime.process import HEARTBEAT_FILE, is_alive

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Say so; 0 if it is, 1 if it has given no sign of life for a while."""
    alive = is_alive(Path(load_config(arguments.config).data) / HEARTBEAT_FILE)
    print("connected" if alive else "no sign of life: not running, or not connected to Discord")
    return 0 if alive else 1
