"""What people do with an answer: cite it, read the remarks, remove it, correct it, keep a reply."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.engine import Engine
from bot.answering.english_frequencies import english_words
from bot.paper.model import Where
from tests.cogs.school import (
    ids,
    labels,
    message_of,
    modal_of,
    options,
    said,
    sent_by_the_bot,
    texts,
)
from tests.support.components import values

if TYPE_CHECKING:
    import simcord

    from tests.cogs.school import School


async def ask(
    school: School, question: str, who: simcord.MemberActor | None = None, *, private: bool = False
) -> simcord.InteractionResult:
    """What somebody, Alice if nobody is named, sees after /ask."""
    who = who or school.alice
    return await who.slash(school.channel, "ask", question=question, private=private)


async def test_an_answer_is_cited_in_every_style(school: School) -> None:
    """Privately, with the page of the note where the style has a place for it; the paper last."""
    answer = await ask(school, "Why did the sex industry boom in Kosovo?")
    cited = await school.bob.click(message_of(answer), label="Cite")
    assert cited.ephemeral
    assert "Olivera Simić" in texts(cited)
    assert ", 82, https://doi.org" in texts(cited)
    await school.restart()

    shown = {}
    for style, value in options(cited).items():
        menu = next(one for one in ids(cited) if one.startswith("cite-style:"))
        reply = await school.bob.select(message_of(cited), [value], custom_id=menu)
        shown[style] = texts(reply)

    assert list(shown) == ["Chicago, note", "Chicago, later note", "APA", "MLA", "BibTeX"]
    assert "Simić, O. (2010)." in shown["APA"]
    assert "Simić, Olivera." in shown["MLA"]
    assert "@incollection{" in shown["BibTeX"]
    assert all("Kelley" in text for text in shown.values())
    assert all(text.count("```") % 2 == 0 for text in shown.values())


async def test_all_sources_are_offered_only_where_there_are_more(school: School) -> None:
    """Not under an answer that shows each of them."""
    assert "All sources" not in labels(await ask(school, "What is SEA?"))
    more = await ask(school, "Why did the sex industry boom in Kosovo?")

    shown = await school.alice.click(message_of(more), label="All sources")

    assert len(texts(shown).splitlines()) > 2


async def test_remarks_are_opened_by_a_button(school: School) -> None:
    """What is wrong in the paper, in a sentence with its source, and where a lost mark was."""
    answer = await ask(school, "What is SEA?")
    assert "The definition of SEA covers only exploitation" not in texts(answer)

    remarks = await school.bob.click(message_of(answer), label="Remarks")

    assert remarks.ephemeral
    assert "**The definition of SEA covers only exploitation**" in texts(remarks)
    assert "note 16 is lost; it stood between the printed marks 15 and 21" in texts(remarks)


class TestRemoving:
    """An answer that others see is removed by who asked, by curators and by moderators."""

    async def test_who_asked_removes_it_after_a_restart(self, school: School) -> None:
        """A classmate does not."""
        answer = message_of(await ask(school, "What is SEA?"))
        await school.restart()

        refused = await school.bob.click(answer, label="Remove")
        assert "Only the person who asked" in said(refused)
        assert len(sent_by_the_bot(school)) == 1

        await school.alice.click(answer, label="Remove")
        assert sent_by_the_bot(school) == []

    async def test_a_moderator_removes_it(self, school: School) -> None:
        """Carol manages the server."""
        await school.alice.send(school.channel, f"{school.me.mention} what is SEA?")
        [answer] = sent_by_the_bot(school)

        await school.carol.click(answer, label="Remove")

        assert sent_by_the_bot(school) == []

    async def test_who_shared_it_removes_it(self, school: School) -> None:
        """A private answer has no such button: it is put away by itself."""
        answer = await ask(school, "What is SEA?", private=True)
        assert "Remove" not in labels(answer)
        shared = await school.alice.click(message_of(answer), label="Share")
        assert labels(shared).count("Remove") == 1

        await school.alice.click(message_of(shared), label="Remove")

        assert sent_by_the_bot(school) == []

    async def test_a_list_that_others_see_is_removed_too(self, school: School) -> None:
        """On whichever page it is."""
        listed = await school.alice.slash(school.channel, "timeline", private=False)
        turned = await school.alice.click(message_of(listed), label="Next")
        assert "Remove" in labels(turned)

        await school.alice.click(message_of(turned), label="Remove")

        assert sent_by_the_bot(school) == []


class TestCorrecting:
    """From a wrong answer to the form of its entry, for curators."""

    async def test_a_curators_own_answer_leads_to_the_form(self, school: School) -> None:
        """A press, the form, and Publish: three taps."""
        answer = await ask(school, "What is SEA?", school.carol, private=True)
        form = await school.carol.click(message_of(answer), label="Edit this")
        fields = dict.fromkeys(values([modal_of(form)], "custom_id"), "")
        assert "statements" in fields

        preview = await school.carol.submit_modal(
            form,
            {
                "title": "What SEA is",
                "statements": "SEA is defined by the UN. [16]",
                "phrasings": "What is SEA?",
            },
        )
        await school.carol.click(message_of(preview), label="Publish")

        assert "### SEA is defined by the UN.¹⁶" in texts(await ask(school, "What is SEA?"))

    async def test_a_report_of_a_curators_leads_to_the_form(self, school: School) -> None:
        """Of an answer that somebody else asked for: four taps, with the form and Publish."""
        answer = message_of(await ask(school, "What is SEA?"))

        thanks = await school.carol.click(answer, label="Not what I asked")
        form = await school.carol.click(message_of(thanks), label="Edit this entry")

        assert modal_of(form)["title"] == "Change: Sexual exploitation and abuse (SEA)"
        told = await school.bob.click(answer, label="Not what I asked")
        assert "Edit this entry" not in labels(told)

    async def test_a_student_sees_no_such_button(self, school: School) -> None:
        """Nor can they use one that is forged or somebody else's."""
        assert "Edit this" not in labels(await ask(school, "What is SEA?"))
        theirs = await ask(school, "What is SEA?", school.carol)

        refused = await school.alice.click(message_of(theirs), label="Edit this")

        assert refused.modal is None
        assert "Only this server's curators" in said(refused)

    async def test_an_answer_of_others_is_corrected_by_the_menu(self, school: School) -> None:
        """Of an answer from several entries the curator chooses one."""
        await school.alice.send(
            school.channel, f"{school.me.mention} what is SEA? what is impunity?"
        )
        [answer] = sent_by_the_bot(school)

        offered = await school.carol.context_menu(school.channel, "Correct this", answer)
        assert "Impunity" in options(offered)
        value = options(offered)["Impunity"]
        form = await school.carol.select(message_of(offered), [value], custom_id="edit")

        assert modal_of(form)["title"] == "Change: Impunity"
        refused = await school.dave.context_menu(school.channel, "Correct this", answer)
        assert "Only this server's curators" in said(refused)

    async def test_what_is_no_answer_is_not_corrected(self, school: School) -> None:
        """The curator is told what to do instead."""
        message = await school.bob.send(school.channel, "SEA is a bulletin")

        reply = await school.carol.context_menu(school.channel, "Correct this", message)

        assert "not an answer from an entry" in said(reply)


