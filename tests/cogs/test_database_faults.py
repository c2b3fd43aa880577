"""When the database fails: a plain sentence in time, nothing typed is lost, and it mends itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from bot.storage.tables import SUGGESTIONS
from tests.cogs.entries.curating import NEW, drafted, fill, let_curate
from tests.cogs.feedback.missing import ANSWERED, STATEMENT, ask, rows, suggest
from tests.cogs.quiz.quizzing import begin
from tests.cogs.school import message_of, said, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    import simcord
    from structlog.typing import EventDict

    from tests.cogs.school import School


# Kept out of the terminal, where a traceback takes seconds to draw.
pytestmark = pytest.mark.usefixtures("logged")


def file_of(school: School) -> Path:
    """The database's file."""
    [file] = Path(school.memory).parent.glob("*.sqlite3")
    return file


@contextmanager
def with_pragma(school: School, during: str, after: str) -> Iterator[None]:
    """SQLite refuses to write, as on a disk that is full or read-only."""
    engine = school.bot.services.database._engine.sync_engine  # noqa: SLF001  # nothing else can break it
    pragma = [during]

    def set_up(connection: Any, record: object, proxy: object) -> None:
        del record, proxy
        connection.cursor().execute(f"PRAGMA {pragma[0]}")

    event.listen(engine, "checkout", set_up)
    yield
    pragma[0] = after


def full(school: School) -> AbstractContextManager[None]:
    """The disk is full."""
    return with_pragma(school, "max_page_count = 1", "max_page_count = 1000000")


def read_only(school: School) -> AbstractContextManager[None]:
    """The disk was mounted read-only, as systems do when it fails."""
    return with_pragma(school, "query_only = ON", "query_only = OFF")


@contextmanager
def without_table(school: School) -> Iterator[None]:
    """Somebody has taken a table away; it comes back."""
    with closing(sqlite3.connect(file_of(school), isolation_level=None)) as other:
        other.execute("ALTER TABLE suggestions RENAME TO elsewhere")
        yield
        other.execute("ALTER TABLE elsewhere RENAME TO suggestions")


READ_ONLY = pytest.param(read_only, "may not write to its database; nothing", id="read-only")
NO_TABLE = pytest.param(without_table, "does not fit its version; nothing", id="table missing")


def told(reply: simcord.InteractionResult) -> str:
    """All that somebody was told, in replies and in what followed."""
    return "\n".join([said(reply), *(f"{one.content}{texts(one)}" for one in reply.followups)])


@pytest.mark.parametrize(("fault", "words"), [READ_ONLY, NO_TABLE])
async def test_a_suggestion_is_told_to_be_lost_and_given_back(
    school: School, fault: Any, words: str, logged: list[EventDict]
) -> None:
    """While it lasts; right after it, the same is taken, and the log has both once."""
    text = f"{STATEMENT} It stood for years."
    await suggest(school, school.bob, STATEMENT)
    with fault(school):
        lost = [await suggest(school, school.alice, text) for _ in range(2)]
        # Answers need no database.
        assert "zero tolerance" in texts(await ask(school, school.bob, ANSWERED)).casefold()
    kept = await suggest(school, school.alice, text)

    for reply in lost:
        assert words in told(reply)
        [given_back] = [file for one in reply.followups for file in one.attachments]
        assert STATEMENT in (await given_back.read()).decode()
    assert "Thank you" in told(kept)
    assert [row["author"] for row in await rows(school, SUGGESTIONS)] == [
        school.bob.id,
        school.alice.id,
    ]
    events = [entry["event"] for entry in logged if entry["event"].startswith("database")]
    assert events[:2] == ["database failed", "database recovered"]
    assert "failed" not in {entry["event"] for entry in logged}


@pytest.mark.parametrize(("fault", "words"), [READ_ONLY])
async def test_a_long_draft_is_given_back(school: School, fault: Any, words: str) -> None:
    """Hours of work may stand in a form."""
    await let_curate(school)
    long = "\n".join(f"The mission had no police of its own in year {n}. [12]" for n in range(60))
    shown = await school.carol.slash(school.channel, "kb add", kind="finding")
    with fault(school):
        lost = await fill(school.carol, shown, **(NEW | {"statements": long}))
    kept = await drafted(school, statements=long)

    assert words in told(lost)
    [given_back] = [file for one in lost.followups for file in one.attachments]
    assert long in (await given_back.read()).decode()
    assert "### Published" in told(await school.carol.click(message_of(kept), label="Publish"))


@pytest.mark.parametrize(("fault", "words"), [READ_ONLY])
async def test_a_draft_stays_as_it_is(school: School, fault: Any, words: str) -> None:
    """Publishing it is refused, and succeeds afterwards with the same button."""
    await let_curate(school)
    preview = await drafted(school)
    with fault(school):
        refused = await school.carol.click(message_of(preview), label="Publish")

    assert words in told(refused)
    done = await school.carol.click(message_of(preview), label="Publish")
    assert "### Published" in told(done)


@pytest.mark.parametrize("fault", [full, read_only])
async def test_a_round_that_cannot_be_kept_is_not_begun(school: School, fault: Any) -> None:
    """And is begun when all is well again."""
    with fault(school):
        # Few questions may fit into the room that is left in the pages of a full disk.
        refused = await begin(school, questions=25)

    assert "could not be stored; please try again" in told(refused)
    assert school.bot.services.rounds.in_channel(school.channel.id) is None
    await begin(school)
    assert school.bot.services.rounds.in_channel(school.channel.id) is not None


async def test_a_damaged_file_is_told_in_plain_words(school: School) -> None:
    """It stays so until the operator restores a backup; answers go on."""
    await suggest(school, school.bob, STATEMENT)
    file = file_of(school)
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * (size - 4096))

    reply = await suggest(school, school.alice, STATEMENT)

    assert "database is damaged; nothing was saved" in told(reply)
    assert "zero tolerance" in texts(await ask(school, school.bob, ANSWERED)).casefold()
