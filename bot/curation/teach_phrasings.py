"""Adds phrasings to an entry, from gaps, suggestions or /kb explain."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter

from bot.curation.drafts.draft import Origin, sound
from bot.curation.entry_actions import sources_with
from bot.curation.overlay import entry_at, inherited_base_digest, owners_in
from bot.curation.pending import PendingStore
from bot.curation.resolve_feedback import close_origin
from bot.curation.revision_service import Change, Publication
from bot.errors import StudyBotError, UnknownEntryError
from bot.paper.model import Claim, Wording
from bot.paper.older_form import claim_id
from bot.storage import pending_rows, revision_rows
from bot.storage.pending_rows import PUBLISHED
from bot.storage.revision_rows import Action
from bot.text.normalize import fold_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.overlay import GuildKnowledge
    from bot.curation.revision_service import RevisionService
    from bot.paper.model import Entry, Vocabulary
    from bot.paper.paper import Paper
    from bot.storage.database import Database
    from bot.storage.revision_rows import Revision


# More phrasings of the same question do not improve the matching.
MOST_TAUGHT: Final = 12


@dataclass(frozen=True, slots=True)
class PhrasingBatch:
    """Phrasings to add to an entry, perhaps a statement, and the feedback that this resolves.

    `gaps` are ids of reports, `questions` ids of logged questions. `statement` is a claim's text
    that cites footnote `note` in `section`. `author` is who wrote it, if not the curator.
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
    """Phrasings that were added, whether the statement was, and phrasings that others own.

    `elsewhere` maps each phrasing that another entry owns to that entry's title.
    """

    entry: Entry
    wordings: tuple[str, ...]
    statement: bool
    elsewhere: Mapping[str, str]


class PhrasingBatchGoneError(StudyBotError):
    """The batch is over a month old, another guild's, or carried out already."""

    def __str__(self) -> str:
        return "that has already been handled, or is too old; please open the list again"


class WordingTakenError(StudyBotError):
    """Other entries own all the phrasings; a phrasing has one owner."""

    def __init__(self, wording: str, owner: str) -> None:
        super().__init__(wording, owner)
        self.wording = wording
        self.owner = owner

    def __str__(self) -> str:
        return (
            f"“{self.wording}” already belongs to “{self.owner}”; to give it to "
            f"another entry, use /kb phrasing"
        )


class PhrasingService(PendingStore[PhrasingBatch]):
    """Stores batches of phrasings until a curator chooses their entry, and adds them to it."""

    def __init__(
        self,
        database: Database,
        revisions: RevisionService,
        clock: Clock,
    ) -> None:
        super().__init__(
            database,
            clock,
            "wordings",
            TypeAdapter(PhrasingBatch),
            gone=PhrasingBatchGoneError,
            closed=lambda _: PhrasingBatchGoneError(),
        )
        self._revisions = revisions

    async def teach(self, guild: int, actor: int, name: str, entry_id: str) -> AddedPhrasings:
        """Add the phrasings kept under `name` to an entry, and close what they answer.

        Returns once it is served. Raises PhrasingBatchGoneError, UnknownEntryError,
        WordingTakenError, AlreadyDecidedError, and what `RevisionService.publish` raises.
        """
        batch = await self.find_open(guild, actor, name)

        async def close(connection: AsyncConnection, entry: Entry) -> None:
            if not await pending_rows.close(connection, self.key(guild, actor, name), PUBLISHED):
                raise PhrasingBatchGoneError
            await close_origin(
                connection,
                guild=guild,
                origin=Origin(batch.suggestion, batch.gaps),
                entry=entry.id,
                title=entry.title,
                by=actor,
                at=self._clock.now(),
            )

        async def build(knowledge: GuildKnowledge) -> Publication[AddedPhrasings]:
            async with self._database.read() as connection:
                last = await revision_rows.latest(connection, guild, entry_id)
            before = entry_at(last, entry_id, knowledge)
            if before is None:
                raise UnknownEntryError(entry_id)
            taught = await asyncio.to_thread(_add_to, before, batch, knowledge)
            changes = () if taught.entry == before else (_change(taught.entry, last, batch),)
            detail = "; ".join(f"learned “{wording}”" for wording in taught.wordings)
            return Publication(
                changes, taught, detail or "a statement", partial(close, entry=before)
            )

        _, taught = await self._revisions.publish(guild, actor, f"teach:{name}", build)
        if taught is None:
            raise PhrasingBatchGoneError
        return taught


def _add_to(entry: Entry, batch: PhrasingBatch, knowledge: GuildKnowledge) -> AddedPhrasings:
    """Return the entry with its new phrasings; raise WordingTakenError when none can be added."""
    paper = knowledge.engine.paper
    owners = owners_in(paper, knowledge.base.paper)
    titles = _titles(paper, owners, batch)
    taught = learned(entry, batch, owners, titles, paper.vocabulary)
    if taught.entry == entry and taught.elsewhere:
        raise WordingTakenError(*next(iter(taught.elsewhere.items())))
    return taught


def _change(entry: Entry, last: Revision | None, batch: PhrasingBatch) -> Change:
    return Change(
        entry.id,
        Action.UPSERT,
        last.number if last else 0,
        entry,
        sources_with(last),
        author=batch.author,
        based_on=inherited_base_digest(last),
    )


def learned(
    entry: Entry,
    batch: PhrasingBatch,
    owners: Mapping[str, str],
    titles: Mapping[str, str],
    vocabulary: Vocabulary,
) -> AddedPhrasings:
    """Return the entry with the phrasings and the statement added.

    `owners` gives the id of the entry that owns a phrasing, by the wording key; another entry's
    stay with it. `titles` gives those entries' titles by id.
    """
    own = {vocabulary.wording_key(phrasing) for phrasing in entry.wordings}
    elsewhere: dict[str, str] = {}
    new: dict[str, str] = {}
    for wording in batch.wordings[:MOST_TAUGHT]:
        said = " ".join(sound(wording).split())
        key = vocabulary.wording_key(said)
        if not key or key in own:
            continue
        owner = owners.get(key)
        if owner is not None and owner != entry.id:
            elsewhere[said] = titles.get(owner, owner)
        else:
            new.setdefault(key, said)
    claims = _with_statement(entry, batch)
    made = replace(entry, phrasings=(*entry.phrasings, *map(Wording, new.values())), claims=claims)
    return AddedPhrasings(made, tuple(new.values()), claims != entry.claims, elsewhere)


def _with_statement(entry: Entry, batch: PhrasingBatch) -> tuple[Claim, ...]:
    if not batch.statement or batch.note is None:
        return entry.claims
    if any(fold_words(claim.text) == fold_words(batch.statement) for claim in entry.claims):
        return entry.claims
    name = claim_id(batch.statement, {claim.id for claim in entry.claims}, entry.title)
    claim = Claim(
        batch.statement,
        batch.section or entry.section,
        (batch.note,),
        id=name,
        home=f"{entry.id}#{name}",
    )
    return (*entry.claims, claim)


def _titles(paper: Paper, owners: Mapping[str, str], batch: PhrasingBatch) -> dict[str, str]:
    """Return the titles of the entries that own a phrasing of the batch, by id."""
    found = (owners.get(paper.vocabulary.wording_key(wording)) for wording in batch.wordings)
    return {key: paper.entries[key].title for key in found if key and key in paper.entries}
