"""ReviewService: shows due cards, stores grades, keeps review settings, computes statistics."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import CardError, StudyBotError
from bot.quiz.cards import card_in, load_card
from bot.review import scheduler
from bot.review.reminders import next_check
from bot.review.review_queue import add_to_review, choose_due, is_allowed, zone_of
from bot.review.review_stats import stats
from bot.runtime.log import get_logger
from bot.storage import review_rows
from bot.storage.review_rows import Learner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.quiz.cards import Card
    from bot.quiz.round.state import RoundCard
    from bot.review.review_queue import AddedCards
    from bot.review.review_stats import Stats
    from bot.review.scheduler import Grade, ReviewState
    from bot.storage.database import Database


_log = get_logger(__name__)


class NotInReviewError(StudyBotError, LookupError):
    """The card is not in the person's review: it was taken out, or was never there."""

    def __str__(self) -> str:
        return "that card is no longer in your review; continue with the others with /review start"


@dataclass(frozen=True, slots=True)
class CardToShow:
    """A card to show: `version` counts its grades, `left` the due cards including this one."""

    id: int
    version: int
    card: Card
    state: ReviewState
    left: int


@dataclass(frozen=True, slots=True)
class NothingDue:
    """The answer when nothing is due: when the next card comes back (`back`), if any.

    `later` is how many new cards wait for another day; `has_cards` says whether the person has any
    card at all.
    """

    back: datetime | None
    later: int
    has_cards: bool


