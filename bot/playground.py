"""Run the bot in a simulated Discord with a class, shown in a local web page (`make try`)."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import simcord

from bot.app import background_tasks, build_bot, build_live, open_store, post_audited_changes
from bot.browse.entries import of_kind
from bot.clock import SteppedClock, SystemClock
from bot.curation.question_log import flush_last
from bot.discord_kit.access import MODERATING
from bot.discord_kit.command_tree import StudyTree, SyncRecord
from bot.paper.model import Kind
from bot.runtime.log import set_up_logs
from bot.services import start_services

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from bot.config import Config
    from bot.discord_kit.client import StudyBot
    from bot.paper.paper import Paper


_SECOND: Final = 1.0

_WELCOME: Final = (
    "Welcome to the study group. Ask with /ask, or mention the bot with a question; /quiz start "
    "begins a round, /review start cards for yourself, and /help lists the rest. What is missing "
    "I add with /kb add."
)

_NAME: Final = "Study bot"

_CLASS: Final = "The class"

DATABASE: Final = "try.sqlite3"

People = tuple[simcord.MemberActor, simcord.MemberActor]


class _SimulatedClock(SteppedClock):
    """Clock of the simulated Discord."""

    env: simcord.Env

    def now(self) -> datetime:
        """Return the time of the simulated Discord."""
        return self.env.now()


async def try_out(
    config: Config, knowledge: Path | None, scratch: Path, opened: Callable[[str], None]
) -> None:
    """Serve the page until it is closed, or Ctrl-C or SIGTERM comes; `opened` is told its address.

    `scratch` takes what holds for this run only: the simulated Discord knows no commands yet.
    """
    set_up_logs(config.log.model_copy(update={"level": "warning"}))
    clock = _SimulatedClock()
    live = build_live(config, knowledge)
    # Kept between runs, and apart from what a bot on Discord keeps.
    database = await open_store(config.model_copy(update={"database": DATABASE}))
    services = await start_services(config, clock, live, database)
    bot = build_bot(services, SyncRecord(scratch / "commands.sha256"))
    env = simcord.Env(bot, check_errors=False)
    clock.env = env
    # Before anything that depends on the day or the commands: what is kept is found by these ids.
    channel, people = _class(env)
    await env.start()
    # Outside of the client, whose tasks the simulation waits for.
    background = [asyncio.create_task(task) for task in background_tasks(bot)]
    try:
        _handle_own_errors(bot)
        await _come_to_the_present(env)
        await _meet(bot, channel, people, _first_question(live.paper))
        async with env.preview(channel, viewers=people, layout="channel") as preview:
            turn = _one_at_a_time(preview, bot.user.mention if bot.user else "")
            opened(preview.url)
            await _until_closed(env, bot, preview, turn, clock)
    finally:
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        await env.shutdown()
        await flush_last(services.questions)
        await database.close()


def _first_question(paper: Paper) -> str:
    """Return a question that this paper answers."""
    terms = of_kind(paper, Kind.DEFINITION)
    return f"What is {terms[0].title}?" if terms else "What is the paper about?"


def _class(env: simcord.Env) -> tuple[simcord.ChannelHandle, People]:
    """Build a server with a study group, a student and a moderator with all rights."""
    # The role that Discord makes for a bot is called like it.
    env.backend.bot_user.name = _NAME
    guild = env.create_guild(_CLASS)
    channel = guild.create_text_channel("study-group")
    guild.create_text_channel("moderators")
    role = guild.create_role("Moderators", permissions=MODERATING)
    guild.create_role("Curators")
    student = guild.add_member(env.create_user("student"))
    return channel, (student, guild.add_member(env.create_user("moderator"), roles=[role]))


async def _meet(
    bot: StudyBot, channel: simcord.ChannelHandle, people: People, question: str
) -> None:
    """Let the class meet the bot: a welcome, and a first question with its answer."""
    student, moderator = people
    await moderator.send(channel, _WELCOME)
    if bot.user is not None:
        await student.send(channel, f"{bot.user.mention} {question}")


def _handle_own_errors(bot: StudyBot) -> None:
    """Treat errors that the bot has reported to the user as handled.

    The simulation calls every command failed that ends in an error, and the page then stops there.
    """
    if isinstance(bot.tree, StudyTree):
        bot.tree.on_error = partial(StudyTree.on_error, bot.tree)  # type: ignore[method-assign]


async def _come_to_the_present(env: simcord.Env) -> None:
    """Set the simulated time, which begins at a fixed day, to the machine's."""
    ahead = (SystemClock().now() - env.now()).total_seconds()
    if ahead > 0:
        await env.advance_time(ahead)


def _one_at_a_time(preview: simcord.Preview, mention: str) -> asyncio.Lock:
    """Serialize what people do in the page with a lock.

    The page turns away what is done while something else is under way in the simulation, and
    takes nothing more after that; it offers no other place to wait. Nor does it know whom a name
    written in a message means: the bot's becomes its `mention`.
    """
    turn = asyncio.Lock()
    act = preview._action

    async def in_turn(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        if body.get("kind") == "send_message":
            content = str(body.get("content", ""))
            body = {**body, "content": content.replace(f"@{_NAME}", mention)}
        async with turn:
            if body.get("kind") == "configure_presentation":
                # The page tells its width but once, and would be refused if news came meanwhile.
                now = preview._get_page(context_id).revision
                body = {**body, "published_revision": now}
            return await act(context_id, body)

    preview._action = in_turn  # type: ignore[method-assign]
    return turn


async def _until_closed(
    env: simcord.Env,
    bot: StudyBot,
    preview: simcord.Preview,
    turn: asyncio.Lock,
    clock: _SimulatedClock,
) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows cannot hand signals to the loop; there Ctrl-C ends the program as ever.
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    closed = asyncio.create_task(preview.wait_closed())
    told = asyncio.create_task(stopped.wait())
    keeping = asyncio.create_task(_keep_time(env, bot, preview, turn, clock))
    try:
        await asyncio.wait({closed, told, keeping}, return_when=asyncio.FIRST_COMPLETED)
        if keeping.done():
            keeping.result()
    finally:
        for task in (closed, told, keeping):
            task.cancel()
        await asyncio.gather(closed, told, keeping, return_exceptions=True)


async def _keep_time(
    env: simcord.Env,
    bot: StudyBot,
    preview: simcord.Preview,
    turn: asyncio.Lock,
    clock: _SimulatedClock,
) -> None:
    """Advance the simulated time, which stands still by itself, with the real one.

    With it goes what a bot on Discord does beside answering.
    """
    seen = len(env.http_requests)
    while True:
        await asyncio.sleep(_SECOND)
        async with turn:
            try:
                await _come_to_the_present(env)
                # By it the page says how long ago something was; by itself only a refresh moves it.
                preview._advance_presentation_time()
                await post_audited_changes(bot)
            except TimeoutError:
                # The machine is busy; the second is made up for later.
                continue
            finally:
                clock.moved()
            # Without news the page is left alone: somebody may be writing in it. What rounds send
            # comes at any moment, since they are outside of the client.
            new, seen = env.http_requests[seen:], len(env.http_requests)
            if any(one.method != "GET" and one.path.startswith("/channels/") for one in new):
                await preview.refresh()
