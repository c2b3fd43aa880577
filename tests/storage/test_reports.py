"""Progress, insights and privacy over the real databases: what is counted, and of whom."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.reports.personal_data import PersonalDataService, StillPlayingError
from bot.reports.report_service import ReportService
from bot.storage import guild_rows, question_rows, quiz_rows
from bot.storage.question_rows import StoredQuestion
from bot.storage.tables import METADATA
from tests.storage.classroom import entry, paper
from tests.support.clocks import MIDNIGHT, NOON, HandClock

if TYPE_CHECKING:
    from bot.storage.database import Database

ALICE = 123456789012345678
CLASS, OTHER = 10, 20
PAPER = paper({"troops": entry("troops", "The troops were counted.")})


async def ask(database: Database, person: int, text: str, at: datetime, **more: Any) -> None:
    """Somebody asked something."""
    async with database.begin() as connection:
        guild = more.get("guild", CLASS)
        server = await guild_rows.lock(connection, guild)
        made = StoredQuestion(
            guild,
            at,
            text,
            more.get("outcome", "answered"),
            more.get("entry", "troops"),
            server.name_for(person),
        )
        await question_rows.add(connection, [made])


async def answer(database: Database, person: int, at: datetime, *, right: bool) -> None:
    """Somebody answered a question of a quiz."""
    number = int(at.timestamp())
    async with database.begin() as connection:
        made = quiz_rows.Score(
            round=number,
            question=0,
            person=person,
            guild=CLASS,
            card="c",
            topic="start",
            correct=right,
            points=100 * right,
            spent=1,
            at=at,
            entries="troops ledger",
        )
        await quiz_rows.add_scores(connection, [made])


def clock() -> HandClock:
    """Noon."""
    return HandClock()


async def test_insights_count_people_and_not_presses(database: Database) -> None:
    """Five who ask are told of, one who asks five times is not."""
    for person in range(1, 6):
        await ask(database, person, "What of the troops?", MIDNIGHT - timedelta(hours=1))
        await ask(database, 1, "What of the ledger?", MIDNIGHT - timedelta(hours=1), entry="ledger")

    found = await ReportService(database, clock()).insights(CLASS, PAPER)

    assert [row.line for row in found.most_asked.rows] == ["On the troops: 5 people or more"]
    # People count: how often one of them asked is not told.
    assert [row.value for row in found.trend.rows] == [None] * 11 + [5]


async def test_what_was_asked_in_the_same_words_is_one(database: Database) -> None:
    """Whatever letters were capital."""
    for person in range(1, 6):
        text = "why the harbour?" if person % 2 else "Why the Harbour?"
        await ask(database, person, text, MIDNIGHT - timedelta(days=1), outcome="not covered")

    found = await ReportService(database, clock()).insights(CLASS, PAPER)

    assert [row.line for row in found.not_covered.rows] == ["why the harbour?: 5 people or more"]


async def test_weeks_are_from_monday_to_sunday(database: Database) -> None:
    """In UTC; today is not told of before it is over."""
    monday = datetime(2025, 12, 29, tzinfo=UTC)
    for person in range(1, 6):
        for at in (monday, monday - timedelta(microseconds=1), MIDNIGHT, NOON):
            await ask(database, person, "What of the troops?", at)

    async with database.read() as connection:
        span = question_rows.AskedInSpan(CLASS, monday - timedelta(weeks=11), MIDNIGHT)
        weeks = await question_rows.weekly(connection, span)

    assert weeks == (question_rows.Weekly(10, 5, 5), question_rows.Weekly(11, 5, 5))


async def test_misses_are_counted_by_section(database: Database) -> None:
    """Of as many people as have answered."""
    for person in range(1, 6):
        await answer(database, person, MIDNIGHT - timedelta(days=1), right=person < 3)

    async with database.read() as connection:
        span = question_rows.AskedInSpan(CLASS, MIDNIGHT - timedelta(weeks=1), MIDNIGHT)
        found = await question_rows.misses(connection, span)

    [one] = found
    assert (one.section, one.people) == ("start", 5)
    assert one.share == pytest.approx(0.6)


async def test_quiz_answers_are_told_in_their_order(database: Database) -> None:
    """The later one says what is known; of one person, or before a moment."""
    await answer(database, ALICE, MIDNIGHT - timedelta(days=2), right=True)
    await answer(database, ALICE, MIDNIGHT, right=False)
    await answer(database, 2, MIDNIGHT - timedelta(days=1), right=True)

    async with database.read() as connection:
        mine = await question_rows.in_quizzes(connection, CLASS, person=ALICE)
        before = await question_rows.in_quizzes(connection, None, before=MIDNIGHT)

    assert [one.grade for one in mine] == [3, 1]
    assert {one.person for one in before} == {ALICE, 2}
    assert mine[0].entries == "troops ledger"


async def test_who_is_forgotten_is_counted_as_nobody(database: Database) -> None:
    """In all servers; what they asked is still counted, and classmates are as before."""
    for guild in (CLASS, OTHER):
        for person in (ALICE, *range(1, 6)):
            at = MIDNIGHT - timedelta(days=1)
            await ask(database, person, "What of the troops?", at, guild=guild)
    personal = PersonalDataService(database, clock(), nothing)
    assert (await personal.counts(ALICE))["logged questions"] == 2

    await personal.forget(ALICE)

    assert await personal.counts(ALICE) == {}
    async with database.read() as connection:
        span = question_rows.AskedInSpan(OTHER, MIDNIGHT - timedelta(weeks=1), MIDNIGHT)
        assert await question_rows.asked_about(connection, span, 5) == (
            question_rows.Counted("troops", 6, 5),
        )


async def nothing() -> None:
    """Nothing is held in memory."""


async def test_a_round_keeps_everybody_else(database: Database) -> None:
    """Who hosted it, and the others' scores."""
    plan = {"id": 5, "host": ALICE, "cards": []}
    players = {str(ALICE): [[0, 100, 5]], "2": [[0, 0, 7]]}
    async with database.begin() as connection:
        kept = quiz_rows.StoredRound(
            5, CLASS, 9, json.dumps(plan), json.dumps(players), "{}", None, NOON, NOON
        )
        await quiz_rows.add_round(connection, [kept])
        await quiz_rows.put_effects(connection, [quiz_rows.StoredEffect(5, 1, f"[{ALICE}]", NOON)])
    personal = PersonalDataService(database, clock(), nothing)
    with pytest.raises(StillPlayingError):
        await personal.forget(ALICE)
    async with database.begin() as connection:
        await quiz_rows.settle(connection, [quiz_rows.Settled(5, 1, quiz_rows.SENT, 3)])

    await personal.forget(ALICE)

    async with database.read() as connection:
        found = await quiz_rows.find_round(connection, 5)
        effects = METADATA.tables["round_effects"]
        assert await connection.scalar(select(effects.c.payload)) == "{}"
    assert found is not None
    assert json.loads(found.plan)["host"] == 0
    assert json.loads(found.scores) == {"2": [[0, 0, 7]]}


async def test_an_export_holds_what_is_counted(database: Database) -> None:
    """Ids as text, since they are longer than other programs' numbers; times in words."""
    await ask(database, ALICE, "What of the troops?", NOON)
    await answer(database, ALICE, NOON, right=True)
    personal = PersonalDataService(database, clock(), nothing)

    found = json.loads(await personal.export(ALICE))

    assert found["person"] == str(ALICE)
    assert set(found["kept"]) == set(await personal.counts(ALICE))
    assert found["kept"]["quiz answers"][0]["at"] == NOON.isoformat()
