"""/privacy: what is stored about a person, as a file, and gone when they say so."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.reports.progress import cards_about
from bot.storage import feedback_rows, quiz_rows, revision_rows
from bot.storage.guild_rows import FORGOTTEN
from bot.storage.revision_rows import Action, Revision
from tests.cogs.reports.studying import answered, asked, everywhere
from tests.cogs.school import labels, message_of, texts

if TYPE_CHECKING:
    import simcord

    from tests.cogs.school import School

OTHER = 424242424242424242


async def busy(school: School, person: int) -> None:
    """Somebody who has done everything that leaves something behind, and a classmate."""
    await answered(school, person, ["sea"])
    await answered(school, OTHER, ["sea"])
    await asked(school, person, "What is SEA?", entry="sea")
    now, guild = school.clock.now(), school.guild.id
    plan = {"host": person, "id": 7, "cards": []}
    players = {str(person): [[0, 100, 5]], str(OTHER): [[0, 100, 5]]}
    async with school.bot.services.database.begin() as connection:
        await feedback_rows.add_suggestion(
            connection, guild=guild, author=person, text="Add this", place="", at=now, request="1"
        )
        await feedback_rows.report_gap(
            connection,
            guild=guild,
            author=person,
            text="Why?",
            kind=feedback_rows.MISSING,
            entry="",
            at=now,
            request="2",
        )
        await feedback_rows.add_notice(
            connection, guild=guild, person=person, text="Approved", at=now
        )
        kept = quiz_rows.StoredRound(
            7, guild, 9, json.dumps(plan), json.dumps(players), "{}", None, now, now
        )
        await quiz_rows.add_round(connection, [kept])
        await quiz_rows.put_effects(
            connection, [quiz_rows.StoredEffect(7, 1, f'{{"of": {person}}}', now)]
        )
        await quiz_rows.settle(connection, [quiz_rows.Settled(7, 1, quiz_rows.SENT, 5)])
        made = Revision(0, guild, "x", 1, Action.RETIRE, "", "", person, person, now, "Wrong", "3")
        await revision_rows.append(connection, [made])


async def exported(reply: simcord.InteractionResult) -> dict[str, Any]:
    """What is in the file."""
    [file] = message_of(reply).attachments
    return dict(json.loads(await file.read()))


async def test_somebody_new_is_unknown(school: School) -> None:
    """And there is nothing to press."""
    reply = await school.alice.slash(school.channel, "privacy")

    assert reply.ephemeral
    assert "Nothing is stored about you, in any server." in texts(reply)
    assert labels(reply) == []


async def test_everything_is_listed_and_given_as_a_file(school: School) -> None:
    """In a direct message as in a server."""
    await busy(school, school.alice.id)
    await school.alice.slash(school.channel, "review add", what="section:laws")
    await school.alice.slash(school.channel, "review settings", missed=True)

    there = await school.alice.slash(school.channel, "privacy")
    here = await school.alice.user.slash("privacy")
    file = await exported(await school.alice.user.click(here.response, label="Get my data"))

    assert texts(there) == texts(here)
    added = len(cards_about(school.bot.live_engine.paper, "section:laws", frozenset()))
    reviewed = f"cards in review: {added}"
    for line in (reviewed, "quiz answers: 1", "logged questions: 1", "suggestions: 1"):
        assert line in texts(here)
    assert file["person"] == str(school.alice.id)
    assert file["kept"]["suggestions"][0]["text"] == "Add this"
    assert file["kept"]["logged questions"][0]["text"] == "What is SEA?"
    assert file["kept"]["cards in review"][0]["payload"]["prompt"]
    assert set(file["kept"]) == {
        line.removeprefix("- ").partition(":")[0]
        for line in texts(here).splitlines()
        if line.startswith("- ")
    }


async def test_everything_goes_when_somebody_says_so_twice(school: School) -> None:
    """Nothing anywhere names them any more; what is the class's stays, and so do classmates."""
    await busy(school, school.alice.id)
    await school.alice.slash(school.channel, "review add", what="section:laws")
    card = await school.alice.slash(school.channel, "review start")
    await school.alice.click(message_of(card), label="Show answer")
    await school.alice.click(message_of(card), label=labels(card)[2])
    await school.alice.slash(school.channel, "review remind", time="13:00")
    reply = await school.alice.slash(school.channel, "privacy")
    await school.alice.click(message_of(reply), label="Delete everything of mine")
    assert "Delete everything?" in texts(reply)
    assert await everywhere(school, school.alice.id) != []
    await school.restart()

    await school.alice.click(message_of(reply), label="Delete everything of mine")

    assert "Nothing is stored about you, in any server." in texts(reply)
    assert await everywhere(school, school.alice.id) == []
    assert {"rounds", "scores"} <= set(await everywhere(school, OTHER))
    async with school.bot.services.database.read() as connection:
        assert await feedback_rows.count_open_suggestions(connection, school.guild.id) == 1
        [revision] = await revision_rows.history(connection, school.guild.id, "x")
    assert (revision.comment, revision.author) == ("Wrong", FORGOTTEN)
    again = await school.alice.slash(school.channel, "privacy")
    assert "Nothing is stored about you" in texts(again)


