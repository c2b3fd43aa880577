"""Discord's objects as JSON: people, a server, messages and interactions."""

from __future__ import annotations

import copy
import itertools
import time
from dataclasses import dataclass
from typing import Any, Final

from tests.wire.records import EPHEMERAL

_EPOCH_MS = 1_420_070_400_000
_counter = itertools.count(1)
SLASH, MENU = 1, 3
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
BUTTON, LABEL, TEXT_INPUT = 2, 18, 4
TEXT_CHANNEL, DM = 0, 1
EVERYTHING = (1 << 50) - 1


class Pace:
    """The time on the loopback Discord: that of the machine, or a faster one."""

    def __init__(self) -> None:
        self.began = time.time()
        self.factor = 1.0

    def now(self) -> float:
        """Seconds since 1970."""
        return self.began + (time.time() - self.began) * self.factor


PACE = Pace()


def snowflake() -> str:
    """A new id, which tells the time at which it was made."""
    now = int(PACE.now() * 1000) - _EPOCH_MS
    return str((now << 22) | (next(_counter) & 0x3FFFFF))


@dataclass(frozen=True)
class Person:
    """Somebody with an account, the bot included."""

    id: str
    name: str
    bot: bool = False

    def user(self) -> dict[str, Any]:
        """As a user."""
        return {
            "id": self.id,
            "username": self.name,
            "global_name": None,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "flags": 0,
            "primary_guild": None,
        }

    def member(self) -> dict[str, Any]:
        """As a member of the class's server."""
        return {
            "user": self.user(),
            "nick": None,
            "avatar": None,
            "banner": None,
            "roles": [],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "premium_since": None,
            "communication_disabled_until": None,
            "pending": False,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(EVERYTHING),
        }


BOT = Person(snowflake(), "kelley", bot=True)
ALICE = Person(snowflake(), "alice")
BOB = Person(snowflake(), "bob")
GUILD, CHANNEL = snowflake(), snowflake()
# Whose channels are in other servers than the class's; most stories have none.
SERVER_OF: Final[dict[str, str]] = {}


def channel(channel_id: str = CHANNEL) -> dict[str, Any]:
    """A text channel of the server."""
    return {
        "id": channel_id,
        "type": TEXT_CHANNEL,
        "guild_id": SERVER_OF.get(channel_id, GUILD),
        "name": "study-group",
        "position": 0,
        "topic": None,
        "nsfw": False,
        "parent_id": None,
        "permission_overwrites": [],
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "flags": 0,
    }


def dm(person: Person) -> dict[str, Any]:
    """A person's channel with the bot."""
    # An id of its own for each person, the same each time it is asked for.
    return {
        "id": str(int(person.id) + 1_000_000),
        "type": DM,
        "recipients": [person.user()],
        "last_message_id": None,
        "flags": 0,
    }


def guild(where: str = CHANNEL) -> dict[str, Any]:
    """The server of a channel, as the gateway tells of it; the class's by default."""
    server = SERVER_OF.get(where, GUILD)
    everyone = {
        "id": server,
        "name": "@everyone",
        "permissions": str(EVERYTHING),
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
    }
    return {
        "id": server,
        "name": "The class",
        "owner_id": ALICE.id,
        "unavailable": False,
        "large": False,
        "joined_at": "2026-01-01T00:00:00+00:00",
        "member_count": 3,
        "members": [BOT.member()],
        "roles": [everyone],
        "channels": [channel(where)],
        "features": [],
        "emojis": [],
        "stickers": [],
        "threads": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "afk_timeout": 300,
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-GB",
        "system_channel_flags": 0,
    }


def message(author: Person, content: str = "", where: str = CHANNEL, **more: Any) -> dict[str, Any]:
    """A message; `more` replaces or adds fields."""
    return {
        "id": snowflake(),
        "type": 0,
        "channel_id": where,
        "author": author.user(),
        "content": content,
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "flags": 0,
        **more,
    }


def sent_by_bot(data: dict[str, Any], where: str) -> dict[str, Any]:
    """The message that a body which the bot has sent becomes."""
    # The request that it came with is kept as it was sent.
    components = copy.deepcopy(data.get("components") or [])
    flags = data.get("flags") or 0
    numbers = itertools.count(1)
    for component in components:
        _number(component, numbers)
    return message(
        BOT, data.get("content") or "", where, components=components, flags=flags, type=20
    )


def with_button(custom_id: str) -> dict[str, Any]:
    """A message of the bot's with one button."""
    button = {"type": BUTTON, "style": 2, "label": "Open", "custom_id": custom_id}
    return sent_by_bot({"components": [{"type": 1, "components": [button]}]}, CHANNEL)


def _number(component: dict[str, Any], numbers: itertools.count[int]) -> None:
    component.setdefault("id", next(numbers))
    for inner in component.get("components", ()):
        _number(inner, numbers)
    if component.get("accessory"):
        _number(component["accessory"], numbers)


def interaction(
    kind: int, data: dict[str, Any], person: Person, *, where: str | None = CHANNEL, **more: Any
) -> dict[str, Any]:
    """An interaction in a channel of the server, or with `where` None in a DM with the bot."""
    made = {
        "id": snowflake(),
        "application_id": BOT.id,
        "type": kind,
        "data": data,
        "token": f"token-of-{snowflake()}",
        "version": 1,
        "locale": "en-GB",
        "app_permissions": str(EVERYTHING),
        "entitlements": [],
        "attachment_size_limit": 10_485_760,
        **more,
    }
    if where is None:
        place = dm(person)
        owners = {"1": person.id}
        return made | {
            "user": person.user(),
            "channel": place,
            "channel_id": place["id"],
            "context": 1,
            "authorizing_integration_owners": owners,
        }
    server = SERVER_OF.get(where, GUILD)
    return made | {
        "member": person.member(),
        "guild_id": server,
        "guild_locale": "en-GB",
        "guild": {"id": server, "locale": "en-GB", "features": []},
        "channel": channel(where),
        "channel_id": where,
        "context": 0,
        "authorizing_integration_owners": {"0": server},
    }


def is_private(found: dict[str, Any]) -> bool:
    """Whether only one person sees a message."""
    return bool(found["flags"] & EPHEMERAL)
