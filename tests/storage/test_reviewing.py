"""Reviews as they are kept: graded once, within a day's measure, and by nobody else."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.curation.guild_settings import GuildSettings, written_settings
from bot.quiz.cards import Card, CardKind, Reference, snapshot
from bot.review.review_queue import MOST_CARDS
from bot.review.review_service import CardToShow, NothingDue, NotInReviewError, ReviewService
from bot.review.scheduler import Grade
from bot.storage import deck_rows, guild_rows, review_rows
from bot.storage.deck_rows import ExcludedItem
from bot.storage.tables import REVIEW_LOG
from tests.support.clocks import NOON, HandClock

if TYPE_CHECKING:
    from bot.storage.database import Database

ALICE, BOB = 1, 2
CLASS, OTHER = 10, 20


def card(name: str, entry: str = "") -> Card:
    """A card of that id."""
    return Card(
        id=name,
        kind=CardKind.CLOZE,
        prompt=f"What is {name}?",
        explanation="It is so.",
        citations=(Reference("A work", 1),),
        accepted=("so",),
        typed=True,
        entries=(entry,) if entry else (),
    )


@pytest.fixture
def clock() -> HandClock:
    """Noon, until it is moved."""
    return HandClock()


@pytest.fixture
def reviewing(database: Database, clock: HandClock) -> ReviewService:
    """The service, as a process has it."""
    return ReviewService(database, clock, lambda: None)


async def shown(
    reviewing: ReviewService, person: int = ALICE, guild: int | None = CLASS
) -> CardToShow:
    """The card that is shown now."""
    found = await reviewing.next(person, guild)
    assert isinstance(found, CardToShow)
    return found


async def graded(reviewing: ReviewService, given: Grade = Grade.GOOD) -> str:
    """Grade the card that is shown; its id."""
    one = await shown(reviewing)
    assert await reviewing.grade(ALICE, one.id, one.version, given)
    return one.card.id


async def exclude(database: Database, *items: str) -> None:
    """The class's curators leave something out."""
    async with database.begin() as connection:
        for item in items:
            await deck_rows.add_exclusion(connection, CLASS, ExcludedItem(item, item), BOB, NOON)


async def test_many_presses_at_once_are_one_grade(
    reviewing: ReviewService, database: Database
) -> None:
    """However they arrive."""
    await reviewing.add(ALICE, CLASS, [card("a")])
    one = await shown(reviewing)

    presses = [reviewing.grade(ALICE, one.id, 0, given) for given in [*Grade, *Grade]]
    counted = await asyncio.gather(*presses)

    assert sum(counted) == 1
    async with database.read() as connection:
        assert len((await connection.execute(select(REVIEW_LOG))).all()) == 1


async def test_cards_added_by_two_presses_are_there_once(reviewing: ReviewService) -> None:
    """Each press is told truly enough, and nothing fails."""
    cards = [card(f"c{number}") for number in range(150)]

    await asyncio.gather(*(reviewing.add(ALICE, CLASS, cards) for _ in range(3)))
    added = await reviewing.add(ALICE, CLASS, [*cards, card("new")])

    assert (added.new, added.known) == (1, 150)


async def test_nobody_sees_or_grades_anothers_card(reviewing: ReviewService) -> None:
    """Whatever id they send."""
    await reviewing.add(ALICE, CLASS, [card("a")])
    one = await shown(reviewing)

    with pytest.raises(NotInReviewError):
        await reviewing.look(BOB, one.id)
    with pytest.raises(NotInReviewError):
        await reviewing.grade(BOB, one.id, 0, Grade.GOOD)
    assert not await reviewing.drop(BOB, one.id)
    assert (await shown(reviewing)).card.id == "a"


async def test_only_so_many_new_cards_are_begun_in_a_day(
    reviewing: ReviewService, clock: HandClock
) -> None:
    """By the person's own calendar, in all servers together."""
    await reviewing.change(ALICE, new_per_day=2, zone="Asia/Tokyo")
    await reviewing.add(ALICE, CLASS, [card(name) for name in "abcde"])
    await reviewing.add(ALICE, OTHER, [card("z")])

    assert [await graded(reviewing, Grade.EASY) for _ in range(2)] == ["a", "b"]
    rest = await reviewing.next(ALICE, CLASS)
    assert isinstance(rest, NothingDue)
    assert rest.later == 3
    assert isinstance(await reviewing.next(ALICE, OTHER), NothingDue)

    # Midnight in Tokyo is at three in the afternoon.
    clock.time += timedelta(hours=3)
    assert (await shown(reviewing)).left == 2


async def test_what_is_due_comes_before_what_is_new(
    reviewing: ReviewService, clock: HandClock
) -> None:
    """First cards in their steps, then the longest due, then new ones."""
    await reviewing.change(ALICE, new_per_day=4)
    await reviewing.add(ALICE, CLASS, [card(name) for name in "abc"])
    await graded(reviewing, Grade.EASY)
    clock.time += timedelta(days=30)
    assert (await shown(reviewing)).card.id == "a"
    one = await shown(reviewing)
    await reviewing.grade(ALICE, one.id, one.version, Grade.GOOD)
    assert await graded(reviewing, Grade.AGAIN) == "b"
    clock.time += timedelta(minutes=2)

    assert (await shown(reviewing)).card.id == "b"


async def test_what_is_excluded_is_passed_over(
    reviewing: ReviewService, database: Database
) -> None:
    """A card by itself, or by what it is about."""
    cards = [card("a"), card("b", "entry"), card("c", "entry-two"), card("a_"), card("A")]
    await reviewing.add(ALICE, CLASS, cards)
    await exclude(database, "a", "entry", "%")

    first = await shown(reviewing)

    assert (first.card.id, first.left) == ("A", 3)