async def test_a_round_that_cannot_be_rewritten_is_dropped(school: School) -> None:
    """Better no round than a name left in it."""
    now = school.clock.now() - timedelta(days=1)
    plan = json.dumps({"host": school.alice.id})
    async with school.bot.services.database.begin() as connection:
        broken = quiz_rows.StoredRound(8, 1, 9, plan, "no JSON", "{}", None, now, now)
        await quiz_rows.add_round(connection, [broken])

    reply = await school.alice.slash(school.channel, "privacy")
    await school.alice.click(message_of(reply), label="Delete everything of mine")
    await school.alice.click(message_of(reply), label="Delete everything of mine")

    assert await everywhere(school, school.alice.id) == []


async def test_who_plays_is_asked_to_wait(school: School) -> None:
    """What is answered in a round that runs is kept when it ends."""
    now = school.clock.now()
    players = json.dumps({str(school.alice.id): []})
    async with school.bot.services.database.begin() as connection:
        running = quiz_rows.StoredRound(8, 1, 9, '{"host": 1}', players, "{}", 9, now)
        await quiz_rows.add_round(connection, [running])

    reply = await school.alice.slash(school.channel, "privacy")
    await school.alice.click(message_of(reply), label="Delete everything of mine")
    told = await school.alice.click(message_of(reply), label="Delete everything of mine")

    assert "You are playing in a quiz round" in message_of(told).content
    assert "rounds" in await everywhere(school, school.alice.id)


async def test_what_real_students_leave_behind_goes_too(school: School) -> None:
    """Questions still in memory, a report, a suggestion that a curator is writing up."""
    await school.alice.slash(school.channel, "ask", question="What is SEA?")
    asked_ = await school.alice.slash(
        school.channel, "ask", question="Which wines does the author like?"
    )
    told = [one for one in labels(asked_) if "moderators" in one]
    await school.alice.click(message_of(asked_), label=told[0])
    form = await school.alice.slash(school.channel, "suggest")
    await school.alice.submit_modal(
        form, {"text": "The mission had no police of its own.", "place": "12"}
    )
    queue = await school.carol.slash(school.channel, "kb queue")
    await school.carol.click(message_of(queue), label=labels(queue)[1])
    await school.bot.services.questions.flush()
    before = await everywhere(school, school.alice.id)
    assert {"drafts", "gaps", "questions", "suggestions"} <= set(before)
    await school.alice.slash(school.channel, "ask", question="What is zero tolerance?")

    reply = await school.alice.user.slash("privacy")
    for _ in range(2):
        await school.alice.user.click(reply.response, label="Delete everything of mine")
    await school.bot.services.questions.flush()

    assert await everywhere(school, school.alice.id) == []
    queue = await school.carol.slash(school.channel, "kb queue")
    assert "by somebody who has deleted their data" in texts(queue)
