"""When Discord refuses or loses something: a plain word, and done is not told as failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.storage.tables import REVISIONS, SUGGESTIONS
from tests.cogs.entries.curating import drafted
from tests.cogs.exchange.test_exchange import OURS, brought
from tests.cogs.feedback.missing import ANSWERED, STATEMENT, ask, heard, rows, suggest
from tests.cogs.quiz.quizzing import (
    begin,
    public,
    right_label,
    settled,
    until_asked,
    until_revealed,
    wait,
)
from tests.cogs.school import message_of, said, texts

if TYPE_CHECKING:
    from structlog.typing import EventDict

    from tests.cogs.school import School

CALLBACK = "/interactions/*/*/callback"
MESSAGES = "/channels/*/messages"

BLOCKED = [
    pytest.param(200000, id="AutoMod"),
    pytest.param(240000, id="a filter of links"),
]


def failures(school: School, logged: list[EventDict]) -> list[EventDict]:
    """What was logged as a fault of the bot; what Discord has refused is none."""
    school.take_errors()
    return [entry for entry in logged if entry["log_level"] in {"error", "critical"}]


@pytest.mark.parametrize("code", BLOCKED)
async def test_an_answer_that_the_server_blocks_is_told_privately(
    school: School, logged: list[EventDict], code: int
) -> None:
    """The person learns why nothing is there; it is no fault of the bot."""
    school.env.inject_error("POST", CALLBACK, status=400, code=code, message="Blocked")

    reply = await ask(school, school.alice, ANSWERED)

    assert message_of(reply).ephemeral
    assert "does not let the answer through" in said(reply)
    assert failures(school, logged) == []


async def test_an_answer_to_a_mention_that_is_blocked_is_told_by_direct_message(
    school: School, logged: list[EventDict]
) -> None:
    """In the channel it could not be said."""
    school.env.inject_error("POST", MESSAGES, status=400, code=200000, message="Blocked")

    await school.alice.send(school.channel, f"{school.me.mention} what is SEA?")

    backend = school.env.backend
    channel = backend.get_dm_channel(school.alice.id)
    [written] = backend.messages[channel.id].values()
    assert "does not let the answer through" in written.content
    assert failures(school, logged) == []


async def test_a_round_that_is_blocked_says_so_and_ends_with_its_scores(school: School) -> None:
    """What was answered before counts."""
    await begin(school, questions=3)
    question = await until_asked(school)
    await school.alice.click(question, label=right_label(school))
    await until_revealed(school)
    school.env.inject_error("POST", MESSAGES, status=400, code=200000, message="Blocked")
    await wait(school, 30)
    await settled(school)

    assert school.bot.services.rounds.in_channel(school.channel.id) is None
    last = texts(public(school)[-1])
    assert "AutoMod lets no question through" in last
    assert "alice" in last or f"<@{school.alice.id}>" in last


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (404, 10008, "has been deleted. What you did is saved"),
        (503, 0, "What you did may be done all the same"),
    ],
)
async def test_what_was_done_is_not_told_as_failed(
    school: School, logged: list[EventDict], status: int, code: int, words: str
) -> None:
    """The entry is published, and only its confirmation was lost."""
    preview = await drafted(school)
    school.env.inject_error("POST", CALLBACK, status=status, code=code, message="Lost")

    reply = await school.carol.click(message_of(preview), label="Publish")

    assert words in "\n".join([said(reply), *(one.content for one in reply.followups)])
    assert len(await rows(school, REVISIONS)) == 1
    assert failures(school, logged) == []


async def test_a_file_that_cannot_be_fetched_is_asked_for_again(
    school: School, logged: list[EventDict], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord keeps what was attached for a while only."""

    async def gone(url: str) -> bytes:
        raise aiohttp.ClientConnectionError(url)

    monkeypatch.setattr(school.bot.http, "get_from_cdn", gone)

    reply = await brought(school, OURS)

    told = "\n".join([said(reply), *(one.content for one in reply.followups)])
    assert "cannot be fetched; please attach it again" in told.casefold()
    assert failures(school, logged) == []


async def test_a_forwarded_message_is_read(school: School) -> None:
    """By the menu: its text stands in a snapshot."""
    original = await school.bob.send(school.channel, "What is SEA?")
    forwarded = await school.bob.forward(original, school.channel)

    reply = await school.alice.context_menu(school.channel, "Answer from the paper", forwarded)

    assert "Sexual exploitation and abuse (SEA)" in texts(reply)
    assert heard(school, school.alice) == []


async def test_a_stop_while_people_press_is_a_plain_word(
    school: School, logged: list[EventDict]
) -> None:
    """Whether they press, ask or send a form; what was typed comes back."""
    answer = await ask(school, school.alice, ANSWERED)
    form = await school.alice.slash(school.channel, "suggest")
    school.bot.in_flight.closing = True

    pressed = await school.alice.click(message_of(answer), label="Cite")
    asked = await ask(school, school.alice, ANSWERED)
    sent = await school.alice.submit_modal(form, {"text": STATEMENT, "place": ""})

    for reply in (pressed, asked, sent):
        assert "The bot is restarting" in said(reply)
    [typed] = [file for one in sent.followups for file in one.attachments]
    assert STATEMENT in (await typed.read()).decode()
    assert failures(school, logged) == []


async def test_two_suggestions_do_not_disturb_each_other(school: School) -> None:
    """A refused confirmation is the one person's only."""
    form = await school.alice.slash(school.channel, "suggest")
    school.env.inject_error("POST", CALLBACK, status=400, code=200000, message="Blocked")
    await school.alice.submit_modal(form, {"text": STATEMENT, "place": ""})

    reply = await suggest(school, school.bob, STATEMENT)

    school.take_errors()
    assert "Thank you" in said(reply)
    assert len(await rows(school, SUGGESTIONS)) == 2
