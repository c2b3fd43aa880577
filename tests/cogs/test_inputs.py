"""Values and names of another server, another person, or none at all are refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot.curation.guild_settings import GuildSettings
from cogs.quiz.quiz_ids import option_id, round_button_id
from cogs.settings.settings_card import AUDIT, CHANNELS, PRIVATE, ROLE
from tests.cogs.feedback.missing import MISSED, ask, set_up
from tests.cogs.forging import forged
from tests.cogs.quiz.quizzing import begin, running, settled, until_asked
from tests.cogs.school import ids, message_of, modal_of, said

if TYPE_CHECKING:
    import simcord

    from tests.cogs.school import School


def another(school: School) -> tuple[simcord.MemberActor, simcord.ChannelHandle, str]:
    """Eve, who manages another server, a channel there, and a role there."""
    other = school.env.create_guild("Another class")
    channel = other.create_text_channel("elsewhere")
    managers = other.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    eve = other.add_member(school.env.create_user("eve"), roles=[managers])
    return eve, channel, str(managers.id)


def settings(school: School) -> GuildSettings:
    """The settings of the class's server."""
    return school.bot.services.guilds.get(school.guild.id).settings


@pytest.mark.parametrize("menu", [CHANNELS, AUDIT, ROLE])
async def test_another_servers_role_or_channel_is_refused(school: School, menu: str) -> None:
    """Otherwise this server's changes would be posted in another one."""
    _, elsewhere, role = another(school)
    setup = message_of(await school.carol.slash(school.channel, "server setup"))
    before = settings(school)
    value = role if menu == ROLE else str(elsewhere.id)

    reply = await forged(school.env, school.carol, setup, menu, [value])

    what = "role" if menu == ROLE else "channel"
    assert f"Choose a {what} of this server" in said(reply)
    assert settings(school) == before


async def test_a_channel_of_a_kind_that_is_not_offered_is_refused(school: School) -> None:
    """Changes cannot be told in a voice channel."""
    voice = school.guild.create_voice_channel("talking")
    setup = message_of(await school.carol.slash(school.channel, "server setup"))

    reply = await forged(school.env, school.carol, setup, AUDIT, [str(voice.id)])

    assert "Choose a channel of this server" in said(reply)
    assert settings(school).audit_channel is None


@pytest.mark.parametrize(
    ("menu", "values"),
    [
        (PRIVATE, []),
        (PRIVATE, ["perhaps"]),
        (AUDIT, ["9" * 30]),
        (AUDIT, ["x"]),
        (ROLE, ["-1"]),
    ],
)
async def test_a_value_that_was_not_offered_is_refused(
    school: School, menu: str, values: list[str]
) -> None:
    """Nothing is guessed."""
    setup = message_of(await school.carol.slash(school.channel, "server setup"))
    before = settings(school)

    reply = await forged(school.env, school.carol, setup, menu, values)

    assert "can no longer be chosen here" in said(reply)
    assert settings(school) == before


async def test_a_round_is_closed_to_another_server(school: School) -> None:
    """It takes no answer from there, and a pause there does not end it."""
    eve, elsewhere, _ = another(school)
    shown = message_of(await eve.slash(elsewhere, "help"))
    await begin(school)
    await until_asked(school)
    state = running(school)
    number = option_id(state.plan.id, 0, 0)

    answered = await forged(school.env, eve, shown, number)
    until = school.clock.now().replace(year=school.clock.now().year + 1)
    await school.bot.services.settings.change(eve.guild.id, eve.id, paused_until=until)
    await forged(school.env, eve, shown, number)
    await settled(school)

    assert "That round is over" in said(answered)
    assert running(school).scores == {}


@pytest.mark.parametrize("what", ["quiz-misses", "quiz-export"])
async def test_a_running_round_tells_nothing(school: School, what: str) -> None:
    """Neither its right answers, nor the cards that are still to come."""
    await begin(school)
    question = await until_asked(school)
    number = round_button_id(what, running(school).plan.id)

    reply = await forged(school.env, school.alice, question, number)

    assert "ask again after the round" in said(reply)
    assert reply.followups == []


async def test_what_somebody_reported_is_put_into_their_form_only(school: School) -> None:
    """The number of a report can be guessed."""
    missed = await ask(school, school.bob, MISSED)
    told = await school.bob.click(message_of(missed), label="Tell the moderators")
    [about] = [one for one in ids(told) if one.startswith("suggest-about")]
    answer = message_of(await ask(school, school.alice, MISSED))

    own = await school.bob.click(message_of(told), label="Suggest what is missing")
    others = await forged(school.env, school.alice, answer, about)

    assert MISSED in str(modal_of(own))
    assert MISSED not in str(modal_of(others))


async def test_a_number_beyond_64_bits_is_nothing_of_ours(school: School) -> None:
    """Neither database could look for it."""
    await set_up(school, GuildSettings())
    answer = message_of(await ask(school, school.alice, MISSED))

    for custom_id in (f"suggest-about:{'9' * 25}", "quiz:zzzzzzzzzzzzz:0:0"):
        reply = await forged(school.env, school.alice, answer, custom_id)
        assert "can no longer be chosen here" in said(reply)
