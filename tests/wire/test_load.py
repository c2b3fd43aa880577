"""A whole lecture hall asks at the same moment, and somebody asks everything there is to ask.

The suite runs a part of it; `make load` runs all.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.discord_kit.custom_ids import opening_id
from tests.support.shipped import shipped_paper
from tests.wire.hall import ask_all_at_once
from tests.wire.objects import with_button
from tests.wire.records import texts
from tests.wire.rest import SECONDS_TO_ANSWER

if TYPE_CHECKING:
    from tests.wire.conftest import Classroom

pytestmark = pytest.mark.asyncio(loop_scope="session")
PEOPLE = 200
DIFFERENT = 50
WAVES = 10
EVAL = Path(__file__).parents[1] / "evaluation" / "questions.jsonl"


@pytest.fixture(scope="module")
def full(pytestconfig: pytest.Config) -> bool:
    """Whether everything is wanted."""
    return bool(pytestconfig.getoption("full", default=False))


@pytest.fixture(scope="module")
def questions() -> list[str]:
    """What students ask."""
    lines = EVAL.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["q"] for line in lines]


async def test_everybody_is_answered_in_time(
    library: Classroom, questions: list[str], *, full: bool
) -> None:
    """Two hundred questions at once; Discord would give none of them up."""
    for _ in range(WAVES if full else 1):
        asked = questions if full else questions[:DIFFERENT]
        exchanges = await ask_all_at_once(library.discord, PEOPLE, asked)

        assert len(exchanges) == PEOPLE
        assert all(exchange.message for exchange in exchanges)
        assert max(exchange.took for exchange in exchanges) <= SECONDS_TO_ANSWER


async def test_discord_takes_every_entry_and_footnote(library: Classroom, *, full: bool) -> None:
    """The longest among them too; the body of each answer is checked."""
    paper = shipped_paper()
    step = 1 if full else 9

    for entry in list(paper.entries.values())[::step]:
        shown = await library.alice.press(with_button(opening_id(entry.id)), "open:")
        assert "-# " in texts(shown.message)
    for number in list(paper.footnotes)[::step]:
        shown = await library.alice.slash("footnote", number=number)
        assert str(number) in texts(shown.message)
