"""A folder of YAML becomes a paper, or a list of everything that has to be put right."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import KnowledgeError, UnknownFootnoteError, UnknownSectionError, UnknownSourceError
from bot.paper.loader import find_knowledge, load
from bot.paper.model import ActorType, Basis, Claim, CuratorNote, Entry, Kind, QuizWords, Wording
from bot.paper.paper import Citation
from tests.paper.base import Base

PAPER = """\
title: On Keeping the Peace
author: {family: Roe, given: Jane}
date: "2021-03-04"
sections:
  - {id: start, title: The Start}
  - {id: end, title: The End, names: [conclusion]}
"""
SOURCES = """\
sources:
  - key: doe-2001
    type: book
    title: "Blue Helmets: A History"
    authors: [{family: Doe, given: John}]
    publisher: Acme
    year: 2001
    url: https://example.org/doe
  - {key: un-page, type: webpage, title: A Page, outside: true}
"""
FOOTNOTES = """\
footnotes:
  - {number: 1, source: doe-2001, locator: "27", status: full, marker: printed, section: start}
  - {number: 2, source: doe-2001, locator: "89", locator_type: paragraph, status: ibid,
     marker: lost, section: end}
  - {number: 3, status: missing, marker: printed, section: end}
"""
ENTRIES = """\
entries:
  - id: troops
    kind: finding
    title: How many troops
    section: end
    claims:
      - id: forty
        text: About forty went.
        footnotes: [1, 2]
        uncertain: true
        errata: [wrong-year]
      - id: doubt
        text: The author doubts it.
        basis: paper
        section: start
    keywords: ["40"]
    related: [doe]
    actors: [doe]
  - id: send-fewer
    kind: recommendation
    number: "1b"
    title: Send fewer
    section: end
    claims: [{id: fewer, text: Fewer should go., footnotes: [3]}]
    who: [doe]
    answers: [troops]
  - id: doe
    kind: actor
    actor_type: person
    acronym: JD
    names: [Johnny]
    title: John Doe
    section: start
    claims: [{id: book, text: Doe wrote a book., footnotes: [1]}]
  - id: the-vote
    kind: event
    date: 1990s
    title: The vote
    section: start
    claims: [{id: vote, text: There was a vote., basis: paper}]
  - id: wrong-year
    kind: erratum
    title: The year
    section: end
    slip: sense
    claims: [{id: years, text: The year is given twice., basis: paper}]
    curator_note: {text: It was 1999., source: un-page}
"""
VOCABULARY = """\
acronyms: [{short: UN, long: [United Nations]}]
synonyms: [[punish, discipline]]
stopwords: [the]
shorthand: {ppl: people}
quiz: {grave: [wreck], opposites: {no boat: a boat}}
"""
PHRASINGS = """\
phrasings:
  troops: [How many went?, number of troops]
