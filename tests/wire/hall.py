"""Many people who ask at once, each from an account of their own."""

from __future__ import annotations

import asyncio
from itertools import cycle, islice
from typing import TYPE_CHECKING

from tests.wire.objects import Person, snowflake
from tests.wire.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.wire.loopback import Loopback
    from tests.wire.records import Exchange


async def ask_all_at_once(
    discord: Loopback, people: int, questions: Iterable[str]
) -> list[Exchange]:
    """Let so many people send /ask before any is answered; what came back, in order.

    AssertionError tells of somebody who was not answered in time.
    """
    hall = [Student(discord, Person(snowflake(), f"student-{n}")) for n in range(people)]
    asked = zip(hall, islice(cycle(questions), people), strict=True)
    sent = [await student.send("ask", question=question) for student, question in asked]
    return list(await asyncio.gather(*map(discord.answered, sent)))
