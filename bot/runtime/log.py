"""Logging set-up: readable on a terminal, one JSON object a line elsewhere; never a token."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, Final, TextIO

import structlog

from bot.errors import StudyBotError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.config import LogSettings


_LEVELS: Final = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}

_ERRORS: Final = frozenset({"error", "critical"})

# Without local variables, among which are questions and, at the start, the token.
_DESCRIBED: Final = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)

_HIDDEN: Final = "(not logged)"

# Their messages are the bot's, the system's or Discord's own, and quote nobody.
_QUOTES_NOBODY: Final = frozenset(
    "OSError FileNotFoundError PermissionError ConnectionError ConnectionResetError "
    "ConnectionRefusedError BrokenPipeError TimeoutError Forbidden NotFound HTTPException "
    "DiscordServerError GatewayNotFound LoginFailure ConnectionClosed ServerDisconnectedError "
    "ClientConnectorError ClientOSError StoreError StartError ModuleNotFoundError "
    "DatabaseTroubleError KnowledgeUnavailableError".split()
)


def _in_words(
    logger: object, method: str, entry: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Log an expected error in its own words: its traceback would tell nobody anything.

    One that may quote somebody keeps its traceback, which is described without words.
    """
    del logger, method
    error = entry.get("exc_info")
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, StudyBotError) and type(error).__name__ in _QUOTES_NOBODY:
        del entry["exc_info"]
        entry.setdefault("why", f"{type(error).__name__}: {error}")
    return entry


def _without_words(exc_info: structlog.typing.ExcInfo) -> list[dict[str, Any]]:
    """Describe an error and its causes, without messages that may hold what somebody typed.

    Databases and validators quote the values that they refuse.
    """
    described = _DESCRIBED(exc_info)
    for one in _every(described):
        if one["exc_type"] not in _QUOTES_NOBODY:
            one["exc_value"] = _HIDDEN
            one["exc_notes"] = []
        if one.get("syntax_error"):
            one["syntax_error"] = None
    return described


def _every(described: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in described:
        yield one
        for group in one.get("exceptions") or ():
            yield from _every(group)


def _plain_traceback(stream: TextIO, exc_info: structlog.typing.ExcInfo) -> None:
    """Write an error and its causes, oldest first, as `_without_words` describes them."""
    for one in reversed(list(_every(_without_words(exc_info)))):
        stream.writelines(
            f"  {frame['filename']}:{frame['lineno']} in {frame['name']}\n"
            for frame in one["frames"]
        )
        stream.write(f"{one['exc_type']}: {one['exc_value']}\n")


_TRACEBACKS: Final = structlog.processors.ExceptionRenderer(_without_words)

# What each entry gets, whether the bot logs it or a library.
_MARKS: Final[tuple[structlog.typing.Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    _in_words,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def set_up_logs(
    settings: LogSettings,
    stream: TextIO = sys.stderr,
    when_error: Callable[[Mapping[str, Any]], None] = lambda _: None,
) -> None:
    """Send everything logged, here and in libraries, to `stream` in one form.

    `when_error` is called with each entry that is an error, in whatever thread logs it.
    """

    def tell_errors(
        logger: object, method: str, entry: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        del logger, method
        if entry.get("level") in _ERRORS:
            when_error(entry)
        return entry

    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_MARKS, structlog.stdlib.ExtraAdder(), tell_errors],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_form(settings, stream),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(_LEVELS[settings.level])
    # Below warnings, libraries tell of every request, gateway event and statement.
    for noisy in ("discord", "aiohttp", "asyncio", "PIL", "alembic", "sqlalchemy", "aiosqlite"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_MARKS,
            tell_errors,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _form(settings: LogSettings, stream: TextIO) -> list[structlog.typing.Processor]:
    on_terminal = stream.isatty()
    if settings.format == "json" or (settings.format == "auto" and not on_terminal):
        return [_TRACEBACKS, structlog.processors.JSONRenderer()]
    return [structlog.dev.ConsoleRenderer(colors=on_terminal, exception_formatter=_plain_traceback)]


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of a module."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
