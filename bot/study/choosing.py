"""Which of somebody's cards are shown now, and which wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final, TypeVar
from zoneinfo import ZoneInfo

from bot.curation.holding_back import is_paused
from bot.logs import get_logger
from bot.store import excluded, learners, reviews
from bot.study import scheduling
from bot.study.days import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.learners import Learner
    from bot.store.reviews import StoredReview, Waiting

    _Row = TypeVar("_Row", bound=Waiting | StoredReview)

_log = get_logger(__name__)
# So many known cards and so many new ones are looked at; nobody gets through more at once.
_LOOKED_AT: Final = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids of the reviews to show now, in order; and how many new cards wait for another day."""

    reviews: tuple[int, ...]
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
    learner = await learners.find(connection, person) or learners.Learner(person, now)
    zone = zone_of(learner)
    waiting = await reviews.waiting(connection, person, guild, now, _LOOKED_AT)
    by_id = {}
    for row in await _allowed(connection, waiting, now):
        try:
            by_id[row.id] = scheduling.from_payload(row.state)
        except scheduling.UnreadableReview as error:
            _log.error("review passed over", review=row.id, reason=str(error))
    # The rule counts those that it sees; those that are not due again are counted here.
    began = day_began(now, zone)
    seen = sum(1 for one in by_id.values() if one.first is not None and one.first >= began)
    elsewhere = await reviews.begun_since(connection, person, began) - seen
    found = scheduling.due(
        by_id.values(),
        now,
        limit=len(by_id),
        new_per_day=max(0, learner.new_per_day - elsewhere),
        zone=zone,
    )
    numbers = {id(one): number for number, one in by_id.items()}
    chosen = tuple(numbers[id(one)] for one in found)
    return Chosen(chosen, len(by_id) - len(chosen))


async def _allowed(connection: AsyncConnection, rows: Iterable[_Row], now: datetime) -> list[_Row]:
    kept: list[_Row] = []
    left_out: dict[int, frozenset[str] | None] = {0: frozenset()}
    for row in rows:
        if row.guild not in left_out:
            paused = await is_paused(connection, row.guild, now)
            left_out[row.guild] = None if paused else await excluded.items(connection, row.guild)
        items = left_out[row.guild]
        if items is not None and items.isdisjoint({row.card, *row.entries.split()}):
            kept.append(row)
    return kept


async def is_allowed(connection: AsyncConnection, one: StoredReview, now: datetime) -> bool:
    """Whether a card may be shown: its server neither excludes it nor is in a pause."""
    return bool(await _allowed(connection, [one], now))