"""
FILES = {
    "paper.yaml": PAPER,
    "sources.yaml": SOURCES,
    "footnotes.yaml": FOOTNOTES,
    "vocabulary.yaml": VOCABULARY,
    "entries/all.yaml": ENTRIES,
    "phrasings/all.yaml": PHRASINGS,
}


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """A small knowledge base with every kind of entry but plain sections and definitions."""
    return Base(tmp_path / "kb", FILES)


def test_a_good_folder_becomes_a_paper(base: Base) -> None:
    """Everything written is there, in printed order, with defaults filled in."""
    paper = base.load()
    assert (paper.title, paper.author.full, paper.date) == (
        "On Keeping the Peace",
        "Jane Roe",
        "2021-03-04",
    )
    assert [(s.id, s.number) for s in paper.sections] == [("start", 1), ("end", 2)]
    assert list(paper.entries) == ["doe", "the-vote", "troops", "send-fewer", "wrong-year"]
    assert paper.entries["troops"] == Entry(
        id="troops",
        kind=Kind.FINDING,
        title="How many troops",
        section="end",
        claims=(
            Claim(
                "About forty went.",
                "end",
                (1, 2),
                Basis.CITED,
                uncertain=True,
                id="forty",
                home="troops#forty",
                errata=("wrong-year",),
            ),
            Claim(
                "The author doubts it.",
                "start",
                (),
                Basis.PAPER,
                id="doubt",
                home="troops#doubt",
            ),
        ),
        phrasings=(Wording("How many went?"), Wording("number of troops")),
        keywords=("40",),
        related=("doe",),
        actors=("doe",),
    )
    assert paper.entries["doe"].actor_type is ActorType.PERSON
    assert paper.entries["send-fewer"].who == ("doe",)
    assert paper.entries["wrong-year"].curator_note == CuratorNote("It was 1999.", ("un-page",))
    assert paper.vocabulary.acronyms["UN"] == ("United Nations",)
    assert paper.vocabulary.shorthand == {"ppl": "people"}
    assert paper.vocabulary.quiz == QuizWords(grave=("wreck",), opposites={"no boat": "a boat"})


def test_a_loaded_paper_cannot_be_changed(base: Base) -> None:
    """It is shared by all who ask."""
    paper = base.load()
    with pytest.raises(TypeError):
        paper.entries["new"] = paper.entries["doe"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        paper.title = "Another"  # type: ignore[misc]


def test_a_citation_gives_the_full_note_whatever_the_paper_printed(base: Base) -> None:
    """Even of an "Ibid.", with its locator and link."""
    cited = base.load().cite(2)
    assert cited.text == (
        "John Doe, Blue Helmets: A History (Acme, 2001), para. 89, https://example.org/doe."
    )
    assert (cited.footnote, cited.source) == (2, "doe-2001")
    assert (cited.locator, cited.url) == ("para. 89", "https://example.org/doe")


def test_a_note_without_text_says_so(base: Base) -> None:
    """No work is invented for it."""
    cited = base.load().cite(3)
    assert cited.text == "The paper marks note 3 but prints no text for it."
    assert (cited.locator, cited.url, cited.source) == (None, None, None)


def test_an_unknown_note_is_told_with_the_range(base: Base) -> None:
    """The message says which notes there are."""
    with pytest.raises(UnknownFootnoteError) as caught:
        base.load().cite(99)
    assert str(caught.value) == "there is no footnote 99; the paper's footnotes are 1 to 3"
    assert isinstance(caught.value, LookupError)


def test_a_claim_of_the_authors_own_cites_the_paper_by_section(base: Base) -> None:
    """It looks different from a footnote, and is never empty."""
    paper = base.load()
    cited, own = paper.entries["troops"].claims
    assert [c.footnote for c in paper.citations(cited)] == [1, 2]
    (section,) = paper.citations(own)
    assert section.footnote is None
    assert section.text == "Jane Roe, “On Keeping the Peace” (2021), section “The Start”"
    with pytest.raises(UnknownSectionError, match="there is no section 'middle'; the sections are"):
        paper.cite_section("middle")


def test_a_moderators_claim_cites_a_work_from_outside_the_paper(base: Base) -> None:
    """It has no footnote, and is told apart from the paper's own claims."""
    base.change("entries/all.yaml", "basis: paper\n        section: start", "source: un-page")
    paper = base.load()
    noted = paper.entries["troops"].claims[1]
    assert (noted.basis, noted.source) == (Basis.MODERATOR, "un-page")
    (work,) = paper.citations(noted)
    assert (work.footnote, work.source) == (None, "un-page")
    assert work.text
    with pytest.raises(
        UnknownSourceError, match="there is no source 'doe-2001'; the sources are un-"
    ):
        paper.cite_source("doe-2001")


def test_only_a_paper_makes_citations(base: Base) -> None:
    """An answer with an invented footnote cannot be built."""
    with pytest.raises(TypeError, match=r"made by Paper\.cite"):
        Citation(1, "Invented.", None, None, None, object())
    assert base.load().cite(1) is not None


