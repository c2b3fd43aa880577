"""/server: a manager sets how the bot behaves in the class's server."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord
import pytest

from bot.storage import revision_rows
from tests.cogs.school import ids, labels, message_of, texts

if TYPE_CHECKING:
    import simcord

    from bot.curation.guild_settings import GuildSettings
    from tests.cogs.school import School


def settings(school: School) -> GuildSettings:
    """What holds in the class's server."""
    return school.bot.services.guilds.get(school.guild.id).settings


async def record(school: School) -> list[str]:
    """What is on record, oldest first."""
    async with school.bot.services.database.read() as connection:
        return [
            row.detail for row in await revision_rows.last_audited(connection, school.guild.id, 50)
        ][::-1]


async def opened(school: School) -> simcord.InteractionResult:
    """Carol's card of settings."""
    reply = await school.carol.slash(school.channel, "server setup")
    assert reply.ephemeral
    return reply


async def typed(
    school: School, message: simcord.ResponseMessage, label: str, **values: str
) -> simcord.InteractionResult:
    """Carol opens a form and submits it."""
    shown = await school.carol.click(message, label=label)
    return await school.carol.submit_modal(shown, values)


async def test_a_manager_sets_role_channels_and_audit_by_menus(school: School) -> None:
    """Each menu saves at once, shows what it did, and puts it on record."""
    card = message_of(await opened(school))

    reply = await school.carol.select(card, [school.curators], custom_id="set:role")
    assert "**Saved.** Curator role: nobody but" in texts(reply)
    assert f"<@&{school.curators.id}>" in texts(reply)
    await school.carol.select(card, [school.channel], custom_id="set:channels")
    await school.carol.select(card, [school.channel], custom_id="set:audit")
    await school.carol.select(card, ["yes"], custom_id="set:private")

    now = settings(school)
    assert now.curator_role == school.curators.id
    assert now.channels == (school.channel.id,)
    assert now.audit_channel == school.channel.id
    assert now.private is True
    assert [text.split(":")[0] for text in await record(school)] == [
        "Curator role",
        "Answers in",
        "Audit channel",
        "Private unless asked otherwise",
    ]


async def test_what_was_chosen_can_be_taken_back(school: School) -> None:
    """An empty menu means none, and everywhere."""
    card = message_of(await opened(school))
    await school.carol.select(card, [school.curators], custom_id="set:role")
    await school.carol.select(card, [school.channel], custom_id="set:channels")
    await school.restart()

    await school.carol.select(card, [], custom_id="set:role")
    reply = await school.carol.select(card, [], custom_id="set:channels")

    assert settings(school).curator_role is None
    assert settings(school).channels == ()
    assert "everywhere" in texts(reply)


async def test_forms_work_after_a_restart(school: School) -> None:
    """Opened before, submitted after: nothing of the form was in memory."""
    card = message_of(await opened(school))
    shown = await school.carol.click(card, label="Limits")
    await school.restart()

    reply = await school.carol.submit_modal(
        shown, {"user_cooldown": "3 in 60", "channel_cooldown": ""}
    )

    assert "Each person: as usual → 3 questions in 60 seconds" in texts(reply)
    assert settings(school).user_cooldown is not None
    assert settings(school).channel_cooldown is None


async def test_every_form_saves(school: School) -> None:
    """The note, the days, and a pause in each way of writing it."""
    card = message_of(await opened(school))
    await typed(school, card, "Content note", content_note="Take care. @everyone")
    await typed(school, card, "Questions kept", kept_days="7")
    reply = await typed(school, card, "Pause answers", paused_until="2h30m")

    assert settings(school).content_note == "Take care. @everyone"
    assert settings(school).kept_days == 7
    until = settings(school).paused_until
    assert until == school.env.now() + timedelta(hours=2, minutes=30)
    assert f"<t:{int(until.timestamp())}:f>" in texts(reply)
    assert "Answer again" in labels(reply)


