"""`restore`: what a backup holds, back into the database that the settings name."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.commands.backup import print_rows
from bot.config import load_config
from bot.runtime.process import instance_lock

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Check it, restore it, and say what there is now; a failure is raised as one plain line."""
    from bot.storage.database import database_address  # noqa: PLC0415  # heavy, for this alone
    from bot.storage.restore import restore  # noqa: PLC0415

    config = load_config(arguments.config)
    data = Path(config.data)
    address = database_address(config.database, data)
    with instance_lock(data, alone=True):
        done = asyncio.run(
            restore(address, arguments.file, SystemClock().now(), replace=arguments.replace)
        )
    print(f"{arguments.file}: restored")
    print_rows(done.held.rows)
    if done.aside is not None:
        print(f"What was there before is kept as {done.aside}")
    return 0
