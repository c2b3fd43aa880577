"""The bot in a simulated Discord with a class in it, shown in a local page."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Final

import simcord
from simcord import SetupError

from bot.app import build_bot, build_live
from bot.corpus.model import Kind
from bot.logs import set_up_logs
from bot.recommendations import of_kind
from bot.syncing import SyncRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bot.client import StudyBot
    from bot.config import Config
    from bot.corpus.paper import Paper

_SECOND: Final = 1.0
_WELCOME: Final = (
    "Welcome to the study group. Ask with /ask, or mention the bot with a question; /help lists "
    "the rest."
)
_NAME: Final = "Study bot"


class _SimulatedClock:
    """The simulated Discord's own time."""

    env: simcord.Env

    def now(self) -> datetime:
        """What the simulated clocks say."""
        return self.env.now()


async def try_out(
    config: Config, knowledge: Path | None, scratch: Path, opened: Callable[[str], None]
) -> None:
    """Serve the page until it is closed or SIGTERM comes; `opened` is told its address.

    `scratch` takes what holds for this run only: the simulated Discord knows no commands yet.
    """
    set_up_logs(config.log.model_copy(update={"level": "warning"}))
    clock = _SimulatedClock()
    live = build_live(config, knowledge)
    bot = build_bot(config, live, clock, SyncRecord(scratch / "commands.sha256"))
    env = simcord.Env(bot, check_errors=False)
    clock.env = env
    await env.start()
    try:
        channel, people = await _seeded(env, bot, _first_question(live.paper))
        async with env.preview(channel, viewers=people, layout="channel") as preview:
            opened(preview.url)
            await _until_closed(env, preview)
    finally:
        await env.shutdown()


def _first_question(paper: Paper) -> str:
    """Something that this paper answers."""
    terms = of_kind(paper, Kind.DEFINITION)
    return f"What is {terms[0].title}?" if terms else "What is the paper about?"


async def _seeded(
    env: simcord.Env, bot: StudyBot, question: str
) -> tuple[simcord.ChannelHandle, tuple[simcord.MemberActor, simcord.MemberActor]]:
    """A server with a study group, a student and a moderator, who have just met the bot."""
    guild = env.create_guild("The class")
    channel = guild.create_text_channel("study-group")
    student = guild.add_member(env.create_user("student"))
    role = guild.create_role("Moderators")
    moderator = guild.add_member(env.create_user("moderator"), roles=[role])
    await moderator.send(channel, _WELCOME)
    if bot.user is not None:
        await bot.user.edit(username=_NAME)
        await student.send(channel, f"{bot.user.mention} {question}")
    return channel, (student, moderator)


async def _until_closed(env: simcord.Env, preview: simcord.Preview) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    closed = asyncio.create_task(preview.wait_closed())
    told = asyncio.create_task(stopped.wait())
    keeping = asyncio.create_task(_keep_time(env, preview))
    try:
        await asyncio.wait({closed, told, keeping}, return_when=asyncio.FIRST_COMPLETED)
        if keeping.done():
            keeping.result()
    finally:
        for task in (closed, told, keeping):
            task.cancel()
        await asyncio.gather(closed, told, keeping, return_exceptions=True)


async def _keep_time(env: simcord.Env, preview: simcord.Preview) -> None:
    """Let the simulated time go as the real one does; it stands still by itself."""
    behind = 0.0
    while True:
        await asyncio.sleep(_SECOND)
        behind += _SECOND
        requests = len(env.http_requests)
        try:
            await env.advance_time(behind)
            behind = 0.0
            # Without news the page is left alone: somebody may be writing in it.
            if len(env.http_requests) != requests:
                await preview.refresh()
        except SetupError:
            # Somebody is pressing something just now; the second is made up for later.
            continue
