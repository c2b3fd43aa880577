"""An answer as text: its sources each told once, and what its statements rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import Answered, Part
from bot.discord_kit.answer_text import fit
from bot.discord_kit.citation_lines import basis_line, source_line
from bot.paper.model import Basis, Claim
from tests.support.shipped import shipped_paper

if TYPE_CHECKING:
    from bot.paper.paper import Paper

CITED = Claim("So it is.", "reform", (42,))
OWN = Claim("So it ought to be.", "reform", (), Basis.PAPER)
NOTED = Claim("So it came.", "reform", (42,), Basis.MODERATOR)


@pytest.fixture(scope="module")
def paper() -> Paper:
    """The shipped knowledge."""
    return shipped_paper()


def answer(paper: Paper, *claims: Claim) -> Answered:
    """An answer that makes these claims."""
    cited = tuple(paper.citations(claim) for claim in claims)
    return Answered((Part("So", claims, cited),), 1.0)


def test_a_source_of_several_notes_is_told_once_under_all_their_marks(paper: Paper) -> None:
    """Notes 5 and 6 give the same page of the same work; note 3 another."""
    fitted = fit(answer(paper, Claim("So it was.", "history", (5, 3, 6))))

    both, other = fitted.sources
    assert both == source_line(paper.cite(5)).replace("⁵", "⁵˒⁶")
    assert other == source_line(paper.cite(3))
    assert fitted.text.endswith("⁵˒³˒⁶")


def test_other_places_in_a_work_are_told_apart(paper: Paper) -> None:
    """Notes 64 and 73 give the same article, and different pages of it."""
    fitted = fit(answer(paper, Claim("So it was.", "reform", (64, 73))))

    assert [line.split()[1] for line in fitted.sources] == ["⁶⁴", "⁷³"]


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ((CITED, CITED), "sources cited by the paper."),
        ((OWN,), "the paper itself, without a footnote."),
        ((NOTED,), "a moderator’s note."),
        (
            (CITED, OWN, CITED),
            (
                "sources cited by the paper (2 statements); "
                "the paper itself, without a footnote (1 statement)."
            ),
        ),
    ],
)
def test_what_the_statements_rest_on_is_told_in_words(
    paper: Paper, claims: tuple[Claim, ...], told: str
) -> None:
    """With numbers only where they rest on different things."""
    assert basis_line(answer(paper, *claims)) == f"-# Basis: {told}"
