"""Which of somebody's cards are shown now, and which wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final, TypeVar
from zoneinfo import ZoneInfo

from bot.curation.guild_settings import is_paused
from bot.runtime.log import get_logger
from bot.storage import deck_rows, review_rows
from bot.study import scheduling
from bot.study.days import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.review_rows import Learner, StoredReview, Waiting
    from bot.study.scheduling import Review

    _Row = TypeVar("_Row", bound=Waiting | StoredReview)

_log = get_logger(__name__)
# So many known cards and so many new ones are put in order, as many as may be begun in a day; what
# is more is counted.
_LOOKED_AT: Final = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids of the first reviews to show now, in order, and how many are to be shown in all.

    `later` new cards wait for another day.
    """

    reviews: tuple[int, ...]
    total: int
    later: int


def zone_of(learner: Learner) -> tzinfo:
    """Where a person's days begin; UTC where this machine does not know the zone any more."""
    try:
        return ZoneInfo(learner.zone)
    except (LookupError, ValueError, OSError):
        return UTC


def day_began(now: datetime, zone: tzinfo) -> datetime:
    """When the present day began in `zone`, in UTC."""
    return datetime.combine(local_day(now, zone), time.min, zone).astimezone(UTC)


async def choose(
    connection: AsyncConnection, person: int, guild: int | None, now: datetime
) -> Chosen:
    """What a person is to be shown now of a server, or of all where `guild` is None.

    Cards that their server excludes are passed over, and so are those of a server in a pause.
    """
    learner = await review_rows.find_learner(connection, person) or review_rows.Learner(person, now)
    zone = zone_of(learner)
    waiting = await review_rows.waiting(connection, person, guild, now)
    allowed = await _allowed(connection, waiting, now)
    known = [row.id for row in allowed if not row.new]
    new = [row.id for row in allowed if row.new]
    by_id = await _read(connection, [*known[:_LOOKED_AT], *new[:_LOOKED_AT]])
    # The rule counts those that it sees; those that are not due again are counted here.
    began = day_began(now, zone)
    seen = sum(1 for one in by_id.values() if one.first is not None and one.first >= began)
    elsewhere = await review_rows.begun_since(connection, person, began) - seen
    found = scheduling.due(
        by_id.values(),
        now,
        limit=len(by_id),
        new_per_day=max(0, learner.new_per_day - elsewhere),
        zone=zone,
    )
    numbers = {id(one): number for number, one in by_id.items()}
    chosen = tuple(numbers[id(one)] for one in found)
    left_out = len(by_id) - len(chosen)
    return Chosen(chosen, len(chosen) + len(known[_LOOKED_AT:]), left_out + len(new[_LOOKED_AT:]))


async def _read(connection: AsyncConnection, numbers: list[int]) -> dict[int, Review]:
    """Reviews by their ids; what cannot be read is passed over."""
    found = {}
    for number, state in (await review_rows.states_of(connection, numbers)).items():
        try:
            found[number] = scheduling.from_payload(state)
        except scheduling.UnreadableReview as error:
            _log.error("review passed over", review=number, reason=str(error))
    return found


async def _allowed(connection: AsyncConnection, rows: Iterable[_Row], now: datetime) -> list[_Row]:
    kept: list[_Row] = []
    left_out: dict[int, frozenset[str] | None] = {0: frozenset()}
    for row in rows:
        if row.guild not in left_out:
            paused = await is_paused(connection, row.guild, now)
            left_out[row.guild] = (
                None if paused else await deck_rows.excluded_items(connection, row.guild)
            )
        items = left_out[row.guild]
        if items is not None and items.isdisjoint({row.card, *row.entries.split()}):
            kept.append(row)
    return kept


async def is_allowed(connection: AsyncConnection, one: StoredReview, now: datetime) -> bool:
    """Whether a card may be shown: its server neither excludes it nor is in a pause."""
    return bool(await _allowed(connection, [one], now))
