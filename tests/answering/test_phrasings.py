"""Every phrasing that the curators wrote leads to the entry it was written for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.message_acts import ordered
from bot.answering.outcome import Answered, Query

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from tests.answering.conftest import Made

# One in so many is asked; with --full, all are.
ASKED = 3


@pytest.fixture(scope="module")
def asked(
    shipped: Engine, request: pytest.FixtureRequest
) -> list[tuple[str, str, Answered | None]]:
    """Phrasings with their entries, and the answer to each where it has one."""
    written = [(text, e.id) for e in shipped.paper.entries.values() for text in e.wordings]
    return [
        (text, entry, outcome if isinstance(outcome, Answered) else None)
        for text, entry in written[:: 1 if request.config.getoption("--full") else ASKED]
        for outcome in [shipped.ask(Query(text))]
    ]


def test_no_phrasing_is_refused_by_its_form(shipped: Engine) -> None:
    """None looks like small talk, a sum, gibberish or an order to the bot."""
    for entry in shipped.paper.entries.values():
        for text in entry.wordings:
            assert ordered(text) is None, f"{entry.id}: {text}"


def test_a_phrasing_typed_word_for_word_reaches_its_own_entry(
    asked: list[tuple[str, str, Answered | None]],
) -> None:
    """Each is answered from its entry first, whatever reference or list it also looks like."""
    missed = [
        (text, entry)
        for text, entry, answer in asked
        if answer is None or answer.entries[:1] != (entry,)
    ]
    assert missed == []
    assert all(answer.citations for _, _, answer in asked if answer)


def test_every_entry_is_found_by_its_title(shipped: Engine) -> None:
    """Typed alone, a title leads to its entry among the first three."""
    for entry in shipped.paper.entries.values():
        found = [match.entry for match in shipped.ranking(entry.title)[:3]]
        assert entry.id in found, f"{entry.title!r} found {found}"


def test_a_phrasing_is_found_as_it_is_typed_whatever_correction_makes_of_it(
    made: type[Made],
) -> None:
    """Words that the base also has as one are not joined first."""
    base = made()
    base.entry("harbour", phrasings=("peace keepers in port",))
    base.entry("others", "The peacekeepers are in port.", phrasings=("who are the peacekeepers",))
    engine = base.engine()

    explained = engine.explain("Peace keepers in port?")

    assert explained.step == "wording"
    assert explained.matches[0].entry == "harbour"


def test_a_phrasing_in_another_script_answers_no_question_but_its_own(made: type[Made]) -> None:
    """The engine reads no word of it, and yet not every text without words is that phrasing."""
    engine = made().entry("harbour", phrasings=("Где порт?",)).engine()

    assert isinstance(engine.ask(Query("где порт")), Answered)
    assert not isinstance(engine.ask(Query("Что такое мир?")), Answered)
