"""What an entry learns of a lesson."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.curation.teach_phrasings import MOST_TAUGHT, PhrasingBatch, learned
from bot.paper.model import Claim, Entry, Kind, Vocabulary, Wording

ENTRY = Entry(
    id="ferries",
    kind=Kind.FINDING,
    title="Ferries",
    section="start",
    claims=(Claim("Ferries run at dawn.", "start", (1,)),),
    phrasings=(Wording("When do ferries run?"),),
)

VOCABULARY = Vocabulary()


def test_wordings_become_phrasings() -> None:
    """Each once, whatever its letters and signs; what it has already is nothing new."""
    lesson = PhrasingBatch(("ferry times", "Ferry times?", "when do ferries RUN", "boats"))

    taught = learned(ENTRY, lesson, {}, {}, VOCABULARY)

    assert taught.wordings == ("ferry times", "boats")
    assert taught.entry.wordings == (*ENTRY.wordings, "ferry times", "boats")
    assert not taught.statement


def test_what_another_entry_has_stays_there() -> None:
    """With that entry's title; the entry's own is not another's."""
    lesson = PhrasingBatch(("boats", "ships", "rafts"))
    owners = {"boats": "boats", "ships": "gone", "rafts": "ferries"}

    taught = learned(ENTRY, lesson, owners, {"boats": "All boats"}, VOCABULARY)

    assert taught.wordings == ("rafts",)
    assert taught.elsewhere == {"boats": "All boats", "ships": "gone"}


def test_a_statement_is_learned_once() -> None:
    """With its note, in the note's section."""
    lesson = PhrasingBatch(statement="Ferries are blue.", note=3, section="end")

    taught = learned(ENTRY, lesson, {}, {}, VOCABULARY)
    again = learned(taught.entry, lesson, {}, {}, VOCABULARY)

    assert taught.statement
    assert taught.entry.claims[-1] == Claim(
        "Ferries are blue.", "end", (3,), id="blue", home="ferries#blue"
    )
    assert again.entry == taught.entry
    assert not again.statement


@given(st.lists(st.text(max_size=40), max_size=30))
def test_any_wordings_leave_an_entry_that_can_be_kept(wordings: list[str]) -> None:
    """No phrasing without a word, none twice, none over several lines, and not too many."""
    entry = learned(ENTRY, PhrasingBatch(tuple(wordings)), {}, {}, VOCABULARY).entry

    keys = [VOCABULARY.wording_key(phrasing) for phrasing in entry.wordings]
    assert all(keys)
    assert len(set(keys)) == len(keys) <= 1 + MOST_TAUGHT
    assert all(len(phrasing.splitlines()) == 1 for phrasing in entry.wordings)
