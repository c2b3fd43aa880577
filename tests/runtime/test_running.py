"""The bot as a process: stopping, finishing what is under way, reading the knowledge again."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import weakref
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.answering.live_engine import LiveEngine
from bot.app import build_engine
from bot.errors import KnowledgeError, StartError
from bot.runtime.process import InFlight, reload_knowledge, run_until_stopped
from tests.support.shipped import shipped_engine
from tests.support.small import write_small

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering.engine import Engine

_PATIENCE = 50


class Connection:
    """A bot of which only the ends matter: connected until it is closed."""

    def __init__(self, live: LiveEngine) -> None:
        self.in_flight = InFlight()
        self.live_engine = live
        self.closed = asyncio.Event()
        self.connected = asyncio.Event()

    async def connect(self) -> None:
        """Stay connected."""
        self.connected.set()
        await self.closed.wait()

    async def close(self) -> None:
        """Be closed."""
        self.closed.set()


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The shipped knowledge, indexed once."""
    return shipped_engine()


@pytest.fixture
def live(engine: Engine) -> LiveEngine:
    """Knowledge in service."""
    return LiveEngine(lambda: engine)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A knowledge folder that may be broken."""
    return write_small(tmp_path / "knowledge")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_once_the_replies_are_out(live: LiveEngine, number: int) -> None:
    """What had begun is waited for; what comes later is turned away."""
    bot = Connection(live)
    bot.in_flight.begin("a reply")
    running = asyncio.create_task(run_until_stopped(bot, bot.connect()))
    await bot.connected.wait()
    os.kill(os.getpid(), number)
    while not bot.in_flight.closing:  # noqa: ASYNC110  # a signal tells nobody that it has come
        await asyncio.sleep(0)
    assert not bot.closed.is_set()

    bot.in_flight.end("a reply")
    await running

    assert bot.closed.is_set()


async def test_what_ends_the_connection_is_raised_and_the_bot_closed(live: LiveEngine) -> None:
    """A refused token, for instance."""
    bot = Connection(live)

    async def refused() -> None:
        raise StartError("Discord refused the token.")

    with pytest.raises(StartError, match="refused"):
        await run_until_stopped(bot, refused())

    assert bot.closed.is_set()


async def test_waiting_for_what_is_under_way_has_an_end() -> None:
    """A reply that never comes does not keep the process."""
    work = InFlight()
    work.begin("a reply that never comes")

    assert not await work.finish(0)

    work.end("a reply that never comes")
    work.end("something that never began")
    assert await work.finish(0)


async def test_changed_knowledge_is_served_after_a_reload(copied: Path) -> None:
    """Without a restart; files that are the same change nothing."""
    live = LiveEngine(lambda: build_engine(copied))
    before = live.engine
    assert not await live.reload()
    assert live.engine is before
    paper = copied / "paper.yaml"
    paper.write_text(
        paper.read_text(encoding="utf-8").replace("On Keeping the Peace", "On Keeping Watch"),
        encoding="utf-8",
    )

    assert await live.reload()

    assert live.paper.title == "On Keeping Watch"


async def test_what_no_longer_serves_is_let_go(copied: Path) -> None:
    """The engine that was replaced, and one that was built for nothing."""
    built: list[weakref.ref[Engine]] = []

    def build() -> Engine:
        engine = build_engine(copied)
        built.append(weakref.ref(engine))
        return engine

    live = LiveEngine(build)
    await live.reload()
    paper = copied / "paper.yaml"
    paper.write_text(paper.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    await live.reload()

    # The thread that built an engine holds it until it has handed it over.
    for _ in range(_PATIENCE):
        if [engine() for engine in built] == [None, None, live.engine]:
            break
        await asyncio.to_thread(gc.collect)
    assert [engine() for engine in built] == [None, None, live.engine]


async def test_broken_knowledge_leaves_the_old_and_is_told_of(copied: Path) -> None:
    """With file and line, in the log."""
    live = LiveEngine(lambda: build_engine(copied))
    before = live.engine
    (copied / "paper.yaml").write_text("title: 12\n", encoding="utf-8")

    with capture_logs() as logged:
        await reload_knowledge(live)

    assert live.engine is before
    assert any("paper.yaml:1" in entry.get("problem", "") for entry in logged)
    with pytest.raises(KnowledgeError):
        await live.reload()


async def test_whatever_goes_wrong_in_a_reload_the_old_stays(engine: Engine) -> None:
    """Such as a disk that is gone."""
    builds = [engine]

    def build() -> Engine:
        if not builds:
            raise OSError("the disk is gone")
        return builds.pop()

    live = LiveEngine(build)

    with capture_logs() as logged:
        await reload_knowledge(live)

    assert live.engine is engine
    assert [entry["event"] for entry in logged] == ["knowledge not reloaded"]


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP here")
async def test_sighup_reads_the_knowledge_again(copied: Path) -> None:
    """And the connection stays."""
    live = LiveEngine(lambda: build_engine(copied))
    before = live.engine
    bot = Connection(live)
    running = asyncio.create_task(run_until_stopped(bot, bot.connect()))
    await bot.connected.wait()
    paper = copied / "paper.yaml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace("On Keeping the Peace", "On Keeping Watch"), encoding="utf-8")

    os.kill(os.getpid(), signal.SIGHUP)
    async with asyncio.timeout(30):
        while live.engine is before:  # noqa: ASYNC110  # as above
            await asyncio.sleep(0.01)

    assert not bot.closed.is_set()
    os.kill(os.getpid(), signal.SIGTERM)
    await running
