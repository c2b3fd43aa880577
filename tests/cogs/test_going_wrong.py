"""When something goes wrong: a plain sentence, an id that the log has too, and nothing lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
import pytest
from discord import app_commands, ui

from bot.answering.outcome import Query, Suggested
from bot.config import Config
from bot.discord_kit.layout import Layout, button, container, rows
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from tests.cogs.school import message_of, texts
from tests.support.shipped import unclear_term

if TYPE_CHECKING:
    import simcord
    from structlog.typing import EventDict

    from bot.discord_kit.context import Interaction
    from tests.cogs.school import School

REFERENCE = re.compile(r"logged as ([0-9a-f]{8})\b")


class LostPatienceError(RuntimeError):
    """What goes wrong in these stories."""


@app_commands.command(name="broken", description="Goes wrong.")
async def broken(interaction: Interaction) -> None:
    """Fail before there is any reply."""
    del interaction
    raise LostPatienceError


@app_commands.command(name="half", description="Goes wrong after its reply.")
async def half(interaction: Interaction) -> None:
    """Fail when the reply has been sent."""
    await interaction.response.send_message("So far so good.")
    raise LostPatienceError


@app_commands.command(name="trap", description="Offers a button that goes wrong.")
async def trap(interaction: Interaction) -> None:
    """Send a button like those of the bot."""
    await interaction.response.send_message(
        view=Layout(container("A trap.", *rows([button("trap:1", "Press")])))
    )


class Trap(PersistentButton, template=r"trap:(?P<number>\d)"):
    """A button that goes wrong."""

    name = "trap"

    async def run(self, interaction: Interaction) -> None:
        """Fail."""
        del interaction
        raise LostPatienceError


class TrapForm(PersistentModal, template="trap-modal"):
    """A form that fails."""

    name = "trap modal"

    async def run(self, interaction: Interaction) -> None:
        """Fail."""
        del interaction
        raise LostPatienceError


@app_commands.command(name="modal", description="Shows a modal that goes wrong.")
async def modal(interaction: Interaction) -> None:
    """Show it."""
    shown = ui.Modal(title="A trap", custom_id="trap-modal", timeout=None)
    shown.add_item(ui.Label(text="Anything", component=ui.TextInput(custom_id="text")))
    await interaction.response.send_modal(shown)


@pytest.fixture
async def broken_school(school: School) -> School:
    """The class's server, with a bot of which some parts are broken."""
    commands: tuple[app_commands.Command[Any, ..., None], ...] = (broken, half, trap, modal)
    for command in commands:
        school.bot.tree.add_command(command)
    school.bot.add_dynamic_items(Trap)
    school.bot.forms.append(TrapForm)
    await school.bot.tree.sync()
    return school


def told(reply: simcord.InteractionResult) -> str:
    """The id that the person was given."""
    every = [*([reply.response] if reply.response is not None else []), *reply.followups]
    assert every[-1].ephemeral
    content = "\n".join(message.content for message in every)
    found = REFERENCE.search(content)
    assert found is not None, content
    return found[1]


@pytest.mark.parametrize("name", ["broken", "half"])
async def test_a_broken_command_tells_an_id_that_the_log_has(
    broken_school: School, name: str, logged: list[EventDict]
) -> None:
    """Whether or not a reply was sent before."""
    reply = await broken_school.alice.slash(broken_school.channel, name)

    reference = told(reply)
    [failure] = [entry for entry in logged if entry["event"] == "command failed"]
    assert failure["reference"] == reference
    assert failure["command"] == name
    assert isinstance(failure["exc_info"], LostPatienceError)
    assert isinstance(broken_school.take_errors()[0], LostPatienceError)


async def test_a_broken_button_tells_an_id_that_the_log_has(
    broken_school: School, logged: list[EventDict]
) -> None:
    """The library by itself would say nothing to the person."""
    offered = await broken_school.alice.slash(broken_school.channel, "trap")

    reply = await broken_school.alice.click(message_of(offered), label="Press")

    assert told(reply) in {entry.get("reference") for entry in logged}


async def test_a_broken_modal_tells_an_id_that_the_log_has(
    broken_school: School, logged: list[EventDict]
) -> None:
    """As a command does."""
    shown = await broken_school.alice.slash(broken_school.channel, "modal")

    reply = await broken_school.alice.submit_modal(shown, {"text": "hello"})

    assert told(reply) in {entry.get("reference") for entry in logged}


async def test_after_an_error_the_next_question_is_answered(broken_school: School) -> None:
    """One broken command takes nothing else with it."""
    await broken_school.alice.slash(broken_school.channel, "broken")
    broken_school.take_errors()

    reply = await broken_school.alice.slash(broken_school.channel, "ask", question="What is SEA?")

    assert "-# Sexual exploitation and abuse (SEA)" in texts(reply)


async def test_discord_failing_is_told_as_what_it_is(
    school: School, logged: list[EventDict]
) -> None:
    """The reply is refused once; a plain word goes through, and the bot has no fault to log."""
    school.env.inject_error("POST", "/interactions/*/callback", status=500, times=1)

    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")

    assert "Discord did not take my reply" in message_of(reply).content
    assert school.take_errors()
    assert "failed" not in {entry["event"] for entry in logged}


