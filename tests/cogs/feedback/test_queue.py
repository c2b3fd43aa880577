"""/kb queue: suggestions one by one, each decided once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curation.guild_settings import GuildSettings
from bot.storage.tables import AUDIT, NOTICES, REVISIONS, SUGGESTIONS
from tests.cogs.entries.curating import TITLE
from tests.cogs.feedback.missing import (
    MISSED,
    STATEMENT,
    ask,
    heard,
    publish,
    queue,
    rows,
    set_up,
    suggest,
)
from tests.cogs.school import labels, message_of, options, texts

if TYPE_CHECKING:
    import simcord

    from tests.cogs.school import School

QUESTION = "did peacekeepers build a school at the border?"


async def test_a_statement_with_a_footnote_is_published_in_one_press(school: School) -> None:
    """As it was previewed; the next question is answered from it, and its author is told."""
    await suggest(school, school.alice, STATEMENT, "12")
    shown = await queue(school)
    assert "students would read" in texts(shown)

    await school.carol.click(message_of(shown), label="Approve")

    assert "### Published" in texts(shown)
    answer = texts(await ask(school, school.bob, QUESTION))
    assert f"{STATEMENT}¹²" in answer
    [message] = heard(school, school.alice)
    assert "taken up" in message
    [revision] = await rows(school, REVISIONS)
    assert (revision["author"], revision["approver"]) == (school.alice.id, school.carol.id)


async def test_what_has_no_footnote_has_to_be_written_up(school: School) -> None:
    """A question, a link, a note without text: there is nothing to approve."""
    for text, place in ((QUESTION, "12"), (STATEMENT, "https://a.example"), (STATEMENT, "36")):
        await suggest(school, school.alice, text, place)

    shown = await queue(school)
    for _ in range(3):
        assert labels(shown) == ["Write it up", "Attach to an entry", "Reject", "Delete", "Next"]
        await school.carol.click(message_of(shown), label="Next")


async def test_writing_it_up_begins_with_what_was_suggested(school: School) -> None:
    """A question becomes a phrasing, a statement a statement with its footnote."""
    await suggest(school, school.alice, QUESTION)
    await suggest(school, school.alice, STATEMENT, "12")

    shown = await queue(school)
    question = await school.carol.click(message_of(shown), label="Write it up")
    await school.carol.click(message_of(shown), label="Next")
    statement = await school.carol.click(message_of(shown), label="Edit")

    assert QUESTION in str(question.modal)
    assert f"{STATEMENT} [12]" in str(statement.modal)


async def test_what_was_written_up_and_published_approves_the_suggestion(school: School) -> None:
    """Its author is told, and is the author of the entry."""
    await suggest(school, school.alice, QUESTION)
    shown = await queue(school)
    modal = await school.carol.click(message_of(shown), label="Write it up")

    await publish(school, modal, "The school at the border", f"{STATEMENT} [12]")

    assert "The school at the border" in heard(school, school.alice)[0]
    assert f"{STATEMENT}¹²" in texts(await ask(school, school.bob, QUESTION))
    [revision] = await rows(school, REVISIONS)
    assert (revision["author"], revision["approver"]) == (school.alice.id, school.carol.id)
    assert "The queue is empty" in texts(await queue(school))


async def test_a_question_is_attached_to_an_entry(school: School) -> None:
    """From then on the entry answers it, and its author is told."""
    await suggest(school, school.alice, MISSED)
    shown = await queue(school)
    await school.carol.click(message_of(shown), label="Attach to an entry")
    chosen = options(shown)
    title = next(iter(chosen))

    await school.carol.select(message_of(shown), values=[chosen[title]])

    assert f"**{title}** now answers" in texts(shown).replace("\\", "")
    assert f"-# {title}" in texts(await ask(school, school.bob, MISSED)).replace("\\", "")
    assert len(heard(school, school.alice)) == 1
    assert "The queue is empty" in texts(await queue(school))


async def test_a_statement_is_attached_with_its_footnote(school: School) -> None:
    """It becomes one of the entry's statements."""
    await suggest(school, school.alice, STATEMENT, "12")
    shown = await queue(school)
    await school.carol.click(message_of(shown), label="Attach to an entry")
    await attach_to(school, shown, TITLE)

    opened = await school.alice.slash(school.channel, "define", term="zero tolerance")

    assert f"{STATEMENT}¹²" in texts(opened)


async def attach_to(school: School, shown: simcord.InteractionResult, title: str) -> None:
    """Carol looks for an entry by its title and takes it."""
    modal = await school.carol.click(message_of(shown), label="Search by title")
    await school.carol.submit_modal(modal, {"name": title})
    await school.carol.select(message_of(shown), values=[options(shown)[title]])


