"""How cards enter somebody's review: those they missed, and those they ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.quiz.cards import dump_card
from bot.runtime.log import get_logger
from bot.storage import review_rows
from bot.storage.review_rows import StoredReview
from bot.study import scheduling

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.quiz.cards import Card

_log = get_logger(__name__)
# Years of work; what is more is a mistake, and would slow down everybody's database.
MOST_CARDS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Added:
    """What became of cards that were to enter a review: new in it, there before, or too many."""

    new: int = 0
    known: int = 0
    left_out: int = 0


async def collect(
    connection: AsyncConnection,
    person: int,
    guild: int,
    cards: Iterable[Card],
    now: datetime,
    *,
    missed: bool = False,
) -> Added:
    """Put cards into a person's review as new ones, in this order.

    A card that is in it already is shown as it is now from here on, and keeps its dates; if it was
    `missed`, it is due at once.
    """
    wanted = {card.id: card for card in cards}
    known = await review_rows.ids_of(connection, person, guild, wanted)
    room = max(0, MOST_CARDS - await review_rows.count(connection, person))
    fresh = [card for card in wanted.values() if card.id not in known]
    taken = [_new(card, person, guild, now) for card in fresh[:room]]
    await review_rows.add(connection, taken)
    for card, number in known.items():
        await _renew(connection, person, number, wanted[card], now if missed else None)
    return Added(len(taken), len(known), len(fresh) - len(taken))


def _new(card: Card, person: int, guild: int, now: datetime) -> StoredReview:
    state = scheduling.new(card.id, now)
    return StoredReview(
        id=0,
        person=person,
        guild=guild,
        card=card.id,
        payload=dump_card(card),
        entries=" ".join(card.entries),
        state=scheduling.to_payload(state),
        due=now,
        stage=state.stage.value,
        begun=None,
        version=0,
    )


async def _renew(
    connection: AsyncConnection, person: int, number: int, card: Card, due: datetime | None
) -> None:
    values: dict[str, object] = {"payload": dump_card(card), "entries": " ".join(card.entries)}
    if due is not None:
        stored = await review_rows.find(connection, person, number, lock=True)
        if stored is not None and stored.due > due:
            values |= _due_at(stored, due)
    await review_rows.change(connection, number, **values)


def _due_at(stored: StoredReview, due: datetime) -> dict[str, object]:
    """What makes a review due then; nothing where its dates cannot be read."""
    try:
        state = replace(scheduling.from_payload(stored.state), due=due)
    except scheduling.UnreadableReview as error:
        _log.error("review not made due", review=stored.id, reason=str(error))
        return {}
    return {"state": scheduling.to_payload(state), "due": due}
