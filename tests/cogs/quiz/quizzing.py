"""A round in the class's server: how time goes on in it, and what is seen of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from tests.cogs.school import labels

if TYPE_CHECKING:
    import simcord

    from bot.quiz.round.state import Round
    from tests.cogs.school import School

# Real seconds: it only keeps a broken story from waiting for ever.
_PATIENCE = 20.0


async def settled(school: School) -> None:
    """Wait until the rounds have done all that there is to do at this moment."""
    school.clock.moved()
    async with asyncio.timeout(_PATIENCE):
        # Storing goes on in a thread, and tells nobody here when it is done.
        while not school.bot.services.rounds.idle:  # noqa: ASYNC110  # there is no event to wait for
            await asyncio.sleep(0.002)
    await school.env.settle()


async def wait(school: School, seconds: float) -> None:
    """Let time go on, a second at a time, and the rounds with it."""
    await settled(school)
    while seconds > 0:
        await school.env.advance_time(min(seconds, 1.0))
        seconds -= 1.0
        await settled(school)


async def begin(
    school: School, who: simcord.MemberActor | None = None, /, **options: Any
) -> simcord.InteractionResult:
    """Somebody, or else Alice, begins a round; what they are told."""
    made = {"questions": 3, "seconds": 20} | options
    reply = await (who or school.alice).slash(school.channel, "quiz start", **made)
    await settled(school)
    return reply


async def until_asked(school: School) -> discord.Message:
    """Wait for the next question; its message."""
    for _ in range(20):
        await settled(school)
        running = school.bot.services.rounds.in_channel(school.channel.id)
        if running is not None and running.phase == "asking":
            return newest(school)
        await wait(school, 1)
    raise AssertionError("no question came")


async def until_revealed(school: School) -> discord.Message:
    """Wait until the right answer is shown; the message that shows it."""
    for _ in range(200):
        running = school.bot.services.rounds.in_channel(school.channel.id)
        if running is None or running.phase == "revealed":
            return newest(school)
        await wait(school, 1)
    raise AssertionError("no answer came")


async def until_over(school: School) -> discord.Message:
    """Wait until the round has ended; the message with the scores."""
    for _ in range(1000):
        if school.bot.services.rounds.in_channel(school.channel.id) is None:
            return newest(school)
        await wait(school, 1)
    raise AssertionError("the round did not end")


def running(school: School) -> Round:
    """The round in the class's channel."""
    found = school.bot.services.rounds.in_channel(school.channel.id)
    assert found is not None, "no round is running"
    return found


def public(school: School) -> list[discord.Message]:
    """What everybody sees in the channel, oldest first."""
    return [one for one in school.channel.history() if not one.flags.ephemeral]


def newest(school: School) -> discord.Message:
    """The last that everybody sees."""
    return public(school)[-1]


def right_label(school: School) -> str:
    """What stands on the button of the right answer to the open question."""
    return label(school, running(school).card.right or 0)


def label(school: School, option: int) -> str:
    """What stands on an option's button."""
    return labels(public(school)[-1])[option]


def wrong_label(school: School) -> str:
    """What stands on the button of a wrong answer to the open question."""
    return label(school, 1 if running(school).card.right == 0 else 0)


async def typed(
    who: simcord.MemberActor, question: discord.Message | simcord.ResponseMessage, text: str
) -> simcord.InteractionResult:
    """Somebody types an answer into the form of a question; what they are told."""
    form = await who.click(question, label="Type your answer")
    return await who.submit_modal(form, {"answer": text})


def deny(school: School, *permissions: str) -> None:
    """Take permissions in the channel away from everybody but those who manage the server."""
    denied = discord.Permissions(**dict.fromkeys(permissions, True))
    overwrite = Overwrite(
        target_id=school.guild.id, type=OverwriteType.ROLE, allow=0, deny=denied.value
    )
    school.env.backend.set_overwrite(school.channel.id, overwrite)
