"""Every command, over real sockets, with what it shows first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.wire.faults import CALLBACK
from tests.wire.objects import SLASH
from tests.wire.records import descriptions, texts

if TYPE_CHECKING:
    from tests.wire.conftest import Classroom

pytestmark = pytest.mark.asyncio(loop_scope="session")
COMMANDS: dict[str, tuple[dict[str, Any], str]] = {
    "ask": ({"question": "_" * 500}, "Not covered"),
    "define": ({"term": "SEA"}, "Sexual exploitation and abuse"),
    "section": ({"name": "Introduction"}, "Introduction"),
    "recommendation": ({"number": "1"}, "1"),
    "footnote": ({"number": 42}, "42"),
    "source": ({"work": "Mendelson"}, "Mendelson"),
    "cite": ({"what": "Mendelson"}, "Mendelson"),
    "timeline": ({}, "### Timeline"),
    "about": ({}, "Kelley"),
    "help": ({}, "/ask"),
    "privacy": ({}, "What the bot stores"),
}
# What opens a form, draws a picture later or needs a server has stories of its own.
ELSEWHERE = {"suggest", "quiz", "deck", "review", "progress"}


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command(library: Classroom, name: str) -> None:
    """It is answered in time, with a body that Discord takes."""
    options, shown = COMMANDS[name]

    exchange = await library.alice.slash(name, **options)

    assert shown in texts(exchange.message)


async def test_no_command_is_left_out(library: Classroom) -> None:
    """What the bot has synced for students is what these stories try."""
    synced = {
        command["name"]
        for command in library.discord.rest.commands
        if command["type"] == SLASH and not command["default_member_permissions"]
    }

    assert synced == set(COMMANDS) | ELSEWHERE


async def test_a_picture_is_uploaded(library: Classroom) -> None:
    """The timeline's pages come with pictures, and with texts for those who cannot see them."""
    first = await library.alice.slash("timeline")
    second = await library.alice.press(first.message, "page:1:")

    sent = library.discord.sent(CALLBACK)
    assert [request.content_type for request in sent] == ["multipart/form-data"] * 2
    assert {request.body["files[0]"] for request in sent} == {"timeline.png"}
    described = [told for page in (first, second) for told in descriptions(page.message)]
    assert len(described) == 2
    assert described[0] != described[1]