async def test_what_is_passed_over_hides_nothing_else(
    reviewing: ReviewService, database: Database, clock: HandClock
) -> None:
    """Of a hundred cards that a server excludes, or of one in a pause, nobody need get through."""
    many = [card(f"c{number}") for number in range(120)]
    await reviewing.add(ALICE, CLASS, many)
    clock.time += timedelta(minutes=1)
    await reviewing.add(ALICE, OTHER, [card(name) for name in "xyz"])
    await exclude(database, *(one.id for one in many))
    first = await shown(reviewing, guild=None)
    assert (first.card.id, first.left) == ("x", 3)

    paused = GuildSettings(paused_until=clock.time + timedelta(hours=1))
    async with database.begin() as connection:
        await deck_rows.remove_exclusion(connection, CLASS, "c7")
        await guild_rows.lock(connection, OTHER)
        await guild_rows.set_settings(connection, OTHER, written_settings(paused))
    only = await shown(reviewing, guild=None)
    assert (only.card.id, only.left) == ("c7", 1)


async def test_every_card_that_is_to_come_is_counted(
    reviewing: ReviewService, clock: HandClock
) -> None:
    """However many there are; a grade makes one less. New ones that wait are counted too."""
    await reviewing.change(ALICE, new_per_day=130)
    await reviewing.add(ALICE, CLASS, [card(f"c{number}") for number in range(130)])
    for _ in range(130):
        await graded(reviewing, Grade.EASY)
    await reviewing.change(ALICE, new_per_day=5)
    await reviewing.add(ALICE, CLASS, [card(f"d{number}") for number in range(120)])
    clock.time += timedelta(days=30)

    assert (await shown(reviewing)).left == 135
    await graded(reviewing, Grade.GOOD)
    assert (await shown(reviewing)).left == 134

    for _ in range(134):
        await graded(reviewing, Grade.EASY)
    rest = await reviewing.next(ALICE, CLASS)
    assert isinstance(rest, NothingDue)
    assert rest.later == 115


async def test_missed_cards_enter_the_review_of_those_who_let_them(
    reviewing: ReviewService, database: Database
) -> None:
    """A card that is in it already is due at once."""
    await reviewing.change(ALICE, missed=True)
    await reviewing.add(ALICE, CLASS, [card("a")])
    await graded(reviewing, Grade.EASY)
    assert isinstance(await reviewing.next(ALICE, CLASS), NothingDue)

    async with database.begin() as connection:
        for person in (ALICE, BOB):
            missed = (snapshot(card("a")), snapshot(card("b")))
            await reviewing.missed(connection, CLASS, person, missed)

    assert (await shown(reviewing)).left == 2
    assert (await shown(reviewing)).card.id == "a"
    assert await reviewing.next(BOB, CLASS) == NothingDue(None, 0, has_cards=False)


async def test_a_missed_card_whose_dates_cannot_be_read_keeps_no_other_out(
    reviewing: ReviewService, database: Database
) -> None:
    """What else was missed enters all the same, and the card's text is the newest."""
    await reviewing.change(ALICE, missed=True)
    await reviewing.add(ALICE, CLASS, [card("a")])
    async with database.begin() as connection:
        numbers = await review_rows.ids_of(connection, ALICE, CLASS, ["a"])
        later = NOON + timedelta(days=3)
        await review_rows.change(connection, numbers["a"], state="{}", payload="{}", due=later)

    async with database.begin() as connection:
        missed = (snapshot(card("a")), snapshot(card("b")))
        await reviewing.missed(connection, CLASS, ALICE, missed)

    assert (await shown(reviewing)).card.id == "b"
    async with database.read() as connection:
        stored = await review_rows.find(connection, ALICE, numbers["a"])
    assert stored is not None
    assert (stored.due, "What is a?" in stored.payload) == (later, True)


async def test_a_card_is_shown_as_it_was_added_last(reviewing: ReviewService) -> None:
    """Its dates stay."""
    await reviewing.add(ALICE, CLASS, [card("a")])
    changed = Card(**{**{n: getattr(card("a"), n) for n in Card.__slots__}, "prompt": "Anew?"})
    await reviewing.add(ALICE, CLASS, [changed])

    assert (await shown(reviewing)).card.prompt == "Anew?"


async def test_a_review_holds_so_many_cards_and_no_more(reviewing: ReviewService) -> None:
    """What has no room is counted."""
    cards = [card(f"c{number}") for number in range(MOST_CARDS + 5)]

    added = await reviewing.add(ALICE, CLASS, cards)

    assert (added.new, added.left_out) == (MOST_CARDS, 5)


async def test_what_cannot_be_read_is_passed_over(
    reviewing: ReviewService, database: Database
) -> None:
    """A card of another version of the bot does not end a review."""
    await reviewing.add(ALICE, CLASS, [card("a"), card("b"), card("c")])
    async with database.begin() as connection:
        numbers = await review_rows.ids_of(connection, ALICE, CLASS, ["a", "b"])
        await review_rows.change(connection, numbers["a"], payload="{}")
        await review_rows.change(connection, numbers["b"], state="{}")

    assert (await shown(reviewing)).card.id == "c"
    with pytest.raises(NotInReviewError):
        await reviewing.look(ALICE, numbers["a"])
    assert (await reviewing.stats(ALICE, CLASS)).new == 2
