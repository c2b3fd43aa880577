"""An answer gives the claims that answer the question, best first, not the whole entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.paper.model import Claim
    from tests.answering.conftest import Made, Person


def said(person: Person, asked: str) -> list[str]:
    """The texts of the claims given in answer."""
    return [claim.text for claim in person.is_told(asked).claims]


@pytest.fixture
def tower(made: type[Made], own_statement: Callable[..., Claim]) -> Person:
    """One entry on many things, and another so that there is something to choose."""
    return (
        made()
        .entry(
            "tower",
            "The tower stands on a rock of red granite.",
            "Nine keepers live in the tower under Rule 12 of 1854.",
            "It was lit for the first time in 1854.",
            "It was built because ships had been lost on the rock.",
            own_statement("The author visited the tower twice."),
            title="The tower on the rock",
            phrasings=(
                "what is the tower", "how many keepers live in the tower",
                "when was the tower lit for the first time", "why was the tower built",
                "where does the tower stand",
            ),
        )
        .entry("ferry", "The ferry leaves at dawn.", phrasings=("when does the ferry leave",))
        .person()
    )  # fmt: skip


def test_a_number_question_gets_the_number_first(tower: Person) -> None:
    """Years, and the figures of a rule, count nothing."""
    assert said(tower, "how many keepers live in the tower?")[0].startswith("Nine keepers")


def test_a_time_question_gets_the_time_first(tower: Person) -> None:
    """The claim with the year goes before the entry's first."""
    assert said(tower, "when was the tower lit for the first time?")[0].startswith("It was lit")


def test_a_reason_question_gets_the_reason_first(tower: Person) -> None:
    """The claim that says because."""
    assert said(tower, "why was the tower built?")[0].startswith("It was built because")


def test_not_the_whole_entry_is_told(tower: Person) -> None:
    """At most three of its five claims, each with the citation of its own note or section."""
    for asked in ("what is the tower?", "how many keepers live in the tower?"):
        answer = tower.is_told(asked)
        assert len(answer.claims) <= 3
        (part,) = answer.parts
        for claim, cited in zip(part.claims, part.citations, strict=True):
            assert tuple(c.footnote for c in cited) == (claim.footnotes or (None,))


def test_the_figures_of_a_resolution_are_no_number_of_soldiers(made: type[Made]) -> None:
    """Of two claims with figures, the one that counts something goes first."""
    person = (
        made()
        .entry(
            "ships",
            "The ships that Resolution 1035 called for came from Norway in 1995.",
            "Resolution 1035 sent about 350 ships to the strait.",
            title="Ships in the strait",
            phrasings=("how many ships went to the strait", "ships sent to the strait"),
        )
        .entry("ferry", phrasings=("the ferry",))
        .person()
    )
    assert "350" in said(person, "how many ships were sent?")[0]


@pytest.mark.parametrize(
    ("asked", "number", "note"),
    [
        ("How many troops were deployed in Bosnia?", "35,000", None),
        ("How many UN personnel could be deployed to Kosovo?", "50,000", None),
        ("how many footnotes does the paper have", "80", None),
        ("How many police officers did UNMIK repatriate in 2001?", "ten", 51),
    ],
)
def test_a_number_of_the_paper_comes_first(
    student: Person, asked: str, number: str, note: int | None
) -> None:
    """A question about one number finds its claim, with its note where it has one."""
    answer = student.is_told(asked)
    assert number in answer.claims[0].text
    assert answer.citations[0].footnote == note


def test_the_authors_own_statement_cites_the_paper(tower: Person) -> None:
    """A claim without a note cites the paper by section, and no work."""
    person = tower
    answer = person.is_told("did the author visit the tower twice?")
    (own,) = [c for c in answer.claims if "visited" in c.text]
    (cited,) = person.engine.paper.citations(own)
    assert cited in answer.citations
    assert cited.footnote is None
    assert "The Start" in cited.text
