"""/ask: a student asks, and sees an answer with its footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.discord.school import labels, texts

if TYPE_CHECKING:
    from tests.discord.school import School


async def test_an_answer_names_its_footnotes(school: School) -> None:
    """Alice asks what SEA is and reads a definition with marks and the full sources."""
    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")

    assert not reply.ephemeral
    shown = texts(reply)
    assert "### Sexual exploitation and abuse (SEA)" in shown
    assert "cited by the paper" in shown
    assert labels(reply) == ["All sources", "Related", "Follow up"]
