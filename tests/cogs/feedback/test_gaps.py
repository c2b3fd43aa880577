"""/kb gaps: what students miss, in groups, and what a curator makes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curation.guild_settings import GuildSettings
from bot.storage.tables import AUDIT, DRAFTS, GAPS, QUESTIONS, REVISIONS
from tests.cogs.entries.curating import EDITED, TITLE, fields, fill
from tests.cogs.feedback.missing import (
    ALIKE,
    ANSWERED,
    MISSED,
    ask,
    ask_alike,
    close_dms,
    gaps,
    heard,
    open_first,
    publish,
    rows,
    set_up,
)
from tests.cogs.school import labels, message_of, options, texts

if TYPE_CHECKING:
    from tests.cogs.school import School

OTHER = "what is the budget of the UN"


async def test_questions_that_ask_alike_stand_together(school: School) -> None:
    """In other words too; the group that most students missed comes first."""
    await ask_alike(school, OTHER)
    await ask_alike(school, MISSED)
    await ask(school, school.bob, ALIKE)

    shown = await gaps(school)

    first, second = options(shown)
    assert first == MISSED
    assert second == OTHER
    assert "3 students, 4 times, in 2 wordings" in texts(shown)
    opened = await open_first(school, shown)
    assert f"- {MISSED}" in texts(opened)
    assert f"- {ALIKE}" in texts(opened)


async def test_what_is_answered_is_no_gap(school: School) -> None:
    """Neither a question that was answered, nor one that is by now."""
    await ask(school, school.alice, ANSWERED)
    await ask_alike(school, MISSED)
    shown = await open_first(school, await gaps(school))
    await school.carol.click(message_of(shown), label="Attach to an entry")
    await school.carol.select(message_of(shown), values=[next(iter(options(shown).values()))])

    assert "Nothing at the moment" in texts(await gaps(school))


async def test_a_wording_is_attached_and_those_who_reported_it_are_told(school: School) -> None:
    """All wordings of the group are taught in one revision, each person is told once."""
    for who, question in ((school.alice, MISSED), (school.alice, ALIKE), (school.bob, MISSED)):
        reply = await ask(school, who, question)
        await who.click(message_of(reply), label="Tell the moderators")
    shown = await open_first(school, await gaps(school))

    await school.carol.click(message_of(shown), label="Attach to an entry")
    title, entry = next(iter(options(shown).items()))
    await school.carol.select(message_of(shown), values=[entry])

    for question in (MISSED, ALIKE):
        assert f"-# {title}" in texts(await ask(school, school.bob, question)).replace("\\", "")
    assert len(await rows(school, REVISIONS)) == 1
    assert len(heard(school, school.alice)) == len(heard(school, school.bob)) == 1
    assert title in heard(school, school.bob)[0].replace("\\", "")
    assert {(gap["state"], gap["author"]) for gap in await rows(school, GAPS)} == {("resolved", 0)}


async def test_an_entry_is_written_for_a_group(school: School) -> None:
    """Its wordings stand in the modal already."""
    reply = await ask(school, school.alice, MISSED)
    await school.alice.click(message_of(reply), label="Tell the moderators")
    shown = await open_first(school, await gaps(school))
    await school.restart()

    modal = await school.carol.click(message_of(shown), label="Write an entry")

    assert MISSED in str(modal.modal)


async def test_an_entry_of_that_very_wording_closes_it(school: School) -> None:
    """However it came to have it; what asks something else, or was known before, stays open."""
    for question in (MISSED, ALIKE):
        reply = await ask(school, school.alice, question)
        await school.alice.click(message_of(reply), label="Tell the moderators")
    wrong = await ask(school, school.bob, ANSWERED)
    await school.bob.click(message_of(wrong), label="Not what I asked")

    modal = await school.carol.slash(school.channel, "kb edit", entry=EDITED)
    phrasings = f"{fields(modal)['phrasings']}\n{MISSED.upper().replace('COVID', 'CÓVID')}?"
    preview = await fill(school.carol, modal, phrasings=phrasings)
    await school.carol.click(message_of(preview), label="Publish")

    [told] = heard(school, school.alice)
    assert f"“{MISSED}”, is now answered by the entry “{TITLE}”" in told
    assert heard(school, school.bob) == []
    states = {gap["text"]: gap["state"] for gap in await rows(school, GAPS)}
    assert states == {MISSED: "resolved", ALIKE: "open", ANSWERED: "open"}

    await school.carol.slash(school.channel, "kb phrasing", entry=EDITED, wording=ALIKE)

    assert f"“{ALIKE}”, is now answered" in heard(school, school.alice)[1]


async def test_who_reported_it_is_told_once_the_entry_is_published(school: School) -> None:
    """And the question is answered, and no gap any more."""
    reply = await ask(school, school.alice, MISSED)
    await school.alice.click(message_of(reply), label="Tell the moderators")
    shown = await open_first(school, await gaps(school))
    modal = await school.carol.click(message_of(shown), label="Write an entry")

    await publish(
        school, modal, "What came later", "The paper says little of what came later. [12]"
    )

    [message] = heard(school, school.alice)
    assert "What came later" in message
    assert "-# What came later" in texts(await ask(school, school.bob, MISSED))
    assert "Nothing at the moment" in texts(await gaps(school))


async def test_a_dismissed_group_is_off_the_list(school: School) -> None:
    """What was reported and what was asked; who reported it is told, once they can be."""
    reply = await ask(school, school.alice, MISSED)
    await ask(school, school.bob, ALIKE)
    await school.alice.click(message_of(reply), label="Tell the moderators")
    shown = await open_first(school, await gaps(school))
    await school.restart()
    close_dms(school)

    await school.carol.click(message_of(shown), label="Dismiss")

    assert "### Dismissed" in texts(shown)
    await school.carol.click(message_of(shown), label="Back to the list")
    assert "Nothing at the moment" in texts(shown)
    told = await ask(school, school.alice, ANSWERED)
    assert "nothing is added" in texts(told.followups[0])


async def test_what_was_dismissed_comes_back_only_if_it_is_reported(school: School) -> None:
    """Asked again, the same wording stays off the list; told of, it is on it.

    It is the same to the eyes of the engine: with accents and typographic quotes too.
    """
    await ask_alike(school, MISSED)
    shown = await open_first(school, await gaps(school))
    await school.carol.click(message_of(shown), label="Dismiss")

    await ask(school, school.bob, MISSED.replace("covid", "“cóvid”"))
    reply = await ask(school, school.bob, MISSED)
    assert "Nothing at the moment" in texts(await gaps(school))
    await school.bob.click(message_of(reply), label="Tell the moderators")

    assert MISSED in texts(await gaps(school))


async def test_what_was_not_seen_is_not_dismissed(school: School) -> None:
    """Bob's wording came after Carol had opened the group."""
    await ask_alike(school, MISSED)
    shown = await open_first(school, await gaps(school))
    await ask_alike(school, ALIKE)

    await school.carol.click(message_of(shown), label="Dismiss")

    assert ALIKE in texts(await gaps(school))


