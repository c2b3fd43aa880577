"""The class server of the stories, and how to read what the bot has sent there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import simcord

from bot.clock import SteppedClock
from bot.errors import StudyBotError
from tests.support.components import values
from tests.support.openapi import DESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    import discord

    from bot.discord_kit.client import StudyBot


class WithComponents(Protocol):
    """A message, received or as it was sent, whose components can be read."""

    @property
    def components(self) -> Sequence[discord.Component | dict[str, Any]]:
        """The components at the top of the message."""


Reply: TypeAlias = simcord.InteractionResult | WithComponents


class SimulatedClock(SteppedClock):
    """The simulated Discord's time; `env` is set once it is there."""

    def __init__(self) -> None:
        super().__init__()
        self.env: simcord.Env | None = None

    def now(self) -> datetime:
        """What the simulated clocks say."""
        assert self.env is not None
        return self.env.now()


@dataclass
class School:
    """A server with a channel, two students, and a way to start the bot anew.

    Carol manages the server; Dave may manage messages and has the role of curators, which counts
    once the server's settings name it.
    """

    env: simcord.Env
    bot: StudyBot
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor
    carol: simcord.MemberActor
    dave: simcord.MemberActor
    curators: simcord.RoleHandle
    new_bot: Callable[[], Awaitable[StudyBot]]
    memory: Path
    clock: SimulatedClock

    seen: int = 0

    @property
    def me(self) -> discord.ClientUser:
        """Return the bot's own account."""
        assert self.env.bot.user is not None, "the bot is not logged in"
        return self.env.bot.user

    def take_errors(self) -> list[BaseException]:
        """What has gone wrong in the bot since the last look, but for what it refused in words."""
        new = self.env.errors[self.seen :]
        self.seen += len(new)
        causes = [getattr(error, "original", error) for error in new]
        return [cause for cause in causes if not isinstance(cause, StudyBotError)]

    def refused_bodies(self) -> list[str]:
        """What Discord would have refused of all that the bot has sent; none where unknown."""
        if DESCRIPTION is None:
            return []
        sent = self.env.http_requests
        faults = [DESCRIPTION.fault(entry.method, entry.path, entry.json) for entry in sent]
        return [fault for fault in faults if fault]

    async def restart(self) -> None:
        """Another process: nothing of the old one's memory is left."""
        self.bot = await self.new_bot()
        await self.env.restart_bot(self.bot)


def message_of(reply: simcord.InteractionResult) -> simcord.ResponseMessage:
    """Return the message that answered a command, a press or a form."""
    assert reply.response is not None, "there was no reply"
    return reply.response


def modal_of(reply: simcord.InteractionResult) -> dict[str, Any]:
    """Return the payload of the form that answered a command or a press."""
    assert reply.modal is not None, "there was no form"
    return reply.modal


def texts(reply: Reply) -> str:
    """All the text of a message, as it was sent."""
    return "\n".join(values(_components(reply), "content"))


def labels(reply: Reply) -> list[str]:
    """What stands on the buttons of a message."""
    return list(values(_components(reply), "label"))


def ids(reply: Reply) -> list[str]:
    """The ids of everything that can be pressed."""
    return list(values(_components(reply), "custom_id"))


def descriptions(reply: Reply) -> list[str]:
    """What is told of a message's pictures to those who cannot see them."""
    return list(values(_components(reply), "description"))


def options(reply: Reply) -> dict[str, str]:
    """What a menu offers: its values by what they are called."""
    return {
        option["label"]: option["value"]
        for group in values(_components(reply), "options")
        for option in group
    }


def _components(reply: Reply) -> list[dict[str, Any]]:
    message = message_of(reply) if isinstance(reply, simcord.InteractionResult) else reply
    return [c if isinstance(c, dict) else dict(c.to_dict()) for c in message.components]


def said(reply: simcord.InteractionResult | simcord.ResponseMessage | discord.Message) -> str:
    """What somebody was told, privately or not, in whatever form."""
    message = message_of(reply) if isinstance(reply, simcord.InteractionResult) else reply
    return "\n".join(filter(None, [message.content, texts(message)]))


def sent_by_the_bot(
    school: School, channel: simcord.ChannelHandle | None = None
) -> list[discord.Message]:
    """What the bot has written in a channel: in the school's own if none is named."""
    me = school.me.id
    return [one for one in (channel or school.channel).history() if one.author.id == me]
