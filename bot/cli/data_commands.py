"""The `backup`, `restore`, `export` and `import` commands."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.config import load_config
from bot.errors import StudyBotError
from bot.runtime.process import instance_lock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bot.curation.file_exchange.exchange_plan import ImportPlan
    from bot.services import Services


def run_backup(arguments: argparse.Namespace) -> int:
    """Copy the database into a file and print its row counts; raises a one-line error."""
    from bot.storage.backup import back_up
    from bot.storage.database import database_address

    config = load_config(arguments.config)
    address = database_address(config.database, Path(config.data))
    held = asyncio.run(back_up(address, arguments.file))
    print(f"{arguments.file}: a backup, found whole")
    print_rows(held.rows)
    return 0


def print_rows(rows: Mapping[str, int]) -> None:
    """Print each table with its number of rows."""
    for name, number in rows.items():
        print(f"  {name:<14}{number:>10,}")


def run_export(arguments: argparse.Namespace) -> int:
    """Write a server's revisions into a file; raises a one-line error."""
    from bot.app import with_services
    from bot.curation.file_exchange import exchange_plan

    async def write(services: Services) -> None:
        knowledge = await services.guilds.load(arguments.guild)
        paper, now = services.live_engine.paper, services.clock.now()
        above = exchange_plan.head(str(arguments.guild), now, paper)
        text = await asyncio.to_thread(exchange_plan.exported, knowledge, above)
        try:
            with arguments.file.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            why = f"{arguments.file} is already there; write to another file"
            raise StudyBotError(why) from None
        except OSError as error:
            raise StudyBotError(f"{arguments.file} cannot be written ({error.strerror})") from error
        print(f"{arguments.file}: {exchange_plan.own_work(knowledge)}")
        for one in knowledge.invalid:
            print(f"  skipped, and not in the file: '{one.revision.entry}': {one.why}")

    asyncio.run(
        with_services(load_config(arguments.config), SystemClock(), arguments.knowledge, write)
    )
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Print what a file of revisions would change; with `--apply`, change it.

    Every failure is raised: problems of the file each on a line of their own, all else as one.
    """
    from bot.app import with_services

    config = load_config(arguments.config)
    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise StudyBotError(f"{arguments.file} cannot be read ({error.strerror})") from error

    async def work(services: Services) -> None:
        await _import(services, arguments, data)

    # A bot that runs would not notice what is written beside it.
    alone = (
        instance_lock(Path(config.data), alone=True)
        if arguments.apply
        else contextlib.nullcontext()
    )
    with alone:
        asyncio.run(
            with_services(config, SystemClock(), arguments.knowledge, work, alone=arguments.apply)
        )
    return 0


async def _import(services: Services, arguments: argparse.Namespace, data: bytes) -> None:
    from bot.curation.file_exchange.exchange_plan import changes, plan_import, read
    from bot.storage import revision_rows
    from bot.storage.guild_rows import NOBODY

    knowledge = await services.guilds.load(arguments.guild)
    made = plan_import(read(arguments.file.name, data, knowledge), knowledge)
    _print(made)
    if made.is_empty or not arguments.apply:
        print("Nothing changes." if made.is_empty else "Nothing is changed yet: add --apply.")
        return
    async with services.database.read() as connection:
        seen = await revision_rows.last_numbers(connection, arguments.guild)
    told = f"from {arguments.file.name}"
    every, request = changes(made, seen, told), f"command-{secrets.token_hex(8)}"
    await services.revisions.revise(arguments.guild, NOBODY, every, request, detail=told)
    print(f"Applied to the server {arguments.guild}.")


def _print(made: ImportPlan) -> None:
    for sign, entries in (
        ("+", made.added),
        ("~", [one.after for one in made.changed]),
        ("-", made.retired),
    ):
        for entry in entries:
            print(f"{sign} {entry.id}: {entry.title}")
    print(made)


def run_restore(arguments: argparse.Namespace) -> int:
    """Check a backup, restore it and print the row counts; raises a one-line error."""
    from bot.storage.database import database_address
    from bot.storage.restore import restore

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
        print(f"The previous database is kept as {done.aside}")
    return 0
