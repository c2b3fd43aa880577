"""People who play rounds in many channels at once: they see what is posted there, and press."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.wire import objects
from tests.wire.objects import BUTTON, COMPONENT, PACE, Person, snowflake
from tests.wire.records import Request, ids, texts
from tests.wire.student import Student

if TYPE_CHECKING:
    import random

    from tests.wire.loopback import Loopback
    from tests.wire.records import Exchange

_OPTION = re.compile(r"quiz:([0-9a-z]+):(\d+):(\d+)")
_TIME_UP = re.compile(r"Time is up <t:(\d+):R>")
_UNDER_SCORES = "quiz-export:"
# Seconds on the loopback Discord.
_EARLIEST, _AFTER = 0.3, 2.0
_CHANGES, _DOUBLES, _LATE = 0.25, 0.05, 0.05


@dataclass
class Press:
    """Somebody's press on an option, and what came of it."""

    round: int
    question: int
    player: int
    option: int
    exchange: Exchange

    @property
    def id(self) -> int:
        """The interaction's id, which holds its time."""
        return int(self.exchange.payload["id"])

    @property
    def told(self) -> str:
        """What the person was told; empty for somebody who was not."""
        reply = self.exchange.reply or {}
        return str(reply.get("data", {}).get("content") or "")


@dataclass
class Crowd:
    """So many players in each channel, who press at any moment of a question, once or twice.

    `deadlines` are the last that each question's message showed, in seconds since 1970, `messages`
    how many it had, `over` the messages with scores.
    """

    discord: Loopback
    rng: random.Random
    players: int
    presses: list[Press] = field(default_factory=list)
    deadlines: dict[tuple[int, int], int] = field(default_factory=dict)
    messages: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    hosts: dict[str, Student] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._people: dict[str, list[Person]] = {}
        self.discord.rest.board.seen = self._seen

    async def begin(self, where: str, **options: Any) -> Exchange:
        """The channel's host begins a round."""
        if where not in self.hosts:
            person = Person(snowflake(), f"host-{where[-5:]}")
            self.hosts[where] = Student(self.discord, person)
            self._people[where] = [
                Person(snowflake(), f"player-{where[-5:]}-{n}") for n in range(self.players)
            ]
        return await self.hosts[where].send("quiz", where, sub="start", **options)

    async def rest(self) -> None:
        """Wait until everybody has pressed."""
        await asyncio.gather(*self._tasks)

    def _seen(self, message: dict[str, Any]) -> None:
        every = ids(message)
        if any(one.startswith(_UNDER_SCORES) for one in every):
            self.over.add(message["id"])
        found = [_OPTION.fullmatch(one) for one in every]
        options = [match for match in found if match]
        if not options:
            return
        place = int(options[0][1], 36), int(options[0][2])
        if up := _TIME_UP.search(texts(message)):
            self.deadlines[place] = int(up[1])
            old = self.messages.setdefault(place, set())
            if message["id"] not in old:
                old.add(message["id"])
                for person in self._people[message["channel_id"]]:
                    self._go(self._play(person, message, place, len(options)))

    def _go(self, play: Any) -> None:
        task = asyncio.get_running_loop().create_task(play)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _play(
        self, person: Person, message: dict[str, Any], place: tuple[int, int], options: int
    ) -> None:
        left = self.deadlines[place] - PACE.now()
        if self.rng.random() < _LATE:
            moments = [left + self.rng.uniform(0.1, _AFTER)]
        else:
            moments = [self.rng.uniform(_EARLIEST, left - 0.1)]
            if self.rng.random() < _CHANGES:
                moments.append(self.rng.uniform(moments[0], left - 0.05))
        began = time.monotonic()
        for moment in moments:
            await asyncio.sleep(max(0.0, moment / PACE.factor - (time.monotonic() - began)))
            await self._press(person, message, place, self.rng.randrange(options))

    async def _press(
        self, person: Person, message: dict[str, Any], place: tuple[int, int], option: int
    ) -> None:
        custom_id = next(
            one
            for one in ids(message)
            if (match := _OPTION.fullmatch(one)) and int(match[3]) == option
        )
        data = {"custom_id": custom_id, "component_type": BUTTON}
        where = message["channel_id"]
        payload = objects.interaction(COMPONENT, data, person, where=where, message=message)
        exchange = await self.discord.interact(payload)
        self.presses.append(Press(*place, int(person.id), option, exchange))
        if self.rng.random() < _DOUBLES:
            # Discord may deliver an event twice.
            await self.discord.gateway.session.dispatch("INTERACTION_CREATE", payload)


def reveals(requests: list[Request]) -> list[tuple[str, int, float]]:
    """When each right answer was posted: the channel, the question from 0, a monotonic time."""
    found = []
    for sent in requests:
        where = re.fullmatch(r"/channels/(\d+)/messages", sent.path)
        if sent.method != "POST" or not where or sent.body is None:
            continue
        shown = texts(sent.body)
        number = re.match(r"-# Question (\d+) of", shown)
        if number and "Right is" in shown and not any(map(_OPTION.fullmatch, ids(sent.body))):
            found.append((where[1], int(number[1]) - 1, sent.at))
    return found
