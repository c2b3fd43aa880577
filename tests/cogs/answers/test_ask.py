"""/ask: a student asks, and sees an answer with its footnotes, or what may have been meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from discord.ui import TextDisplay

from bot.answering.outcome import NotCovered, Suggestion
from bot.config import Config
from bot.storage.tables import QUESTIONS
from cogs.answers.answer_card import outcome_card
from tests.cogs.feedback.missing import rows
from tests.cogs.school import ids, labels, message_of, texts

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from tests.cogs.school import School


async def test_an_answer_names_its_footnotes(school: School) -> None:
    """Alice reads the definition in the first line, with marks, its sources and its page."""
    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")

    assert not reply.ephemeral
    shown = texts(reply)
    assert shown.startswith("### The UN defines sexual exploitation and abuse (SEA) as ")
    assert "“What is SEA?”" in shown
    claims, sources = shown.split("-# ¹⁶", 1)
    assert "¹⁶" in claims
    assert "ST/SGB/2003/13" in sources
    assert "[link](<https://" in sources
    assert "In the paper: page 4" in sources
    buttons = ["Follow up", "Cite", "Related", "Remarks", "Not what I asked", "Remove"]
    assert labels(reply) == buttons


class ReadRegistry:
    """A registry of guild knowledge that notes what is read from it."""

    def __init__(self, registry: GuildKnowledgeRegistry) -> None:
        self._registry = registry
        self.read: list[str] = []

    def __getattr__(self, name: str) -> object:
        self.read.append(name)
        return getattr(self._registry, name)


async def test_a_question_reads_the_registry_once(school: School) -> None:
    """The checks, the answer and its buttons share what was loaded when the command arrived."""
    services = school.bot.services
    registry = ReadRegistry(services.guilds)
    school.bot.services = replace(services, guilds=cast("GuildKnowledgeRegistry", registry))

    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")

    assert texts(reply).startswith("### The UN defines sexual exploitation and abuse (SEA) as ")
    assert len(registry.read) == 1


async def test_a_private_answer_is_seen_by_one_and_can_be_shared(school: School) -> None:
    """Bob sees nothing of it until Alice presses Share; then the same card, and who shared it."""
    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?", private=True)
    assert reply.ephemeral
    assert "Share" in labels(reply)
    assert school.channel.history(viewer=school.bob) == []

    shared = await school.alice.click(message_of(reply), label="Share")

    assert not shared.ephemeral
    assert "Share" not in labels(shared)
    assert ids(shared)[:3] == ids(reply)[:3]
    assert texts(shared) == f"{texts(reply)}\n-# Shared by alice"
    [seen] = school.channel.history(viewer=school.bob)
    assert texts(seen) == texts(shared)


@pytest.mark.parametrize("label", ["Cite", "Related", "Remarks", "Share"])
async def test_every_button_of_an_answer_works_after_a_restart(school: School, label: str) -> None:
    """As it did before."""
    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?", private=True)
    before = await school.alice.click(message_of(reply), label=label)
    await school.restart()

    after = await school.alice.click(message_of(reply), label=label)

    assert texts(after) == texts(before)


async def test_an_offered_entry_is_opened_after_a_restart(school: School) -> None:
    """Yesterday's “did you mean” is still of use."""
    reply = await school.alice.slash(school.channel, "define", term="peacekeeping")
    await school.restart()

    opened = await school.bob.click(message_of(reply), label="New peacekeeping")

    assert "### New peacekeeping" in texts(opened)


async def test_a_shared_answer_can_be_followed_up_by_a_classmate(school: School) -> None:
    """What Bob presses on it still knows what Alice was answered."""
    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?", private=True)
    shared = await school.alice.click(message_of(reply), label="Share")

    cited = await school.bob.click(message_of(shared), label="Cite")

    assert cited.ephemeral
    assert "ST/SGB/2003/13" in texts(cited)


async def test_what_the_paper_does_not_cover_is_said_to_be_not_covered(school: School) -> None:
    """No guess, but the nearest topics as buttons, and a way to tell the moderators."""
    reply = await school.alice.slash(
        school.channel, "ask", question="Who won the football world cup in 2014?"
    )

    assert "### Not covered" in texts(reply)
    *near, told, suggested, removed = ids(reply)
    assert all(name.startswith("open:") for name in near)
    assert told.startswith("missing:")
    assert suggested.startswith("suggest:")
    assert removed == f"remove:{school.alice.id}"


async def test_who_tells_of_harm_is_sent_to_people_they_trust(school: School) -> None:
    """In private, with no topics, no moderators and none of their words; nothing of it is kept."""
    told = "my friend was trafficked, what should I do"
    reply = await school.alice.slash(school.channel, "ask", question=told)

    assert reply.ephemeral
    assert ids(reply) == []
    assert "a person you trust" in texts(reply)
    assert "friend" not in texts(reply)
    assert "Not covered" not in texts(reply)
    assert await rows(school, QUESTIONS) == []


@pytest.mark.parametrize("near", [(), (Suggestion("un", "United Nations"),)])
def test_a_refusal_always_leads_somewhere(engine: Engine, near: tuple[Suggestion, ...]) -> None:
    """To the nearest topics, or without any to the list of sections."""
    card = outcome_card(NotCovered("Not in the paper.", nearest=near), "why?", engine.paper)

    said = [item.content for item in card.walk_children() if isinstance(item, TextDisplay)]
    last = "The nearest topics are:" if near else "-# /section lists what the paper deals with."
    assert said == ["### Not covered\nNot in the paper.", "-# “why?”", last]


async def test_questions_are_completed_from_memory(school: School) -> None:
    """At most 10 choices of at most 100 characters, and choosing one asks it."""
    choices = await school.alice.autocomplete(school.channel, "ask", "question", "what is se")

    assert 1 <= len(choices) <= 10
    assert all(1 <= len(choice["name"]) <= 100 for choice in choices)
    reply = await school.alice.slash(
        school.channel, "ask", question=choices[0]["value"], private=True
    )
    assert "Not covered" not in texts(reply)


async def test_nothing_typed_yet_is_no_error(school: School) -> None:
    """An empty box may offer anything, in the same limits."""
    assert len(await school.alice.autocomplete(school.channel, "ask", "question", "")) <= 10


class TestPrivateByDefault:
    """A class that wants a quiet channel."""

    @pytest.fixture
    def config(self) -> Config:
        """Answers are private unless somebody says otherwise."""
        return Config.model_validate({"replies": {"private": True}})

    async def test_the_setting_holds_until_a_student_says_otherwise(self, school: School) -> None:
        """Private without the option, public with it."""
        quiet = await school.alice.slash(school.channel, "ask", question="What is SEA?")
        loud = await school.alice.slash(
            school.channel, "ask", question="What is SEA?", private=False
        )

        assert quiet.ephemeral
        assert not loud.ephemeral


async def test_the_menu_answers_what_a_classmate_asked(school: School) -> None:
    """Alice uses the menu on Bob's message, and the answer is hers."""
    asked = await school.bob.send(school.channel, "hey what is the zero tolerance policy?")

    reply = await school.alice.context_menu(school.channel, "Answer from the paper", asked)

    assert reply.ephemeral
    assert "ero tolerance" in texts(reply)


async def test_the_menu_says_so_when_there_is_nothing_to_answer(school: School) -> None:
    """A message of a picture alone holds no question."""
    picture = await school.bob.send(school.channel, attachments=[("cat.png", b"\x89PNG")])

    reply = await school.alice.context_menu(school.channel, "Answer from the paper", picture)

    assert reply.response is not None
    assert "no text" in reply.response.content
