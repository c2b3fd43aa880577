"""What people do on Discord, as the interactions that the bot gets to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.wire import objects
from tests.wire.objects import BUTTON, CHANNEL, COMMAND, COMPONENT, LABEL, MENU, SLASH, TEXT_INPUT
from tests.wire.records import id_of

if TYPE_CHECKING:
    from tests.wire.loopback import Loopback
    from tests.wire.objects import Person
    from tests.wire.records import Exchange


@dataclass
class Student:
    """Somebody at their screen; what they do comes back with the bot's answer to it."""

    discord: Loopback
    person: Person

    async def slash(self, command: str, where: str | None = CHANNEL, **options: Any) -> Exchange:
        """Send a slash command, with `where` None in a DM with the bot."""
        return await self.discord.answered(await self.send(command, where, **options))

    async def send(
        self, command: str, where: str | None = CHANNEL, *, sub: str = "", **options: Any
    ) -> Exchange:
        """Send a slash command, or the subcommand `sub` of a group, and wait for nothing."""
        data = self._command(command, SLASH)
        given = [self._option(command, key, value, sub) for key, value in options.items()]
        if sub:
            given = [{"name": sub, "type": 1, "options": given}]
        payload = objects.interaction(COMMAND, data | {"options": given}, self.person, where=where)
        return await self.discord.interact(payload)

    async def type_in(self, name: str, option: str, typed: str) -> list[str]:
        """What is offered while `typed` stands in an option."""
        focused = self._option(name, option, typed) | {"focused": True}
        data = self._command(name, SLASH) | {"options": [focused]}
        payload = objects.interaction(objects.AUTOCOMPLETE, data, self.person)
        exchange = await self.discord.answered(await self.discord.interact(payload))
        assert exchange.reply is not None
        return [choice["value"] for choice in exchange.reply["data"]["choices"]]

    async def menu(self, name: str, message: dict[str, Any]) -> Exchange:
        """Choose a command from a message's menu."""
        data = self._command(name, MENU) | {
            "target_id": message["id"],
            "resolved": {"messages": {message["id"]: message}},
        }
        payload = objects.interaction(COMMAND, data, self.person)
        return await self.discord.answered(await self.discord.interact(payload))

    async def press(self, message: dict[str, Any] | None, kind: str) -> Exchange:
        """Press the one button on a message whose id begins with `kind`."""
        assert message is not None, "there is no message to press a button on"
        data = {"custom_id": id_of(message, kind), "component_type": BUTTON}
        payload = objects.interaction(COMPONENT, data, self.person, message=message)
        return await self.discord.answered(await self.discord.interact(payload))

    async def submit(self, opened: Exchange, text: str) -> Exchange:
        """Fill the one field of the modal that `opened` has brought, and send it."""
        ((name, _),) = self.fields(opened).items()
        return await self.fill(opened, {name: text})

    def fields(self, opened: Exchange) -> dict[str, str]:
        """What stands in the fields of the modal that `opened` has brought."""
        assert opened.reply is not None
        fields = [c["component"] for c in opened.reply["data"]["components"] if c["type"] == LABEL]
        return {field["custom_id"]: field.get("value") or "" for field in fields}

    async def fill(self, opened: Exchange, values: dict[str, str]) -> Exchange:
        """Send the modal that `opened` has brought, with some of its fields changed."""
        assert opened.reply is not None
        filled = enumerate((self.fields(opened) | values).items())
        components = [
            {
                "id": 2 * n + 1,
                "type": LABEL,
                "component": {"id": 2 * n + 2, "type": TEXT_INPUT, "custom_id": key, "value": text},
            }
            for n, (key, text) in filled
        ]
        data = {"custom_id": opened.reply["data"]["custom_id"], "components": components}
        under = {key: opened.payload[key] for key in ("message",) if key in opened.payload}
        payload = objects.interaction(objects.MODAL, data, self.person, **under)
        return await self.discord.answered(await self.discord.interact(payload))

    def _command(self, name: str, kind: int) -> dict[str, Any]:
        """The head of an interaction with a command, which the bot must have synced."""
        found = self._synced(name, kind)
        return {"id": found["id"], "name": name, "type": kind}

    def _synced(self, name: str, kind: int) -> dict[str, Any]:
        for command in self.discord.rest.commands:
            if (command["name"], command.get("type", SLASH)) == (name, kind):
                return command
        raise AssertionError(f"the bot has synced no {name}")

    def _option(self, name: str, key: str, value: Any, sub: str = "") -> dict[str, Any]:
        synced = self._synced(name, SLASH)
        if sub:
            (synced,) = [one for one in synced["options"] if one["name"] == sub]
        for option in synced.get("options", ()):
            if option["name"] == key:
                return {"name": key, "type": option["type"], "value": value}
        raise AssertionError(f"{name} has no option {key}")
