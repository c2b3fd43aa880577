"""A student asks, over real sockets, and is answered in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wire.objects import BOB
from tests.wire.records import texts

if TYPE_CHECKING:
    from tests.wire.conftest import Classroom

pytestmark = pytest.mark.asyncio(loop_scope="session")

SEA = "-# Sexual exploitation and abuse (SEA)"


async def test_a_question(library: Classroom) -> None:
    """Alice asks what SEA is; everybody in the channel sees the answer and its sources."""
    asked = await library.alice.slash("ask", question="What is SEA?")

    assert not asked.private
    assert SEA in texts(asked.message)
    assert "ST/SGB/2003/13" in texts(asked.message)
    assert (await library.bot.logged("interaction", command="ask"))["outcome"] == "answered"


async def test_a_private_question(library: Classroom) -> None:
    """Nobody else sees the answer, and the text of the question is not in the log."""
    asked = await library.alice.slash("ask", question="What is SEA?", private=True)

    assert asked.private
    assert SEA in texts(asked.message)
    assert "What is SEA" not in str(await library.bot.logged("interaction", command="ask"))


async def test_a_question_in_a_dm(library: Classroom) -> None:
    """In a DM with the bot there is nobody to hide an answer from."""
    asked = await library.alice.slash("ask", None, question="What is SEA?", private=True)

    assert not asked.private
    assert SEA in texts(asked.message)


async def test_questions_are_offered_while_typing(library: Classroom) -> None:
    """Alice begins to type and picks from questions that the paper answers."""
    offered = await library.alice.type_in("ask", "question", "what is traff")

    assert any("trafficking" in choice.lower() for choice in offered)
    assert len(offered) <= 25


async def test_a_button(library: Classroom) -> None:
    """The sources behind the answer are shown to the one who asks for them."""
    asked = await library.alice.slash("ask", question="What is SEA?")
    cited = await library.alice.press(asked.message, "cite")

    assert cited.private
    assert "ST/SGB/2003/13" in texts(cited.message)


async def test_a_follow_up(library: Classroom) -> None:
    """A question asked in the modal is read in the light of the answer above it."""
    asked = await library.alice.slash("ask", question="What is SEA?")
    modal = await library.alice.press(asked.message, "follow")
    answer = await library.alice.submit(modal, "who said that?")

    assert not answer.private
    assert "who said that?" in texts(answer.message)
    assert "ST/SGB/2003/13" in texts(answer.message)


async def test_a_classmates_message(library: Classroom) -> None:
    """The message menu answers what Bob wrote, for Alice alone."""
    written = await library.discord.say(BOB, "What is SEA?")
    chosen = await library.alice.menu("Answer from the paper", written)

    assert chosen.private
    assert SEA in texts(chosen.message)
