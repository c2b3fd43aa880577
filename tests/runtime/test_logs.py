"""Logs: JSON for machines, lines for people, and one form for the libraries' too."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING, Literal

import pytest
import structlog
from sqlalchemy import insert

from bot.config import LogSettings
from bot.curation.guild_settings import GuildSettings
from bot.errors import StoreError, UnknownEntryError
from bot.runtime.log import get_logger, set_up_logs
from bot.storage.database import open_database
from bot.storage.database_trouble import DatabaseTroubleError
from bot.storage.tables import GAPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOTHING: dict[str, str] = {}


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Leave the logging of the test run as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


class Terminal(StringIO):
    """A stream that people look at."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_elsewhere_than_on_a_terminal_each_line_is_json() -> None:
    """With time, level and what was logged."""
    out = StringIO()
    set_up_logs(LogSettings(), out)

    get_logger("bot.test").info("interaction", id=7, command="ask", outcome="answered", ms=1.5)

    entry = json.loads(out.getvalue())
    assert entry["event"] == "interaction"
    assert (entry["id"], entry["command"], entry["outcome"], entry["ms"]) == (
        7,
        "ask",
        "answered",
        1.5,
    )
    assert entry["level"] == "info"
    assert entry["timestamp"].endswith("Z")


def test_on_a_terminal_each_line_is_for_people() -> None:
    """No JSON."""
    out = Terminal()
    set_up_logs(LogSettings(), out)

    get_logger("bot.test").info("ready", servers=2)

    assert "ready" in out.getvalue()
    assert not out.getvalue().startswith("{")


def test_the_settings_choose_form_and_level() -> None:
    """JSON on a terminal, and warnings alone."""
    out = Terminal()
    set_up_logs(LogSettings(format="json", level="warning"), out)
    log = get_logger("bot.test")

    log.info("not this")
    log.warning("but this")

    assert json.loads(out.getvalue())["event"] == "but this"


def test_what_libraries_log_has_the_same_form() -> None:
    """Warnings of discord.py; its chatter is left out."""
    out = StringIO()
    set_up_logs(LogSettings(), out)

    logging.getLogger("discord.gateway").info("chatter")
    logging.getLogger("discord.gateway").warning("We are being %s.", "rate limited")

    [line] = out.getvalue().splitlines()
    assert json.loads(line)["event"] == "We are being rate limited."


@pytest.mark.parametrize("stream", [StringIO, Terminal])
def test_an_error_is_logged_without_what_its_variables_held(stream: type[StringIO]) -> None:
    """A question, or the token, may be in one of them."""
    out = stream()
    set_up_logs(LogSettings(), out)

    def failing(question: str) -> None:
        del question
        NOTHING["no such thing"]

    private = "what happened to me"
    try:
        failing(private)
    except KeyError as error:
        get_logger("bot.test").error("failed", exc_info=error)

    assert "KeyError" in out.getvalue()
    assert "no such thing" not in out.getvalue()
    assert private not in out.getvalue()


def test_an_error_is_logged_with_where_it_happened() -> None:
    """On one line, as JSON demands."""
    out = StringIO()
    set_up_logs(LogSettings(), out)
    try:
        NOTHING["no such thing"]
    except KeyError as error:
        get_logger("bot.test").error("failed", reference="abc", exc_info=error)

    [line] = out.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["reference"] == "abc"
    [described] = entry["exception"]
    assert described["exc_type"] == "KeyError"
    assert described["frames"][-1]["filename"].endswith("test_logs.py")


def test_an_expected_error_is_logged_in_words() -> None:
    """A traceback would tell nobody anything, and there may be one a second."""
    stream = StringIO()
    set_up_logs(LogSettings(format="json"), stream)

    get_logger("test").error("not kept", exc_info=StoreError("the disk is full"))

    line = json.loads(stream.getvalue())
    assert line["why"] == "StoreError: the disk is full"
    assert "exception" not in line


def test_an_expected_error_that_may_quote_somebody_is_logged_without_words() -> None:
    """Such as one that names what was typed; the place is enough to find it."""
    stream = StringIO()
    set_up_logs(LogSettings(format="json"), stream)

    get_logger("test").error("failed", exc_info=UnknownEntryError("told by a student"))

    assert "UnknownEntryError" in stream.getvalue()
    assert "told by a student" not in stream.getvalue()


@pytest.mark.parametrize("stream", [StringIO, Terminal])
@pytest.mark.parametrize("level", ["debug", "error"])
async def test_no_fault_of_a_database_or_a_validator_writes_words_into_the_log(
    tmp_path: Path, stream: type[StringIO], level: Literal["debug", "error"]
) -> None:
    """A value that is refused, a broken row, a table that is gone: only place and kind are told."""
    out = stream()
    set_up_logs(LogSettings(level=level), out)
    told = "i was touched by my coach"
    log = get_logger("bot.test")

    def group() -> None:
        raise ExceptionGroup(told, [ValueError(told)])

    faults: list[Callable[[], object]] = [
        lambda: GuildSettings.model_validate({"content_note": [told]}),
        lambda: json.loads(told),
        lambda: int(told),
        group,
    ]
    for fault in faults:
        try:
            fault()
        except (ValueError, ExceptionGroup) as error:
            error.add_note(told)
            log.exception("failed")
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}")
    try:
        async with database.begin() as connection:
            gap = {"guild": 577_000_001, "at": datetime.now(UTC), "kind": "missing", "author": 7}
            await connection.execute(insert(GAPS).values(**gap, text=told, request="r"))
    except DatabaseTroubleError as error:
        log.exception("questions not kept")
        wrapped = RuntimeError(told)
        wrapped.__cause__ = error
        log.exception("failed", exc_info=wrapped)
    await database.close()

    written = out.getvalue()
    assert "OperationalError" in written
    assert "test_logs.py" in written
    assert told not in written
    assert "577000001" not in written
