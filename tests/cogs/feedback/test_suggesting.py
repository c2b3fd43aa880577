"""/suggest: what a student misses, typed once and never lost, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.curation.suggestions import MOST_OPEN, CheckedSuggestion
from bot.storage.tables import DRAFTS, NOTICES, SUGGESTIONS
from tests.cogs.feedback.missing import (
    MISSED,
    STATEMENT,
    ask,
    close_dms,
    heard,
    queue,
    rows,
    suggest,
)
from tests.cogs.school import message_of, texts

if TYPE_CHECKING:
    from tests.cogs.school import School

REASON = "The paper says so of another mission."


async def test_a_suggestion_waits_in_the_queue(school: School) -> None:
    """Carol reads what Alice typed, where it stands, and who it was."""
    told = await suggest(school, school.alice, STATEMENT, "fn. 12")

    assert told.ephemeral
    assert "Thank you" in message_of(told).content
    shown = texts(await queue(school))
    assert "### A suggested statement" in shown
    assert STATEMENT in shown
    assert "footnote 12" in shown
    assert f"<@{school.alice.id}>" in shown


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("900", "footnotes are 1 to 80"),
        ("page twelve", "a footnote’s number"),
        ("javascript:alert(1)", "a footnote’s number"),
    ],
)
async def test_what_cannot_be_kept_is_told_and_comes_back_to_be_changed(
    school: School, place: str, why: str
) -> None:
    """After a restart too: nothing that Alice typed is lost."""
    told = await suggest(school, school.alice, STATEMENT, place)
    assert why in texts(told)
    await school.restart()

    shown = await school.alice.click(message_of(told), label="Change")
    assert STATEMENT in str(shown.modal)
    assert place in str(shown.modal)
    again = await school.alice.submit_modal(shown, {"text": STATEMENT, "place": "12"})

    assert "Thank you" in message_of(again).content
    [kept] = await rows(school, SUGGESTIONS)
    assert kept["place"] == "12"
    assert await rows(school, DRAFTS) == []


async def test_the_button_under_not_covered_brings_the_question_along(school: School) -> None:
    """And so does the one under a report."""
    reply = await ask(school, school.alice, MISSED)

    straight = await school.alice.click(message_of(reply), label="Suggest what is missing")
    told = await school.alice.click(message_of(reply), label="Tell the moderators")
    after = await school.alice.click(message_of(told), label="Suggest what is missing")

    assert MISSED in str(straight.modal)
    assert MISSED in str(after.modal)
    await school.alice.submit_modal(after, {"text": MISSED, "place": ""})
    assert "### A suggested question" in texts(await queue(school))


async def test_a_modal_that_was_open_during_a_restart_is_not_lost(school: School) -> None:
    """Alice was still typing."""
    shown = await school.alice.slash(school.channel, "suggest")
    await school.restart()

    told = await school.alice.submit_modal(shown, {"text": STATEMENT, "place": "https://a.example"})

    assert "Thank you" in message_of(told).content


async def test_one_person_cannot_fill_the_queue(school: School) -> None:
    """Twenty may wait; what was typed beyond that is kept for later."""
    suggesting = school.bot.services.suggestions
    for number in range(MOST_OPEN):
        said = CheckedSuggestion(f"Statement number {number}.", "")
        await suggesting.suggest(school.guild.id, school.alice.id, said, f"r{number}")

    told = await suggest(school, school.alice, STATEMENT)
    other = await suggest(school, school.bob, STATEMENT)

    assert "20 suggestions waiting" in texts(told)
    assert "Thank you" in message_of(other).content
    shown = await school.alice.click(message_of(told), label="Change")
    assert STATEMENT in str(shown.modal)


async def test_markup_and_mentions_are_shown_and_do_nothing(school: School) -> None:
    """In the queue they are letters."""
    await suggest(school, school.alice, "@everyone **look** <@1> [x](https://a.example) `now`")

    shown = await queue(school)

    assert "@everyone" not in texts(shown).replace("\\@everyone", "")
    assert "\\*\\*look\\*\\*" in texts(shown)


async def rejected(school: School) -> None:
    """Carol rejects the first suggestion of the queue."""
    shown = await queue(school)
    modal = await school.carol.click(message_of(shown), label="Reject")
    await school.carol.submit_modal(modal, {"reason": REASON})


class TestTheOutcome:
    """What the student learns."""

    async def test_it_is_written_to_them(self, school: School) -> None:
        """Once; and then neither who nor what is kept."""
        await suggest(school, school.alice, STATEMENT)

        await rejected(school)
        reply = await ask(school, school.alice, MISSED)

        [message] = heard(school, school.alice)
        assert STATEMENT.rstrip(".") in message
        assert REASON in message
        assert reply.followups == []
        [notice] = await rows(school, NOTICES)
        assert (notice["person"], notice["text"], notice["delivered"]) == (0, "", True)
        [kept] = await rows(school, SUGGESTIONS)
        assert kept["author"] == 0

    async def test_who_takes_no_messages_is_told_after_their_next_command(
        self, school: School
    ) -> None:
        """Alone, and once."""
        await suggest(school, school.alice, STATEMENT)
        close_dms(school)
        await rejected(school)

        others = await ask(school, school.bob, MISSED)
        reply = await ask(school, school.alice, MISSED)
        later = await ask(school, school.alice, MISSED)

        assert others.followups == later.followups == []
        [told] = reply.followups
        assert told.ephemeral
        assert REASON in texts(told)

    async def test_it_waits_through_a_restart(self, school: School) -> None:
        """Nothing is remembered but in the database."""
        await suggest(school, school.alice, STATEMENT)
        close_dms(school)
        await rejected(school)
        await school.restart()

        reply = await ask(school, school.alice, MISSED)

        [told] = reply.followups
        assert REASON in texts(told)

    async def test_one_who_cannot_be_reached_keeps_nobody_else_waiting(
        self, school: School
    ) -> None:
        """Alice takes no messages; Bob is written to all the same."""
        await suggest(school, school.alice, STATEMENT)
        await suggest(school, school.bob, "Another statement altogether.")
        close_dms(school, times=1)

        await rejected(school)
        await rejected(school)

        assert heard(school, school.alice) == []
        assert len(heard(school, school.bob)) == 1

    async def test_a_command_that_opens_a_modal_does_not_use_it_up(self, school: School) -> None:
        """Nothing can be said beside a modal."""
        await suggest(school, school.alice, STATEMENT)
        close_dms(school)
        await rejected(school)

        await school.alice.slash(school.channel, "suggest")
        reply = await school.alice.slash(school.channel, "help")

        assert REASON in texts(reply.followups[0])


async def test_a_suggestion_that_tells_of_harm_is_not_kept(school: School) -> None:
    """No moderator reads it, with or without a name; the student is told who can help."""
    told = await suggest(school, school.alice, "my uncle raped me last summer")

    assert told.ephemeral
    assert "a person you trust" in texts(told)
    assert await rows(school, SUGGESTIONS) == []
    assert await rows(school, DRAFTS) == []
    assert "uncle" not in texts(await queue(school))
