"""Rows of revisions, append only, and of the audit record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, insert, select, update

from bot.storage.database import rows_as
from bot.storage.tables import AUDIT, REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import RowMapping
    from sqlalchemy.ext.asyncio import AsyncConnection


# Rows per statement: few enough not to hold up the event loop.
_AT_ONCE: Final = 200


class Action(StrEnum):
    """The effect of a revision on its entry."""

    UPSERT = "upsert"
    RETIRE = "retire"
    # The paper's own entry is served again, or none where the paper has none.
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of one entry in one guild; `number` counts the entry's revisions from 1.

    `payload` is JSON in the words of the knowledge files, empty unless an upsert. `based_on` is the
    digest of the paper's own entry at that time, empty if it had none. `request` is an idempotency
    key: one request makes one revision of an entry.
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


async def append(connection: AsyncConnection, made: Sequence[Revision]) -> tuple[Revision, ...]:
    """Store the revisions of one request, which get ids here; the guild must be locked."""
    for start in range(0, len(made), _AT_ONCE):
        rows = [
            {name: getattr(one, name) for name in Revision.__slots__ if name != "id"}
            for one in made[start : start + _AT_ONCE]
        ]
        await connection.execute(insert(REVISIONS), rows)
    if not made:
        return ()
    first = made[0]
    chosen = select(REVISIONS.c.entry, REVISIONS.c.id).where(
        REVISIONS.c.guild == first.guild, REVISIONS.c.request == first.request
    )
    ids = {row.entry: row.id for row in await connection.execute(chosen)}
    return tuple(replace(one, id=ids[one.entry]) for one in made)


async def last_numbers(
    connection: AsyncConnection, guild: int, entries: Sequence[str] | None = None
) -> dict[str, int]:
    """Return the last revision's number of each of `entries`, or of all that have revisions."""
    numbers: dict[str, int] = {}
    last = select(REVISIONS.c.entry, func.max(REVISIONS.c.number).label("number")).where(
        REVISIONS.c.guild == guild
    )
    if entries is None:
        found = await connection.execute(last.group_by(REVISIONS.c.entry))
        return {row.entry: row.number for row in found}
    for start in range(0, len(entries), _AT_ONCE):
        some = last.where(REVISIONS.c.entry.in_(entries[start : start + _AT_ONCE]))
        found = await connection.execute(some.group_by(REVISIONS.c.entry))
        numbers |= {row.entry: row.number for row in found}
    return numbers


async def made_by(connection: AsyncConnection, guild: int, request: str) -> tuple[Revision, ...]:
    """Return the revisions that a request has made; none if it is new."""
    return await _all(connection, (REVISIONS.c.guild == guild) & (REVISIONS.c.request == request))


async def latest(connection: AsyncConnection, guild: int, entry: str) -> Revision | None:
    """Return the last revision of an entry, or None."""
    chosen = (
        select(REVISIONS)
        .where(REVISIONS.c.guild == guild, REVISIONS.c.entry == entry)
        .order_by(REVISIONS.c.number.desc())
        .limit(1)
    )
    row = (await connection.execute(chosen)).mappings().one_or_none()
    return _revision(row) if row else None


async def numbered(
    connection: AsyncConnection, guild: int, entry: str, number: int
) -> Revision | None:
    """Return the revision of this number of an entry, or None."""
    wanted = (REVISIONS.c.guild == guild) & (REVISIONS.c.entry == entry)
    found = await _all(connection, wanted & (REVISIONS.c.number == number))
    return found[0] if found else None


async def find(connection: AsyncConnection, guild: int, revision: int) -> Revision | None:
    """Return the guild's revision of this id, or None."""
    found = await _all(connection, (REVISIONS.c.guild == guild) & (REVISIONS.c.id == revision))
    return found[0] if found else None


async def last_actions(connection: AsyncConnection, guild: int) -> dict[str, Action]:
    """Return the last action on each entry that has revisions, without payloads."""
    chosen = (
        select(REVISIONS.c.entry, REVISIONS.c.action)
        .where(REVISIONS.c.guild == guild)
        .order_by(REVISIONS.c.id)
    )
    return {row.entry: Action(row.action) for row in await connection.execute(chosen)}


async def current(connection: AsyncConnection, guild: int) -> tuple[Revision, ...]:
    """Return the last revision of each entry, in the order they were made."""
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
    found = await connection.execute(chosen)
    return tuple(_revision(row) for row in found.mappings())


async def history(connection: AsyncConnection, guild: int, entry: str) -> tuple[Revision, ...]:
    """Return every revision of an entry, oldest first."""
    return await _all(connection, (REVISIONS.c.guild == guild) & (REVISIONS.c.entry == entry))


async def _all(connection: AsyncConnection, condition: object) -> tuple[Revision, ...]:
    chosen = select(REVISIONS).where(condition).order_by(REVISIONS.c.id)  # type: ignore[arg-type]
    found = await connection.execute(chosen)
    return tuple(_revision(row) for row in found.mappings())


def _revision(row: RowMapping) -> Revision:
    return Revision(**{**row, "action": Action(row["action"])})


@dataclass(frozen=True, slots=True)
class AuditedChange:
    """An audit record: who changed what and when, in words.

    `trouble` says why it could not be posted in the audit channel, or is empty.
    """

    id: int
    guild: int
    at: datetime
    actor: int
    action: str
    entry: str
    detail: str
    posted: bool
    trouble: str


async def record_audit(
    connection: AsyncConnection,
    *,
    guild: int,
    at: datetime,
    actor: int,
    action: str,
    entry: str = "",
    detail: str = "",
) -> int:
    """Add an audit record, in the transaction of the change; return its id."""
    made = (
        insert(AUDIT)
        .values(guild=guild, at=at, actor=actor, action=action, entry=entry, detail=detail)
        .returning(AUDIT.c.id)
    )
    return int((await connection.execute(made)).scalar_one())


async def unposted_audit(
    connection: AsyncConnection, most: int = 100, after: int = 0
) -> tuple[AuditedChange, ...]:
    """Return unposted records with ids above `after`, oldest first."""
    chosen = select(AUDIT).where(AUDIT.c.posted.is_(False), AUDIT.c.id > after)
    found = await connection.execute(chosen.order_by(AUDIT.c.id).limit(most))
    return rows_as(AuditedChange, found)


async def mark_audit_posted(
    connection: AsyncConnection, ids: Iterable[int], trouble: str = ""
) -> None:
    """Mark records as posted, or with the reason why they never can be."""
    chosen = update(AUDIT).where(AUDIT.c.id.in_(list(ids)))
    await connection.execute(chosen.values(posted=True, trouble=trouble))


async def troubled(connection: AsyncConnection, guild: int) -> tuple[int, str]:
    """Return how many of a guild's changes failed to post since the last success, and why."""
    here = (AUDIT.c.guild == guild) & AUDIT.c.posted.is_(True)
    last = select(func.coalesce(func.max(AUDIT.c.id), 0)).where(here, AUDIT.c.trouble == "")
    chosen = select(AUDIT.c.trouble).where(here, AUDIT.c.id > last.scalar_subquery())
    found = list((await connection.execute(chosen.order_by(AUDIT.c.id))).scalars())
    return len(found), found[-1] if found else ""


async def last_audited(
    connection: AsyncConnection, guild: int, most: int
) -> tuple[AuditedChange, ...]:
    """Return a guild's latest changes, newest first."""
    chosen = select(AUDIT).where(AUDIT.c.guild == guild).order_by(AUDIT.c.id.desc()).limit(most)
    return rows_as(AuditedChange, await connection.execute(chosen))