async def test_a_button_of_an_earlier_version_says_so(school: School) -> None:
    """It is still in the channel, but nothing knows it any more."""
    old = Layout(container("An old card.", *rows([button("vote:7", "Vote")])))
    channel = school.bot.get_channel(school.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send(view=old)
    await school.env.settle()
    sent = school.channel.last_message
    assert sent is not None

    reply = await school.alice.click(sent, label="Vote")

    assert reply.ephemeral
    assert reply.response is not None
    assert "earlier version" in reply.response.content


async def test_a_command_that_is_gone_says_so(school: School) -> None:
    """Discord shows for a while what a new version no longer has."""
    school.bot.tree.remove_command("help")

    reply = await school.alice.slash(school.channel, "help")

    assert reply.ephemeral
    assert reply.response is not None
    assert "has just changed" in reply.response.content
    assert school.take_errors()


async def test_an_entry_that_is_gone_is_told_plainly(school: School) -> None:
    """A button of yesterday leads to an entry that has been taken out since."""
    term = unclear_term()
    listed = await school.alice.slash(school.channel, "define", term=term)
    engine = school.bot.services.live_engine.engine
    offered = engine.ask(Query(f"What is {term}?"))
    assert isinstance(offered, Suggested)
    gone = offered.suggestions[0]
    school.bot.services.live_engine.engine = engine.with_entries((), retired=[gone.entry])

    reply = await school.alice.click(message_of(listed), label=gone.title)

    assert reply.ephemeral
    assert reply.response is not None
    assert "no longer in the knowledge base" in reply.response.content


class TestCooldown:
    """Two questions in ten seconds a person, three a channel."""

    @pytest.fixture
    def config(self) -> Config:
        """Low limits."""
        limits = {"user": {"uses": 2, "seconds": 10}, "channel": {"uses": 3, "seconds": 10}}
        return Config.model_validate({"cooldowns": limits})

    async def ask(self, who: simcord.MemberActor, school: School) -> simcord.InteractionResult:
        """One question."""
        return await who.slash(school.channel, "ask", question="What is SEA?")

    async def test_who_asks_too_often_is_told_when_to_come_back(self, school: School) -> None:
        """And is answered again at that time."""
        for _ in range(2):
            assert not (await self.ask(school.alice, school)).ephemeral
        await school.env.advance_time(4)

        refused = await self.ask(school.alice, school)

        assert refused.ephemeral
        assert refused.response is not None
        assert refused.response.content == (
            "You have asked a lot just now. Please ask again in 6 seconds."
        )
        await school.env.advance_time(6)
        assert not (await self.ask(school.alice, school)).ephemeral

    async def test_a_channel_has_a_limit_of_its_own(self, school: School) -> None:
        """Bob is within his, but the channel is not; elsewhere he may ask."""
        await self.ask(school.alice, school)
        await self.ask(school.alice, school)
        await self.ask(school.bob, school)

        refused = await self.ask(school.bob, school)

        assert refused.response is not None
        assert "This channel has asked a lot" in refused.response.content
        other = school.guild.create_text_channel("other")
        assert not (await school.bob.slash(other, "ask", question="What is SEA?")).ephemeral

    async def test_following_up_and_sharing_are_asking(self, school: School) -> None:
        """They fill the channel as a command does."""
        reply = await school.alice.slash(
            school.channel, "ask", question="What is SEA?", private=True
        )
        shown = await school.alice.click(message_of(reply), label="Follow up")
        await school.alice.submit_modal(shown, {"question": "more"})

        refused = await school.alice.click(message_of(reply), label="Share")

        assert refused.ephemeral
        assert refused.response is not None
        assert "ask again in 10 seconds" in refused.response.content

    async def test_typing_is_not_asking(self, school: School) -> None:
        """Each letter asks for choices; none of them counts."""
        for _ in range(10):
            await school.alice.autocomplete(school.channel, "ask", "question", "what")

        assert not (await self.ask(school.alice, school)).ephemeral


async def test_a_bot_that_is_stopping_says_so(school: School) -> None:
    """Commands, buttons and modals are turned away with a sentence."""
    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")
    shown = await school.alice.click(message_of(reply), label="Follow up")
    assert await school.bot.services.in_flight.finish(0)

    replies = [
        await school.alice.slash(school.channel, "ask", question="What is SEA?"),
        await school.alice.click(message_of(reply), label="Cite"),
        await school.alice.submit_modal(shown, {"question": "more"}),
    ]

    for refused in replies:
        assert refused.ephemeral
        assert refused.response is not None
        assert "restarting" in refused.response.content


async def test_every_interaction_is_logged_without_the_question(
    school: School, logged: list[EventDict]
) -> None:
    """Its id, command, outcome and milliseconds."""
    await school.alice.slash(school.channel, "ask", question="What is SEA?")

    [entry] = [entry for entry in logged if entry["event"] == "interaction"]
    assert entry["command"] == "ask"
    assert entry["outcome"] == "answered"
    assert entry["ms"] > 0
    assert entry["id"] > 0
    assert "SEA" not in str(logged)


class TestLoggingQuestions:
    """A class that has agreed to it."""

    @pytest.fixture
    def config(self) -> Config:
        """Questions are logged."""
        return Config.model_validate({"log": {"questions": True}})

    async def test_the_question_stands_in_the_log(
        self, school: School, logged: list[EventDict]
    ) -> None:
        """As it was asked."""
        await school.alice.slash(school.channel, "ask", question="What is SEA?")

        [entry] = [entry for entry in logged if entry["event"] == "interaction"]
        assert entry["question"] == "What is SEA?"

    async def test_what_tells_of_harm_does_not(
        self, school: School, logged: list[EventDict]
    ) -> None:
        """Whoever reads the log has no business with it."""
        await school.alice.slash(school.channel, "ask", question="I was abused by a peacekeeper")

        assert "abused" not in str(logged)


async def test_what_is_told_shows_a_persons_text_as_it_was_written(school: School) -> None:
    """Markup in it stays text."""
    reply = await school.alice.slash(school.channel, "source", work="**@everyone**")

    assert reply.response is not None
    assert reply.response.content == "There is no source '\\*\\*\\@everyone\\*\\*'."
    assert not reply.response.message.mention_everyone
