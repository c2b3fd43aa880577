"""A whole lecture hall asks at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wire.hall import ask_all_at_once
from tests.wire.rest import SECONDS_TO_ANSWER

if TYPE_CHECKING:
    from tests.wire.conftest import Classroom

pytestmark = pytest.mark.asyncio(loop_scope="module")
PEOPLE = 200


@pytest.fixture(scope="module")
def taught() -> str:
    """The knowledge base that comes with the bot."""
    return ""


async def test_everybody_is_answered_in_time(classroom: Classroom) -> None:
    """Two hundred questions at once; Discord would give none of them up."""
    questions = ["What is SEA?", "Who wrote this?", "What happened in Kosovo?", "footnote 42"]

    exchanges = await ask_all_at_once(classroom.discord, PEOPLE, questions)

    assert len(exchanges) == PEOPLE
    assert all(exchange.message for exchange in exchanges)
    assert max(exchange.took for exchange in exchanges) <= SECONDS_TO_ANSWER
