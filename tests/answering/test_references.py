"""A footnote, a recommendation or a work that is named outright is found exactly, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import Answered, Query
from bot.paper.model import Kind

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from tests.answering.conftest import Made, Person


def notes(answer: Answered) -> list[int | None]:
    """The footnotes that an answer cites, in order."""
    return [citation.footnote for citation in answer.citations]


def titles(answer: Answered) -> list[str]:
    """What each part of an answer is about."""
    return [part.title for part in answer.parts]


@pytest.mark.parametrize(
    "asked",
    [
        "footnote 42",
        "Footnote #42?",
        "fn 42",
        "fn. 42",
        "note 42",
        "what does note 42 say",
        "What source is cited in footnote 42?",
        "footnote number 42",
        "the 42nd footnote",
        "foonote 42",
    ],
)
def test_a_footnote_is_found_however_it_is_named(student: Person, asked: str) -> None:
    """It says which work the note cites, and cites that very note."""
    answer = student.is_told(asked)
    assert titles(answer) == ["Footnote 42"]
    assert notes(answer) == [42]
    assert "Mendelson" in answer.claims[0].text
    assert "p. 5" in answer.claims[0].text


def test_every_footnote_can_be_asked_for(shipped: Engine) -> None:
    """All 80, those without a text included, are answered first of all with their own note."""
    for number in shipped.paper.footnotes:
        answer = shipped.ask(Query(f"What is footnote {number}?"))
        assert isinstance(answer, Answered)
        assert answer.citations[0].footnote == number


@pytest.mark.parametrize("number", [36, 60])
def test_a_note_without_a_text_says_so(student: Person, number: int) -> None:
    """The paper marks it and prints nothing; the answer still cites it."""
    answer = student.is_told(f"what does note {number} say")
    assert "no text" in answer.claims[0].text
    assert answer.citations[0].footnote == number


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("footnotes 3 to 6", [3, 4, 5, 6]),
        ("notes 3 through 6", [3, 4, 5, 6]),
        ("notes 3-6", [3, 4, 5, 6]),
        ("footnotes 3\u20136", [3, 4, 5, 6]),
        ("footnotes 3 - 6", [3, 4, 5, 6]),
        ("footnotes 12 and 15", [12, 15]),
        ("footnotes 12, 13 and 15", [12, 13, 15]),
        ("footnotes 6 to 3", [6, 3]),
    ],
)
def test_several_footnotes_are_answered_together(
    student: Person, asked: str, numbers: list[int]
) -> None:
    """Each in a part of its own, ranges written out."""
    assert titles(student.is_told(asked)) == [f"Footnote {n}" for n in numbers]


@pytest.mark.parametrize("number", [0, 81, 99, 100])
def test_a_footnote_that_is_not_there_is_refused_by_its_number(
    student: Person, number: int
) -> None:
    """The refusal names the number asked for and the numbers that there are."""
    refused = student.is_refused(f"footnote {number}")
    assert f"no footnote {number};" in refused.reason
    assert "1 to 80" in refused.reason


def test_one_wrong_number_among_good_ones_is_named(student: Person) -> None:
    """Nothing is answered silently short of what was asked."""
    reason = student.is_refused("footnotes 3 and 99").reason
    assert "99" in reason
    assert "footnote 3" not in reason


def test_a_wide_range_says_that_it_is_cut_short(student: Person) -> None:
    """Nobody is left to think that eight notes are all; a refusal of hundreds stays readable."""
    answer = student.is_told("footnotes 1 to 80")
    assert titles(answer) == [f"Footnote {n}" for n in range(1, 9)]
    assert "first 8 of the 80" in answer.heading
    assert student.is_told("footnotes 1 to 8").heading == ""
    assert len(student.is_refused("footnotes 1 to 999").reason) < 200


@pytest.mark.parametrize(
    "asked",
    ["recommendation 3", "rec 3", "the third recommendation", "What is recommendation number 3?"],
)
def test_a_recommendation_is_found_by_its_number(
    shipped: Engine, student: Person, asked: str
) -> None:
    """It is the one that the base numbers so."""
    (wanted,) = [e.id for e in shipped.paper.entries.values() if e.number == "3"]
    assert student.is_told(asked).entries == (wanted,)


def test_every_recommendation_is_found_by_its_label(shipped: Engine) -> None:
    """Sub-numbers such as 1a included; "last" is the one that ends the list."""
    made = [e for e in shipped.paper.entries.values() if e.number]
    assert {entry.kind for entry in made} == {Kind.RECOMMENDATION}
    for entry in made:
        answer = shipped.ask(Query(f"recommendation {entry.number}"))
        assert isinstance(answer, Answered)
        assert answer.entries == (entry.id,)
    last = shipped.ask(Query("what is the last recommendation?"))
    assert isinstance(last, Answered)
    assert last.entries == (made[-1].id,)


def test_a_recommendation_that_is_not_there_is_refused(student: Person) -> None:
    """The refusal names the number and those that there are."""
    reason = student.is_refused("recommendation 99").reason
    assert "no recommendation 99" in reason
    assert "10" in reason


@pytest.mark.parametrize(
    "asked",
    [
        "who wrote Barracks and Brothels",
        "Who wrote “Barracks & Brothels”?",
        "who is the author of Barracks and Brothels?",
        "source Mendelson",
        "When was Barracks and Brothels published?",
    ],
)
def test_a_work_is_found_by_its_title_or_author(
    shipped: Engine, student: Person, asked: str
) -> None:
    """The answer gives the work's record and cites every note that cites it."""
    answer = student.is_told(asked)
    (key,) = {part.source for part in answer.parts}
    assert key is not None
    assert shipped.paper.sources[key].authors[0].family == "Mendelson"
    citing = [n for n, note in shipped.paper.footnotes.items() if note.source == key]
    assert notes(answer) == citing


