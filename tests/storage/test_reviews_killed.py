"""A process in which people review is killed at any moment: no card and no grade is lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.storage.database import open_database
from bot.storage.tables import REVIEW_LOG, REVIEWS
from tests.storage.killing import run_and_kill

if TYPE_CHECKING:
    import pytest

    from bot.storage.database import Database

KILLS, IN_FULL = 4, 200


async def examine(database: Database, seen: list[dict[str, Any]]) -> int:
    """Look for all that was confirmed and for anything half-applied; how many grades there are."""
    async with database.read() as connection:
        kept = list(await connection.execute(select(REVIEWS)))
        log = list(await connection.execute(select(REVIEW_LOG)))
    grades = Counter((row.person, row.card) for row in log)
    versions = {(row.person, row.card): row.version for row in kept}
    assert len(versions) == len(kept), "no card is there twice"
    for person, added in ((one["person"], one["added"]) for one in seen if "added" in one):
        assert all((person, card) in versions for card in added), "an added card is there"
    confirmed = Counter(
        (one["person"], one["graded"])
        for one in seen
        if "graded" in one
        for _ in range(one["counted"])
    )
    for card, count in confirmed.items():
        assert grades[card] >= count, "a confirmed grade is there"
    for card, version in versions.items():
        assert grades[card] == version, "a grade and what follows from it go together"
    for row in kept:
        assert (row.begun is None) == (row.version == 0), "a card has begun with its first grade"
    return len(log)


async def test_reviews_survive_kills(
    address: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Again and again over one database, which is opened anew each time."""
    full = request.config.getoption("--full")
    kills = IN_FULL if full else KILLS
    seen: list[dict[str, Any]] = []
    grades = 0
    for seed in range(kills):
        seen += await run_and_kill("tests.storage.learners", address, seed)
        database = await open_database(address)
        try:
            grades = await examine(database, seen)
        finally:
            await database.close()
    counted = [one["counted"] for one in seen if "counted" in one]
    assert counted
    assert max(counted) == 1, "two presses on one card grade it once"
    if full:
        with capsys.disabled():
            print(  # noqa: T201  # the figure that `make proofs` reports
                f"\n{kills} kills: {sum(counted)} confirmed grades of {grades}; none lost, "
                "doubled or by half"
            )