async def test_a_rejection_gives_its_reason(school: School) -> None:
    """The card says what the student is told."""
    await suggest(school, school.alice, STATEMENT, "12")
    shown = await queue(school)

    modal = await school.carol.click(message_of(shown), label="Reject")
    await school.carol.submit_modal(modal, {"reason": "Not in the *paper*."})

    assert "The student is told: Not in the \\*paper\\*." in texts(shown)
    assert "Not in the \\*paper\\*." in heard(school, school.alice)[0]
    assert await rows(school, REVISIONS) == []


async def test_a_rejection_without_a_reason_is_refused(school: School) -> None:
    """The student would read nothing; the suggestion stays."""
    await suggest(school, school.alice, STATEMENT, "12")
    shown = await queue(school)
    modal = await school.carol.click(message_of(shown), label="Reject")

    told = await school.carol.submit_modal(modal, {"reason": "   "})

    assert told.response is not None
    assert told.response.content == "Write a reason: the student will read it."
    assert heard(school, school.alice) == []
    [kept] = await rows(school, SUGGESTIONS)
    assert kept["state"] == "open"


async def test_the_queue_goes_round(school: School) -> None:
    """After the last comes the first again; one that is passed over stays."""
    for number in range(3):
        await suggest(school, school.alice, f"Statement number {number}.")
    shown = await queue(school)
    seen = []

    for _ in range(4):
        seen.append(texts(shown).split("Statement number ")[1][0])
        await school.carol.click(message_of(shown), label="Next")

    assert seen == ["0", "1", "2", "0"]
    assert "3 waiting" in texts(shown)


async def test_everything_works_after_a_restart(school: School) -> None:
    """The card was sent by the process before."""
    await suggest(school, school.alice, STATEMENT, "12")
    shown = await queue(school)
    modal = await school.carol.click(message_of(shown), label="Reject")
    await school.restart()

    await school.carol.submit_modal(modal, {"reason": "It is of another paper."})

    assert "### Rejected" in texts(shown)
    [kept] = await rows(school, SUGGESTIONS)
    assert kept["state"] == "rejected"


class TestTwoCurators:
    """Carol and Dave look at the same suggestion."""

    async def test_the_second_is_told_who_decided(self, school: School) -> None:
        """Whatever the second presses, one decision stands, and one entry is there."""
        await set_up(school, GuildSettings(curator_role=school.curators.id))
        await suggest(school, school.alice, STATEMENT, "12")
        hers, his = await queue(school), await queue(school, school.dave)
        written = await school.dave.click(message_of(his), label="Reject")
        await school.carol.click(message_of(hers), label="Approve")

        await school.dave.submit_modal(written, {"reason": "No."})
        assert "### Decided already" in texts(his)
        assert f"<@{school.carol.id}> approved" in texts(his)

        assert len(await rows(school, REVISIONS)) == 1
        assert len(heard(school, school.alice)) == 1

    async def test_approving_twice_makes_one_entry(self, school: School) -> None:
        """A double click, or both at once."""
        await set_up(school, GuildSettings(curator_role=school.curators.id))
        await suggest(school, school.alice, STATEMENT, "12")
        hers, his = await queue(school), await queue(school, school.dave)

        await school.carol.click(message_of(hers), label="Approve")
        await school.dave.click(message_of(his), label="Approve")

        assert "### Decided already" in texts(his)
        assert len(await rows(school, REVISIONS)) == 1

    async def test_a_rejected_one_cannot_be_attached(self, school: School) -> None:
        """The reason that was given is shown."""
        await suggest(school, school.alice, STATEMENT, "12")
        first, second = await queue(school), await queue(school)
        modal = await school.carol.click(message_of(first), label="Reject")
        await school.carol.submit_modal(modal, {"reason": "Another paper."})

        await school.carol.click(message_of(second), label="Attach to an entry")

        assert "The reason given: Another paper." in texts(second)


async def test_a_role_that_was_lost_decides_nothing(school: School) -> None:
    """Dave had the card open when his role was taken away."""
    await set_up(school, GuildSettings(curator_role=school.curators.id))
    await suggest(school, school.alice, STATEMENT, "12")
    shown = await queue(school, school.dave)
    await set_up(school, GuildSettings())

    told = await school.dave.click(message_of(shown), label="Approve")

    assert told.response is not None
    assert "curators can do that" in told.response.content
    assert await rows(school, REVISIONS) == []
    [kept] = await rows(school, SUGGESTIONS)
    assert kept["state"] == "open"


async def test_a_curator_deletes_a_suggestion(school: School) -> None:
    """Its words are gone, also from the record of changes."""
    await suggest(school, school.alice, STATEMENT)
    shown = await queue(school)

    await school.carol.click(message_of(shown), label="Delete")

    assert "### Deleted" in texts(shown)
    stored = str([await rows(school, table) for table in (AUDIT, SUGGESTIONS, NOTICES)])
    assert STATEMENT not in stored
    assert "delete suggestion" in stored