def test_the_digest_follows_the_files(base: Base, tmp_path: Path) -> None:
    """A copy elsewhere has the same; one changed letter another."""
    digest = base.load().digest
    copy = Base(tmp_path / "copy", FILES)
    assert copy.load().digest == digest
    copy.change("paper.yaml", "The Start", "The Stars")
    assert copy.load().digest != digest


ONE_MISTAKE = [
    (
        ("entries/all.yaml", "footnotes: [1, 2]", "footnotes: [1, 61a]"),
        "kb/entries/all.yaml:9: entry 'troops' cites footnote 61a; footnotes are 1 to 3",
    ),
    (
        ("entries/all.yaml", "footnotes: [1, 2]", "footnotes: [1, 4]"),
        "kb/entries/all.yaml:9: entry 'troops' cites footnote 4; footnotes are 1 to 3",
    ),
    (
        ("entries/all.yaml", "footnotes: [1, 2]", 'footnotes: ["1"]'),
        "kb/entries/all.yaml:9: entry 'troops' cites footnote 1; write the number without quotes",
    ),
    (
        ("entries/all.yaml", "        basis: paper\n        section: start\n", ""),
        (
            "kb/entries/all.yaml:12: entry 'troops' claim 2 rests on nothing; "
            "add footnotes: [n], or basis: paper"
        ),
    ),
    (
        ("entries/all.yaml", "basis: paper\n", "basis: paper\n        source: un-page\n"),
        (
            "kb/entries/all.yaml:12: entry 'troops' claim 2 has both a source and basis: paper; "
            "keep the one that is true"
        ),
    ),
    (
        ("entries/all.yaml", "basis: paper\n", "source: doe-2001\n"),
        (
            "kb/entries/all.yaml:14: entry 'troops' has a claim that rests on 'doe-2001', "
            "a source of the paper; name a source that has outside: true"
        ),
    ),
    (
        ("entries/all.yaml", "uncertain: true", "basis: paper"),
        (
            "kb/entries/all.yaml:7: entry 'troops' claim 1 has both footnotes and basis: paper; "
            "keep the one that is true"
        ),
    ),
    (
        ("entries/all.yaml", "basis: paper\n", "basis: paper\n        uncertain: true\n"),
        (
            "kb/entries/all.yaml:12: entry 'troops' claim 2 is uncertain without a footnote; "
            "remove uncertain, or add footnotes"
        ),
    ),
    (
        ("phrasings/all.yaml", "phrasings:", "phrasing:"),
        "kb/phrasings/all.yaml:1: has the unknown field 'phrasing'; did you mean 'phrasings'?",
    ),
    (
        ("entries/all.yaml", "uncertain: true", "uncertian: true"),
        (
            "kb/entries/all.yaml:10: entry 'troops' has the unknown field 'uncertian' in claim 1; "
            "did you mean 'uncertain'?"
        ),
    ),
    (
        ("entries/all.yaml", "kind: finding", "kind: fnding"),
        "kb/entries/all.yaml:2: entry 'troops' has kind 'fnding'; did you mean 'finding'?",
    ),
    (
        ("entries/all.yaml", "    kind: finding\n", ""),
        (
            "kb/entries/all.yaml:2: entry 'troops' lacks the field 'kind'; "
            "add kind: finding, or another kind"
        ),
    ),
    (
        ("entries/all.yaml", "    title: How many troops\n", ""),
        "kb/entries/all.yaml:2: entry 'troops' lacks the field 'title'; add title:",
    ),
    (
        ("entries/all.yaml", "    date: 1990s\n", ""),
        "kb/entries/all.yaml:35: entry 'the-vote' lacks the field 'date'; add date:",
    ),
    (
        ("entries/all.yaml", "date: 1990s", "date: 90ies"),
        (
            "kb/entries/all.yaml:37: entry 'the-vote' has date '90ies'; "
            "use YYYY, YYYY-MM, YYYY-MM-DD or a decade (1990s)"
        ),
    ),
    (
        ("entries/all.yaml", "date: 1990s", "date: 1990"),
        (
            "kb/entries/all.yaml:37: entry 'the-vote' has 1990 as date, not text; "
            'write it in quotes: "1990"'
        ),
    ),
    (
        ("entries/all.yaml", "kind: finding", 'kind: finding\n    number: "1"'),
        (
            "kb/entries/all.yaml:4: entry 'troops' has the field 'number'; "
            "only kind: recommendation has it"
        ),
    ),
    (
        ("entries/all.yaml", '"1b"', '"b1"'),
        (
            "kb/entries/all.yaml:21: entry 'send-fewer' has number 'b1'; "
            'use digits with at most one letter after them, such as "1b"'
        ),
    ),
    (
        ("entries/all.yaml", "actor_type: person", "actor_type: persona"),
        "kb/entries/all.yaml:29: entry 'doe' has actor_type 'persona'; did you mean 'person'?",
    ),
    (
        ("entries/all.yaml", "id: the-vote", "id: The_Vote"),
        (
            "kb/entries/all.yaml:35: entry 'The_Vote' has id 'The_Vote'; "
            "use lower-case letters and digits, joined by single hyphens"
        ),
    ),
    (
        ("entries/all.yaml", "id: the-vote", "id: doe"),
        (
            "kb/entries/all.yaml:35: entry 'doe' has the id 'doe' a second time; "
            "the first is at kb/entries/all.yaml:27"
        ),
    ),
    (
        ("entries/all.yaml", "title: How many troops", 'title: "  "'),
        "kb/entries/all.yaml:4: entry 'troops' has an empty title; write some text",
    ),
    (
        ("phrasings/all.yaml", "[How many went?, number of troops]", "Who?"),
        (
            "kb/phrasings/all.yaml:2: entry 'troops' has 'Who?' as phrasings, not a list; "
            "write it as a list: [one, two]"
        ),
    ),
    (
        ("entries/all.yaml", 'keywords: ["40"]', "keywords: [40]"),
        (
            "kb/entries/all.yaml:16: entry 'troops' has 40 as keyword 1, not text; "
            'write it in quotes: "40"'
        ),
    ),
    (
        ("phrasings/all.yaml", "number of troops", "how many — WENT"),
        (
            "kb/phrasings/all.yaml:2: entry 'troops' has the phrasing 'how many — WENT' twice; "
            "the first is at kb/phrasings/all.yaml:2: keep one"
        ),
    ),
    (
        ("phrasings/all.yaml", "number of troops", "hów many went"),
        (
            "kb/phrasings/all.yaml:2: entry 'troops' has the phrasing 'hów many went' twice; "
            "the first is at kb/phrasings/all.yaml:2: keep one"
        ),
    ),
    (
        ("phrasings/all.yaml", "How many went?, number of troops", "What is up?, 'What’s up'"),
        (
            "kb/phrasings/all.yaml:2: entry 'troops' has the phrasing 'What’s up' twice; "
            "the first is at kb/phrasings/all.yaml:2: keep one"
        ),
    ),
    (
        ("phrasings/all.yaml", "number of troops", "'?!'"),
        (
            "kb/phrasings/all.yaml:2: entry 'troops' has the phrasing '?!' without a word in it; "
            "write what students ask"
        ),
    ),
    (
        ("phrasings/all.yaml", "number of troops]", "number of troops]\n  doe: [how many went]"),
        (
            "kb/phrasings/all.yaml:3: entry 'doe' has the phrasing 'how many went'; "
            "so has entry 'troops' at kb/phrasings/all.yaml:2: keep one"
        ),
    ),
    (
        ("entries/all.yaml", "who: [doe]", "phrasings: ['how few go']\n    who: [doe]"),
        (
            "kb/entries/all.yaml:25: entry 'send-fewer' has the field 'phrasings'; move them to "
            "phrasings/all.yaml; the older form: python -m bot migrate OLD NEW"
        ),
    ),
    (
        ("entries/all.yaml", "related: [doe]", "related: [deo]"),
        (
            "kb/entries/all.yaml:17: entry 'troops' names the unknown entry 'deo' under related; "
            "there are: troops, send-fewer, doe, the-vote, wrong-year"
        ),
    ),
    (
        ("entries/all.yaml", "related: [doe]", "related: [troops]"),
        "kb/entries/all.yaml:17: entry 'troops' is related to itself; remove it",
    ),
    (
        ("entries/all.yaml", "actors: [doe]", "actors: [send-fewr]"),
        (
            "kb/entries/all.yaml:18: entry 'troops' names the unknown entry 'send-fewr' "
            "under actors; "
            "did you mean 'send-fewer'?"
        ),
    ),
    (
        ("entries/all.yaml", "actors: [doe]", "actors: [the-vote]"),
        (
            "kb/entries/all.yaml:18: entry 'troops' names 'the-vote' "
            "under actors, an entry of kind event; "
            "only entries of kind: actor go there; the others under related"
        ),
    ),
    (
        ("entries/all.yaml", "errata: [wrong-year]", "errata: [doe]"),
        (
            "kb/entries/all.yaml:11: entry 'troops' names 'doe' "
            "under errata, an entry of kind actor; "
            "only entries of kind: erratum go there"
        ),
    ),
    (
        ("entries/all.yaml", "answers: [troops]", "answers: [troop]"),
        (
            "kb/entries/all.yaml:26: entry 'send-fewer' names the unknown entry 'troop' "
            "under answers; did you mean 'troops'?"
        ),
    ),
    (
        ("entries/all.yaml", "    section: end\n", "    section: ending\n"),
        (
            "kb/entries/all.yaml:5: entry 'troops' names the unknown section 'ending'; "
            "there are: start, end"
        ),
    ),
    (
        ("entries/all.yaml", "        section: start", "        section: strat"),
        (
            "kb/entries/all.yaml:15: entry 'troops' names the unknown section 'strat'; "
            "did you mean 'start'?"
        ),
    ),
    (
        ("entries/all.yaml", "source: un-page", "source: un-pages"),
        (
            "kb/entries/all.yaml:47: entry 'wrong-year' names the unknown source 'un-pages'; "
            "did you mean 'un-page'?"
        ),
    ),
    (
        ("entries/all.yaml", "source: un-page", "source: doe-2001"),
        (
            "kb/entries/all.yaml:47: entry 'wrong-year' has a curator_note that "
            "rests on 'doe-2001', "
            "a source of the paper; name a source that has outside: true"
        ),
    ),
    (
        ("entries/all.yaml", "entries:", "entires:"),
        "kb/entries/all.yaml:1: has the unknown field 'entires'; did you mean 'entries'?",
    ),
    (
        ("footnotes.yaml", "number: 3", "number: 4"),
        (
            "kb/footnotes.yaml:5: footnote 4 follows a gap: there is no 3; "
            "give every note from 1 on; one without text has status: missing"
        ),
    ),
    (
        ("footnotes.yaml", "number: 3", "number: 2"),
        (
            "kb/footnotes.yaml:5: footnote 2 has the number '2' a second time; "
            "the first is at kb/footnotes.yaml:3"
        ),
    ),
    (
        ("footnotes.yaml", "source: doe-2001", "source: doe-2010"),
        (
            "kb/footnotes.yaml:2: footnote 1 names the unknown source 'doe-2010'; "
            "did you mean 'doe-2001'?"
        ),
    ),
    (
        ("footnotes.yaml", "source: doe-2001", "source: un-page"),
        (
            "kb/footnotes.yaml:2: footnote 1 cites 'un-page', which is outside the paper; "
            "only a curator_note or a claim's source may be it"
        ),
    ),
    (
        ("footnotes.yaml", "source: doe-2001, ", ""),
        "kb/footnotes.yaml:2: footnote 1 names no source; add source, or write status: missing",
    ),
    (
        ("footnotes.yaml", "number: 3,", "number: 3, source: doe-2001,"),
        (
            "kb/footnotes.yaml:5: footnote 3 is missing but names a source; "
            "remove the source, or correct status"
        ),
    ),
    (
        ("footnotes.yaml", "section: start", "section: strat"),
        "kb/footnotes.yaml:2: footnote 1 names the unknown section 'strat'; did you mean 'start'?",
    ),
    (
        ("sources.yaml", "key: un-page", "key: doe-2001"),
        (
            "kb/sources.yaml:9: source 'doe-2001' has the key 'doe-2001' a second time; "
            "the first is at kb/sources.yaml:2"
        ),
    ),
    (
        ("sources.yaml", "type: book", "type: boook"),
        "kb/sources.yaml:3: source 'doe-2001' has type 'boook'; did you mean 'book'?",
    ),
    (
        ("sources.yaml", "given: John", "gven: John"),
        (
            "kb/sources.yaml:5: source 'doe-2001' has the unknown field 'gven' in author 1; "
            "did you mean 'given'?"
        ),
    ),
    (
        ("paper.yaml", "id: end", "id: start"),
        (
            "kb/paper.yaml:6: section 'start' has the id 'start' a second time; "
            "the first is at kb/paper.yaml:5"
        ),
    ),
    (
        ("paper.yaml", '"2021-03-04"', "March 2021"),
        "kb/paper.yaml:3: has date 'March 2021'; use YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    (
        ("paper.yaml", '"2021-03-04"', "2021-03-04"),
        (
            "kb/paper.yaml:3: has 2021-03-04 without quotes, which YAML reads as a date; "
            'write it in quotes: "2021-03-04"'
        ),
    ),
    (
        ("vocabulary.yaml", "synonyms", "synonims"),
        "kb/vocabulary.yaml:2: has the unknown field 'synonims'; did you mean 'synonyms'?",
    ),
    (
        ("vocabulary.yaml", "[punish, discipline]", "[punish]"),
        "kb/vocabulary.yaml:2: has too few in synonym 1; write at least 2, or leave it out",
    ),
]


