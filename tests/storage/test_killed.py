"""A process that curates is killed at any moment: what was confirmed is there, nothing by half."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.storage import guild_rows, revision_rows
from bot.storage.database import open_database
from bot.storage.tables import AUDIT, DRAFTS, REVISIONS
from tests.storage.classroom import Classroom
from tests.storage.curator import GUILDS, OWN
from tests.storage.killing import run_and_kill

if TYPE_CHECKING:
    import pytest

    from bot.storage.database import Database

KILLS, IN_FULL = 4, 200


async def examine(database: Database, seen: list[dict[str, Any]]) -> int:
    """Look for all that was confirmed and for anything half-applied; how many revisions."""
    async with database.read() as connection:
        kept = list(await connection.execute(select(REVISIONS).order_by(REVISIONS.c.id)))
        states = {
            row.id: row.state
            for row in await connection.execute(select(DRAFTS.c.id, DRAFTS.c.state))
        }
        recorded = len(list(await connection.execute(select(AUDIT.c.id))))
        generations = {
            guild: found.generation
            for guild in GUILDS
            if (found := await guild_rows.find(connection, guild))
        }
    by_press: dict[str, list[Any]] = defaultdict(list)
    numbers: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row in kept:
        by_press[row.request].append([row.entry, row.number])
        numbers[row.guild, row.entry].append(row.number)
    for press in (one for one in seen if "press" in one):
        assert by_press[press["press"]] == press["made"], "a confirmed press is whole"
        assert all(press["serving"]), "it was served when it was confirmed"
    for draft in (one["draft"] for one in seen if "draft" in one):
        assert draft in states, "a kept draft is there"
    for counted in numbers.values():
        assert counted == list(range(1, len(counted) + 1)), "no number is missing or doubled"
    for draft, state in states.items():
        assert (state == "published") == (draft in by_press), "draft and revision go together"
    assert recorded == len(by_press), "each press has its record"
    assert sum(generations.values()) == len(by_press), "each press counts once"
    return len(kept)


async def test_what_was_confirmed_survives_a_kill(
    address: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Again and again over one database, which is opened anew each time."""
    full = request.config.getoption("--full")
    seen: list[dict[str, Any]] = []
    made = 0
    for seed in range(IN_FULL if full else KILLS):
        seen += await run_and_kill("tests.storage.curator", address, seed)
        database = await open_database(address)
        try:
            made = await examine(database, seen)
            await _serves_from_the_start(database)
        finally:
            await database.close()
    presses = sum("press" in one for one in seen)
    assert presses
    if full:
        with capsys.disabled():
            print(  # noqa: T201  # the figure that `make proofs` reports
                f"\n{IN_FULL} kills: {presses} confirmed presses and {made} revisions, all whole"
            )


async def _serves_from_the_start(database: Database) -> None:
    room = Classroom(database, dict(OWN))
    await room.start()
    for guild in GUILDS:
        served = await room.guilds.load(guild)
        assert served.invalid == ()
        async with database.read() as connection:
            last = await revision_rows.current(connection, guild)
        shown = served.engine.paper.entries
        for one in last:
            assert (one.entry in shown) == (one.action is revision_rows.Action.UPSERT)
