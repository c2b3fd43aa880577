"""Teaching an entry how students ask for it: wordings from gaps, suggestions, or a trial."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter

from bot.curation.drafts.draft import Origin, sound
from bot.curation.entry_actions import sources_with
from bot.curation.overlay import entry_at, inherited_base_digest, owners_in
from bot.curation.pending import PendingStore
from bot.curation.resolve_feedback import close_origin
from bot.curation.revision_service import Change, EntryChangedError
from bot.errors import StudyBotError, UnknownEntryError
from bot.paper.cross_checks import fold
from bot.paper.model import Claim
from bot.storage import pending_rows, revision_rows
from bot.storage.pending_rows import PUBLISHED
from bot.storage.revision_rows import Action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.revision_service import RevisionService
    from bot.paper.model import Entry
    from bot.paper.paper import Paper
    from bot.storage.database import Database


# More wordings of one question teach the matcher nothing.
MOST_TAUGHT: Final = 12

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class PhrasingBatch:
    """What an entry is to learn: wordings, perhaps a statement, and what is closed thereby.

    `gaps` are reports in one press, `questions` are rows of the log; `statement` is a claim's text
    that rests on `note` of `section`. `author` wrote it, where that is another than the curator.
    """

    wordings: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()
    questions: tuple[int, ...] = ()
    suggestion: int | None = None
    statement: str = ""
    note: int | None = None
    section: str = ""
    author: int | None = None


@dataclass(frozen=True, slots=True)
class AddedPhrasings:
    """What an entry has learned, and the wordings that stay another's: wording to its title."""

    entry: Entry
    wordings: tuple[str, ...]
    statement: bool
    elsewhere: Mapping[str, str]


class PhrasingBatchGoneError(StudyBotError):
    """Older than a month, of another server, or carried out already."""

    def __str__(self) -> str:
        return "that has been dealt with, or is too old; please open the list again"


class TooBusyError(StudyBotError):
    """Others change the knowledge all the time."""

    def __str__(self) -> str:
        return "somebody else is changing this just now; please try again"


class WordingTakenError(StudyBotError):
    """Another entry has all the wordings, and one wording is one entry's."""

    def __init__(self, wording: str, owner: str) -> None:
        super().__init__(wording, owner)
        self.wording = wording
        self.owner = owner

    def __str__(self) -> str:
        return (
            f"“{self.wording}” is a wording of “{self.owner}”, which answers it; to give it to "
            f"another entry, use /kb phrasing"
        )


class _PhrasingMovedError(Exception):
    """What was looked at has changed since."""


class PhrasingService(PendingStore[PhrasingBatch]):
    """Keeps lessons until a curator has said which entry learns them, and teaches it."""

    def __init__(
        self,
        database: Database,
        guilds: GuildKnowledgeRegistry,
        revisions: RevisionService,
        clock: Clock,
    ) -> None:
        super().__init__(
            database,
            clock,
            TypeAdapter(PhrasingBatch),
            PhrasingBatchGoneError,
            lambda _: PhrasingBatchGoneError(),
        )
        self._guilds = guilds
        self._revisions = revisions

    async def teach(self, guild: int, actor: int, name: str, entry_id: str) -> AddedPhrasings:
        """Teach an entry the lesson of this name, close what it answers, and serve it.

        Raises LessonGone, UnknownEntryError, Elsewhere, DecidedBefore, TooBusy, and what
        `Curation.revise` raises.
        """
        lesson = await self.find_open(guild, name)
        for tried in range(_TRIES):
            # As drafts are published: at once, and else in turn.
            async with self._guilds.lock(guild) if tried else nullcontext():
                with suppress(_PhrasingMovedError, EntryChangedError):
                    return await self._teach(guild, actor, name, lesson, entry_id, held=bool(tried))
        raise TooBusyError

    async def _teach(
        self, guild: int, actor: int, name: str, lesson: PhrasingBatch, entry_id: str, *, held: bool
    ) -> AddedPhrasings:
        async with self._database.read() as connection:
            last = await revision_rows.latest(connection, guild, entry_id)
        served = await self._guilds.load(guild)
        paper, base = served.engine.paper, served.base.paper
        before = entry_at(last, entry_id, base)
        if before is None:
            raise UnknownEntryError(entry_id)
        owners = await asyncio.to_thread(owners_in, paper, base)
        taught = learned(before, lesson, owners, _titles(paper, owners, lesson))
        if taught.entry == before and taught.elsewhere:
            raise WordingTakenError(*next(iter(taught.elsewhere.items())))

        async def also(connection: AsyncConnection) -> None:
            # A phrasing is one entry's alone, so nothing may have moved since it was looked for.
            if self._guilds.get(guild).generation != served.generation:
                raise _PhrasingMovedError
            await self._close(connection, guild, actor, name=name, lesson=lesson, entry=before)

        if taught.entry == before:
            async with self._database.begin() as connection:
                await also(connection)
            return taught
        change = Change(
            entry_id,
            Action.UPSERT,
            last.number if last else 0,
            taught.entry,
            sources_with(last),
            author=lesson.author,
            based_on=inherited_base_digest(last),
        )
        detail = "; ".join(f"learned “{wording}”" for wording in taught.wordings)
        await self._revisions.revise(
            guild,
            actor,
            [change],
            f"teach:{name}",
            detail=detail or "a statement",
            also=also,
            held=held,
        )
        return taught

    async def _close(
        self,
        connection: AsyncConnection,
        guild: int,
        actor: int,
        *,
        name: str,
        lesson: PhrasingBatch,
        entry: Entry,
    ) -> None:
        if not await pending_rows.close(connection, name, PUBLISHED):
            raise PhrasingBatchGoneError
        await close_origin(
            connection,
            guild=guild,
            origin=Origin(lesson.suggestion, lesson.gaps),
            entry=entry.id,
            title=entry.title,
            by=actor,
            at=self._clock.now(),
        )


def learned(
    entry: Entry, lesson: PhrasingBatch, owners: Mapping[str, str], titles: Mapping[str, str]
) -> AddedPhrasings:
    """An entry with what it is to learn; wordings that another entry has stay there.

    `owners` gives the id of the entry that has a folded phrasing.
    """
    own = {fold(phrasing) for phrasing in entry.phrasings}
    elsewhere: dict[str, str] = {}
    new: dict[str, str] = {}
    for wording in lesson.wordings[:MOST_TAUGHT]:
        said = " ".join(sound(wording).split())
        key = fold(said)
        if not key or key in own:
            continue
        owner = owners.get(key)
        if owner is not None and owner != entry.id:
            elsewhere[said] = titles.get(owner, owner)
        else:
            new.setdefault(key, said)
    claims = _with_statement(entry, lesson)
    made = replace(entry, phrasings=(*entry.phrasings, *new.values()), claims=claims)
    return AddedPhrasings(made, tuple(new.values()), claims != entry.claims, elsewhere)


def _with_statement(entry: Entry, lesson: PhrasingBatch) -> tuple[Claim, ...]:
    if not lesson.statement or lesson.note is None:
        return entry.claims
    if any(fold(claim.text) == fold(lesson.statement) for claim in entry.claims):
        return entry.claims
    claim = Claim(lesson.statement, lesson.section or entry.section, (lesson.note,))
    return (*entry.claims, claim)


def _titles(paper: Paper, owners: Mapping[str, str], lesson: PhrasingBatch) -> dict[str, str]:
    """What the entries are called that have a wording of the lesson already."""
    found = (owners.get(fold(wording)) for wording in lesson.wordings)
    return {key: paper.entries[key].title for key in found if key and key in paper.entries}
