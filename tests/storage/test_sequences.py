"""Whatever was done in whatever order, what is served follows from history alone."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.outcome import Query
from bot.curation.file_exchange import exchange_plan
from bot.curation.file_exchange.exchange_service import AppliedImport
from bot.curation.revision_service import Change
from bot.errors import KnowledgeError
from bot.paper.writer import revisions_text
from bot.storage import revision_rows
from bot.storage.database import open_database
from bot.storage.migrate import migrate
from bot.storage.revision_rows import Action
from tests.storage.classroom import PAGE, WORDS, Classroom, entry, should_be_shown

if TYPE_CHECKING:
    from bot.paper.model import Entry
    from bot.storage.database import Database

CLASS, OTHER = 300, 301
SERVERS = (CLASS, OTHER)
OWN = {name: entry(name, f"The {name} were counted.") for name in WORDS[:3]}

Past = dict[tuple[int, str], list[tuple[Action, "Entry | None"]]]

_SERVER, _WORD = st.sampled_from(SERVERS), st.sampled_from(WORDS)
_GIVEN = st.tuples(_WORD, st.integers(0, 3), st.sampled_from(["", *WORDS]))
DONE = st.one_of(
    st.tuples(st.just("upsert"), _SERVER, _GIVEN),
    st.tuples(st.just("retire"), _SERVER, _WORD),
    st.tuples(st.just("restore"), _SERVER, _WORD),
    st.tuples(st.just("roll back"), _SERVER, _WORD, st.integers(0, 9)),
    st.tuples(
        st.just("import"),
        _SERVER,
        st.lists(_GIVEN, max_size=3, unique_by=lambda given: given[0]),
        st.lists(_WORD, max_size=2, unique=True),
    ),
    st.tuples(st.just("export"), _SERVER),
    st.tuples(st.just("restart")),
    st.tuples(st.just("paper"), _WORD, st.integers(0, 2)),
)


@given(done=st.lists(DONE, max_size=12))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_served_follows_from_history_alone(done: list[tuple[Any, ...]]) -> None:
    """History is whole, a fresh start serves the same, and an export imported changes nothing."""

    async def follow() -> None:
        opened = await open_database("sqlite+aiosqlite:///file::memory:?uri=true&cache=shared")
        try:
            await migrate(opened)
            await _follow(opened, done)
        finally:
            await opened.close()

    asyncio.run(follow())


@pytest.mark.parametrize("seed", range(4))
async def test_the_same_on_both_databases(database: Database, seed: int) -> None:
    """Some long sequences."""
    rng = random.Random(seed)
    await _follow(database, [_drawn(rng) for _ in range(30)])


def _drawn(rng: random.Random) -> tuple[Any, ...]:
    server, word = rng.choice(SERVERS), rng.choice(WORDS)
    given = [
        (name, rng.randint(0, 3), rng.choice(["", *WORDS]))
        for name in rng.sample(WORDS, rng.randint(1, 3))
    ]
    return rng.choice(
        [
            ("upsert", server, given[0]),
            ("upsert", server, given[0]),
            ("retire", server, word),
            ("restore", server, word),
            ("roll back", server, word, rng.randint(0, 9)),
            ("import", server, given, rng.sample(WORDS, rng.choice([0, 0, 1]))),
            ("export", server),
            ("restart",),
            ("paper", word, rng.randint(0, 2)),
        ]
    )


async def _follow(database: Database, done: list[tuple[Any, ...]]) -> None:
    room = Classroom(database, dict(OWN))
    await room.start()
    past: Past = {}
    for step in done:
        await _do(room, past, step)
    for guild in SERVERS:
        assert await room.shown(guild) == _should(room, past, guild)
        await _history_is_whole(room, guild, past)
        await _export_changes_nothing(room, guild)
    served = {guild: await room.guilds.load(guild) for guild in SERVERS}
    await room.start()
    for guild, before in served.items():
        after = await room.guilds.load(guild)
        assert after.stale == before.stale
        assert after.invalid == before.invalid == ()
        for word in WORDS:
            query = Query(f"what about the {word}")
            assert after.engine.ask(query) == before.engine.ask(query)


def _should(room: Classroom, past: Past, guild: int) -> dict[str, Entry]:
    last = {name: made[-1] for (where, name), made in past.items() if where == guild}
    return should_be_shown(room.entries, last)


def _written(given: tuple[str, int, str]) -> Entry:
    """An entry by note 1 to 3, or with 0 by a page from outside the paper."""
    name, which, related = given
    return entry(
        name,
        f"They counted {which}.",
        note=which,
        source="" if which else PAGE.key,
        related=related if related != name else "",
    )


async def _do(room: Classroom, past: Past, step: Any) -> None:
    match step:
        case ("import", guild, given, gone):
            await _import(room, past, guild, [_written(one) for one in given], gone)
        case ("export", guild):
            await _export_changes_nothing(room, guild)
        case ("restart",):
            await room.start()
        case ("paper", name, which):
            changed = dict(room.entries)
            if which:
                changed[name] = entry(name, f"The paper says {which}.")
            else:
                changed.pop(name, None)
            await room.change_paper(changed)
        case _:
            await _revise(room, past, step)


async def _revise(room: Classroom, past: Past, step: Any) -> None:
    match step:
        case ("upsert", guild, given):
            made = _written(given)
            await room.upsert(guild, made, (PAGE,))
            past.setdefault((guild, made.id), []).append((Action.UPSERT, made))
        case ("retire", guild, name):
            await room.revise(guild, Change(name, Action.RETIRE, None))
            past.setdefault((guild, name), []).append((Action.RETIRE, None))
        case ("restore", guild, name):
            await room.revise(guild, Change(name, Action.RESTORE, None))
            past.setdefault((guild, name), []).append((Action.RESTORE, None))
        case ("roll back", guild, name, which):
            if made_before := past.get((guild, name)):
                action, made = made_before[which % len(made_before)]
                await room.revise(guild, Change(name, action, None, made, (PAGE,)))
                made_before.append((action, made))


async def _import(
    room: Classroom, past: Past, guild: int, entries: list[Entry], gone: list[str]
) -> None:
    """A file that may be refused: then nothing of it is done, which the end shows."""
    before = _should(room, past, guild)
    works = [PAGE] if any(claim.source for one in entries for claim in one.claims) else []
    data = revisions_text(entries, works, gone, "").encode()
    if not await _applied(room, guild, data):
        return
    for one in entries:
        if before.get(one.id) != one:
            is_own = room.entries.get(one.id) == one
            did = (Action.RESTORE, None) if is_own else (Action.UPSERT, one)
            past.setdefault((guild, one.id), []).append(did)
    for name in gone:
        if name in before:
            past.setdefault((guild, name), []).append((Action.RETIRE, None))


async def _applied(room: Classroom, guild: int, data: bytes) -> bool:
    """Whether a file was sound; it is then live, and applying it again changes nothing."""
    room.presses += 1
    name = f"file-{room.presses}"
    try:
        proposal = await room.imports.propose(guild, 9, name, "ours.yaml", data)
    except KnowledgeError:
        return False
    if not proposal.plan.is_empty:
        done = await room.imports.apply(guild, 9, name, proposal.digest)
        assert isinstance(done, AppliedImport)
        assert done.plan == proposal.plan
        again = await room.imports.apply(guild, 9, name, proposal.digest)
        assert again == AppliedImport("ours.yaml", None)
    return True


async def _export_changes_nothing(room: Classroom, guild: int) -> None:
    """Where it comes from; and in a server that has nothing it makes the same knowledge."""
    served = await room.guilds.load(guild)
    data = exchange_plan.exported(served).encode()
    again = await room.imports.propose(guild, 9, "no file", "ours.yaml", data)
    assert again.plan.is_empty
    assert await room.guilds.load(guild) == served
    room.presses += 1
    fresh = 1000 + room.presses
    assert await _applied(room, fresh, data)
    assert await room.shown(fresh) == await room.shown(guild)


async def _history_is_whole(room: Classroom, guild: int, past: Past) -> None:
    async with room.database.read() as connection:
        for (where, name), made in past.items():
            if where == guild:
                kept = await revision_rows.history(connection, guild, name)
                assert [one.number for one in kept] == list(range(1, len(made) + 1))
                assert [one.action for one in kept] == [action for action, _ in made]