@pytest.mark.parametrize(("change", "message"), ONE_MISTAKE)
def test_a_mistake_is_told_with_its_line_and_remedy(
    base: Base, change: tuple[str, str, str], message: str
) -> None:
    """One thing wrong gives a message that names the file, the line, the thing and the cure."""
    base.change(*change)
    assert message in base.told()


def test_all_problems_are_told_at_once_in_the_order_of_the_files(base: Base) -> None:
    """Nobody has to run the check once for each."""
    base.change("paper.yaml", "The End", '""')
    base.change("footnotes.yaml", "doe-2001", "deo-2001")
    base.change("entries/all.yaml", "related: [doe]", "related: [zzz]")
    base.change("entries/all.yaml", "kind: event", "kind: evnt")
    assert [line.split(": ")[0] for line in base.told()] == [
        "kb/paper.yaml:6",
        "kb/footnotes.yaml:2",
        "kb/entries/all.yaml:17",
        "kb/entries/all.yaml:35",
    ]


def test_a_kind_that_is_called_as_a_field_is_told_right(base: Base) -> None:
    """An entry of kind section has a field section: still the wrong field is named."""
    base.change("entries/all.yaml", "kind: finding", "kind: section\n    titel: More")
    (only,) = base.told()
    assert only.startswith("kb/entries/all.yaml:4: ")
    assert "unknown field 'titel'; did you mean 'title'?" in only


