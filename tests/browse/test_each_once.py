"""A statement is told once under its note and its work, and slips only where they touch it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.answer_parts import entry_part
from bot.answering.engine import Engine
from bot.answering.outcome import Answered, Context, Query
from bot.browse.entries import note_record, related_to
from bot.browse.lists import EntryList, listing
from bot.discord_kit.custom_ids import EntryGoneError, entry_named, pack, unpack
from bot.paper.claim_references import reference, resolved
from bot.paper.model import Basis, Claim, Entry, Kind, Marker, Slip
from tests.storage.classroom import paper

if TYPE_CHECKING:
    from bot.paper.paper import Paper


def entry(name: str, *claims: Claim, kind: Kind = Kind.FINDING, **more: object) -> Entry:
    """An entry of these claims."""
    return Entry(name, kind, f"On the {name}", "start", claims, **more)  # type: ignore[arg-type]  # as a story needs


def claim(home: str, text: str, *notes: int, **more: object) -> Claim:
    """A claim at its home."""
    basis = Basis.CITED if notes else Basis.PAPER
    name = home.partition("#")[2]
    return Claim(text, "start", notes, basis, id=name, home=home, **more)  # type: ignore[arg-type]  # as a story needs


@pytest.fixture
def small() -> Paper:
    """Two entries, of which one refers to the other; a slip of each sort; an entry merged."""
    made = (
        entry("overview", reference("troops#count", "start"), claim("overview#all", "All.", 1, 2)),
        entry(
            "troops",
            claim("troops#count", "About forty went.", 1, errata=("sense", "form")),
            claim("troops#late", "Half came late.", 2),
            related=("overview",),
        ),
        entry("sense", claim("sense#a", "A." ), kind=Kind.ERRATUM, slip=Slip.SENSE, about=(1,)),
        entry("form", claim("form#b", "B."), kind=Kind.ERRATUM, slip=Slip.CLERICAL, about=(3,)),
    )  # fmt: skip
    whole = replace(paper({one.id: one for one in made}), former={"soldiers": "troops"})
    return replace(whole, entries={k: resolved(e, whole.claim) for k, e in whole.entries.items()})


def test_a_note_and_a_work_list_each_statement_once_where_it_stands(small: Paper) -> None:
    """Those with fewest notes first, and at the end the slips that are about the note."""
    note = listing(small, EntryList("footnote", "1"))
    assert [(row.text, row.opens) for row in note.rows] == [
        ("About forty went.", "troops"),
        ("All.", "overview"),
        ("On the sense", "sense"),
    ]
    first = small.entries["troops"].own_claims[0]
    almost = replace(first, text="Went: about forty.", home="again#a")
    twice = small.with_entries([entry("again", almost, claim("again#b", "About 50 went.", 1))])
    told = [row.text for row in listing(twice, EntryList("footnote", "1")).rows]
    assert told == ["About forty went.", "About 50 went.", "All.", "On the sense"]
    work = listing(small, EntryList("source", "doe-2001"))
    assert [row.text for row in work.rows] == [
        "About forty went.",
        "Half came late.",
        "All.",
        "On the sense",
        "On the form",
    ]


def test_what_a_note_supports_is_answered_with_each_statement_once(small: Paper) -> None:
    """Under the title of the entry where it stands."""
    answer = Engine(small, {}).ask(Query("what does footnote 1 support?"))

    assert isinstance(answer, Answered)
    told = [one.text for one in answer.claims]
    assert told.count("About forty went.") == 1


def test_a_slip_is_told_only_with_the_statement_whose_sense_it_changes(small: Paper) -> None:
    """Clerical ones are told when asked for."""
    troops = small.entries["troops"]
    count, late = troops.claims

    (remark,) = entry_part(small, troops, [count, late]).remarks
    assert remark == "The paper contradicts itself or has a mistake here: On the sense."
    assert entry_part(small, troops, [late]).remarks == ()
    overview = small.entries["overview"]
    assert entry_part(small, overview, overview.claims[:1]).remarks == (remark,)
    slip = small.entries["sense"]
    assert "On note 1." in entry_part(small, slip, slip.claims).remarks


def test_the_record_of_a_lost_note_says_between_which_marks_it_lies(small: Paper) -> None:
    """So that a reader can look there."""
    notes = dict(small.footnotes)
    for between, told in (
        ((1, 3), "between those of notes 1 and 3"),
        ((0, 3), "before that of note 3"),
        ((1, 0), "after that of note 1"),
    ):
        notes[2] = replace(notes[2], marker=Marker.LOST, between=between)
        facts = note_record(replace(small, footnotes=notes), 2).facts
        assert f"Its mark is lost; it stood {told}." in facts


def test_buttons_of_before_open_what_took_an_entrys_place(small: Paper) -> None:
    """And contexts and lists that name it go on."""
    before = replace(
        small,
        entries={**small.entries, "soldiers": replace(small.entries["troops"], id="soldiers")},
    )
    packed = pack(Context("how many", ("soldiers", "troops")), 200)

    assert unpack(packed, before) == Context("how many", ("soldiers", "troops"))
    assert unpack(packed, small) == Context("how many", ("troops",))
    assert entry_named(small, "soldiers").id == "troops"
    with pytest.raises(EntryGoneError):
        entry_named(small, "sailors")
    assert [one.id for one in related_to(small, ["soldiers"])] == ["overview"]
    assert listing(small, EntryList("related", "soldiers")).rows[0].opens == "overview"