def test_every_work_is_found_by_its_title(shipped: Engine) -> None:
    """A title in full leads to its work, or to another of the same title."""
    for source in shipped.paper.sources.values():
        if source.outside:
            continue
        answer = shipped.ask(Query(f"who wrote “{source.title}”?"))
        assert isinstance(answer, Answered), source.key
        found = [shipped.paper.sources[part.source].title for part in answer.parts if part.source]
        assert source.title in found


def test_a_wording_like_a_reference_goes_before_it(made: type[Made]) -> None:
    """What a curator worded is answered as worded; any other mention is the reference."""
    person = (
        made()
        .entry("bait", title="The bait", phrasings=("why does footnote 7 smell",))
        .entry("rec", kind=Kind.RECOMMENDATION, number="2", title="Paint the door")
        .person()
    )
    assert person.is_told("Why does footnote 7 smell?").entries == ("bait",)
    assert titles(person.is_told("footnote 7")) == ["Footnote 7"]
    assert person.is_told("recommendation 2").entries == ("rec",)


def test_a_number_in_another_question_is_no_reference(student: Person) -> None:
    """A resolution's number, or a year, names no footnote."""
    assert "res-1325" in student.is_told("What is resolution 1325?").entries
    sent = student.is_told("Which mission did resolution 1244 create?")
    assert not sent.parts[0].title.startswith("Footnote")


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("What is in footnote 3 and who wrote Barracks and Brothels?", {3, 42}),
        ("Who wrote Barracks and Brothels and what is note 3?", {3, 42}),
        ("What is footnote 3 and what is recommendation 3?", {3, None}),
        ("What does footnote 3 say and what is SEA?", {3, 16}),
    ],
)
def test_two_references_in_one_question_are_both_answered(
    student: Person, asked: str, wanted: set[int | None]
) -> None:
    """Naming a note does not make the other half of a question go away."""
    assert wanted <= set(notes(student.is_told(asked)))


def test_every_footnote_has_its_statement(shipped: Engine) -> None:
    """Asked what a note supports, the engine gives the statement, and cites that very note."""
    for number in shipped.paper.footnotes:
        answer = shipped.ask(Query(f"What does footnote {number} support?"))
        assert isinstance(answer, Answered), number
        assert number in notes(answer), number
