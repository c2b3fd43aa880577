"""A follow-up is understood in the light of the answer before it, which is handed in as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import Answered, Context, NotCovered, Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.engine import Engine
    from tests.answering.conftest import Person


def notes(answer: Answered) -> set[int | None]:
    """The footnotes that an answer cites."""
    return {citation.footnote for citation in answer.citations}


@pytest.mark.parametrize(
    "then", ["which footnote?", "what page?", "what is the source?", "where does that come from?"]
)
def test_where_it_stands(student: Person, then: str) -> None:
    """The notes of the answer before, each with its work and page."""
    before = student.is_told("What were the main countries of origin of the women in Kosovo?")
    answer = student.is_told(then)
    assert notes(answer) == notes(before)
    assert "p. 380" in answer.claims[0].text
    assert "Westendorf" in answer.claims[0].text


def test_who_said_that(student: Person) -> None:
    """The person named in the answer, and the note that reports the remark."""
    student.is_told('What was the response "boys will be boys" to the first allegations?')
    answer = student.is_told("who said that?")
    assert "akashi" in answer.entries
    assert 1 in notes(answer)


def test_who_said_that_of_a_claim_that_names_nobody(student: Person) -> None:
    """Where no person is named, whoever wrote the cited work is."""
    student.is_told("What were the main countries of origin of the women in Kosovo?")
    answer = student.is_told("who says so?")
    assert "Westendorf" in answer.claims[0].text
    assert notes(answer) == {48}


def test_who_said_that_of_the_authors_own_statement(student: Person) -> None:
    """Without a note there is no source to name, and the answer says so, citing the paper."""
    before = student.is_told("What is recommendation 10?")
    assert notes(before) == {None}
    answer = student.is_told("which footnote is that?")
    assert "no footnote" in answer.claims[0].text
    assert notes(answer) == {None}


@pytest.mark.parametrize("then", ["more", "tell me more", "go on", "what else?"])
def test_more_gives_what_was_not_yet_shown(student: Person, then: str) -> None:
    """Further claims on the same topic or a related one, none of them a second time."""
    before = student.is_told("What is SEA?")
    answer = student.is_told(then)
    assert {c.text for c in answer.claims}.isdisjoint({c.text for c in before.claims})
    entries = student.engine.paper.entries
    related = {other for name in before.entries for other in entries[name].related}
    assert set(answer.entries) <= {*before.entries, *related}


def test_more_and_more_comes_to_an_end(student: Person) -> None:
    """Asked again and again it never repeats the answer just given, and it stops by saying so."""
    last = {claim.text for claim in student.is_told("What is SEA?").claims}
    for _ in range(12):
        outcome = student.asks("more")
        if not isinstance(outcome, Answered):
            break
        said = {claim.text for claim in outcome.claims}
        assert said.isdisjoint(last)
        last = said


def test_and_in_another_place(student: Person) -> None:
    """The question before, asked of another place."""
    bosnia = student.is_told("How many troops were deployed in Bosnia?")
    assert "35,000" in bosnia.claims[0].text
    kosovo = student.is_told("and in Kosovo?")
    assert "50,000" in kosovo.claims[0].text
    assert notes(kosovo) == {None}, "the paper gives no note for it"


@pytest.mark.parametrize("then", ["when was that published?", "what year did it come out?"])
def test_when_was_that_published(student: Person, then: str) -> None:
    """The year of the work that was asked for or cited."""
    student.is_told("who wrote Barracks and Brothels?")
    answer = student.is_told(then)
    assert "2005" in answer.claims[0].text
    assert "Mendelson" in answer.claims[0].text


def test_a_question_of_its_own_is_not_bent_to_the_answer_before(
    conversation: Callable[[], Person],
) -> None:
    """After an answer, a whole question is answered as if it were the first."""
    for asked in ("What is zero tolerance?", "footnote 42", "who said boys will be boys"):
        alone = conversation().is_told(asked)
        student = conversation()
        student.is_told("What were the main countries of origin of the women in Kosovo?")
        assert student.is_told(asked).claims == alone.claims


@pytest.mark.parametrize(
    "word", ["thanks", "ok", "hello", "lol", "yes please", "thank you so much"]
)
def test_civilities_after_an_answer_do_not_repeat_it(student: Person, word: str) -> None:
    """Thanks are no question that leans on the answer."""
    student.is_told("What is SEA?")
    student.gets_no_claim(word)


def test_another_subject_after_an_answer_is_still_refused(student: Person) -> None:
    """The answer before lends nothing to a question about something else."""
    student.is_told("What is SEA?")
    student.is_not_answered("what is the capital of France?")


@pytest.mark.parametrize(
    "asked",
    ["who said that?", "what page?", "which footnote?", "more", "tell me more",
     "when was that published?", "where does that come from?"],
)  # fmt: skip
def test_without_an_answer_before_it_says_so(student: Person, asked: str) -> None:
    """Politely, and without guessing what is meant."""
    refused = student.is_refused(asked)
    assert "earlier answer" in refused.reason


def test_what_stands_alone_needs_no_answer_before(student: Person) -> None:
    """A follow-up may have a topic of its own, and "who wrote this?" is about the paper."""
    assert any("kosovo" in entry for entry in student.is_told("and in Kosovo?").entries)
    author = student.engine.ask(Query("who wrote this?"))
    assert isinstance(author, Answered)
    assert "Kelley" in author.claims[0].text


@pytest.mark.parametrize("then", ["who said that?", "what page?", "more", "and in Kosovo?", "why?"])
def test_a_context_that_no_longer_fits_does_no_harm(shipped: Engine, then: str) -> None:
    """Entries, works and notes that have gone since are passed over."""
    stale = Context("What was it?", ("no-such-entry",), ("no-such-work",), (), ("Gone.",))
    outcome = shipped.ask(Query(then, stale))
    if isinstance(outcome, Answered):
        assert "no-such-entry" not in outcome.entries
        assert outcome.citations


def test_the_engine_keeps_nothing_between_questions(shipped: Engine) -> None:
    """Two conversations at once do not mix: only the context that is handed in counts."""
    kosovo = shipped.ask(Query("What were the main countries of origin of the women in Kosovo?"))
    assert isinstance(kosovo, Answered)
    shipped.ask(Query("What is SEA?"))
    told = shipped.ask(Query("which footnote?", kosovo.as_context("?")))
    assert isinstance(told, Answered)
    assert notes(told) == {48}
    assert isinstance(shipped.ask(Query("which footnote?")), NotCovered)
