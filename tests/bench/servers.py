"""`python tests/bench/servers.py`: what ten thousand servers with revisions of their own cost."""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert

from bot.answering.live_engine import LiveEngine
from bot.answering.outcome import Query
from bot.app import build_engine
from bot.clock import SystemClock
from bot.curation.file_exchange.exchange_service import AppliedImport, ImportService
from bot.curation.guild_knowledge import GuildKnowledgeRegistry
from bot.curation.overlay import dump_payload
from bot.curation.revision_service import Change, RevisionService
from bot.paper.model import Entry, Kind, Wording
from bot.paper.revision_file import MAX_BYTES, MAX_ENTRIES
from bot.paper.writer import digest_of, revisions_text
from bot.storage.database import database_address, open_database
from bot.storage.migrate import migrate
from bot.storage.revision_rows import Action
from bot.storage.tables import GUILDS, REVISIONS
from tests.bench.measuring import late_while, latencies, line, resident_mib

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.engine import Engine
    from bot.storage.database import Database

_REVISIONS: Final = 20
_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
_BATCH: Final = 500
_PRESSES: Final = 20


async def report(servers: int) -> None:
    """Seed a database, let a student of each server ask once in random order, and compare."""
    engine = build_engine()
    engine.index.read_all()
    engine.ask(Query(engine.paper.title))
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(database_address("", Path(folder)))
        await migrate(database)
        began = time.perf_counter()
        await _seed(database, engine, servers)
        _say(f"{servers:,} servers with {_REVISIONS} revisions each, seeded", began)
        await _measure(database, engine, servers)
        await _measure_large(database, engine, servers + 1)
        await _measure_file(database, engine, servers + 2)
        await database.close()


async def _seed(database: Database, engine: Engine, servers: int) -> None:
    """Of twenty revisions twelve teach a wording, three correct, three add, two retire."""
    random_ = random.Random(1)
    entries = list(engine.paper.entries.values())
    digests = {entry.id: digest_of(entry) for entry in entries}
    for first in range(1, servers + 1, _BATCH):
        guilds = range(first, min(first + _BATCH, servers + 1))
        rows = [row for guild in guilds for row in _rows(random_, guild, entries, digests)]
        async with database.begin() as connection:
            await connection.execute(
                insert(GUILDS),
                [
                    {"guild": g, "generation": 20, "settings": "{}", "salt": "00" * 16}
                    for g in guilds
                ],
            )
            await connection.execute(insert(REVISIONS), rows)


def _rows(
    random_: random.Random, guild: int, entries: list[Entry], digests: dict[str, str]
) -> Iterator[dict[str, Any]]:
    for number, entry in enumerate(random_.sample(entries, _REVISIONS)):
        made, action = entry, "upsert"
        if number < 12:  # as the docstring above has it
            wording = f"what did group {guild} call {entry.title.casefold()}"
            made = replace(entry, phrasings=(*entry.phrasings, Wording(wording)))
        elif number < 15:
            made = replace(entry, title=f"{entry.title}, corrected")
        elif number < 18:
            made = Entry(
                id=f"own-{number}",
                kind=Kind.FINDING,
                title=f"{entry.title} in class",
                section=entry.section,
                claims=entry.claims,
                phrasings=(Wording(f"what did group {guild} note as number {number}"),),
            )
        else:
            action = "retire"
        yield {
            "guild": guild,
            "entry": made.id,
            "number": 1,
            "action": action,
            "payload": dump_payload(made, ()) if action == "upsert" else "",
            "based_on": digests.get(made.id, ""),
            "author": 9,
            "approver": 9,
            "at": _AT,
            "comment": "",
            "request": f"{number}",
        }