async def test_two_curators_may_dismiss_the_same_group(school: School) -> None:
    """Who reported it is told once."""
    await set_up(school, GuildSettings(curator_role=school.curators.id))
    reply = await ask(school, school.alice, MISSED)
    await school.alice.click(message_of(reply), label="Tell the moderators")
    hers, his = await gaps(school), await gaps(school, school.dave)
    await open_first(school, hers)
    await school.dave.select(message_of(his), values=[next(iter(options(his).values()))])

    await school.carol.click(message_of(hers), label="Dismiss")
    await school.dave.click(message_of(his), label="Dismiss")

    assert len(heard(school, school.alice)) == 1


async def test_a_wording_that_another_entry_has_stays_there(school: School) -> None:
    """The curator is told whose it is, and the gap stays open."""
    reply = await ask(school, school.alice, ANSWERED)
    await school.alice.click(message_of(reply), label="Not what I asked")
    shown = await open_first(school, await gaps(school))
    await school.carol.click(message_of(shown), label="Attach to an entry")
    other = next(value for value in options(shown).values() if value != EDITED)

    told = await school.carol.select(message_of(shown), values=[other])

    assert f"already belongs to “{TITLE}”" in message_of(told).content
    assert [gap["state"] for gap in await rows(school, GAPS)] == ["open"]


async def test_a_long_list_has_pages(school: School) -> None:
    """Ten groups a page, after a restart too."""
    log = school.bot.services.questions
    reply = school.bot.services.live_engine.engine.explain(MISSED).outcome
    for number in range(12):
        word = "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}") * 3
        for who in (school.alice, school.bob, school.dave):
            log.note(school.guild.id, who.id, f"zq{word}", reply)
    shown = await gaps(school)
    first = options(shown)
    assert "Page 1 of 2, 12 in all" in texts(shown)
    await school.restart()

    await school.carol.click(message_of(shown), label="Next")

    assert len(options(shown)) == 2
    assert not options(shown).keys() & first.keys()


async def test_old_questions_are_forgotten(school: School) -> None:
    """After the days that the server keeps them; until they are pruned they are passed over."""
    await set_up(school, GuildSettings(kept_days=7))
    await ask_alike(school, MISSED)
    assert MISSED in texts(await gaps(school))

    await school.env.advance_time(8 * 24 * 3600)

    assert "Nothing at the moment" in texts(await gaps(school))
    assert await school.bot.services.questions.prune() == 3
    assert await rows(school, QUESTIONS) == []


async def test_students_see_none_of_it(school: School) -> None:
    """A server may let them see the command; it asks again who they are."""
    await set_up(school, GuildSettings(curator_role=school.curators.id))
    await ask_alike(school, MISSED)
    shown = await gaps(school, school.dave)
    await set_up(school, GuildSettings())

    told = await school.dave.select(message_of(shown), values=[next(iter(options(shown).values()))])

    assert told.ephemeral
    assert "Only this server's curators" in message_of(told).content
    assert "Open one" not in labels(told)


async def test_words_of_one_or_two_are_theirs_alone(school: School) -> None:
    """Until a third asks alike, or the asker tells the moderators; then only what was told."""
    await ask(school, school.alice, MISSED)
    reply = await ask(school, school.bob, ALIKE)
    assert "Nothing at the moment" in texts(await gaps(school))

    thanks = await school.bob.click(message_of(reply), label="Tell the moderators")
    shown = texts(await gaps(school))
    assert "word for word" in texts(thanks)
    assert ALIKE in shown
    assert MISSED not in shown

    await ask(school, school.dave, MISSED)
    assert MISSED in texts(await open_first(school, await gaps(school)))


async def test_a_curator_deletes_what_was_asked(school: School) -> None:
    """No row holds its words any more, and nobody is told."""
    reply = await ask(school, school.alice, MISSED)
    await school.alice.click(message_of(reply), label="Tell the moderators")
    shown = await open_first(school, await gaps(school))

    await school.carol.click(message_of(shown), label="Delete for good")

    assert "### Deleted" in texts(shown)
    assert await rows(school, GAPS) == []
    assert MISSED not in str([await rows(school, table) for table in (AUDIT, DRAFTS, QUESTIONS)])
    assert heard(school, school.alice) == []
