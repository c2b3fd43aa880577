"""The shipped knowledge base is whole, and in words of its own."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.paper.citations import Style, format_source
from bot.paper.loader import find_knowledge, load
from bot.paper.model import Basis, Kind, Marker, NoteStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.paper.model import Claim
    from bot.paper.paper import Paper

KNOWLEDGE = find_knowledge()
TEXT_OF_THE_PAPER = Path(__file__).parents[3] / "shared" / "paper" / "paper.txt"
LONGEST_QUOTATION = 11
# Bibliographic fields are facts, not the paper's prose.
BIBLIOGRAPHIC = {
    "title", "short_title", "sentence_title", "container", "sentence_container", "publisher",
    "paper_form", "url", "names",
}  # fmt: skip
SUPERSCRIPTS = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"), " ")


@pytest.fixture(scope="module")
def paper() -> Paper:
    """The shipped base, loaded once."""
    return load(KNOWLEDGE)


def test_it_loads_with_every_footnote(paper: Paper) -> None:
    """Eighty notes, two of which the paper marks without printing a text."""
    assert list(paper.footnotes) == list(range(1, 81))
    missing = [n.number for n in paper.footnotes.values() if n.status is NoteStatus.MISSING]
    assert missing == [36, 60]


def test_every_note_with_a_text_is_reached_by_a_claim(paper: Paper) -> None:
    """No note of the paper is out of a student's reach."""
    reached = {n for entry in paper.entries.values() for c in entry.claims for n in c.footnotes}
    with_text = {n.number for n in paper.footnotes.values() if n.source}
    assert len(with_text) == 78
    assert with_text - reached == set()


def test_every_kind_of_entry_is_there(paper: Paper) -> None:
    """From sections to errata."""
    assert {entry.kind for entry in paper.entries.values()} == set(Kind)


def test_every_claim_has_a_citation(paper: Paper) -> None:
    """A footnote with its work, or the paper itself by section."""
    for entry in paper.entries.values():
        for claim in entry.claims:
            citations = paper.citations(claim)
            assert citations
            assert (citations[0].footnote is None) == (claim.basis is Basis.PAPER)


def test_a_claim_on_lost_marks_alone_is_uncertain(paper: Paper) -> None:
    """Where a mark is lost, the statement that it stood by can only be inferred."""
    lost = {n.number for n in paper.footnotes.values() if n.marker is Marker.LOST}
    assert len(lost) == 29
    unmarked = [
        f"{entry.id}: {claim.text}"
        for entry in paper.entries.values()
        for claim in entry.claims
        if claim.footnotes
        and lost.issuperset(claim.footnotes)
        and not claim.uncertain
        and not tells_of_the_note_itself(paper, claim)
    ]
    assert unmarked == []


def tells_of_the_note_itself(paper: Paper, claim: Claim) -> bool:
    """Whether `claim` is read off a note or its work, wherever in the text the mark stood."""
    cited = [paper.sources[paper.footnotes[n].source or ""] for n in claim.footnotes]
    names = {name for work in cited for name in (work.short_title, work.container) if name}
    spoken_of = re.search(r"\bnotes?\b", claim.text, re.IGNORECASE)
    return spoken_of is not None or any(name in claim.text for name in names)


def test_every_work_of_the_paper_is_cited_by_a_note(paper: Paper) -> None:
    """Works from outside are the only ones without."""
    cited = {note.source for note in paper.footnotes.values()}
    assert {s.key for s in paper.sources.values() if not s.outside} <= cited


@pytest.mark.parametrize("style", Style)
def test_every_work_can_be_cited_in_every_style(paper: Paper, style: Style) -> None:
    """With no sign left dangling where a field is unknown."""
    for source in paper.sources.values():
        text = format_source(source, style)
        assert not any(bad in text for bad in (",,", " ,", "()", ", .", ",.", "None")), text


def words(text: str) -> list[str]:
    """Words without case, punctuation and marks of footnotes."""
    return re.findall(r"[^\W_]+", text.translate(SUPERSCRIPTS).casefold())


def runs(tokens: list[str], length: int) -> Iterator[tuple[str, ...]]:
    """All runs of `length` words."""
    return (tuple(tokens[at : at + length]) for at in range(len(tokens) - length + 1))


def texts(data: Any, bibliographic: frozenset[str]) -> Iterator[str]:
    """Every text of a file, without the fields named in `bibliographic`."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in bibliographic:
                yield from texts(value, bibliographic)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value, bibliographic)
    elif isinstance(data, str):
        yield data


def without_titles(tokens: list[str], titles: list[list[str]]) -> list[list[str]]:
    """`tokens` cut apart where a title of a work stands."""
    cuts = [0]
    for title in titles:
        for at in range(len(tokens) - len(title) + 1):
            if tokens[at : at + len(title)] == title:
                cuts += [at, at + len(title)]
    cuts = sorted({*cuts, len(tokens)})
    parts = [tokens[a:b] for a, b in pairwise(cuts)]
    return [part for part in parts if part not in titles]


def prose(text: str) -> str:
    """The running text alone: a note at the foot of a page splits a sentence in two."""
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n".join(p for p in paragraphs if not re.match(r"\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]", p))


def test_a_title_in_sentence_case_is_the_same_title(paper: Paper) -> None:
    """But for capitals, of which it has fewer."""
    for work in paper.sources.values():
        for written, title in (
            (work.sentence_title, work.title),
            (work.sentence_container, work.container),
        ):
            if written:
                assert written.casefold() == title.casefold()
                assert written != title


@pytest.mark.skipif(not TEXT_OF_THE_PAPER.is_file(), reason="the paper's text is not here")
def test_nothing_is_copied_from_the_paper(paper: Paper) -> None:
    """No twelve words in a row, in any text but the titles of works."""
    printed = TEXT_OF_THE_PAPER.read_text(encoding="utf-8")
    length = LONGEST_QUOTATION + 1
    theirs = {run for form in (printed, prose(printed)) for run in runs(words(form), length)}
    titles = [words(s.title) for s in paper.sources.values()]
    titles += [words(s.paper_form) for s in paper.sources.values()]
    titles += [words(part) for s in paper.sources.values() for part in s.title.split(":")]
    titles = [title for title in [*titles, words(paper.title)] if len(title) > 3]
    copied = []
    for path in sorted(KNOWLEDGE.rglob("*.yaml")):
        skipped = frozenset(BIBLIOGRAPHIC if path.name == "sources.yaml" else ())
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for text in texts(data, skipped):
            for part in without_titles(words(text), titles):
                copied += [f"{path.name}: {' '.join(r)}" for r in runs(part, length) if r in theirs]
    assert copied == []
