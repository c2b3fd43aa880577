"""`export`: what a server has made of the paper, as a file for a pull request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.config import load_config
from bot.errors import StudyBotError

if TYPE_CHECKING:
    import argparse

    from bot.services import Services


def run(arguments: argparse.Namespace) -> int:
    """Write the file; every failure is raised as one plain line."""
    from bot.app import with_services  # noqa: PLC0415  # heavy, for this alone
    from bot.curation.file_exchange import exchange_plan as exchanging  # noqa: PLC0415

    async def write(services: Services) -> None:
        served = await services.servers.wake(arguments.guild)
        paper, now = services.live.paper, services.clock.now()
        above = exchanging.head(str(arguments.guild), now, paper)
        text = await asyncio.to_thread(exchanging.exported, served, above)
        try:
            arguments.file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise StudyBotError(f"{arguments.file} cannot be written ({error.strerror})") from error
        print(f"{arguments.file}: {exchanging.own_work(served)}")
        for one in served.aside:
            print(f"  set aside, and not in it: '{one.revision.entry}': {one.why}")

    asyncio.run(
        with_services(load_config(arguments.config), SystemClock(), arguments.knowledge, write)
    )
    return 0
