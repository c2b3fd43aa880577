"""An answer as text: its sources each told once, and what its statements rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import Answered, Part
from bot.discord_kit.answer_text import fit
from bot.discord_kit.citation_lines import notes_on_signs, pages_line
from bot.paper.model import Basis, Claim, Place, Where
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


def test_a_work_takes_one_line_under_all_its_marks(paper: Paper) -> None:
    """Notes 5 and 6 give the same page of the same work; note 3 another."""
    fitted = fit(answer(paper, Claim("So it was.", "history", (5, 3, 6))))

    both, other = fitted.sources
    assert both.startswith("-# ⁵˒⁶ ")
    assert other.startswith("-# ³ ")
    assert fitted.text.endswith("⁵˒³˒⁶")


def test_the_places_in_a_work_are_told_apart_on_its_line(paper: Paper) -> None:
    """Notes 64 and 73 give the same article, and different pages of it."""
    (line,) = fit(answer(paper, Claim("So it was.", "reform", (64, 73)))).sources

    first, second = paper.cite(64).locator, paper.cite(73).locator
    assert line.startswith("-# ⁶⁴˒⁷³ ")
    assert f"{first} (⁶⁴), {second} (⁷³)" in line


def test_all_that_rests_on_the_paper_itself_shares_a_line(paper: Paper) -> None:
    """With the sections where it stands, and its own sign after each statement."""
    elsewhere = Claim("So it was before.", "introduction", (), Basis.PAPER)
    fitted = fit(answer(paper, OWN, elsewhere, OWN))

    (line,) = fitted.sources
    assert "without a footnote: sections “Policy Reform” and “Introduction”" in line
    assert fitted.text.count("¶") == 3


def test_a_sign_that_a_reader_may_not_know_is_explained() -> None:
    """What an inferred note means, and what to do about it; nothing for what is plain."""
    inferred = Claim("So it may be.", "reform", (42,), uncertain=True)

    assert notes_on_signs([CITED, OWN]) == []
    assert notes_on_signs([NOTED]) == ["-# A moderator’s note is not from the paper."]
    (told,) = notes_on_signs([CITED, inferred, inferred])
    assert "Check the page before you cite it" in told


def test_the_answer_stands_in_the_first_line_in_large_letters(paper: Paper) -> None:
    """The topic's title is left to the small letters below."""
    fitted = fit(answer(paper, CITED, OWN), large=True)

    first, second = fitted.text.splitlines()
    assert first == "### So it is.⁴²"
    assert second.startswith("- So it ought to be.")
    assert fitted.topic == "So"


def test_a_statement_too_long_for_a_heading_follows_its_title(paper: Paper) -> None:
    """Nobody reads a paragraph in large letters."""
    long = replace(CITED, text="So it is, and so on. " * 20)

    assert fit(answer(paper, long), large=True).text.startswith("### So\n")


def test_the_pages_of_the_paper_are_linked_if_it_has_an_address(paper: Paper) -> None:
    """In order, each once; no line for statements without a place."""
    claims = [replace(CITED, at=(Place(8, 1),)), replace(OWN, at=(Place(4, 2), Place(8, 3)))]
    online = replace(paper, where=Where(url="https://example.org/paper.pdf"))

    assert pages_line(paper, [CITED]) == ""
    assert pages_line(paper, claims) == "-# In the paper: pages 4 and 8"
    linked = "-# In the paper: [page 8](<https://example.org/paper.pdf>)"
    assert pages_line(online, claims[:1]) == linked
