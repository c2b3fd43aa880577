"""Where the commands are, who may use them, and when they are sent to Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.discord_kit.command_tree import StudyTree, SyncRecord
from tests.cogs.school import message_of, texts

if TYPE_CHECKING:
    from tests.cogs.school import School

COMMANDS = {
    "about",
    "ask",
    "cite",
    "define",
    "footnote",
    "help",
    "privacy",
    "progress",
    "recommendation",
    "review add",
    "review remind",
    "review settings",
    "review start",
    "review stats",
    "section",
    "source",
    "timeline",
}
# Where there are moderators: what is suggested goes to them.
IN_A_SERVER = {
    "suggest",
    *(f"deck {name}" for name in ("add exclude export import list new remove").split()),
    *(f"quiz {name}" for name in ("leaderboard reset start status stop").split()),
}
SERVERS_OWN = {name.split(" ")[0] for name in IN_A_SERVER}


async def test_everything_is_there_in_a_server_and_in_a_dm(school: School) -> None:
    """For a student without any role."""
    assert set(school.alice.available_commands(school.channel)) == COMMANDS | IN_A_SERVER
    assert set(school.alice.user.available_commands()) == COMMANDS


async def test_every_command_can_be_installed_by_a_person(school: School) -> None:
    """In servers, in the bot's DM and in private channels; but for what is a server's own."""
    for command in sent_commands(school):
        if command["default_member_permissions"] or command["name"] in SERVERS_OWN:
            assert command["contexts"] == [0], command["name"]
            continue
        assert command["contexts"] == [0, 1, 2], command["name"]
        assert command["integration_types"] == [0, 1], command["name"]


def sent_commands(school: School) -> list[dict[str, Any]]:
    """The commands as they were last sent."""
    return [command.to_dict(school.bot.tree) for command in school.bot.tree.get_commands()]


async def test_every_command_and_option_says_what_it_is_for(school: School) -> None:
    """Nothing is left with the library's placeholder."""
    for command in sent_commands(school):
        if command["type"] != discord.AppCommandType.chat_input.value:
            continue
        for described in (command, *command["options"]):
            assert len(described["description"]) > 5, command["name"]
            assert len(described["description"]) <= 100, command["name"]


async def test_help_lists_every_command(school: School) -> None:
    """So that none is forgotten; what a student needs first stands first."""
    reply = await school.alice.slash(school.channel, "help")

    assert reply.ephemeral
    assert texts(reply).splitlines()[1].startswith("**/ask**: ")
    for name in COMMANDS | IN_A_SERVER:
        assert f"**/{name.split(' ')[0]}**" in texts(reply)


async def test_about_names_the_paper_and_what_it_deals_with(school: School) -> None:
    """The author, the date, the edition and the content note."""
    reply = await school.alice.slash(school.channel, "about")

    shown = texts(reply).replace("\\", "")
    assert "UN Peacekeeping Mission and its Nexus to Human Trafficking" in shown
    assert "Jocelyn Kelley, 16 May 2022" in shown
    assert school.bot.services.live_engine.paper.content_note in shown
    assert school.bot.services.live_engine.paper.digest[:8] in shown
    assert "no language model" in shown


def syncs(school: School) -> int:
    """How often the commands were sent."""
    return sum(
        entry.method == "PUT" and entry.path.endswith("/commands")
        for entry in school.env.http_requests
    )


async def test_the_commands_are_sent_once(school: School) -> None:
    """Not again after a restart, as long as they are the same."""
    assert syncs(school) == 1

    await school.restart()

    assert syncs(school) == 1
    assert texts(await school.alice.slash(school.channel, "help"))


async def test_changed_commands_are_sent_again(school: School) -> None:
    """Another description is enough, and then once only."""
    command = school.bot.tree.get_command("help")
    assert isinstance(command, discord.app_commands.Command)
    command.description = "Something else."
    record, me = SyncRecord(school.memory), school.bot.application_id or 0
    tree = school.bot.tree
    assert isinstance(tree, StudyTree)

    assert await tree.sync_if_changed(record, me)
    assert not await tree.sync_if_changed(record, me)
    assert syncs(school) == 2


async def test_where_nothing_can_be_kept_the_commands_are_sent_at_each_start(
    school: School,
) -> None:
    """A data folder that is not writable costs a request, not the start."""
    school.memory.unlink()
    school.memory.mkdir()

    await school.restart()

    assert syncs(school) == 2


async def test_no_privileged_intent_is_asked_for(school: School) -> None:
    """Neither members, nor presences, nor the text of messages."""
    intents = school.bot.intents

    assert not (intents.members)
    assert not (intents.presences)
    assert not (intents.message_content)


async def test_nothing_is_kept_of_the_answers_that_were_given(school: School) -> None:
    """A bot that has given many answers weighs no more than one that has given none."""
    for _ in range(3):
        reply = await school.alice.slash(school.channel, "define")
        await school.alice.click(message_of(reply), label="Next")

    assert school.bot.persistent_views == []
