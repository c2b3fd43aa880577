"""A process in which people review without end and say what was confirmed; made to be killed.

Run as `python -m tests.storage.learners ADDRESS SEED`: a line on standard output for each press
whose confirmation somebody would have seen by then. Every look at the clock is a day later, so
that cards come back at once.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from datetime import datetime, timedelta

from bot.quiz.cards import Card, CardKind, Reference
from bot.review.review_service import CardToShow, ReviewService
from bot.review.scheduler import Grade
from bot.storage.database import open_database
from bot.storage.migrate import migrate
from tests.support.clocks import NOON

PEOPLE = (1, 2, 3)
CLASS = 10
_AT_ONCE = 2


class Daily:
    """A clock that is a day later each time."""

    def __init__(self, seed: int) -> None:
        self._now = NOON + timedelta(days=1000 * seed)

    def now(self) -> datetime:
        """The next day."""
        self._now += timedelta(days=1)
        return self._now


def card(name: str) -> Card:
    """A card of that id."""
    return Card(
        id=name,
        kind=CardKind.CLOZE,
        prompt=f"What is {name}?",
        explanation="It is so.",
        citations=(Reference("A work", 1),),
        accepted=("so",),
        typed=True,
    )


async def learn(reviews: ReviewService, person: int, name: str, seed: int) -> None:
    """One person: a few cards more, then those that are due, each pressed twice at once."""
    random_ = random.Random(seed)
    press = 0
    while True:
        press += 1
        added = [f"{name}-{press}-{number}" for number in range(random_.choice([1, 2, 4]))]
        kept = await reviews.add(person, CLASS, [card(one) for one in added])
        if kept.new == len(added):  # a review holds so many cards and no more
            _say({"person": person, "added": added})
        for _ in added:
            shown = await reviews.next(person, CLASS)
            if not isinstance(shown, CardToShow):
                break
            given = random_.choice(list(Grade))
            counted = await asyncio.gather(
                *(reviews.grade(person, shown.id, shown.version, given) for _ in range(2))
            )
            _say({"person": person, "graded": shown.card.id, "counted": sum(counted)})


def _say(what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201  # what a person would see


async def main(address: str, seed: int) -> None:
    """Review until killed."""
    database = await open_database(address)
    await migrate(database)
    reviews = ReviewService(database, Daily(seed), lambda: None)
    _say({"ready": True})
    await asyncio.gather(
        *(
            learn(reviews, person, f"{seed}-{person}-{one}", seed * 100 + 10 * person + one)
            for person in PEOPLE
            for one in range(_AT_ONCE)
        )
    )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