def test_what_refers_to_a_faulty_item_is_not_reported_too(base: Base) -> None:
    """An entry with a mistake is still there: only the mistake is told."""
    base.change("entries/all.yaml", "title: John Doe", "titel: John Doe")
    assert len(base.told()) == 2  # the unknown field, and the missing one
    base.write("sources.yaml", SOURCES.replace("type: book", "type: tome"))
    assert len([line for line in base.told() if "sources.yaml" in line]) == 1


def test_what_refers_into_an_unreadable_file_is_not_reported_too(base: Base) -> None:
    """One bracket too few is one problem, not one for every reference."""
    base.write("entries/more.yaml", "entries: [")
    base.change("entries/all.yaml", "related: [doe]", "related: [perhaps-in-more]")
    (only,) = base.told()
    assert only.startswith("kb/entries/more.yaml:")


def test_an_accidental_type_is_told_once(base: Base) -> None:
    """The model does not complain again about what the reader refused."""
    base.change("entries/all.yaml", "title: How many troops", "title: no")
    assert len(base.told()) == 1


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """With what should be there."""
    with pytest.raises(KnowledgeError, match="does not exist; name the folder that holds paper"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["paper.yaml", "sources.yaml", "footnotes.yaml"])
def test_a_missing_file_is_told(base: Base, name: str) -> None:
    """Alone: what would have referred to it stays silent."""
    (base.folder / name).unlink()
    assert base.told() == [f"kb/{name}: is missing; add it; an empty list will do to begin with"]


