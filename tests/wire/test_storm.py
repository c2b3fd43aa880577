"""Discord stumbles again and again, and every question has one answer in time.

The suite has a few of each; `make proofs` a thousand refusals and resets, and a hundred lines that
are cut.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.support.small import QUESTION, TITLE
from tests.wire.faults import CALLBACK, failing, rate_limited, reset
from tests.wire.objects import Person, snowflake
from tests.wire.records import texts
from tests.wire.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.wire.conftest import Classroom
    from tests.wire.faults import Fault

pytestmark = pytest.mark.asyncio(loop_scope="session")

FAULTS, FAULTS_IN_FULL = 12, 1_000
DROPS, DROPS_IN_FULL = 3, 100

KINDS: tuple[Callable[[], Fault], ...] = (
    lambda: rate_limited(CALLBACK, 0.2),
    lambda: failing(CALLBACK, 500),
    lambda: failing(CALLBACK, 502),
    lambda: failing(CALLBACK, 503),
    lambda: failing(CALLBACK, 504),
    lambda: reset(CALLBACK, done=False),
    lambda: reset(CALLBACK, done=True),
)


def many(request: pytest.FixtureRequest, few: int, in_full: int) -> int:
    """How many there are in this run."""
    return in_full if request.config.getoption("--full") else few


def newcomer(room: Classroom) -> Student:
    """Somebody who has not asked anything yet: one person may ask only so often."""
    return Student(room.discord, Person(snowflake(), "newcomer"))


async def test_a_storm_of_refusals_and_resets(
    classroom: Classroom, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is lost, nothing doubled, nothing late, and nothing is told as failed."""
    random, times = Random(1), many(request, FAULTS, FAULTS_IN_FULL)
    took = []
    for _ in range(times):
        classroom.discord.befall(random.choice(KINDS)())
        asked = await newcomer(classroom).slash("ask", None, question=QUESTION)
        logged = await classroom.bot.logged("interaction", id=int(asked.id))
        assert TITLE in texts(asked.message)
        assert asked.followups == []
        assert logged["outcome"] == "answered"
        took.append(asked.took)
    assert classroom.discord.faults == []
    with capsys.disabled():
        if times == FAULTS_IN_FULL:
            print(f"\n{times} faults: every answer there once, the slowest in {max(took):.2f} s")  # noqa: T201  # the figure that `make proofs` reports


async def test_a_line_that_is_cut_again_and_again(
    classroom: Classroom, request: pytest.FixtureRequest
) -> None:
    """Each time the bot comes back to its session and answers what was asked meanwhile."""
    gateway = classroom.discord.gateway
    for _ in range(many(request, DROPS, DROPS_IN_FULL)):
        gateway.drop()
        await classroom.discord.until(lambda: not gateway.connected, "the end of the line")
        asked = await newcomer(classroom).slash("ask", None, question=QUESTION)
        assert TITLE in texts(asked.message)
