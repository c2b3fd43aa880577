"""What the loopback server remembers: requests, interactions and what came of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.support.components import values

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Request:
    """A request that the bot has sent; times are seconds of one monotonic clock.

    A body of several parts is its JSON part with each file's field added to it.
    """

    method: str
    path: str
    authorization: str | None
    content_type: str
    body: Any
    at: float
    query: Mapping[str, str] = field(default_factory=dict)
    status: int | None = None


@dataclass
class Exchange:
    """An interaction and how the bot has answered it."""

    payload: dict[str, Any]
    sent_at: float
    acknowledged_at: float | None = None
    reply: dict[str, Any] | None = None
    message: dict[str, Any] | None = None
    followups: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The interaction's id."""
        return str(self.payload["id"])

    @property
    def token(self) -> str:
        """What lets the bot answer it without its own token."""
        return str(self.payload["token"])

    @property
    def took(self) -> float:
        """Seconds from its sending until the bot's answer arrived."""
        assert self.acknowledged_at is not None, "not answered"
        return self.acknowledged_at - self.sent_at

    @property
    def private(self) -> bool:
        """Whether only the person sees the answer."""
        assert self.reply is not None, "not answered"
        return bool(self.reply.get("data", {}).get("flags", 0) & EPHEMERAL)


EPHEMERAL = 1 << 6


def texts(message: Any) -> str:
    """All text of a message, as it was sent."""
    shown = [message["content"]] if message.get("content") else []
    return "\n".join([*shown, *values(message.get("components", ()), "content")])


def ids(message: Any) -> list[str]:
    """The ids of everything on a message that can be pressed."""
    return list(values(message.get("components", ()), "custom_id"))


def descriptions(message: Any) -> list[str]:
    """What is told of a message's pictures to those who cannot see them."""
    return list(values(message.get("components", ()), "description"))


def id_of(message: Any, kind: str) -> str:
    """The one id of a button that begins with `kind`."""
    (found,) = [custom_id for custom_id in ids(message) if custom_id.startswith(kind)]
    return found
