"""A small paper, two servers that curate it, and what they should be served: computed plainly."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.answering.engine import Engine
from bot.answering.live_engine import LiveEngine
from bot.curation.file_exchange.exchange_service import ImportService
from bot.curation.guild_knowledge import GuildKnowledgeRegistry
from bot.curation.revision_service import Change, RevisionService
from bot.paper.model import Basis, Claim, Entry, Kind, Source, Vocabulary, Wording
from bot.storage.revision_rows import Action
from tests.support.made_paper import HELMETS, made_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.paper.paper import Paper
    from bot.storage.database import Database

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = Source("un-page", "webpage", "A Page", outside=True, url="https://example.org/page")
WORDS = ("troops", "orders", "harbour", "ledger", "convoy", "border")


class Ticking:
    """A clock that is a second later each time."""

    def __init__(self) -> None:
        self._now = BEGINNING

    def now(self) -> datetime:
        """The next second."""
        self._now += timedelta(seconds=1)
        return self._now


def entry(name: str, said: str, *, note: int = 1, source: str = "", related: str = "") -> Entry:
    """An entry of one claim, which somebody may ask for by its name."""
    basis = Basis.MODERATOR if source else Basis.CITED
    claim = Claim(
        said,
        "start",
        () if source else (note,),
        basis,
        source=source,
        id="said",
        home=f"{name}#said",
    )
    return Entry(
        id=name,
        kind=Kind.FINDING,
        title=f"On the {name}",
        section="start",
        claims=(claim,),
        phrasings=(Wording(f"what about the {name}"), Wording(f"tell me of the {name} there")),
        related=(related,) if related else (),
    )


def paper(entries: Mapping[str, Entry], notes: int = 3) -> Paper:
    """A paper with these entries and so many footnotes."""
    return made_paper(
        entries.values(),
        works=(HELMETS,),
        notes=notes,
        vocabulary=Vocabulary(stopwords=frozenset({"the", "of", "what"})),
        digest=str(hash(tuple(entries.items()))),
    )


@dataclass
class Classroom:
    """Servers over one paper and one database, as one process has them."""

    database: Database
    entries: dict[str, Entry]
    clock: Ticking = field(default_factory=Ticking)
    presses: int = 0
    # Builds what is served instead of the small paper.
    build: Callable[[], Engine] | None = None

    async def start(self) -> None:
        """What a process does when it starts; also what is left when another has died."""
        self.live_engine = LiveEngine(self.build or (lambda: Engine(paper(self.entries), {})))
        self.guilds = GuildKnowledgeRegistry(self.live_engine, self.database, self.clock)
        await self.guilds.start()
        self.revisions = RevisionService(self.database, self.guilds, self.clock)
        self.imports = ImportService(self.database, self.guilds, self.revisions, self.clock)

    async def change_paper(self, entries: dict[str, Entry]) -> None:
        """The paper's own files are changed, and read again."""
        self.entries = entries
        await self.live_engine.reload()

    async def revise(self, guild: int, *changes: Change, request: str = "") -> Any:
        """A curator's press."""
        self.presses += 1
        return await self.revisions.revise(
            guild, actor=9, changes=changes, request=request or f"press-{self.presses}"
        )

    async def upsert(self, guild: int, made: Entry, sources: tuple[Source, ...] = ()) -> Any:
        """Add or edit an entry, whatever it was before."""
        return await self.revise(guild, Change(made.id, Action.UPSERT, None, made, sources))

    async def shown(self, guild: int) -> dict[str, Entry]:
        """The entries that the server is served."""
        return dict((await self.guilds.load(guild)).engine.paper.entries)


def should_be_shown(
    own: Mapping[str, Entry], last: Mapping[str, tuple[Action, Entry | None]]
) -> dict[str, Entry]:
    """What a server should be served: the paper's `own`, and the last thing done to each entry."""
    shown = dict(own)
    for name, (action, made) in last.items():
        if action is Action.UPSERT and made is not None:
            shown[name] = made
        elif action is Action.RETIRE:
            shown.pop(name, None)
    return {
        name: one
        if one == own.get(name)
        else replace(one, related=tuple(other for other in one.related if other in shown))
        for name, one in shown.items()
    }
