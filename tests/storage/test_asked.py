"""The log of questions: instant to note, kept in one go, forgotten in time; on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.answering.answer_parts import entry_part
from bot.answering.fuzzy_search import NOT_COVERED
from bot.answering.live_engine import LiveEngine
from bot.answering.outcome import Civil, NotCovered, NotStated, Pointer
from bot.curation import question_log
from bot.curation.gaps.gap_service import GapService
from bot.curation.guild_knowledge import GuildKnowledgeRegistry
from bot.curation.guild_settings import GuildSettings, written_settings
from bot.curation.question_log import QuestionLog
from bot.storage import feedback_rows, guild_rows, question_rows
from bot.storage.database_trouble import DatabaseTroubleError
from bot.storage.tables import QUESTIONS
from tests.support.clocks import MIDNIGHT, HandClock
from tests.support.shipped import shipped_engine

if TYPE_CHECKING:
    from bot.storage.database import Database

MISSED = NotCovered(NOT_COVERED)
ENGINE = shipped_engine()
SERVER, OTHER = 1, 2
HARM = NotCovered("Speak to a person you trust.", personal=True)


@pytest.fixture
def clock() -> HandClock:
    """A clock at the beginning of 2026."""
    return HandClock(MIDNIGHT)


@pytest_asyncio.fixture
async def guilds(database: Database, clock: HandClock) -> GuildKnowledgeRegistry:
    """Servers that are answered from the shipped knowledge."""
    made = GuildKnowledgeRegistry(LiveEngine(lambda: ENGINE), database, clock)
    await made.start()
    return made


@pytest.fixture
def log(database: Database, guilds: GuildKnowledgeRegistry, clock: HandClock) -> QuestionLog:
    """An empty log."""
    return QuestionLog(database, guilds, clock)


async def kept(database: Database) -> list[tuple[int, str]]:
    """The server and text of each question in the database."""
    async with database.read() as connection:
        found = await connection.execute(select(QUESTIONS).order_by(QUESTIONS.c.id))
        return [(row.guild, row.text) for row in found]


async def test_questions_are_kept_when_they_are_flushed(
    log: QuestionLog, database: Database
) -> None:
    """In their order, of all servers in one transaction; a second time there is nothing to do."""
    log.note(SERVER, 7, "first", MISSED)
    log.note(OTHER, 7, " second\n line \0", MISSED)
    log.note(SERVER, 7, "\ud800", MISSED)
    assert await kept(database) == []

    await log.flush()
    await log.flush()

    assert await kept(database) == [(SERVER, "first"), (OTHER, "second line")]


async def test_what_tells_of_harm_is_never_kept(log: QuestionLog, database: Database) -> None:
    """Not in the list of gaps, and in no other."""
    log.note(SERVER, 7, "I was abused", HARM)
    await log.flush()

    assert await kept(database) == []


async def test_what_asks_nothing_is_never_kept(log: QuestionLog, database: Database) -> None:
    """Thanks, and requests for a command."""
    log.note(SERVER, 7, "thanks", Civil("You are welcome."))
    log.note(SERVER, 7, "quiz me", Pointer("Use /quiz.", "quiz"))
    await log.flush()

    assert await kept(database) == []


async def test_what_is_not_stated_is_a_gap_that_can_be_told_apart(
    log: QuestionLog, database: Database, clock: HandClock
) -> None:
    """It is listed with what is not covered, under a name of its own, and counted with it."""
    start = clock.now()
    entry = next(iter(ENGINE.paper.entries.values()))
    nearest = (entry_part(ENGINE.paper, entry, entry.claims[:1]),)
    log.note(SERVER, 7, "how long", NotStated("It does not say.", nearest))
    log.note(SERVER, 8, "covid", MISSED)
    log.note(SERVER, 8, "2 + 2", NotCovered("That is a sum."))
    await log.flush()

    async with database.read() as connection:
        found = await question_rows.unanswered(connection, SERVER, start, 10)
        rows = list(await connection.execute(select(QUESTIONS).order_by(QUESTIONS.c.id)))
        span = question_rows.AskedInSpan(SERVER, start, start + timedelta(days=1))
        weeks = await question_rows.weekly(connection, span, question_rows.GAPS)
        texts = await question_rows.asked_as(connection, span, question_rows.GAPS, 1)

    assert [one.text for one in found] == ["covid", "how long"]
    assert [row.outcome for row in rows] == ["not stated", "not covered", "refused"]
    assert rows[0].entry == entry.id
    assert [(one.times, one.people) for one in weeks] == [(2, 2)]
    assert {one.what for one in texts} == {"how long", "covid"}


async def test_one_person_has_another_name_in_each_server(
    log: QuestionLog, database: Database
) -> None:
    """And the same at each time."""
    for guild in (SERVER, SERVER, OTHER):
        log.note(guild, 7, "again", MISSED)
    await log.flush()

    async with database.read() as connection:
        names = list((await connection.execute(select(QUESTIONS.c.asker))).scalars())

    assert names[0] == names[1] != names[2]


async def test_what_could_not_be_kept_is_kept_later(
    log: QuestionLog, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its order, before what came in between."""

    async def away(*given: object) -> None:
        del given
        raise OSError

    log.note(SERVER, 7, "first", MISSED)
    with monkeypatch.context() as broken:
        broken.setattr(question_rows, "add", away)
        with pytest.raises(DatabaseTroubleError):
            await log.flush()
    log.note(SERVER, 7, "second", MISSED)

    await log.flush()

    assert await kept(database) == [(SERVER, "first"), (SERVER, "second")]


