"""Typed answers: what is right, what is forgiven, and what is refused."""

from __future__ import annotations

import calendar
import string
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.cards import Card, CardKind, Reference
from bot.quiz.grading import graded, normal
from bot.quiz.round.round_events import TypedGrade

NOTE = Reference("Doe, Blue Helmets, 27.", 4)
TABLE = Path(__file__).with_name("typed_answers.yaml")
ORDERS = (
    "{day} {month} {year}",
    "{month} {day}, {year}",
    "the {day} of {month} {year}",
    "It was on {month} {day} {year}, I think",
    "{year} {month} {day}",
)
WORDS = st.text(string.ascii_lowercase, min_size=8, max_size=14)


def typed(*accepted: str, wrong: tuple[str, ...] = ()) -> Card:
    """A card to be typed, of which `accepted` is right."""
    options = (accepted[0], *wrong) if wrong else ()
    answer = 0 if wrong else None
    return Card(
        "x-1", CardKind.CLOZE, "Which?", "So.", (NOTE,), options, answer, accepted, typed=True
    )


COUNCIL = typed(
    "Security Council", "UNSC", "the Council", wrong=("General Assembly", "Secretariat")
)
KOSOVO = typed("Kosovo", wrong=("Somalia", "Rwanda", "Haiti"))
SOLDIERS = typed("35,000", wrong=("25,000", "50,000"))


@pytest.mark.parametrize(
    ("card", "answer"),
    [
        (COUNCIL, "Security Council"),
        (COUNCIL, "  the SECURITY council. "),
        (COUNCIL, "unsc"),
        (COUNCIL, "It is the council"),
        (COUNCIL, "secruity counsil"),
        (KOSOVO, "Kosovo!"),
        (KOSOVO, "I think Kosovo"),
        (KOSOVO, "Kossovo"),
        (SOLDIERS, "35000"),
        (SOLDIERS, "35,000"),
        (SOLDIERS, "35 000"),
        (SOLDIERS, "35k"),
        (SOLDIERS, "35 thousand"),
        (SOLDIERS, "thirty-five thousand"),
        (typed("ten"), "10"),
        (typed("March 2016", "2016-03"), "in march 2016"),
        (typed("March 2016", "2016-03"), "2016-03"),
        (typed("Simić"), "Simic"),
        (typed("Cale Horne and Morgan Barney", "Horne Barney"), "Horne & Barney"),
        (typed("Bosnia and Herzegovina", "Bosnia"), "Bosnia and Herzegovnia"),
    ],
)
def test_right_answers(card: Card, answer: str) -> None:
    """Synonyms, acronyms, slips, and numbers in every dress."""
    assert graded(card, answer).grade is TypedGrade.RIGHT


@pytest.mark.parametrize(
    ("card", "answer"),
    [
        (COUNCIL, "General Assembly"),
        (COUNCIL, "General Assembley"),
        (COUNCIL, "UNSG"),
        (typed("UNMIK"), "UNMIH"),
        (COUNCIL, "council of elders"),
        (KOSOVO, "Somalia"),
        (KOSOVO, "Kenia"),
        (SOLDIERS, "35,001"),
        (SOLDIERS, "36000"),
        (SOLDIERS, "350,000"),
        (SOLDIERS, "many"),
        (typed("March 2016"), "March 2015"),
        (typed("March 2016"), "May 2016"),
        (typed("Resolution 1325", wrong=("Resolution 1244", "Resolution 1035")), "Resolution 1352"),
        (typed("UN"), "EU"),
    ],
)
def test_wrong_answers(card: Card, answer: str) -> None:
    """Numbers are exact, short names have no slips, and a wrong option is wrong."""
    assert graded(card, answer).grade is TypedGrade.WRONG


