"""Statements as they are typed: a line each, with what it rests on in brackets at its end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curation.statement_syntax import AllowedReferences, read_statements, statements_text
from bot.paper.model import Basis, Claim, Entry, Kind
from tests.support.shipped import shipped_engine

if TYPE_CHECKING:
    from bot.paper.paper import Paper

KNOWN = AllowedReferences(range(1, 81), {"doe-2019", "a"}, ("laws", "history"))


@pytest.fixture(scope="module")
def paper() -> Paper:
    """The shipped paper."""
    return shipped_engine().paper


def read(text: str) -> tuple[Claim, ...]:
    """The claims of a text without a problem."""
    found = read_statements(text, "laws", KNOWN)
    assert found.problems == ()
    return found.claims


def problem(text: str) -> str:
    """The one thing that is wrong with a text."""
    (told,) = read_statements(text, "laws", KNOWN).problems
    return told


def test_every_shipped_statement_reads_back(paper: Paper) -> None:
    """As it is typed, so it is."""
    known = AllowedReferences.of(paper)
    for entry in paper.entries.values():
        found = read_statements(statements_text(entry), entry.section, known)

        assert found.problems == ()
        assert found.claims == tuple(typed_alone(claim, entry) for claim in entry.claims)


def typed_alone(claim: Claim, entry: Entry) -> Claim:
    """What a line can say of a claim: one of another entry is the very claim."""
    return replace(claim, id="", home="", at=(), errata=()) if entry.owns(claim) else claim


def test_a_statement_of_another_entry_is_told_with_where_it_stands(paper: Paper) -> None:
    """It is shown as it stands there, and corrected there."""
    there = paper.entries["kosovo"].claims[0]
    known = AllowedReferences.of(paper, entry="sea")
    entry = replace(paper.entries["sea"], claims=(there,))
    line = statements_text(entry)

    assert line == f"{there.text} [see {there.home}]"
    for text in (line, f"[see {there.home}]"):
        assert read_statements(text, "laws", known).claims == (there,)
    title = paper.entries[there.home.partition("#")[0]].title
    for text, told in (
        (line.replace(" ", " not ", 1), f"statement 1 stands in “{title}”: correct it there"),
        ("[see kosovo#what-is-not]", "names the unknown statement 'kosovo#what-is-not'"),
        ("[see sea#a]", "names the unknown statement"),
    ):
        (problem,) = read_statements(text, "laws", known).problems
        assert told in problem


@pytest.mark.parametrize(
    ("typed", "claim"),
    [
        ("So. [12]", Claim("So.", "laws", (12,))),
        ("So. [12, 14]", Claim("So.", "laws", (12, 14))),
        ("So. [12,14 ,12]", Claim("So.", "laws", (12, 14))),
        ("So. [12?]", Claim("So.", "laws", (12,), uncertain=True)),
        ("So. [12, 14?]", Claim("So.", "laws", (12, 14), uncertain=True)),
        ("So. [Footnote 12]", Claim("So.", "laws", (12,))),
        ("So. [fn. 12]", Claim("So.", "laws", (12,))),
        ("So. [paper]", Claim("So.", "laws", basis=Basis.PAPER)),
        ("So. [Paper]", Claim("So.", "laws", basis=Basis.PAPER)),
        ("So. [paper @history]", Claim("So.", "history", basis=Basis.PAPER)),
        ("So. [12@history]", Claim("So.", "history", (12,))),
        ("So. [doe-2019]", Claim("So.", "laws", basis=Basis.MODERATOR, source="doe-2019")),
        ("So [12].", Claim("So.", "laws", (12,))),
        ("So.[12].", Claim("So.", "laws", (12,))),
        ("He “[spoke]”.   [12]", Claim("He “[spoke]”.", "laws", (12,))),
        ("In 1998 [sic] so. [ 12 ]", Claim("In 1998 [sic] so.", "laws", (12,))),
    ],
)
def test_what_a_statement_rests_on_is_read(typed: str, claim: Claim) -> None:
    """However a curator on a phone spaces it."""
    assert read(typed) == (claim,)


def test_each_line_is_a_statement_and_empty_ones_are_none() -> None:
    """A paragraph is a line."""
    assert [one.text for one in read("\nOne. [1]\n\n \nTwo. [paper]\r\n")] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("One. [1]\nTwo.", "statement 2 (“Two.”) does not say what it rests on"),
        ("One. [1]\nTwo.", "such as [12], with [paper]"),
        ("One. [1]\nTwo.", "or press New source"),
        ("One. [81]", "statement 1 cites footnote 81: the paper’s footnotes are 1 to 80"),
        ("One. [0]", "cites footnote 0"),
        ("One. []", "ends with an empty bracket"),
        ("One. [12-14]", "such as [12, 13, 14]"),
        ("One. [12][14]", "write the numbers in one"),
        ("One. [1] [14]", "write the numbers in one"),
        ("One. [doe-2018]", "did you mean 'doe-2019'? or press New source"),
        ("One. [Doe, 2019]", "'Doe, 2019', which is neither a footnote nor a source known here"),
        ("One. [12 @lawz]", "unknown section 'lawz': did you mean 'laws'?"),
        ("[12]", "has no words"),
        ("", "write at least one statement"),
        (" \n ", "write at least one statement"),
        ("One. [99999999999999999999]", "cites footnote 99999999999999999999"),
    ],
)
def test_what_is_wrong_is_told_with_its_remedy(typed: str, told: str) -> None:
    """By the statement's number."""
    assert told in problem(typed)


def test_what_can_be_read_is_read_beside_what_cannot() -> None:
    """The preview shows it."""
    found = read_statements("One. [1]\nTwo.\nThree. [99]\nFour. [4]", "laws", KNOWN)

    assert [claim.footnotes for claim in found.claims] == [(1,), (4,)]
    starts = [told.split(" (")[0][:11] for told in found.problems]
    assert starts == ["statement 2", "statement 3"]


words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")) | st.just(" "), max_size=40
).map(lambda text: " ".join(text.split()))
claims = st.builds(
    lambda text, section, rests: Claim(text, section, *rests),
    words.filter(lambda text: text and not text.endswith("]")),
    st.sampled_from(KNOWN.sections),
    st.one_of(
        st.tuples(
            st.lists(st.integers(1, 80), min_size=1, max_size=4, unique=True).map(tuple),
            st.just(Basis.CITED),
            st.booleans(),
        ),
        st.just(((), Basis.PAPER)),
        st.just(((), Basis.MODERATOR, False, "doe-2019")),
    ),
)


@given(st.lists(claims, min_size=1, max_size=5).map(tuple))
@settings(max_examples=300, deadline=None)
def test_any_statements_read_back(statements: tuple[Claim, ...]) -> None:
    """Whatever signs their text has."""
    entry = Entry("x", Kind.FINDING, "X", "laws", statements)
    assert read(statements_text(entry)) == statements


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_told(text: str) -> None:
    """Nothing is dropped in silence: each line is a claim or a problem."""
    found = read_statements(text, "laws", KNOWN)

    lines = [line for line in text.splitlines() if line.split()]
    assert len(found.claims) + len(found.problems) == max(1, len(lines))
