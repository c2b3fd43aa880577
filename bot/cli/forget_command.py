"""The `forget` command: an operator deletes all data of a server, or of a person."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.data_commands import print_rows
from bot.clock import SystemClock
from bot.config import load_config
from bot.runtime.process import instance_lock

if TYPE_CHECKING:
    import argparse

    from bot.config import Config


def run_forget(arguments: argparse.Namespace) -> int:
    """Print what is stored of a server or a person; with `--apply`, delete it.

    Raises a one-line error, among others while the bot runs.
    """
    config = load_config(arguments.config)
    if not arguments.apply:
        asyncio.run(_forget(config, arguments))
        print("Nothing is deleted yet: add --apply.")
        return 0
    # A bot that runs holds a part in memory, and would write it again.
    with instance_lock(Path(config.data), alone=True):
        asyncio.run(_forget(config, arguments))
    print("Deleted. Backups that were made before still hold it.")
    return 0


async def _forget(config: Config, arguments: argparse.Namespace) -> None:
    from bot.app import open_store
    from bot.reports.personal_data import PersonalDataService
    from bot.storage import retention_rows

    async def nothing() -> None:
        """Wait for nothing: no question is in memory."""

    database = await open_store(config)
    try:
        if arguments.guild is not None:
            async with database.begin() as connection:
                work = (
                    retention_rows.delete_guild if arguments.apply else retention_rows.count_guild
                )
                print_rows(await work(connection, arguments.guild))
            return
        personal = PersonalDataService(database, SystemClock(), nothing)
        for title, many in (await personal.counts(arguments.user)).items():
            print(f"  {title:<26}{many:>10,}")
        if arguments.apply:
            await personal.forget(arguments.user)
    finally:
        await database.close()
