"""`import`: a file of revisions over what a server is served; told first, applied if wanted."""

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

    from bot.curation.file_exchange.exchange_plan import ImportPlan
    from bot.services import Services


def run(arguments: argparse.Namespace) -> int:
    """Tell what the file would change, or with `--apply` change it.

    Every failure is raised: problems of the file each on a line of their own, all else as one.
    """
    from bot.app import with_services  # noqa: PLC0415  # heavy, for this alone

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
        asyncio.run(with_services(config, SystemClock(), arguments.knowledge, work))
    return 0


async def _import(services: Services, arguments: argparse.Namespace, data: bytes) -> None:
    from bot.curation.file_exchange.exchange_plan import changes, read  # noqa: PLC0415
    from bot.curation.file_exchange.exchange_plan import plan_import as plan
    from bot.storage import revision_rows as revisions  # noqa: PLC0415
    from bot.storage.guild_rows import NOBODY  # noqa: PLC0415

    served = await services.servers.wake(arguments.guild)
    made = plan(read(arguments.file.name, data, served), served)
    _print(made)
    if made.is_empty or not arguments.apply:
        print("Nothing changes." if made.is_empty else "Nothing is changed yet: add --apply.")
        return
    async with services.database.read() as connection:
        seen = await revisions.last_numbers(connection, arguments.guild)
    told = f"from {arguments.file.name}"
    every, request = changes(made, seen, told), f"command-{secrets.token_hex(8)}"
    await services.curation.revise(arguments.guild, NOBODY, every, request, detail=told)
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
