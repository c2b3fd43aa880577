"""Revisions of the knowledge, append only: what a server's curators made of the paper's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, insert, select

from bot.store.tables import REVISIONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection


class Action(StrEnum):
    """What a revision does to an entry."""

    UPSERT = "upsert"
    RETIRE = "retire"
    # The paper's own entry is served again, or none where the paper has none.
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of one entry in one server; `number` counts those of the entry from 1.

    `payload` is JSON in the words of the knowledge files, empty unless an upsert. `based_on` is the
    digest of the paper's own entry at that time, empty where it had none. `request` names what was
    pressed: one press makes one revision of an entry.
    """

    id: int
    guild: int
    entry: str
    number: int
    action: Action
    payload: str
    based_on: str
    author: int
    approver: int
    at: datetime
    comment: str
    request: str


async def append(connection: AsyncConnection, revision: Revision) -> Revision:
    """Add a revision, whose id is given here; the server must be locked."""
    values = {name: getattr(revision, name) for name in Revision.__slots__ if name != "id"}
    values["action"] = revision.action.value
    made = await connection.execute(insert(REVISIONS).values(**values).returning(REVISIONS.c.id))
    return _read([made.scalar_one(), *(values[name] for name in Revision.__slots__[1:])])


async def made_by(connection: AsyncConnection, guild: int, request: str) -> tuple[Revision, ...]:
    """The revisions that a press has made already; none if it is new."""
    return await _all(connection, (REVISIONS.c.guild == guild) & (REVISIONS.c.request == request))


async def latest(connection: AsyncConnection, guild: int, entry: str) -> Revision | None:
    """The last revision of an entry, or None."""
    chosen = (
        select(REVISIONS)
        .where(REVISIONS.c.guild == guild, REVISIONS.c.entry == entry)
        .order_by(REVISIONS.c.number.desc())
        .limit(1)
    )
    row = (await connection.execute(chosen)).one_or_none()
    return _read(row) if row else None


async def numbered(
    connection: AsyncConnection, guild: int, entry: str, number: int
) -> Revision | None:
    """The revision of this number of an entry, or None."""
    wanted = (REVISIONS.c.guild == guild) & (REVISIONS.c.entry == entry)
    found = await _all(connection, wanted & (REVISIONS.c.number == number))
    return found[0] if found else None


async def find(connection: AsyncConnection, guild: int, revision: int) -> Revision | None:
    """The server's revision of this id, or None."""
    found = await _all(connection, (REVISIONS.c.guild == guild) & (REVISIONS.c.id == revision))
    return found[0] if found else None


async def last_actions(connection: AsyncConnection, guild: int) -> dict[str, Action]:
    """What was done last to each entry that has a revision; without their contents."""
    chosen = (
        select(REVISIONS.c.entry, REVISIONS.c.action)
        .where(REVISIONS.c.guild == guild)
        .order_by(REVISIONS.c.id)
    )
    return {entry: Action(action) for entry, action in await connection.execute(chosen)}


async def current(connection: AsyncConnection, guild: int) -> tuple[Revision, ...]:
    """The last revision of each entry, in the order in which they were made."""
    last = (
        select(REVISIONS.c.entry, func.max(REVISIONS.c.number).label("number"))
        .where(REVISIONS.c.guild == guild)
        .group_by(REVISIONS.c.entry)
        .subquery()
    )
    chosen = (
        select(REVISIONS)
        .join(
            last,
            and_(REVISIONS.c.entry == last.c.entry, REVISIONS.c.number == last.c.number),
        )
        .where(REVISIONS.c.guild == guild)
        .order_by(REVISIONS.c.id)
    )
    return tuple(_read(row) for row in await connection.execute(chosen))


async def history(connection: AsyncConnection, guild: int, entry: str) -> tuple[Revision, ...]:
    """Every revision of an entry, oldest first."""
    return await _all(connection, (REVISIONS.c.guild == guild) & (REVISIONS.c.entry == entry))


async def _all(connection: AsyncConnection, condition: object) -> tuple[Revision, ...]:
    chosen = select(REVISIONS).where(condition).order_by(REVISIONS.c.id)  # type: ignore[arg-type]
    return tuple(_read(row) for row in await connection.execute(chosen))


def _read(row: Row[tuple[object, ...]] | Sequence[object]) -> Revision:
    named = dict(zip(Revision.__slots__, row, strict=True))
    return Revision(**{**named, "action": Action(str(named["action"]))})  # type: ignore[arg-type]
