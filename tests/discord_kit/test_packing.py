"""A context in the ids of buttons, and back again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.outcome import Context
from bot.discord_kit.custom_ids import (
    CITE,
    FOLLOW_UP,
    MISSING,
    RELATED,
    SOURCES,
    WRONG,
    carrier_ids,
    context_carried,
    pack,
    question_carried,
    split,
    unpack,
)
from tests.support.shipped import shipped_paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.paper import Paper

ROOM = 270
PAPER = shipped_paper()
CLAIMS = [claim.text for entry in PAPER.entries.values() for claim in entry.claims]

contexts = st.builds(
    Context,
    question=st.text(max_size=80).map(lambda text: " ".join(text.split())),
    entries=st.lists(st.sampled_from(list(PAPER.entries)), max_size=6, unique=True).map(tuple),
    sources=st.lists(st.sampled_from(list(PAPER.sources)), max_size=4, unique=True).map(tuple),
    footnotes=st.lists(st.integers(1, 80), max_size=10, unique=True).map(tuple),
    shown=st.lists(st.sampled_from(CLAIMS), max_size=8, unique=True).map(tuple),
)


def fours(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Split names into groups of four; the last group may be smaller."""
    listed = tuple(names)
    return [listed[start : start + 4] for start in range(0, len(listed), 4)]


@pytest.fixture(scope="module")
def paper() -> Paper:
    """The shipped knowledge."""
    return PAPER


@given(contexts)
def test_a_context_comes_back_as_it_was(context: Context) -> None:
    """Names, notes, statements and a question of ordinary length."""
    packed = pack(context, ROOM)

    assert len(packed) <= ROOM
    assert packed.isascii()
    assert packed.isprintable()
    assert " " not in packed
    assert ":" not in packed
    assert unpack(packed, PAPER) == context


@given(contexts, st.sampled_from([WRONG, MISSING]))
def test_an_answer_of_before_is_still_understood(context: Context, last: str) -> None:
    """When its first piece was carried by “All sources”, and there was no “Cite”."""
    former = carrier_ids(context, (SOURCES, RELATED, FOLLOW_UP, last))
    today = carrier_ids(context, (CITE, RELATED, FOLLOW_UP, last))

    assert context_carried(former.values(), PAPER) == context
    assert question_carried(list(former.values()), PAPER) == context.question
    assert context_carried([f"{SOURCES}:", *today.values()], PAPER) == context


@given(st.text(max_size=2000))
def test_any_question_is_kept_from_its_beginning(question: str) -> None:
    """As much of it as there is room for."""
    found = unpack(pack(Context(question), ROOM), PAPER)

    assert found is not None
    # Half a surrogate pair is no character, and cannot be sent either.
    assert " ".join(question.encode("utf-8", "ignore").decode().split()).startswith(found.question)


def test_no_two_names_of_the_shipped_knowledge_are_taken_for_each_other(paper: Paper) -> None:
    """Their short hashes differ."""
    entries = [Context("x", entries=some) for some in fours(paper.entries)]
    sources = [Context("x", sources=some) for some in fours(paper.sources)]
    for context in (*entries, *sources):
        assert unpack(pack(context, ROOM), paper) == context


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=200))
def test_what_was_never_packed_is_no_context(text: str) -> None:
    """Ids of another bot, or of an earlier version; at worst once in 65,536."""
    assert unpack(text, PAPER) is None


def test_a_damaged_one_is_no_context(paper: Paper) -> None:
    """A character changed, dropped or added."""
    packed = pack(Context("What is SEA?", ("sea",)), ROOM)
    choice = random.Random(7)
    for _ in range(200):
        at = choice.randrange(len(packed))
        other = choice.choice([c for c in "ABCxyz0123" if c != packed[at]])
        damaged = packed[:at] + other + packed[at + 1 :]
        assert unpack(damaged, paper) is None
    assert unpack(packed[:-5], paper) is None


def test_what_is_gone_from_the_knowledge_is_left_out(paper: Paper) -> None:
    """The rest is still understood."""
    packed = pack(Context("x", ("sea", "zero-tolerance"), footnotes=(16,)), ROOM)

    found = unpack(packed, paper.with_entries((), retired=["sea"]))

    assert found == Context("x", ("zero-tolerance",), footnotes=(16,))


def test_pieces_are_as_long_as_they_may_be() -> None:
    """And no longer."""
    assert split("abcdefg", 3, 3) == ["abc", "def", "g"]
    assert split("ab", 3, 3) == ["ab", "", ""]
    with pytest.raises(ValueError, match="too long"):
        split("abcdefghij", 3, 3)
