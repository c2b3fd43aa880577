"""Two hundred people on twenty servers go on for a long time: nothing piles up, nothing is late.

The suite has them do it for some seconds; `make proofs-soak` for half an hour.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.wire import objects
from tests.wire.objects import COMPONENT, SERVER_OF, Person, snowflake
from tests.wire.process import resident_mib
from tests.wire.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback
    from tests.wire.process import Process
    from tests.wire.records import Exchange

SERVERS, PEOPLE = 20, 200
# Seconds in all, and the longest pause of one person between two acts.
SHORT, IN_FULL = (1.0, 4.0), (1800.0, 20.0)
# How often the memory is looked at, and from which look on it must stay where it is.
LOOKS, WARM = 30, 6
# The bot remembers answers and lines of the limits of each channel up to a bound: in half an hour
# at this load it reaches neither, so it may still grow a little.
MOST_GROWTH = 1.05
EVALUATION = Path(__file__).parents[1] / "evaluation"


@dataclass
class Told:
    """What came of the acts of all people."""

    took: list[float] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)


@pytest.fixture
def places() -> Iterator[list[str]]:
    """A channel in each of so many servers more."""
    SERVER_OF.update({snowflake(): snowflake() for _ in range(SERVERS)})
    yield list(SERVER_OF)
    SERVER_OF.clear()


def said() -> list[str]:
    """What people write: questions, talk, what the paper does not cover, and reports of harm."""
    files = ("questions", "refusals-dev", "strangers-talk-dev", "disclosures-dev")
    return [
        json.loads(line)["q"]
        for name in files
        for line in (EVALUATION / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def pressable(message: dict[str, Any]) -> list[dict[str, Any]]:
    """What can be pressed on a message, and what can be chosen in its menus."""
    found: list[dict[str, Any]] = []
    waiting = list(message.get("components", ()))
    while waiting:
        part = waiting.pop()
        waiting += part.get("components", ())
        waiting += [part["accessory"]] if part.get("accessory") else []
        if "custom_id" in part and not part.get("disabled"):
            pressed = {"custom_id": part["custom_id"], "component_type": part["type"]}
            values = [option["value"] for option in part.get("options", ())]
            found += [pressed | {"values": [value]} for value in values] or [pressed]
    return found


class Regular:
    """Somebody who asks, types, looks things up and presses, again and again."""

    def __init__(self, discord: Loopback, where: str, number: int, texts: list[str]) -> None:
        self._student = Student(discord, Person(snowflake(), f"regular-{number}"))
        self._discord, self._where = discord, where
        self._random, self._texts = random.Random(number), texts
        self._last: dict[str, Any] | None = None

    async def go_on(self, until: float, pause: float, told: Told) -> None:
        """Act until that moment, with pauses of random length."""
        while time.monotonic() < until:
            # Not a wait for anything: the pace of people is what the test is about.
            await asyncio.sleep(self._random.uniform(0, pause))
            act = self._random.choices(("ask", "footnote", "press"), (6, 1, 3))[0]
            exchange = await self._act(act)
            told.acts[act] += 1
            told.took.append(exchange.took)
            self._last = exchange.message

    async def _act(self, act: str) -> Exchange:
        if act == "press" and self._last is not None and (there := pressable(self._last)):
            data = self._random.choice(there)
            payload = objects.interaction(
                COMPONENT, data, self._student.person, where=self._where, message=self._last
            )
            return await self._discord.answered(await self._discord.interact(payload))
        if act == "footnote":
            number = self._random.randint(1, 80)
            return await self._student.slash("footnote", self._where, number=number)
        return await self._student.slash(
            "ask", self._where, question=self._random.choice(self._texts)[:200]
        )


async def look_at(bot: Process, discord: Loopback, seconds: float, told: Told) -> None:
    """Note the bot's memory again and again; the loopback Discord forgets what is over."""
    for _ in range(LOOKS):
        await asyncio.sleep(seconds / LOOKS)
        told.memory.append(resident_mib(bot.pid))
        discord.requests.clear()


async def test_people_go_on_for_a_long_time(
    discord: Loopback,
    launch: Launch,
    places: list[str],
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each act is acknowledged in time, once, without an error in the log; memory stays flat."""
    full = bool(request.config.getoption("--full"))
    seconds, pause = IN_FULL if full else SHORT
    often = {"uses": 1000, "seconds": 1}
    bot = await launch(knowledge="", cooldowns={"user": often, "channel": often, "presses": often})
    texts, told = said(), Told()
    people = [Regular(discord, places[n % SERVERS], n, texts) for n in range(PEOPLE)]
    until = time.monotonic() + seconds

    await asyncio.gather(
        look_at(bot, discord, seconds, told),
        *(one.go_on(until, pause, told) for one in people),
    )

    assert await bot.stop() == 0
    assert bot.grave == []
    assert sum(told.acts.values()) >= PEOPLE
    if full:
        warm, last = told.memory[WARM], told.memory[-1]
        took = sorted(told.took)
        with capsys.disabled():
            print(  # noqa: T201  # the figures that `make proofs-soak` reports
                f"\n{seconds / 60:.0f} minutes, {PEOPLE} people, {SERVERS} servers: "
                f"{len(took)} acts ({dict(told.acts)}), all acknowledged, half within "
                f"{1000 * took[len(took) // 2]:.0f} ms, 99 of 100 within "
                f"{1000 * took[len(took) * 99 // 100]:.0f} ms, the slowest in {took[-1]:.2f} s; "
                f"memory {warm:.0f} MiB after a fifth of the time, {last:.0f} MiB at the end"
            )
        assert last <= MOST_GROWTH * warm