class ReviewService:
    """Everybody's reviews; a `guild` of None means the cards of all servers.

    `moved` is called when the time of somebody's reminder may have changed.
    """

    def __init__(self, database: Database, clock: Clock, moved: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._moved = moved

    async def settings(self, person: int) -> Learner:
        """Return a person's settings; the defaults for somebody new."""
        async with self._database.read() as connection:
            found = await review_rows.find_learner(connection, person)
        return found or Learner(person, self._clock.now())

    async def change(
        self,
        person: int,
        *,
        missed: bool | None = None,
        new_per_day: int | None = None,
        zone: str | None = None,
    ) -> Learner:
        """Change the given settings only; return the settings."""
        now = self._clock.now()
        given = {"missed": missed, "new_per_day": new_per_day, "zone": zone}
        async with self._database.begin() as connection:
            old = await review_rows.find_learner(connection, person, lock=True) or Learner(
                person, now
            )
            changed = replace(old, **{n: v for n, v in given.items() if v is not None})  # type: ignore[arg-type]  # of those fields' types
            made = replace(changed, next=next_check(changed, now))
            await review_rows.put_learner(connection, made)
        self._moved()
        return made

    # -- cards

    async def add(self, person: int, guild: int, cards: Iterable[Card]) -> AddedCards:
        """Add cards to a person's review as new ones."""
        async with self._database.begin() as connection:
            return await add_to_review(connection, person, guild, cards, self._clock.now())

    async def cards(self, person: int, guild: int) -> list[Card]:
        """Return a person's cards from one server, in the order in which they were added."""
        async with self._database.read() as connection:
            payloads = await review_rows.payloads(connection, person, guild)
        # With thousands of cards this takes longer than the event loop may be blocked.
        return await asyncio.to_thread(_load_cards, payloads)

    async def missed(
        self, connection: AsyncConnection, guild: int, person: int, cards: tuple[RoundCard, ...]
    ) -> None:
        """Add the cards that somebody missed in a round to their review, if they want that.

        It is called in the transaction that ends the round.
        """
        if not await review_rows.learners_collecting(connection, [person]):
            return
        found = []
        for kept in cards:
            try:
                found.append(card_in(kept))
            except CardError as error:
                _log.error("missed card skipped", card=kept.id, reason=str(error))
        await add_to_review(connection, person, guild, found, self._clock.now(), missed=True)

    async def next(self, person: int, guild: int | None) -> CardToShow | NothingDue:
        """Return the card that a person should see now, or that nothing is due."""
        now = self._clock.now()
        async with self._database.read() as connection:
            chosen = await choose_due(connection, person, guild, now)
            for place, number in enumerate(chosen.reviews):
                stored = await review_rows.find(connection, person, number)
                if stored is not None and (shown := _card_to_show(stored)) is not None:
                    return replace(shown, left=chosen.total - place)
            back = await review_rows.next_due(connection, person, guild, now)
            return NothingDue(back, chosen.later, await review_rows.count(connection, person) > 0)

    async def look(self, person: int, review: int) -> CardToShow | None:
        """Return a card of a person's review, or None while its server excludes it or is paused.

        Raises NotInReviewError.
        """
        async with self._database.read() as connection:
            stored = await review_rows.find(connection, person, review)
            shown = None if stored is None else _card_to_show(stored)
            if stored is None or shown is None:
                raise NotInReviewError
            return shown if await is_allowed(connection, stored, self._clock.now()) else None

    def preview(self, state: ReviewState) -> dict[Grade, str]:
        """Return, for each grade, after how long the card would come back, in words."""
        return scheduler.preview(state, self._clock.now())

    async def grade(self, person: int, review: int, version: int, given: Grade) -> bool:
        """Grade a card that has had `version` grades; return False if another press was first.

        Raises NotInReviewError.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            stored = await review_rows.find(connection, person, review, lock=True)
            if stored is None:
                raise NotInReviewError
            if stored.version != version:
                return False
            before = scheduler.load_state(stored.state)
            state, graded = scheduler.grade(before, given, now)
            await review_rows.change(
                connection,
                review,
                state=scheduler.dump_state(state),
                due=state.due,
                stage=state.stage.value,
                begun=state.first,
                version=version + 1,
            )
            await review_rows.log(
                connection,
                review_rows.Logged(
                    person=person,
                    guild=stored.guild,
                    card=stored.card,
                    entries=stored.entries,
                    grade=graded.grade.value,
                    stage=graded.stage.value,
                    at=graded.at,
                ),
            )
            await _note_use(connection, person, now)
        return True

    async def drop(self, person: int, review: int) -> bool:
        """Remove a card from a person's review; return False if it was not there."""
        async with self._database.begin() as connection:
            return await review_rows.drop(connection, person, review)

    async def stats(self, person: int, guild: int | None) -> Stats:
        """Return a person's retention, streak, forecast and number of new cards."""
        now = self._clock.now()
        async with self._database.read() as connection:
            learner = await review_rows.find_learner(connection, person) or Learner(person, now)
            states = await review_rows.states(connection, person, guild)
            log = await review_rows.logged(connection, person, guild)
        # With thousands of grades this takes longer than the event loop may be blocked.
        return await asyncio.to_thread(_load_stats, states, log, now, learner)


async def _note_use(connection: AsyncConnection, person: int, now: datetime) -> None:
    learner = await review_rows.find_learner(connection, person, lock=True)
    if learner is not None and learner.remind_at:
        used = replace(learner, used=now)
        await review_rows.put_learner(connection, replace(used, next=next_check(used, now)))


def _load_cards(payloads: list[str]) -> list[Card]:
    found = []
    for payload in payloads:
        try:
            found.append(load_card(payload))
        except CardError as error:
            _log.error("card skipped", reason=str(error))
    return found


def _card_to_show(stored: review_rows.StoredReview) -> CardToShow | None:
    try:
        card, state = load_card(stored.payload), scheduler.load_state(stored.state)
    except (CardError, scheduler.UnreadableReviewError) as error:
        _log.error("review skipped", review=stored.id, reason=str(error))
        return None
    return CardToShow(stored.id, stored.version, card, state, left=1)


def _load_stats(
    states: list[str], log: tuple[review_rows.Logged, ...], now: datetime, learner: Learner
) -> Stats:
    read = []
    for state in states:
        try:
            read.append(scheduler.load_state(state))
        except scheduler.UnreadableReviewError as error:
            _log.error("review skipped", reason=str(error))
    grades = [
        scheduler.GradeLogged(
            one.card, scheduler.Grade(one.grade), one.at, scheduler.Stage(one.stage)
        )
        for one in log
    ]
    return stats(read, grades, now, zone_of(learner))
