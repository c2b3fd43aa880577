"""Presses and forms that no honest client sends: of every id that the bot knows, by a seed.

An id is grown from the pattern by which the bot would recognise it. What the pattern calls a name
is filled with a real one, somebody else's or another server's, or with a number that is too large.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from re import _constants as constants  # type: ignore[attr-defined]  # there is no public parser
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import TYPE_CHECKING, Any, Final

import discord
import simcord
from simcord import actors
from simcord.backend import serializers
from simcord.enums import InteractionType

from cogs.component_registry import FORMS, ITEMS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bot.discord_kit.persistent_button import PersistentButton
    from bot.discord_kit.persistent_modal import PersistentModal

# Parts of ids that are no names: a place, a number of points, an answer.
_OWN_GRAMMAR: Final = frozenset({"option", "question", "right", "seen", "grade", "wanted", "form"})

_ODD: Final = (
    "",
    "0",
    "1",
    "2",
    "-1",
    "99999999999999999999999999",
    str(2**63),
    str(2**63 - 1),
    "٣",
    "x",
    "a\0b",
    "\ud800",
    "../..",
    "@everyone",
    "q" * 90,
)

_BUTTON, _MENU, _ROLES, _CHANNELS, _TEXT = 2, 3, 6, 8, 4

_FIELDS: Final = (
    "text place answer title statements phrasings keywords related author year url statement "
    "comment name reason user_cooldown channel_cooldown content_note kept_days paused_until prompt "
    "options accepted explanation source footnotes question"
).split()


async def forged(
    env: simcord.Env,
    who: simcord.MemberActor,
    message: simcord.ResponseMessage | Any,
    custom_id: str,
    values: list[str] | None = None,
) -> simcord.InteractionResult:
    """Press what is not under a message, or choose what is not in its menu."""
    where = message.channel.id if isinstance(message, discord.Message) else message.channel_id
    stored = env.backend.get_message(where, message.id)
    shown: dict[str, Any] = {**serializers.message_payload(env.backend, stored)}
    kind = _BUTTON if values is None else _MENU
    component = {"type": kind, "custom_id": custom_id, "style": 2, "label": "x"}
    shown["components"] = [*shown["components"], {"type": 1, "components": [component]}]
    data: dict[str, Any] = {"custom_id": custom_id, "component_type": kind}
    if values is not None:
        data["values"] = values
    channel = simcord.ChannelHandle(env, who.guild, env.backend.get_channel(stored.channel_id))
    # The simulation itself lets nobody press what is not there; a changed client might.
    return await actors._dispatch_actor_interaction(  # noqa: SLF001  # as said
        who,
        InteractionType.MESSAGE_COMPONENT,
        channel,
        data,
        extra={"message": shown},
        source_message_id=stored.id,
    )


@dataclass
class Forger:
    """Sends what an honest client would not; `names` are those that there are, by what they name.

    `seen` are ids that the bot has really sent, to anybody.
    """

    env: simcord.Env
    random: Random
    names: dict[str, list[str]]
    seen: Sequence[str]
    sent: list[str] = field(default_factory=list)

    async def press(
        self, who: simcord.MemberActor, message: simcord.ResponseMessage | Any
    ) -> simcord.InteractionResult:
        """Press something under a message that the person sees."""
        custom_id = self._id(ITEMS)
        kind = self.random.choice((_BUTTON, _BUTTON, _MENU, _MENU, _ROLES, _CHANNELS))
        stored = self.env.backend.get_message(message.channel_id, message.id)
        shown: dict[str, Any] = {**serializers.message_payload(self.env.backend, stored)}
        component: dict[str, Any] = {"type": kind, "custom_id": custom_id, "style": 2, "label": "x"}
        there = json.dumps([custom_id, shown["components"]])
        others = [one for one in dict.fromkeys(self.seen) if json.dumps(one) not in there]
        carried = [one for one in others if self.random.random() < 0.1][:3]  # now and then
        beside = [component | {"type": _BUTTON, "custom_id": one} for one in carried]
        # A menu has its row for itself.
        made = [{"type": 1, "components": row} for row in ([component], beside) if row]
        shown["components"] = [*shown["components"], *made]
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": kind}
        if kind != _BUTTON or self.random.random() < 0.2:  # a button has none
            self._choose(data)
        self.sent.append(f"{kind} {data} {carried}")
        return await self._send(who, InteractionType.MESSAGE_COMPONENT, stored, data, shown)

    async def submit(
        self, who: simcord.MemberActor, message: simcord.ResponseMessage | Any
    ) -> simcord.InteractionResult:
        """Submit a form that was opened from a message, or was not."""
        stored = self.env.backend.get_message(message.channel_id, message.id)
        shown: dict[str, Any] = {**serializers.message_payload(self.env.backend, stored)}
        fields = self.random.sample(_FIELDS, self.random.randrange(len(_FIELDS)))
        data = {
            "custom_id": self._id(FORMS),
            "components": [
                {
                    "type": 18,
                    "component": {"type": _TEXT, "custom_id": name, "value": self._typed()},
                }
                for name in fields
            ],
        }
        self.sent.append(f"form {data}")
        return await self._send(who, InteractionType.MODAL_SUBMIT, stored, data, shown)

    async def _send(
        self,
        who: simcord.MemberActor,
        kind: InteractionType,
        stored: Any,  # the simulation's own type
        data: dict[str, Any],
        shown: dict[str, Any],
    ) -> simcord.InteractionResult:
        channel = simcord.ChannelHandle(
            self.env, who.guild, self.env.backend.get_channel(stored.channel_id)
        )
        # The simulation itself lets nobody press what is not there; a changed client might.
        return await actors._dispatch_actor_interaction(  # noqa: SLF001  # as said
            who, kind, channel, data, extra={"message": shown}, source_message_id=stored.id
        )

    def _id(self, kinds: Sequence[type[PersistentButton | PersistentModal]]) -> str:
        if self.seen and self.random.random() < 0.15:  # now and then a real one, changed
            return self._mutated(self.random.choice(self.seen))
        pattern = self.random.choice(kinds).pattern
        grown = self._grown(parser.parse(pattern.pattern), pattern)
        return grown[:100]

    def _grown(self, tree: Any, pattern: re.Pattern[str]) -> str:  # the parser's own
        return "".join(self._of(kind, value, pattern) for kind, value in tree)

    def _of(self, kind: object, value: Any, pattern: re.Pattern[str]) -> str:
        match kind:
            case constants.LITERAL:
                grown = chr(value)
            case constants.SUBPATTERN:
                named = next((n for n, at in pattern.groupindex.items() if at == value[0]), "")
                grown = self._name(named) or self._grown(value[3], pattern)
            case constants.MAX_REPEAT | constants.MIN_REPEAT:
                least, most, inner = value
                times = self.random.randint(least, min(int(most), least + 6))
                grown = "".join(self._grown(inner, pattern) for _ in range(times))
            case constants.BRANCH:
                grown = self._grown(self.random.choice(value[1]), pattern)
            case constants.IN:
                one, inner = self.random.choice(value)
                grown = self._of(one, inner, pattern)
            case constants.RANGE:
                low, high = value
                grown = chr(self.random.randint(low, high))
            case _:
                grown = self.random.choice("07az:")
        return grown

    def _name(self, named: str) -> str:
        if not named or named in _OWN_GRAMMAR:
            return ""
        if self.random.random() < 0.15:  # now and then
            return self.random.choice(_ODD)
        known = self.names.get(named)
        if known and self.random.random() < 0.9:  # mostly
            return self.random.choice(known)
        return ""

    def _mutated(self, text: str) -> str:
        at = self.random.randrange(len(text) + 1)
        change = self.random.choice(("", "0", "9" * 30, ":", "x", "\ud800", text[:at]))
        return (text[:at] + change + text[at + 1 :])[:100]

    def _choose(self, data: dict[str, Any]) -> None:
        """Give a menu its values: foreign ones, odd ones, none, or too many; or not even a list."""
        every = [*(name for known in self.names.values() for name in known), *_ODD, "usual", "yes"]
        roll = self.random.random()
        if roll < 0.1:  # now and then
            return
        many = 1 if roll < 0.8 else self.random.randrange(4)  # mostly one
        data["values"] = self.random.choices(every, k=many)

    def _typed(self) -> str:
        return self.random.choice(
            (
                *_ODD,
                "Peacekeepers built a school near the border.",
                "2h",
                "8 in 30",
                "right\nwrong",
                "z" * 3_000,
                self.random.choice(self.names.get("text", ["text"])),
            )
        )
