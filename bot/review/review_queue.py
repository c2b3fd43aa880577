"""The review queue: adding cards to a person's review, and choosing which are shown now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final, TypeVar
from zoneinfo import ZoneInfo

from bot.curation.answer_pauses import is_paused
from bot.quiz.cards import dump_card
from bot.review import scheduler
from bot.review.scheduler import local_day
from bot.runtime.log import get_logger
from bot.storage import deck_rows, review_rows
from bot.storage.review_rows import StoredReview

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.quiz.cards import Card
    from bot.review.scheduler import ReviewState
    from bot.storage.review_rows import Learner, Waiting

    _Row = TypeVar("_Row", bound=Waiting | StoredReview)


_log = get_logger(__name__)

# Years of work; more would be a mistake, and would slow the database down for everybody.
MOST_CARDS: Final = 2_000


@dataclass(frozen=True, slots=True)
class AddedCards:
    """Counts of cards added to a review: new ones, known ones, and ones left out over the limit."""

    new: int = 0
    known: int = 0
    left_out: int = 0


async def add_to_review(
    connection: AsyncConnection,
    person: int,
    guild: int,
    cards: Iterable[Card],
    now: datetime,
    *,
    missed: bool = False,
) -> AddedCards:
    """Add cards to a person's review as new ones, in this order.

    A card that is in it already gets its current text and keeps its dates; if it was `missed` in a
    quiz, it is due at once.
    """
    wanted = {card.id: card for card in cards}
    known = await review_rows.ids_of(connection, person, guild, wanted)
    room = max(0, MOST_CARDS - await review_rows.count(connection, person))
    fresh = [card for card in wanted.values() if card.id not in known]
    taken = [_new_row(card, person, guild, now) for card in fresh[:room]]
    await review_rows.add(connection, taken)
    for card, number in known.items():
        await _refresh_row(connection, person, number, wanted[card], now if missed else None)
    return AddedCards(len(taken), len(known), len(fresh) - len(taken))


def _new_row(card: Card, person: int, guild: int, now: datetime) -> StoredReview:
    state = scheduler.new_state(card.id, now)
    return StoredReview(
        id=0,
        person=person,
        guild=guild,
        card=card.id,
        payload=dump_card(card),
        entries=" ".join(card.entries),
        state=scheduler.dump_state(state),
        due=now,
        stage=state.stage.value,
        begun=None,
        version=0,
    )


async def _refresh_row(
    connection: AsyncConnection, person: int, number: int, card: Card, due: datetime | None
) -> None:
    values: dict[str, object] = {"payload": dump_card(card), "entries": " ".join(card.entries)}
    if due is not None:
        stored = await review_rows.find(connection, person, number, lock=True)
        if stored is not None and stored.due > due:
            values |= _due_columns(stored, due)
    await review_rows.change(connection, number, **values)


def _due_columns(stored: StoredReview, due: datetime) -> dict[str, object]:
    """Return the columns that make a review due at `due`; none if its state cannot be read."""
    try:
        state = replace(scheduler.load_state(stored.state), due=due)
    except scheduler.UnreadableReviewError as error:
        _log.error("review not rescheduled", review=stored.id, reason=str(error))
        return {}
    return {"state": scheduler.dump_state(state), "due": due}


# This many known and this many new cards are sorted, as many as may be begun in a day; the others
# are only counted.
_LOOKED_AT: Final = 100


@dataclass(frozen=True, slots=True)
class DueReviews:
    """The ids of the first reviews to show now, in order, and the total that is due.

    `later` is how many new cards wait for another day.
    """

    reviews: tuple[int, ...]
    total: int
    later: int


def zone_of(learner: Learner) -> tzinfo:
    """Return a person's time zone; UTC if this machine no longer knows the stored one."""
    try:
        return ZoneInfo(learner.zone)
    except (LookupError, ValueError, OSError):
        return UTC


def day_began(now: datetime, zone: tzinfo) -> datetime:
    """Return when the current day began in `zone`, in UTC."""
    return datetime.combine(local_day(now, zone), time.min, zone).astimezone(UTC)


async def choose_due(
    connection: AsyncConnection, person: int, guild: int | None, now: datetime
) -> DueReviews:
    """Return the reviews a person should see now, from one server, or from all if `guild` is None.

    Cards that their server excludes are skipped, and so are those of a server that is paused.
    """
    learner = await review_rows.find_learner(connection, person) or review_rows.Learner(person, now)
    zone = zone_of(learner)
    waiting = await review_rows.waiting(connection, person, guild, now)
    allowed = await _allowed_rows(connection, waiting, now)
    known = [row.id for row in allowed if not row.new]
    new = [row.id for row in allowed if row.new]
    by_id = await _load_states(connection, [*known[:_LOOKED_AT], *new[:_LOOKED_AT]])
    # `scheduler.due` counts the cards begun today that it is given; this counts the others.
    began = day_began(now, zone)
    seen = sum(1 for one in by_id.values() if one.first is not None and one.first >= began)
    elsewhere = await review_rows.begun_since(connection, person, began) - seen
    found = scheduler.due(
        by_id.values(),
        now,
        limit=len(by_id),
        new_per_day=max(0, learner.new_per_day - elsewhere),
        zone=zone,
    )
    numbers = {id(one): number for number, one in by_id.items()}
    chosen = tuple(numbers[id(one)] for one in found)
    left_out = len(by_id) - len(chosen)
    return DueReviews(
        chosen, len(chosen) + len(known[_LOOKED_AT:]), left_out + len(new[_LOOKED_AT:])
    )


async def _load_states(connection: AsyncConnection, numbers: list[int]) -> dict[int, ReviewState]:
    """Return review states by id, without those that cannot be read."""
    found = {}
    for number, state in (await review_rows.states_of(connection, numbers)).items():
        try:
            found[number] = scheduler.load_state(state)
        except scheduler.UnreadableReviewError as error:
            _log.error("review skipped", review=number, reason=str(error))
    return found


async def _allowed_rows(
    connection: AsyncConnection, rows: Iterable[_Row], now: datetime
) -> list[_Row]:
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
    """Return whether a card may be shown: its server neither excludes it nor is paused."""
    return bool(await _allowed_rows(connection, [one], now))
