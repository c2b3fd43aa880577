"""A server as it is served: its revisions laid over the paper, and its settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.curation.laying import lay
from bot.curation.settings import UNSET, read_settings
from bot.errors import StudyBotError
from bot.gc_control import uncollected

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from bot.curation.laying import SetAside
    from bot.curation.settings import ServerSettings
    from bot.storage.guild_rows import Guild
    from bot.storage.revision_rows import Revision


class KnowledgeUnavailable(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """A server's own knowledge cannot be read; the paper's alone might say what was withdrawn."""

    def __str__(self) -> str:
        return (
            "this server's own entries cannot be read just now, and without them an answer might "
            "be wrong; please try again in a minute"
        )


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Served:
    """A server as it is served: its engine, and how that came about.

    `base` is the paper's own engine under it; `generation` counts the server's changes.
    """

    engine: Engine
    base: Engine
    settings: ServerSettings
    generation: int
    stale: tuple[Revision, ...] = ()
    aside: tuple[SetAside, ...] = ()
    laid: int = 0
    salt: str = ""


def serve(
    base: Engine, row: Guild | None, rows: tuple[Revision, ...], before: Engine | None
) -> Served:
    """The engine of a server's revisions; equal whenever they are equal, however they came.

    What the engine `before` it has read is not read again.
    """
    laid = lay(base.paper, rows)
    engine = base
    if laid.changed or laid.retired:
        engine = base.with_entries(laid.changed, laid.retired, laid.sources, before)
    return Served(
        engine=engine,
        base=base,
        settings=_settings(row),
        generation=row.generation if row else 0,
        stale=laid.stale,
        aside=laid.aside,
        laid=len(laid.changed) + len(laid.retired),
        salt=row.salt if row else "",
    )


def serve_many(
    base: Engine, row: Guild | None, rows: tuple[Revision, ...], before: Engine | None
) -> Served:
    """The same, with collections put off; they would hold up the event loop longer than it does."""
    with uncollected():
        return serve(base, row, rows, before)


def _settings(row: Guild | None) -> ServerSettings:
    if row is None:
        return UNSET
    try:
        return read_settings(row.settings)
    except ValueError as error:
        # Without them the bot would answer where it must not, such as in an exam.
        raise KnowledgeUnavailable from error