async def _measure(database: Database, engine: Engine, servers: int) -> None:
    live = LiveEngine(lambda: engine)
    before = resident_mib()
    fresh = GuildKnowledgeRegistry(live, database, SystemClock())
    began = time.perf_counter()
    await fresh.start()
    _say("start: which servers have anything", began)
    random_ = random.Random(2)
    asked = random_.sample(range(1, servers + 1), servers)
    waited: list[float] = []
    for guild in asked:
        began = time.perf_counter()
        served = await fresh.load(guild)
        waited.append(1000 * (time.perf_counter() - began))
        served.engine.ask(Query("what is trafficking"))
        assert served.overlay_size == _REVISIONS
    waited.sort()
    print(
        line(
            "a server's first question waits",
            waited[len(waited) // 2],
            "ms",
            waited[-len(waited) // 100],
        )
    )
    print(line("memory for all of them", resident_mib() - before, "MiB"))
    here = (await fresh.load(asked[-1])).engine
    questions = [entry.wordings[0] for entry in engine.paper.entries.values() if entry.phrasings]
    random_.shuffle(questions)
    alone, own = latencies(
        [lambda text: engine.ask(Query(text)), lambda text: here.ask(Query(text))],
        questions[:400],
        3,
    )
    print(line("an answer from the paper alone", alone.p50, "µs", alone.p99))
    print(line("an answer with twenty revisions over it", own.p50, "µs", own.p99))
    print(line("ratio of the medians", own.p50 / alone.p50, ""))


async def _measure_large(database: Database, engine: Engine, guild: int) -> None:
    """One server with two thousand entries of its own, as rich as the paper's."""
    clock = SystemClock()
    servers = GuildKnowledgeRegistry(LiveEngine(lambda: engine), database, clock)
    curation = RevisionService(database, servers, clock)
    own = _own(engine)
    await curation.revise(guild, 9, [_upsert(entry) for entry in own], "all")
    waited: list[float] = []
    late: list[float] = []
    for press, entry in enumerate(own[:_PRESSES]):
        change = _upsert(replace(entry, title=f"{entry.title}, corrected"))
        began = time.perf_counter()
        late += await late_while(curation.revise(guild, 9, [change], f"press {press}"))
        waited.append(1000 * (time.perf_counter() - began))
    waited.sort()
    print(line(f"one of {MAX_ENTRIES:,} own corrected and served", waited[_PRESSES // 2], "ms"))
    print(line("how late the loop was then, at most", max(late), "ms"))


async def _measure_file(database: Database, engine: Engine, guild: int) -> None:
    """The largest file that a curator may bring: as many entries, and as little on each as fits."""
    clock = SystemClock()
    servers = GuildKnowledgeRegistry(LiveEngine(lambda: engine), database, clock)
    importing = ImportService(database, servers, RevisionService(database, servers, clock), clock)
    short = [replace(entry, phrasings=entry.phrasings[:2], keywords=()) for entry in _own(engine)]
    short = [replace(entry, claims=entry.claims[:1], related=()) for entry in short]
    file = revisions_text(short, (), ()).encode()
    assert len(file) <= MAX_BYTES, len(file)
    began = time.perf_counter()
    proposal = await importing.propose(guild, 9, "file", "large.yaml", file)
    _say(f"a file of {len(file) / 2**20:.2f} MiB, {len(short):,} entries, planned", began)
    began = time.perf_counter()
    applied = await importing.apply(guild, 9, "file", proposal.digest)
    assert isinstance(applied, AppliedImport)
    _say("applied and served", began)


def _own(engine: Engine) -> list[Entry]:
    """As many entries as one file may bring: the paper's again and again, under other names."""
    # Of a recommendation's number there can be only one.
    entries = [entry for entry in engine.paper.entries.values() if not entry.number]
    numbered = (divmod(n, len(entries)) for n in range(MAX_ENTRIES))
    return [
        replace(
            entries[which],
            id=f"{entries[which].id}-{copy}",
            title=f"{entries[which].title} {copy}",
            phrasings=tuple(Wording(f"{phrasing} {copy}") for phrasing in entries[which].wordings),
        )
        for copy, which in numbered
    ]


def _upsert(entry: Entry) -> Change:
    return Change(entry.id, Action.UPSERT, None, entry)


def _say(what: str, began: float) -> None:
    print(line(what, time.perf_counter() - began, "s"), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python tests/bench/servers.py", description=__doc__)
    parser.add_argument("--servers", type=int, default=10_000)
    asyncio.run(report(parser.parse_args().servers))
