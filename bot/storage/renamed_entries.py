"""Rows that name entries, brought to the ids of today after entries were merged or renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select, update

from bot.storage.tables import EXCLUDED, GAPS, QUESTIONS, REVIEW_LOG, REVIEWS, SCORES, SUGGESTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncConnection


# Columns with ids of entries, separated by spaces. Revisions keep the id that they were made under.
_NAMING: Final = (
    REVIEWS.c.entries,
    REVIEW_LOG.c.entries,
    SCORES.c.entries,
    QUESTIONS.c.entry,
    GAPS.c.entry,
    SUGGESTIONS.c.entry,
)


async def rename_entries(connection: AsyncConnection, former: Mapping[str, str]) -> int:
    """Replace the `former` ids of entries by those of today; return how many values had one.

    It may be repeated: without former ids in the rows it changes nothing.
    """
    changed = 0
    for column in _NAMING:
        found = await connection.execute(select(column).distinct())
        for value in found.scalars().all():
            names = value.split()
            present = " ".join(dict.fromkeys(former.get(name, name) for name in names))
            if present != " ".join(names):
                rows = update(column.table).where(column == value)
                await connection.execute(rows.values({column.name: present}))
                changed += 1
    return changed + await _rename_exclusions(connection, former)


async def _rename_exclusions(connection: AsyncConnection, former: Mapping[str, str]) -> int:
    """Rename what servers exclude from quizzes; of two that become one the present one stays."""
    rows = (await connection.execute(select(EXCLUDED.c.guild, EXCLUDED.c.item))).all()
    taken = {(row.guild, row.item) for row in rows}
    old = [row for row in rows if row.item in former]
    for row in old:
        here = (EXCLUDED.c.guild == row.guild) & (EXCLUDED.c.item == row.item)
        new = former[row.item]
        if (row.guild, new) in taken:
            await connection.execute(delete(EXCLUDED).where(here))
        else:
            await connection.execute(update(EXCLUDED).where(here).values(item=new))
            taken.add((row.guild, new))
    return len(old)
