"""Curators who work without end, and remember what they were told of it."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.wire import objects
from tests.wire.objects import BUTTON, COMPONENT, Person, snowflake
from tests.wire.records import id_of, texts
from tests.wire.student import Student

if TYPE_CHECKING:
    import random

    from tests.wire.loopback import Loopback
    from tests.wire.records import Exchange

# Entries of one curator, and wordings of one entry: enough to go on without end.
_MOST, _MOST_WORDINGS = 12, 20
_TOLD = ("### Published", "### Retired", "### Taught", "**Content note**", "has that wording")
RETIRED = ""


@dataclass
class Deed:
    """Something that a curator did, and all presses by which they tried to.

    `says` is the entry's statement afterwards, RETIRED for none, or None where it stays.
    """

    says: str | None
    wording: str = ""
    note: str = ""
    presses: list[Exchange] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Whether the curator was told that it is done."""
        return any(told(press) for press in self.presses)


def told(press: Exchange) -> bool:
    """Whether a press was confirmed."""
    text = texts(press.message) if press.message else ""
    return press.acknowledged_at is not None and any(sign in text for sign in _TOLD)


@dataclass
class Written:
    """An entry of one curator's, by its title, and all that was done to it, in order."""

    title: str
    asked: str
    deeds: list[Deed] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id that the bot gives to an entry of that title."""
        return self.title.lower().replace(" ", "-")

    def may_say(self) -> set[str]:
        """What it may say now: what was confirmed last, or what was tried after that."""
        says = [deed for deed in self.deeds if deed.says is not None]
        last = max((n for n, deed in enumerate(says) if deed.told), default=-1)
        later = {str(deed.says) for deed in says[max(last, 0) :]}
        return later if last >= 0 else later | {RETIRED}

    def wordings(self) -> list[str]:
        """The wordings that were confirmed."""
        return [deed.wording for deed in self.deeds if deed.wording and deed.told]

    @property
    def live(self) -> bool:
        """Whether it is surely served."""
        return RETIRED not in self.may_say()


class Curator(Student):
    """One who writes, corrects, teaches, retires and sets, each step by what the bot shows."""

    def __init__(self, discord: Loopback, rng: random.Random, name: str) -> None:
        super().__init__(discord, Person(snowflake(), name))
        self._rng = rng
        self._name = name
        self._numbers = itertools.count(1)
        self._open: tuple[Deed, dict[str, Any], str] | None = None
        self.written: list[Written] = []
        self.notes: list[Deed] = []
        self.oddities: list[str] = []

    async def work(self) -> None:
        """Go on with what was open when the bot died, and then without end."""
        while True:
            if self._open is not None:
                await self._confirm(*self._open)
            await self._next()

    async def _next(self) -> None:
        live = [one for one in self.written if one.live]
        doing = self._rng.random()
        if doing < 0.1:  # one in ten, as below
            await self._set()
        elif not live or (doing < 0.4 and len(self.written) < _MOST):
            await self._add()
        elif doing < 0.5 and len(live) > _MOST // 2:
            await self._retire(self._rng.choice(live))
        elif doing < 0.7:
            await self._edit(self._rng.choice(live))
        else:
            await self._teach(self._rng.choice(live))

    def _token(self) -> str:
        return f"{self._name}{next(self._numbers)}"

    async def _add(self) -> None:
        token = self._token()
        entry = Written(f"Ledger {token}", f"Where is ledger {token} kept?")
        shown = await self.slash_of("kb", "add", kind="finding")
        says = f"It was kept in house {token}."
        values = {"title": entry.title, "statements": f"{says} [1]", "phrasings": entry.asked}
        preview = await self.fill(shown, values)
        self.written.append(entry)
        await self._look_and_take(entry.deeds, Deed(says), preview, "draft-publish")

    async def _edit(self, entry: Written) -> None:
        shown = await self.slash_of("kb", "edit", entry=entry.title)
        says = f"It was moved to house {self._token()}."
        preview = await self.fill(shown, {"statements": f"{says} [1]"})
        await self._look_and_take(entry.deeds, Deed(says), preview, "draft-publish")

    async def _retire(self, entry: Written) -> None:
        shown = await self.slash_of("kb", "retire", entry=entry.title, reason="doubtful")
        await self._look_and_take(entry.deeds, Deed(RETIRED), shown, "step-take")

    async def _look_and_take(
        self, deeds: list[Deed], deed: Deed, shown: Exchange, kind: str
    ) -> None:
        if shown.message is None or kind not in str(shown.message["components"]):
            self.oddities.append(f"no {kind}: {shown.reply}")
            return
        deeds.append(deed)
        await self._confirm(deed, shown.message, kind)

    async def _confirm(self, deed: Deed, card: dict[str, Any], kind: str) -> None:
        """Press it; whoever gets no answer, since the bot has died, presses again."""
        self._open = deed, card, kind
        data = {"custom_id": id_of(card, kind), "component_type": BUTTON}
        press = await self._sent(objects.interaction(COMPONENT, data, self.person, message=card))
        deed.presses.append(press)
        await self._answered(press)
        self._open = None

    async def _teach(self, entry: Written) -> None:
        if len(entry.deeds) > _MOST_WORDINGS:
            return
        wording = f"Which house had ledger {self._token()}?"
        deed = Deed(None, wording)
        entry.deeds.append(deed)
        press = await self.send("kb", sub="phrasing", entry=entry.title, wording=wording)
        deed.presses.append(press)
        await self._answered(press)

    async def _set(self) -> None:
        card = await self.slash_of("server", "setup")
        assert card.message is not None
        form = await self.press(card.message, "set:open:note")
        note = f"Noted by {self._token()}."
        deed = Deed(None, note=note)
        assert form.reply is not None
        self.notes.append(deed)
        deed.presses.append(await self.fill(form, {"content_note": note}))

    async def slash_of(self, group: str, sub: str, **options: Any) -> Exchange:
        """Send a command of a group, and wait for its answer."""
        return await self.discord.answered(await self.send(group, sub=sub, **options))

    async def _sent(self, payload: dict[str, Any]) -> Exchange:
        return await self.discord.interact(payload)

    async def _answered(self, press: Exchange) -> None:
        await self.discord.answered(press)
        if not told(press):
            self.oddities.append(f"not confirmed: {texts(press.message or {})}")


async def work_for(curators: list[Curator], seconds: float) -> list[asyncio.Task[None]]:
    """Let the curators work for a while; they wait for answers still when it is over."""
    working = [asyncio.create_task(one.work()) for one in curators]
    # Not a wait for anything: the moment of death is what the test is about.
    await asyncio.wait(working, timeout=seconds)
    return working
