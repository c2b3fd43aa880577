"""`backup`: a copy of the database in one file, while the bot runs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import load_config

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def run(arguments: argparse.Namespace) -> int:
    """Make it and say what it holds; every failure is raised as one plain line."""
    from bot.storage.backup import back_up  # noqa: PLC0415  # heavy, for this alone
    from bot.storage.database import database_address  # noqa: PLC0415

    config = load_config(arguments.config)
    address = database_address(config.database, Path(config.data))
    held = asyncio.run(back_up(address, arguments.file))
    print(f"{arguments.file}: a backup, found whole")
    print_rows(held.rows)
    return 0


def print_rows(rows: Mapping[str, int]) -> None:
    """Each table with its number of rows."""
    for name, number in rows.items():
        print(f"  {name:<14}{number:>10,}")