class TestKeepingAReply:
    """A good answer that a person wrote becomes a draft, with the question before it."""

    async def test_it_becomes_a_draft_with_its_question(self, school: School) -> None:
        """The curator adds where it stands, sees the preview and publishes it."""
        asked = await school.alice.send(
            school.channel, f"{school.me.mention} When do contractors leave?"
        )
        reply = await school.bob.send(
            school.channel, "Contractors leave after the mission.", reply_to=asked
        )

        form = await school.carol.context_menu(school.channel, "Make this an entry", reply)

        filled = set(values([modal_of(form)], "value"))
        assert "Contractors leave after the mission." in filled
        assert "When do contractors leave?" in filled
        preview = await school.carol.submit_modal(
            form,
            {
                "title": "When contractors leave",
                "statements": "Contractors leave after the mission. [16]",
                "phrasings": "When do contractors leave?",
            },
        )
        await school.carol.click(message_of(preview), label="Publish")
        told = texts(await ask(school, "When do contractors leave?"))
        assert told.startswith("### Contractors leave after the mission.¹⁶")

    @pytest.mark.parametrize(
        ("text", "why"),
        [("", "a message that a person wrote"), ("my friend was trafficked", "may be about harm")],
    )
    async def test_some_messages_are_not_kept(self, school: School, text: str, why: str) -> None:
        """Those without words, and those that tell of harm."""
        message = await school.bob.send(school.channel, text or "<@&1> <#2>")

        reply = await school.carol.context_menu(school.channel, "Make this an entry", message)

        assert reply.modal is None
        assert why in said(reply)

    async def test_a_student_cannot_keep_one(self, school: School) -> None:
        """Only curators write entries; Dave, who may manage messages, is none here."""
        message = await school.bob.send(school.channel, "Contractors leave.")

        reply = await school.dave.context_menu(school.channel, "Make this an entry", message)

        assert "Only this server's curators" in said(reply)


class TestAPaperOnline:
    """A paper whose files say where it can be read."""

    @pytest.fixture
    def knowledge(self, engine: Engine) -> Engine:
        """The shipped knowledge with an address."""
        where = Where("In the library’s repository", "https://example.org/paper")
        return Engine(replace(engine.paper, where=where), english_words())

    async def test_the_page_under_an_answer_leads_there(self, school: School) -> None:
        """And /about says where it is."""
        answer = texts(await ask(school, "What is SEA?"))
        about = texts(await school.alice.slash(school.channel, "about"))

        assert "In the paper: [page 4](<https://example.org/paper>)" in answer
        assert "In the library’s repository [link](<https://example.org/paper>)" in about
