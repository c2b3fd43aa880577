"""Logs: JSON for machines, lines for people, and one form for the libraries' too."""

from __future__ import annotations

import json
import logging
from io import StringIO
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.config import LogSettings
from bot.errors import StoreError
from bot.runtime.log import get_logger, set_up_logs

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    assert "no such thing" in out.getvalue()
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
    assert "no such thing" in json.dumps(entry["exception"])


def test_an_expected_error_is_logged_in_words() -> None:
    """A traceback would tell nobody anything, and there may be one a second."""
    stream = StringIO()
    set_up_logs(LogSettings(format="json"), stream)

    get_logger("test").error("not kept", exc_info=StoreError("the disk is full"))

    line = json.loads(stream.getvalue())
    assert line["why"] == "StoreError: the disk is full"
    assert "exception" not in line