@pytest.mark.parametrize(
    ("card", "answer", "reason"),
    [
        (KOSOVO, "Kosovo, Somalia, Rwanda and Haiti", "names several answers"),
        (KOSOVO, "Somalia or Rwanda", "names several answers"),
        (KOSOVO, "kosovo haiti", "names several answers"),
        (KOSOVO, "Kosovo / Albania", "joins several answers"),
        (KOSOVO, "Kosovo or Bosnia", "joins several answers"),
        (typed("UN"), "EU and UN", "joins several answers"),
        (KOSOVO, "it was somewhere in the south of Europe", "much longer than any answer"),
        (KOSOVO, "  ", "Nothing was typed"),
        (KOSOVO, "!?", "Nothing was typed"),
    ],
)
def test_refused_answers(card: Card, answer: str, reason: str) -> None:
    """Who lists everything has not answered, and is told why."""
    found = graded(card, answer)
    assert found.grade is TypedGrade.REFUSED
    assert reason in found.reason


def test_a_name_within_a_name_is_one_answer() -> None:
    """The resolution of the Security Council does not name the Council as well."""
    card = typed(
        "Security Council Resolution 1325", wrong=("Security Council", "Secretary-General")
    )
    assert graded(card, "security council resolution 1325").grade is TypedGrade.RIGHT
    assert graded(card, "the security council resolution 1325!").grade is TypedGrade.RIGHT


def test_only_what_can_be_typed_is_graded() -> None:
    """A card of options alone has nothing to compare with."""
    card = Card("x-1", CardKind.TRUTH, "True?", "So.", (NOTE,), ("True", "False"), 0)
    with pytest.raises(ValueError, match="cannot be typed"):
        graded(card, "True")


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=4))
def test_every_text_is_graded(answer: str, accepted: list[str]) -> None:
    """Whatever is typed, and whatever a curator accepts."""
    assert graded(typed(*accepted), answer).grade in set(TypedGrade)


@given(st.text(max_size=60))
def test_comparing_is_settled(text: str) -> None:
    """What has been brought into the form of comparison once stays as it is, but for openings."""
    once = normal(text)
    assert normal(once).split() == once.split() or len(normal(once)) < len(once)


@given(WORDS, st.integers(0, 7), st.sampled_from(string.ascii_lowercase))
def test_one_slip_in_a_long_word_is_forgiven(word: str, place: int, letter: str) -> None:
    """A letter wrong, too many or missing."""
    for slipped in (
        word[:place] + letter + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + word[place + 1 :],
    ):
        if normal(slipped) == slipped and normal(word) == word:
            assert graded(typed(word), slipped).grade is TypedGrade.RIGHT


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_no_other_number_is_right(right: int, other: int) -> None:
    """Not by one digit."""
    found = graded(typed(f"{right:,}"), f"{other}").grade
    assert (found is TypedGrade.RIGHT) == (right == other)


@given(st.lists(WORDS, min_size=2, max_size=4, unique=True), st.sampled_from([", ", " or ", "/"]))
def test_a_list_of_options_is_never_right(options: list[str], sign: str) -> None:
    """Whatever stands between them."""
    card = typed(options[0], wrong=tuple(options[1:]))
    assert graded(card, sign.join(options)).grade is not TypedGrade.RIGHT


def test_answers_are_graded_as_a_teacher_would() -> None:
    """Every case of the table, at once, so that all that differ are seen together."""
    table = yaml.load(TABLE.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  # everything is text
    cases = 0
    differ = []
    for group in table:
        card = replace(
            typed(*group["accepted"], wrong=tuple(group.get("options", ()))),
            prompt=group.get("prompt", "Which?"),
        )
        for grade in ("right", "wrong"):
            for answer in group[grade]:
                cases += 1
                right = graded(card, answer).grade is TypedGrade.RIGHT
                if right != (grade == "right"):
                    differ.append(f"{answer!r} for {card.right!r} should be {grade}")
    assert not differ
    assert cases >= 300


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(ORDERS))
def test_a_date_is_right_in_every_usual_order(day: date, order: str) -> None:
    """The day of the right date is read, and the day after it is not."""
    other = day + timedelta(days=1)
    card = typed(day.isoformat())
    spelt = {"day": day.day, "month": calendar.month_name[day.month], "year": day.year}
    after = {"day": other.day, "month": calendar.month_name[other.month], "year": other.year}
    assert graded(card, order.format(**spelt)).grade is TypedGrade.RIGHT
    assert graded(card, order.format(**after)).grade is not TypedGrade.RIGHT
