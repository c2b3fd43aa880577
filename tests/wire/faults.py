"""What can be wrong with Discord's replies for a while."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.wire.records import Request

# Named in front of the faults: which requests they befall.
CALLBACK = ("POST", r"/interactions/\d+/[^/]+/callback")
MESSAGES = ("POST", r"/channels/\d+/messages")
LOGIN = ("GET", r"/users/@me")
SYNC = ("PUT", r"/applications/\d+/commands")


@dataclass
class Fault:
    """Befalls the next request to a route: a reply of its own, or the right one held back."""

    method: str
    path: str
    status: int | None = None
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    # Whether the connection is reset, and if so whether what was asked is done before that.
    reset: bool = False
    done: bool = False

    def befalls(self, request: Request) -> bool:
        """Whether it is meant for this request."""
        return request.method == self.method and bool(re.fullmatch(self.path, request.path))


def rate_limited(route: tuple[str, str], retry_after: float, *, everywhere: bool = False) -> Fault:
    """Too many requests: come back after so many seconds."""
    headers = {
        # Without it, the library takes the reply for a ban by those who stand before Discord.
        "Via": "1.1 loopback",
        "Retry-After": str(max(1, round(retry_after))),
        "X-RateLimit-Scope": "global" if everywhere else "user",
    }
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    body = {
        "message": "You are being rate limited.",
        "retry_after": retry_after,
        "global": everywhere,
    }
    return Fault(*route, status=429, body=body, headers=headers)


def failing(route: tuple[str, str], status: int) -> Fault:
    """An error on Discord's side."""
    return Fault(*route, status=status, body={"message": f"{status}: error", "code": 0})


def held(route: tuple[str, str]) -> Fault:
    """The right reply, but only once the fault is `released`; `reached` tells that it was asked."""
    return Fault(*route)


def reset(route: tuple[str, str], *, done: bool) -> Fault:
    """The connection is reset; `done` if Discord has done by then what it was asked."""
    return Fault(*route, reset=True, done=done)
