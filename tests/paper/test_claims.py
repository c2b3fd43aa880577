"""Each fact stands in one claim; others refer to it, and wordings and premises name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.paper.model import Place, Premise, Slip, Standing, Wording
from tests.paper.base import Base

if TYPE_CHECKING:
    from pathlib import Path


FILES = {
    "paper.yaml": """\
title: On Keeping the Peace
author: {family: Roe, given: Jane}
date: "2021"
where: {text: The library of Acme, url: https://example.org/paper}
sections: [{id: start, title: The Start, pages: 1}, {id: end, title: The End}]
""",
    "sources.yaml": """\
sources:
  - {key: doe-2001, type: book, title: Blue Helmets, authors: [{family: Doe, given: John}]}
  - {key: poe-2002, type: book, title: Red Lamps, authors: [{family: Poe, given: Ann}]}
  - {key: page-one, type: webpage, title: A Page, outside: true}
  - {key: page-two, type: webpage, title: Another Page, outside: true}
""",
    "footnotes.yaml": """\
footnotes:
  - {number: 1, source: doe-2001, locator: "7", status: full, marker: printed, section: start}
  - {number: 2, source: doe-2001, status: ibid, marker: lost, section: start}
  - number: 3
    works: [{source: doe-2001, locator: "9"}, {source: poe-2002, locator: "4"}]
    status: full
    marker: printed
    section: end
  - {number: 4, remark: The count is the author's., status: remark, marker: lost, section: end}
""",
    "vocabulary.yaml": "stopwords: [the]\n",
    "former_ids.yaml": "former_ids: {patrol-count: patrols}\n",
    "entries/all.yaml": """\
entries:
  - id: patrols
    kind: finding
    title: How many patrols
    section: start
    claims:
      - id: count
        text: About forty patrols went out.
        footnotes: [1]
        at: {page: 2, paragraph: 3}
        errata: [two-years]
      - id: lost
        text: Half of them came back late.
        footnotes: [2]
        uncertain: true
        at: [{page: 2, paragraph: 3}, {page: 5, paragraph: 1}]
    premises:
      - {text: no patrol came back, claim: lost}
  - id: overview
    kind: finding
    title: The mission in short
    section: end
    claims:
      - id: own
        text: The mission was small.
        basis: paper
      - ref: patrols#count
  - id: send-more
    kind: recommendation
    number: "1"
    standing: implied
    title: Send more
    section: end
    claims: [{id: more, text: More patrols are needed., footnotes: [3]}]
  - id: two-years
    kind: erratum
    slip: sense
    about: [1, 3]
    title: Two years
    section: end
    claims: [{id: both, text: The year is given twice., basis: paper}]
    curator_note: {text: It was 1999., source: [page-one, page-two]}
  - id: how-notes-look
    kind: apparatus
    title: How the notes look
    section: end
    claims: [{id: short, text: Most notes are short., basis: paper}]
""",
    "phrasings/all.yaml": """\
phrasings:
  patrols:
    - how many patrols
    - {text: Did all of them come back in time?, claim: lost, verdict: "no"}
  overview: [{text: was it forty, claim: "patrols#count", verdict: "yes"}]
""",
}


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """A small base in which entries refer to each other."""
    return Base(tmp_path / "kb", FILES)


def test_a_reference_shows_the_very_claim_with_its_own_citation(base: Base) -> None:
    """One correction corrects it wherever it is shown."""
    paper = base.load()
    patrols, overview = paper.entries["patrols"], paper.entries["overview"]

    assert overview.claims[1] is patrols.claims[0]
    assert overview.claims[1].home == "patrols#count"
    assert [overview.owns(claim) for claim in overview.claims] == [True, False]
    assert overview.own_claims == overview.claims[:1]
    assert paper.citations(overview.claims[1]) == paper.citations(patrols.claims[0])
    assert paper.claim("patrols#lost") is patrols.claims[1]
    assert paper.claim("overview#count") is None


def test_all_that_a_claim_can_have_is_read(base: Base) -> None:
    """Places as one or a list, slips, verdicts and premises."""
    paper = base.load()
    patrols = paper.entries["patrols"]

    assert patrols.claims[0].at == (Place(2, 3),)
    assert patrols.claims[1].at == (Place(2, 3), Place(5, 1))
    assert patrols.claims[0].errata == ("two-years",)
    assert patrols.errata == ("two-years",)
    assert patrols.phrasings == (
        Wording("how many patrols"),
        Wording("Did all of them come back in time?", "lost", "no"),
    )
    assert str(patrols.phrasings[1]) == "Did all of them come back in time?"
    assert patrols.premises == (Premise("no patrol came back", "lost"),)
    assert patrols.home("lost") == "patrols#lost"
    overview = paper.entries["overview"]
    assert overview.home(overview.phrasings[0].claim) == "patrols#count"
    assert paper.entries["send-more"].standing is Standing.IMPLIED
    slip = paper.entries["two-years"]
    assert (slip.slip, slip.about) == (Slip.SENSE, (1, 3))
    assert slip.curator_note is not None
    assert slip.curator_note.sources == ("page-one", "page-two")


def test_the_paper_says_where_it_can_be_read(base: Base) -> None:
    """And a year is date enough."""
    paper = base.load()

    assert (paper.where.text, paper.where.url) == (
        "The library of Acme",
        "https://example.org/paper",
    )
    assert [section.pages for section in paper.sections] == [1, 0]
    assert "(2021)" in paper.cite_section("start").text


def test_a_note_may_cite_several_works(base: Base) -> None:
    """All of them are in the citation; the first is where a link leads."""
    paper = base.load()
    cited = paper.cite(3)

    assert cited.text == "John Doe, Blue Helmets, 9; Ann Poe, Red Lamps, 4."
    assert cited.sources == ("doe-2001", "poe-2002")
    assert (cited.source, cited.locator) == ("doe-2001", "p. 9")
    assert paper.footnotes[3].sources == ("doe-2001", "poe-2002")


def test_a_note_may_hold_a_remark_of_the_authors(base: Base) -> None:
    """It names no work, so none is cited."""
    cited = base.load().cite(4)

    assert cited.text == "A remark of the author’s in note 4: The count is the author's."
    assert (cited.source, cited.sources) == (None, ())


def test_a_lost_mark_lies_between_printed_ones(base: Base) -> None:
    """Before the first and after the last there is none."""
    notes = base.load().footnotes

    assert [notes[number].between for number in (1, 2, 3, 4)] == [(), (1, 3), (), (3, 0)]


def test_a_former_id_leads_to_the_entry_of_today(base: Base) -> None:
    """Old buttons, cards and contexts name it."""
    paper = base.load()

    assert paper.entry("patrol-count") is paper.entries["patrols"]
    assert paper.present_id("patrol-count") == "patrols"
    assert paper.present_id("patrols") == "patrols"
    assert paper.entry("no-such-entry") is None


ENTRIES, PHRASINGS = "entries/all.yaml", "phrasings/all.yaml"
MISTAKES = [
    (
        (ENTRIES, "ref: patrols#count", "ref: patrols#cuont"),
        ("entry 'overview' refers to the unknown claim 'patrols#cuont'; "
        "did you mean 'patrols#count'?"),
    ),
    (
        (ENTRIES, "ref: patrols#count", "ref: overview#own"),
        ("entry 'overview' refers to its own claim 'overview#own'; "
        "name a claim of another entry, or remove it"),
    ),
    (
        (ENTRIES, "- ref: patrols#count", "- ref: patrols#count\n      - ref: patrols#count"),
        "entry 'overview' refers to 'patrols#count' twice; keep one",
    ),
    (
        (ENTRIES, "[{id: more, text: More patrols are needed., footnotes: [3]}]",
         "[{ref: overview#count}]"),
        ("entry 'send-more' refers to 'overview#count', which is itself a ref; "
        "refer to where it stands: ref: patrols#count"),
    ),
    (
        (ENTRIES, "- ref: patrols#count", "- ref: patrols#count\n        text: Forty."),
        ("entry 'overview' claim 2 has a ref and also text; "
        "a ref stands alone: the claim is written where it stands"),
    ),
    (
        (ENTRIES, "ref: patrols#count", "ref: patrols"),
        "entry 'overview' has ref of claim 2 'patrols'; write entry-id#claim-id",
    ),
    (
        (ENTRIES, "- id: lost", "- id: count"),
        ("entry 'patrols' has the claim id 'count' twice, in claims 1 and 2; "
        "each claim of an entry has an id of its own"),
    ),
    (
        (ENTRIES, "      - id: own\n        text:", "      - text:"),
        ("entry 'overview' lacks the field 'id' in claim 1; "
        "add id: a short word, unique in its entry; "
        "the older form: python -m bot migrate OLD NEW"),
    ),
    (
        (ENTRIES, "    premises:", "    errata: [two-years]\n    premises:"),
        ("entry 'patrols' has the field 'errata'; a claim names the slips that change its sense; "
        "the older form: python -m bot migrate OLD NEW"),
    ),
    (
        (ENTRIES, "errata: [two-years]", "errata: [two-yaers]"),
        ("entry 'patrols' names the unknown entry 'two-yaers' under errata of a claim; "
        "did you mean 'two-years'?"),
    ),
    (
        (ENTRIES, "errata: [two-years]", "errata: [overview]"),
        ("entry 'patrols' names 'overview' under errata, an entry of kind finding; "
        "only entries of kind: erratum go there"),
    ),
    (
        (ENTRIES, "claim: lost}", "claim: lots}"),
        ("entry 'patrols' has a premise that names the unknown claim 'lots'; "
        "did you mean 'patrols#lost'?"),
    ),
    (
        (ENTRIES, "    slip: sense\n", ""),
        "entry 'two-years' lacks the field 'slip'; add slip:",
    ),
    (
        (ENTRIES, "text: Most notes are short., basis: paper", "text: Most are., footnotes: [1]"),
        ("entry 'how-notes-look' is of kind apparatus and has footnotes in claim 1; "
        "what can be seen of the paper has basis: paper"),
    ),
    (
        (ENTRIES, "The year is given twice., basis: paper", "So it is., footnotes: [1]"),
        ("entry 'two-years' is of kind erratum and has footnotes in claim 1; what can be seen of "
        "the paper has basis: paper; name the notes it is about under about: [n]"),
    ),
    (
        (ENTRIES, "about: [1, 3]", "about: [1, 33]"),
        "entry 'two-years' cites footnote 33; footnotes are 1 to 4",
    ),
    (
        (ENTRIES, "        uncertain: true\n", ""),
        ("entry 'patrols' rests on note 2 in claim 2, whose mark is lost; "
        "add uncertain: true; or basis: paper, if the note belongs elsewhere"),
    ),
    (
        (ENTRIES, "footnotes: [1]\n", "footnotes: [1]\n        uncertain: true\n"),
        ("entry 'patrols' is uncertain in claim 1, but the mark of note 1 is printed; "
        "a note stands where its mark is: remove uncertain, or write basis: paper"),
    ),
    (
        (ENTRIES, "text: The mission was small.", "text: Most of the notes are short."),
        ("entry 'how-notes-look' says nearly the same in claim 1 as 'overview'; keep the one at "
        "kb/entries/all.yaml:24 and refer to it: ref: overview#own"),
    ),
    (
        (PHRASINGS, "claim: lost", "claim: lots"),
        ("entry 'patrols' has the wording 'Did all of them come back in time?' for the claim "
        "'lots', which there is not; did you mean 'lost'?"),
    ),
    (
        (PHRASINGS, '"patrols#count"', '"patrols#lost"'),
        ("entry 'overview' has the wording 'was it forty' for the claim 'patrols#lost', which it "
        "does not refer to; did you mean 'patrols#count'?"),
    ),
    (
        (PHRASINGS, 'verdict: "no"', 'verdict: "maybe"'),
        "entry 'patrols' has verdict of phrasing 2 'maybe'; there are: yes, no",
    ),
    (
        (PHRASINGS, "overview:", "overveiw:"),
        "entry 'overveiw' has wordings, but there is no such entry; did you mean 'overview'?",
    ),
    (
        ("former_ids.yaml", "patrols}", "patrol}"),
        "entry 'patrol-count' leads to the unknown entry 'patrol'; did you mean 'patrols'?",
    ),
    (
        ("former_ids.yaml", "patrol-count", "overview"),
        "entry 'overview' is a former id and an entry; remove it from one of the two",
    ),
    (
        ("former_ids.yaml", "patrols}", "old-id, old-id: patrols}"),
        "entry 'patrol-count' leads to 'old-id', itself a former id; name the entry of today",
    ),
    (
        ("footnotes.yaml", "remark: The count is the author's., status: remark",
         "remark: The count is the author's., status: missing"),
        "footnote 4 is missing but names a remark; remove the remark, or correct status",
    ),
    (
        ("footnotes.yaml", "remark: The count is the author's., ", ""),
        "footnote 4 is a remark without its text; add remark: what the author says there",
    ),
    (
        ("footnotes.yaml", "    works: ", "    source: doe-2001\n    works: "),
        "footnote 3 has both source and works; put all of them under works",
    ),
    (
        ("footnotes.yaml", "source: poe-2002, locator", "source: peo-2002, locator"),
        "footnote 3 names the unknown source 'peo-2002'; did you mean 'poe-2002'?",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_remedy(
    base: Base, change: tuple[str, str, str], message: str
) -> None:
    """One thing wrong gives one message, or the message among its consequences."""
    base.change(*change)
    told = [line.partition(": ")[2] for line in base.told()]
    assert message in told


def test_wordings_stand_in_the_file_of_their_entry(base: Base) -> None:
    """So whoever opens one of the two knows where the other is."""
    (base.folder / "phrasings/more.yaml").write_text("phrasings: {send-more: [more of them]}\n")
    assert base.told() == [
        (
            "kb/phrasings/more.yaml:1: entry 'send-more' has wordings here, but stands in "
            "entries/all.yaml; move them to phrasings/all.yaml"
        )
    ]


def test_near_twins_may_be_allowed(base: Base) -> None:
    """A base that comes from elsewhere is served while it is being edited."""
    base.change(ENTRIES, "text: The mission was small.", "text: Most of the notes are short.")
    assert len(base.told()) == 1

    base.change("paper.yaml", "sections:", "checks: {near_twins: 0}\nsections:")
    assert base.load().entries["overview"].claims[0].text == "Most of the notes are short."


def test_twins_on_different_notes_are_two_statements(base: Base) -> None:
    """Two authors may say the same thing."""
    base.change(ENTRIES, "text: More patrols are needed.", "text: About forty patrols went out.")
    assert base.load()