async def test_only_so_many_are_held(
    log: QuestionLog, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the database is away for long, the oldest are let go."""
    del monkeypatch
    for number in range(question_log.MOST_HELD + 3):
        log.note(SERVER, 7, str(number), MISSED)

    await log.flush()

    found = await kept(database)
    assert len(found) == question_log.MOST_HELD
    assert found[0] == (SERVER, "3")


async def test_questions_are_forgotten_as_each_server_says(
    log: QuestionLog, database: Database, guilds: GuildKnowledgeRegistry, clock: HandClock
) -> None:
    """After thirty days unless it says otherwise; at once where it keeps none."""
    log.note(SERVER, 7, "old", MISSED)
    log.note(OTHER, 7, "old", MISSED)
    await log.flush()
    await settle(database, guilds, SERVER, GuildSettings(kept_days=2))
    clock.time += timedelta(days=3)
    log.note(SERVER, 7, "new", MISSED)
    await log.flush()

    assert await log.prune() == 1
    assert await kept(database) == [(OTHER, "old"), (SERVER, "new")]

    await settle(database, guilds, SERVER, GuildSettings(kept_days=0))
    clock.time += timedelta(days=28)
    assert await log.prune() == 2
    log.note(SERVER, 7, "never", MISSED)
    await log.flush()
    assert await kept(database) == []


async def settle(
    database: Database, guilds: GuildKnowledgeRegistry, guild: int, settings: GuildSettings
) -> None:
    """Give a server settings."""
    async with database.begin() as connection:
        await guild_rows.lock(connection, guild)
        await guild_rows.set_settings(connection, guild, written_settings(settings))
    await guilds.refresh(guild)


async def test_a_report_is_kept_once_a_person_and_message(
    log: QuestionLog, database: Database, guilds: GuildKnowledgeRegistry, clock: HandClock
) -> None:
    """Under one id."""
    board = GapService(database, guilds, log, clock)

    reports = [
        await board.report(SERVER, person, message, text="covid", kind="missing", entry="")
        for person, message in ((7, 1), (7, 1), (8, 1), (7, 2))
    ]

    assert [new for _, new in reports] == [True, False, True, True]
    assert reports[0][0] == reports[1][0]
    assert len({number for number, _ in reports}) == 3


async def test_what_is_delivered_is_not_kept(database: Database, clock: HandClock) -> None:
    """Neither who nor what; the next notice of the same person waits."""
    async with database.begin() as connection:
        first = await feedback_rows.add_notice(
            connection, guild=SERVER, person=7, text="First.", at=clock.now()
        )
        await feedback_rows.add_notice(
            connection, guild=SERVER, person=7, text="Second.", at=clock.now()
        )
        await feedback_rows.mark_delivered(connection, first)
        left = await feedback_rows.notices_for(connection, 7)
        assert [notice.text for notice in left] == ["Second."]
        assert left == await feedback_rows.undelivered_notices(connection)
        assert await feedback_rows.people_with_notices(connection) == {7}


async def test_of_a_rejected_suggestion_it_is_not_kept_whose_it_was(
    database: Database, clock: HandClock
) -> None:
    """Of an approved one it is: they wrote the entry."""
    states = (feedback_rows.REJECTED, feedback_rows.APPROVED)
    async with database.begin() as connection:
        for number, state in enumerate(states, 1):
            now = clock.now()
            await feedback_rows.add_suggestion(
                connection,
                guild=SERVER,
                author=7,
                text="It rains.",
                place="",
                at=now,
                request=state,
            )
            assert await feedback_rows.count_open_suggestions(connection, SERVER, 7) == 1
            assert await feedback_rows.decide_suggestion(
                connection, guild=SERVER, suggestion=number, state=state, by=9, at=now
            )
        found = [
            await feedback_rows.find_suggestion(connection, SERVER, number) for number in (1, 2)
        ]
    assert [one.author for one in found if one] == [0, 7]