def test_a_base_without_entries_is_told(base: Base) -> None:
    """It could answer nothing."""
    (base.folder / "entries/all.yaml").unlink()
    assert base.told() == ["kb/entries: has no entries; add a file of entries, *.yaml"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "souces.yaml",
            "kb/souces.yaml: is not a file of the format; did you mean 'sources.yaml'?",
        ),
        ("paper.yml", "kb/paper.yml: is not a file of the format; did you mean 'paper.yaml'?"),
        ("entries/b.yml", "kb/entries/b.yml: is not named *.yaml; did you mean 'b.yaml'?"),
        ("entries/old/b.yaml", "kb/entries/old: is a folder among the entries; move its files up"),
        (
            "entrys/b.yaml",
            "kb/entrys: is not a folder of the format; entries go into kb/entries/",
        ),
    ],
)
def test_a_file_in_the_wrong_place_is_told(base: Base, name: str, message: str) -> None:
    """It would otherwise be left out without a word."""
    base.write(name, "entries: []\n")
    assert base.told() == [message]


def test_other_files_may_lie_beside(base: Base) -> None:
    """A README, hidden files and the editors' schemas are nobody's concern."""
    base.write("README.md", "Ours.")
    base.write(".draft.yaml", "{")
    base.write("schema/paper.schema.json", "{}")
    assert base.load().title == "On Keeping the Peace"


