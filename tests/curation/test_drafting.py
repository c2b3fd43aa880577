"""Drafts: everything shipped survives being edited, and what is wrong is told by field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curation.drafts.draft import (
    DRAFT,
    Draft,
    Origin,
    draft_of,
    entry_id,
    lines_of,
    new_draft,
    questions_of,
    sound,
    typed,
)
from bot.curation.drafts.draft_validation import (
    DraftProblem,
    ValidatedDraft,
    ValidationContext,
    validated,
)
from bot.curation.overlay import owners_in
from bot.paper.model import ActorType, Basis, Claim, Kind, Source, Vocabulary, Wording
from bot.paper.writer import digest_of
from tests.support.shipped import shipped_engine

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from bot.paper.model import Entry
    from bot.paper.paper import Paper

DOE = Source("doe-2019", "document", "On missions", year=2019, outside=True)


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The shipped knowledge."""
    return shipped_engine()


@pytest.fixture(scope="module")
def paper(engine: Engine) -> Paper:
    """The shipped paper."""
    return engine.paper


def over(paper: Paper, base: Paper | None = None, before: Entry | None = None) -> ValidationContext:
    """What a draft is checked against, where `paper` is served."""
    base = base or paper
    return ValidationContext(paper, base, owners_in(paper, base), paper.entries, before)


def check(paper: Paper, draft: Draft) -> ValidatedDraft:
    """A draft checked against a paper without a server's own."""
    return validated(draft, over(paper))


def good(**values: str) -> Draft:
    """A new draft without a fault, but for `values`."""
    draft = new_draft(
        title="A new finding",
        statements="The mission had no police of its own. [12]",
        phrasings="Had the mission a police force?",
    )
    return typed(draft, values)


def test_every_shipped_entry_survives_being_edited(paper: Paper) -> None:
    """Opened in the modal and sent as it is, it is the same entry, without a fault."""
    for entry in paper.entries.values():
        draft = draft_of(entry, paper.entries, seen=0, own=entry)
        made = validated(DRAFT.validate_json(DRAFT.dump_json(draft)), over(paper, before=entry))

        assert made.faults == ()
        assert made.entry == entry
        assert draft.based_on == digest_of(entry)


def test_a_new_entry_stands_where_its_first_footnote_does(paper: Paper) -> None:
    """A gap says no section; the footnote does."""
    made = check(paper, good())

    assert made.faults == ()
    assert made.entry is not None
    assert made.entry_id == "a-new-finding"
    assert made.entry.section == paper.footnotes[12].section
    assert made.entry.claims[0].section == made.entry.section


def test_without_a_footnote_the_section_is_asked_for(paper: Paper) -> None:
    """The author's own statement could stand anywhere."""
    made = check(paper, good(statements="Peace matters. [paper]"))

    assert made.faults == (DraftProblem("Section", "choose below where in the paper this stands"),)
    assert made.entry is None
    assert made.shown is not None


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"title": "  "}, "Title", "has an empty title; write some text"),
        ({"statements": ""}, "Statements", "write at least one statement"),
        ({"statements": "It is so."}, "Statements", "statement 1"),
        ({"statements": "It is so. [81]"}, "Statements", "footnotes are 1 to 80"),
        ({"phrasings": "What is SEA?"}, "How students ask for it", "'sea'"),
        ({"phrasings": "???"}, "How students ask for it", "without a word in it"),
        (
            {"related": "trafficking-definitoin"},
            "Related entries",
            "did you mean 'trafficking-definition'?",
        ),
    ],
)
def test_a_fault_names_the_field_and_the_remedy(
    paper: Paper, values: dict[str, str], field: str, told: str
) -> None:
    """As the modal calls the field."""
    faults = check(paper, good(**values)).faults

    assert [fault.field for fault in faults] == [field]
    assert told in faults[0].told


def test_what_can_be_shown_is_shown_beside_the_faults(paper: Paper) -> None:
    """A curator sees the card though a question belongs to another entry."""
    made = check(paper, good(phrasings="What is SEA?"))

    assert made.entry is None
    assert made.shown is not None
    assert made.shown.claims[0].footnotes == (12,)


def test_related_entries_may_be_named_by_their_titles(paper: Paper) -> None:
    """Nobody knows ids by heart."""
    made = check(paper, good(related="sexual exploitation and abuse (SEA)\nkosovo\nkosovo"))

    assert made.entry is not None
    assert made.entry.related == ("sea", "kosovo")


def test_a_new_source_makes_a_moderators_note(paper: Paper) -> None:
    """It goes with the entry, and no footnote is claimed."""
    draft = replace(good(statements="Others agree. [doe-2019]"), works=(DOE,), section="laws")

    made = check(paper, draft)

    assert made.entry is not None
    assert made.entry.claims[0].basis is Basis.MODERATOR
    assert made.works == (DOE,)


