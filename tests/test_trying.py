"""The class of `make try`, which is the same one at every start."""

from __future__ import annotations

import discord
import simcord

from bot.discord_kit.access import MODERATING
from bot.playground import _class


async def test_the_class_is_found_again_at_the_next_start() -> None:
    """What was kept of it is kept under its ids, and those of its people."""
    seen = []
    for _ in range(2):
        env = simcord.Env(discord.Client(intents=discord.Intents.default()))
        channel, people = _class(env)
        assert channel.guild is not None
        seen.append((channel.guild.id, channel.id, [person.id for person in people]))
    assert seen[0] == seen[1]


def test_its_moderator_may_do_what_curators_and_managers_may() -> None:
    """Every command can be tried."""
    assert MODERATING.manage_guild
    assert MODERATING.manage_messages