def test_too_large_a_file_is_refused(base: Base) -> None:
    """Two mebibytes are far more than anyone writes by hand."""
    base.write("entries/all.yaml", ENTRIES + "#" * (2 * 1024 * 1024))
    assert base.told() == ["kb/entries/all.yaml: is larger than 2 MiB; split it into several files"]


def test_too_many_files_are_refused(base: Base) -> None:
    """The folder may be someone's download."""
    for number in range(128):
        base.write(f"entries/n{number}.yaml", "entries: []\n")
    assert "kb: has 134 files, more than 128; put several sections into one file" in base.told()


def test_a_link_out_of_the_folder_is_refused(base: Base, tmp_path: Path) -> None:
    """A pull request must not make the bot read another file of its machine."""
    (tmp_path / "secret").write_text("token")
    (base.folder / "entries/x.yaml").symlink_to(tmp_path / "secret")
    assert base.told() == [
        "kb/entries/x.yaml: is a link that leads out of the folder; copy the file in"
    ]


def test_a_link_within_the_folder_is_read(base: Base) -> None:
    """It leads nowhere else."""
    (base.folder / "entries/all.yaml").rename(base.folder / "entries/real")
    (base.folder / "entries/all.yaml").symlink_to("real")
    assert len(base.load().entries) == 5


@pytest.mark.parametrize("target", ["nothing", "x.yaml"])
def test_a_link_that_leads_nowhere_is_refused(base: Base, target: str) -> None:
    """To a file that is gone, or to itself."""
    (base.folder / "entries/x.yaml").symlink_to(target)
    (only,) = base.told()
    assert only.startswith("kb/entries/x.yaml: ")