def test_a_servers_own_source_goes_with_every_entry_that_rests_on_it(paper: Paper) -> None:
    """Else it would be gone when the entry that brought it is retired."""
    first = replace(
        paper.entries["kosovo"],
        claims=(Claim("So it is.", "laws", basis=Basis.MODERATOR, source="doe-2019"),),
    )
    served = paper.with_entries([first], (), [DOE])
    draft = replace(good(statements="Others agree. [doe-2019]"), section="laws")

    made = validated(draft, over(served, paper))

    assert made.works == (DOE,)


def test_references_to_what_was_retired_meanwhile_are_left_out(paper: Paper) -> None:
    """The curator cannot see them in the modal, and need not mend them."""
    entry = paper.entries["sea"]
    draft = draft_of(entry, paper.entries, seen=0, own=entry)
    served = paper.with_entries((), ["un", "zero-tolerance"])
    later = draft_of(entry, served.entries, seen=0, own=entry)

    assert "zero-tolerance" not in later.related
    made = validated(replace(draft, related=later.related), over(served, paper))
    assert made.faults == ()
    assert made.entry is not None
    assert "un" not in made.entry.actors


def test_a_phrasing_of_an_entry_that_was_changed_here_is_free_or_taken_as_it_is_here(
    paper: Paper,
) -> None:
    """The server's own wording counts, not the paper's under it."""
    changed = replace(paper.entries["sea"], phrasings=(Wording("tell me of sea"),))
    served = paper.with_entries([changed], ["kosovo"])
    owners = owners_in(served, paper)

    assert owners["tell me of sea"] == "sea"
    assert "what is sea" not in owners
    assert "kosovo" not in owners.values()


def test_a_draft_may_be_of_any_kind(paper: Paper) -> None:
    """What a kind needs besides is given with the command."""
    for kind, more in (
        (Kind.EVENT, {"date": "2004-05"}),
        (Kind.ACTOR, {"actor_type": ActorType.PLACE}),
        (Kind.RECOMMENDATION, {"number": "9z"}),
        (Kind.ERRATUM, {}),
    ):
        draft = new_draft(kind, "laws", title="New", statements="So. [12]", **more)

        made = check(paper, draft)

        assert made.faults == ()
        assert made.entry is not None
        assert made.entry.kind is kind


def test_the_ids_of_new_entries_are_their_titles_and_unique() -> None:
    """Letters of other alphabets leave a word that says so little as not to mislead."""
    assert entry_id("SEA: the UN’s définition!", {}) == "sea-the-un-s-definition"
    assert entry_id("A title", {"a-title", "a-title-2"}) == "a-title-3"
    assert entry_id("Миротворцы", {}) == "entry"
    assert len(entry_id("word " * 50, {})) <= 60


@given(st.text(alphabet=st.characters(), max_size=80))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_can_be_kept_and_exported(text: str) -> None:
    """No control characters, and no halves of signs that no file could hold."""
    kept = sound(text)

    kept.encode()
    assert kept == sound(kept)
    assert not any(ch < " " and ch != "\n" for ch in kept)


@given(
    st.builds(
        Draft,
        entry=st.just("x"),
        is_new=st.booleans(),
        kind=st.sampled_from(Kind),
        section=st.just("laws"),
        title=st.text(max_size=30),
        statements=st.text(max_size=30),
        origin=st.builds(
            Origin, st.none() | st.integers(1, 2**60), st.lists(st.integers(1)).map(tuple)
        ),
        works=st.sampled_from([(), (DOE,)]),
    )
)
@settings(max_examples=100, deadline=None)
def test_a_draft_is_read_as_it_was_written(draft: Draft) -> None:
    """A restart between two presses changes nothing of it."""
    draft = typed(draft, {"title": draft.title, "statements": draft.statements})

    assert DRAFT.validate_json(DRAFT.dump_json(draft)) == draft


def test_a_line_that_is_typed_twice_counts_once() -> None:
    """In any case, punctuation and contraction."""
    lines = "What is SEA?\n\n  what is sea \nSEA\nWhat’s SEA"

    assert questions_of(lines, Vocabulary().wording_key) == ["What is SEA?", "SEA"]
    assert lines_of("zero tolerance\nzero-tolerance\nzero  tolerance") == [
        "zero tolerance",
        "zero-tolerance",
    ]


def test_what_no_modal_holds_stays_as_it_is(paper: Paper) -> None:
    """The entry with the most phrasings."""
    entry = max(paper.entries.values(), key=lambda one: sum(map(len, one.wordings)))
    draft = draft_of(entry, paper.entries, seen=0, own=entry)
    assert draft.too_long == ("phrasings",)

    made = validated(typed(draft, {"title": "Another title"}), over(paper, before=entry))

    assert made.entry is not None
    assert made.entry.phrasings == entry.phrasings