async def test_what_cannot_be_read_comes_back_to_be_changed(school: School) -> None:
    """The error says what to write; the form opens with what was typed, even after a restart."""
    card = message_of(await opened(school))
    told = await typed(school, card, "Pause answers", paused_until="14:30")
    assert told.ephemeral
    assert "14:30 UTC" in texts(told)
    assert settings(school).paused_until is None
    await school.restart()

    again = await school.carol.click(message_of(told), label="Change")
    assert again.modal is not None
    assert again.modal["components"][0]["component"]["value"] == "14:30"
    saved = await school.carol.submit_modal(again, {"paused_until": "14:30 UTC"})

    assert "**Saved.** Answers paused: no → until" in texts(saved)
    assert settings(school).paused_until is not None


@pytest.mark.parametrize(
    ("label", "field", "text", "remedy"),
    [
        ("Limits", "user_cooldown", "many", "such as 8 in 30"),
        ("Limits", "channel_cooldown", "0 in 30", "1 to 1000 questions"),
        ("Questions kept", "kept_days", "forever", "0 (nothing is stored) to 365"),
        ("Questions kept", "kept_days", "400", "0 (nothing is stored) to 365"),
        ("Pause answers", "paused_until", "soon", "14:30 UTC"),
    ],
)
async def test_errors_say_what_to_write(
    school: School, label: str, field: str, text: str, remedy: str
) -> None:
    """In words, and nothing is saved."""
    card = message_of(await opened(school))

    told = await typed(school, card, label, **{field: text})

    assert remedy in texts(told).replace("\\", "")
    assert await record(school) == []


async def test_nothing_changed_is_no_change(school: School) -> None:
    """Submitting a form as it stands leaves no record."""
    card = message_of(await opened(school))

    await typed(school, card, "Questions kept", kept_days="30")

    assert await record(school) == []


async def test_everybody_cannot_be_curators(school: School) -> None:
    """Discord offers that role in its menu too."""
    card = message_of(await opened(school))

    told = await school.carol.select(card, [school.guild.default_role], custom_id="set:role")

    assert "Everybody has that role" in message_of(told).content
    assert settings(school).curator_role is None


async def test_two_managers_do_not_undo_each_other(school: School) -> None:
    """Carol's card is old when she saves; what another set meanwhile stays."""
    first = message_of(await opened(school))
    second = message_of(await opened(school))
    await school.carol.select(first, [school.curators], custom_id="set:role")

    await typed(school, second, "Questions kept", kept_days="7")

    assert settings(school).curator_role == school.curators.id
    assert settings(school).kept_days == 7


async def test_a_lost_permission_counts_at_the_click(school: School) -> None:
    """Whoever managed the server when the card was sent may not when pressing it."""
    card = message_of(await opened(school))
    shown = await school.carol.click(card, label="Limits")
    me = school.guild.me
    assert me is not None
    role = me.guild.get_role(managers(school))
    assert role is not None
    await role.edit(permissions=discord.Permissions.none())

    pressed = await school.carol.select(card, [school.curators], custom_id="set:role")
    submitted = await school.carol.submit_modal(shown, {"user_cooldown": "1 in 1"})

    for refused in (pressed, submitted):
        assert refused.ephemeral
        assert "Only people who manage this server" in message_of(refused).content
    assert await record(school) == []


def managers(school: School) -> int:
    """The role that lets Carol manage the server."""
    return next(role.id for role in school.guild.roles.values() if role.name == "Managers")


async def test_students_do_not_see_the_command(school: School) -> None:
    """Nor do curators."""
    assert "server setup" in school.carol.available_commands(school.channel)
    assert "server setup" not in school.alice.available_commands(school.channel)
    assert "server setup" not in school.dave.available_commands(school.channel)


async def test_the_settings_can_be_shown(school: School) -> None:
    """With what holds where nothing is set."""
    reply = await school.carol.slash(school.channel, "server show")

    assert reply.ephemeral
    assert "8 questions in 30 seconds (the bot’s usual)" in texts(reply)
    assert ids(reply) == []