def test_a_pipe_is_refused_without_waiting_for_it(base: Base) -> None:
    """Opening one would hang the start."""
    os.mkfifo(base.folder / "entries/x.yaml")
    assert base.told() == ["kb/entries/x.yaml: is not a regular file; replace it by one"]


def test_a_file_that_is_not_utf8_is_told(base: Base) -> None:
    """By its name, and only once."""
    (base.folder / "paper.yaml").write_bytes(PAPER.replace("Jane", "Ren\u00e9").encode("latin-1"))
    (only,) = base.told()
    assert only.startswith("kb/paper.yaml:2: is not UTF-8")


def test_the_shipped_base_is_found() -> None:
    """In a checkout it lies beside the package."""
    assert (find_knowledge() / "entries").is_dir()


YAMLISH = st.lists(
    st.sampled_from(
        ["entries:", "- id: a", "  kind: finding", "  - text: b", "[", "]", "{", "}", ": ", "\n",
         "\n  ", "- ", "&x ", "*x", "!!int ", "no", "1", "'", '"', "|", ">", "#", "? ", "sources:",
         "title: x", "claims:", "number: 1", "---\n", "\x00", "\u00e9", "\t", "id: ", "date: 1-1-1"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(FILES)), text=YAMLISH, at=st.integers(0, 1_500))
def test_whatever_is_written_into_a_file_only_knowledge_errors_come_out(
    name: str, text: str, at: int
) -> None:
    """Alone in the file, or in the middle of what was good."""
    with tempfile.TemporaryDirectory() as folder:
        base = Base(Path(folder) / "kb", FILES)
        good = FILES[name]
        for spoilt in (text, good[:at] + text + good[at:]):
            base.write(name, spoilt)
            try:
                base.load()
            except KnowledgeError as error:
                assert error.problems  # noqa: PT017  # loading may also succeed


LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60
).filter(lambda text: text == text.strip())
CLAIM = st.one_of(
    st.fixed_dictionaries(
        {"text": LINE, "footnotes": st.lists(st.integers(1, 3), min_size=1, max_size=3)}
    ).map(lambda claim: claim | {"uncertain": 2 in claim["footnotes"]}),
    st.fixed_dictionaries(
        {"text": LINE, "basis": st.just("paper")},
        optional={"section": st.sampled_from(["start", "end"])},
    ),
)
ENTRY = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["finding", "definition", "section"]),
        "title": LINE,
        "section": st.sampled_from(["start", "end"]),
        "claims": st.lists(CLAIM, min_size=1, max_size=3),
        "keywords": st.lists(LINE, max_size=3),
    }
)


class Quoting(yaml.SafeDumper):
    """Quotes all text, as an export must: "08" and "yes" are text here."""


Quoting.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ENTRY, min_size=1, max_size=4))
def test_entries_come_back_from_yaml_as_they_were(entries: list[dict[str, Any]]) -> None:
    """Any text in quotes survives being written and read."""
    for number, entry in enumerate(entries):
        entry["id"] = f"entry-{number}"
        for position, claim in enumerate(entry["claims"]):
            claim["id"] = f"c{position}"
    with tempfile.TemporaryDirectory() as folder:
        base = Base(Path(folder) / "kb", FILES)
        base.write("paper.yaml", PAPER + "checks: {near_twins: 0}\n")
        base.write("phrasings/all.yaml", "phrasings: {}\n")
        base.write("entries/all.yaml", yaml.dump({"entries": entries}, Dumper=Quoting))
        loaded = base.load().entries
    for entry in entries:
        found = loaded[entry["id"]]
        assert (found.title, found.section, found.kind) == (
            entry["title"],
            entry["section"],
            entry["kind"],
        )
        assert found.keywords == tuple(entry["keywords"])
        assert [(c.text, list(c.footnotes), c.uncertain, c.section) for c in found.claims] == [
            (
                c["text"],
                c.get("footnotes", []),
                c.get("uncertain", False),
                c.get("section", entry["section"]),
            )
            for c in entry["claims"]
        ]
