"""What differs between two states of an entry, and how a message shows it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curation.diff import Difference, differences
from bot.discord_kit.markdown import counts_text, diff_text
from bot.paper.model import ActorType, Claim, CuratorNote, Entry, Kind, Wording

OLD = Entry(
    "x",
    Kind.FINDING,
    "A title",
    "laws",
    (Claim("One.", "laws", (1,)), Claim("Two.", "laws", (2,))),
    phrasings=(Wording("what is one"), Wording("what is two")),
    keywords=("a", "b"),
)


def test_each_field_is_told_with_what_is_gone_and_new() -> None:
    """Statements with what they rest on, in the form's words and order."""
    new = replace(
        OLD,
        title="Another",
        claims=(OLD.claims[0], Claim("Two.", "laws", (3,))),
        phrasings=(*OLD.phrasings, Wording("what is three", "", "no")),
        keywords=("a",),
    )

    assert differences(OLD, new) == (
        Difference("Title", (("-", "A title"), ("+", "Another"))),
        Difference("Statements", (("-", "Two. [2]"), ("+", "Two. [3]"))),
        Difference("How students ask for it", (("+", "what is three [no]"),)),
        Difference("Keywords", (("-", "b"),)),
    )
    assert counts_text(differences(OLD, new)) == (
        "Title +1 −1, Statements +1 −1, How students ask for it +1, Keywords −1"
    )


def test_what_only_some_kinds_have_is_told_too() -> None:
    """A date, a type of actor, a curators' note."""
    event = replace(OLD, kind=Kind.EVENT, date="2004")
    assert [one.field for one in differences(OLD, event)] == ["Kind", "Date"]
    actor = replace(OLD, kind=Kind.ACTOR, actor_type=ActorType.PLACE, names=("Y",))
    assert {"Type of actor", "Other names"} <= {one.field for one in differences(OLD, actor)}
    noted = replace(
        OLD, kind=Kind.ERRATUM, curator_note=CuratorNote("See there.", ("doe-2019", "roe"))
    )
    assert differences(OLD, noted)[-1].added == ("See there. [doe-2019, roe]",)


def test_a_statement_of_another_entry_is_told_by_where_it_stands() -> None:
    """As it is typed."""
    shown = Claim("Three.", "laws", (3,), id="three", home="y#three")
    new = replace(OLD, claims=(*OLD.claims, shown))

    assert differences(OLD, new) == (Difference("Statements", (("+", "Three. [see y#three]"),)),)


def test_an_entry_that_is_not_there_differs_in_all_that_it_has() -> None:
    """When it was added, or is retired."""
    assert all(not one.removed for one in differences(None, OLD))
    assert all(not one.added for one in differences(OLD, None))
    assert differences(OLD, OLD) == ()
    assert differences(None, None) == ()


def test_of_a_long_line_only_the_change_is_shown() -> None:
    """In bold, with some words around it."""
    before = f"{'so ' * 60}it was decided in 2003 by {'them ' * 60}[1]"
    told = diff_text(
        (Difference("Statements", (("-", before), ("+", before.replace("2003", "2004")))),), 900
    )

    _, gone, new = told.splitlines()
    assert "**2003** by" in gone
    assert "**2004** by" in new
    assert len(new) < 200


def test_lists_of_words_stand_on_one_line() -> None:
    """Ten keywords are no ten lines of a phone."""
    told = diff_text((Difference("Keywords", (("-", "a"), ("-", "b"), ("+", "c"))),), 900)

    assert told == "**Keywords**\n**−** a, b\n**+** c"


def test_no_difference_is_told_as_that() -> None:
    """And is never an empty message."""
    assert diff_text((), 100) == "Nothing differs."


lines = st.lists(st.tuples(st.sampled_from("-+"), st.text(min_size=1, max_size=400)), max_size=30)


@given(
    st.lists(st.builds(Difference, st.sampled_from(["Statements", "Keywords"]), lines.map(tuple))),
    st.integers(200, 3000),
)
@settings(max_examples=100, deadline=None)
def test_a_diff_keeps_to_its_room(found: list[Difference], room: int) -> None:
    """Whatever it is of; the rest is counted."""
    assert len(diff_text(found, room)) <= room


@given(
    st.lists(st.sampled_from("abcdef"), max_size=6, unique=True).map(tuple),
    st.lists(st.sampled_from("abcdef"), max_size=6, unique=True).map(tuple),
)
@settings(max_examples=200, deadline=None)
def test_what_is_gone_and_new_leads_from_one_to_the_other(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    """A diff leaves nothing out."""
    found = differences(*(replace(OLD, phrasings=tuple(map(Wording, said))) for said in (old, new)))

    removed = [text for one in found for text in one.removed]
    added = [text for one in found for text in one.added]
    assert sorted([*old, *added]) == sorted([*new, *removed])
    assert bool(found) == (old != new)
