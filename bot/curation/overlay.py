"""Which entry a revision made of the paper's own."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.curation.guild_settings import UNSET, read_settings
from bot.errors import StudyBotError
from bot.gc_control import uncollected
from bot.paper.builder import build_entry, build_source
from bot.paper.cross_checks import fold
from bot.paper.revision_file import phrasing_owners
from bot.paper.schema import AnyEntry, SourceFields
from bot.paper.writer import digest_of, entry_data, source_data
from bot.storage.revision_rows import Action
from bot.strict_yaml.error_words import first_error

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.engine import Engine
    from bot.curation.guild_settings import GuildSettings
    from bot.paper.model import Entry, Source
    from bot.paper.paper import Paper
    from bot.paper.schema import EntryFields
    from bot.storage.guild_rows import Guild
    from bot.storage.revision_rows import Revision


def entry_at(revision: Revision | None, entry_id: str, base: Paper) -> Entry | None:
    """The entry as a revision left it, the paper's own without one; None where there is none.

    A row that cannot be read counts as none.
    """
    return state_of(revision, base.entries.get(entry_id))


def inherited_base_digest(last: Revision | None) -> str | None:
    """What the next revision is based on where only wordings change: what the last one was.

    None for the paper's present entry. A wording more does not confirm what that has become
    meanwhile.
    """
    return last.based_on if last is not None and last.action is Action.UPSERT else None


def state_of(revision: Revision | None, own: Entry | None) -> Entry | None:
    """The same, where the paper's `own` entry is at hand."""
    if revision is None or revision.action is Action.RESTORE:
        return own
    if revision.action is Action.RETIRE:
        return None
    try:
        return read(revision.payload)[0]
    except UnreadableRevisionError:
        return None


# The paper in service and the one before a reload. Reading all its phrasings takes 70 ms, so that
# it is done in a thread, and once.
_owners_below = lru_cache(maxsize=2)(phrasing_owners)


def owners_in(paper: Paper, base: Paper) -> dict[str, str]:
    """The id of the entry that has each folded phrasing in `paper`, which lies over `base`."""
    below = _owners_below(base)
    if paper is base:
        return below
    over = {
        key: entry for key, entry in paper.entries.items() if base.entries.get(key) is not entry
    }
    gone = base.entries.keys() - paper.entries.keys()
    owners = {
        phrasing: owner
        for phrasing, owner in below.items()
        if owner not in over and owner not in gone
    }
    for entry in over.values():
        owners.update((fold(phrasing), entry.id) for phrasing in entry.phrasings)
    return owners


# Fields that name other entries.
NAMING: Final = ("related", "actors", "errata", "who", "answers")


@dataclass(frozen=True, slots=True)
class InvalidRevision:
    """A revision that cannot be served over this paper, and why, in one line."""

    revision: Revision
    why: str


@dataclass(frozen=True, slots=True)
class AppliedRevisions:
    """What a server's last revisions come to over a paper.

    `stale` are served, but the paper's own entry has changed since they were made.
    """

    changed: tuple[Entry, ...]
    retired: tuple[str, ...]
    sources: tuple[Source, ...]
    stale: tuple[Revision, ...]
    aside: tuple[InvalidRevision, ...]


def apply_revisions(paper: Paper, revisions: Iterable[Revision]) -> AppliedRevisions:
    """The last revision of each entry, in the order made, over `paper`.

    What does not validate is set aside, and the paper's own entry served in its place. Of works
    with one key the later counts. References to entries that are not there are left out.
    """
    entries: dict[str, Entry] = {}
    works: dict[str, Source] = {}
    retired: list[str] = []
    stale: list[Revision] = []
    aside: list[InvalidRevision] = []
    for revision in revisions:
        if revision.action is Action.UPSERT:
            why = _laid(revision, paper, entries, works)
            if why:
                aside.append(InvalidRevision(revision, why))
                continue
        elif revision.action is Action.RETIRE:
            retired.append(revision.entry)
        if revision.action is not Action.RESTORE and _is_stale(revision, paper):
            stale.append(revision)
    there = (paper.entries.keys() | entries.keys()) - set(retired)
    return AppliedRevisions(
        tuple(_pruned(entry, there) for entry in entries.values()),
        tuple(name for name in retired if name in paper.entries),
        tuple(works.values()),
        tuple(stale),
        tuple(aside),
    )


def _laid(
    revision: Revision, paper: Paper, entries: dict[str, Entry], works: dict[str, Source]
) -> str:
    """Add a revision's entry and works; or why it cannot be served."""
    try:
        entry, sources = read(revision.payload)
    except UnreadableRevisionError as error:
        return str(error)
    if entry.id != revision.entry:
        return f"it holds the entry '{entry.id}'"
    if why := _unfit(entry, paper, {source.key: source for source in sources}):
        return why
    entries[entry.id] = entry
    works.update((source.key, source) for source in sources)
    return ""


def _unfit(entry: Entry, paper: Paper, brought: dict[str, Source]) -> str:
    sections = {section.id for section in paper.sections}
    noted = (entry.curator_note.source,) if entry.curator_note else ()
    for section in (entry.section, *(claim.section for claim in entry.claims)):
        if section not in sections:
            return f"the paper has no section '{section}'"
    for claim in entry.claims:
        for number in claim.footnotes:
            if number not in paper.footnotes:
                return f"the paper has no footnote {number}"
    for key in (*(claim.source for claim in entry.claims if claim.source), *noted):
        work = paper.sources.get(key) or brought.get(key)
        if work is None or not work.outside:
            return f"there is no source '{key}' from outside the paper"
    return ""


def _is_stale(revision: Revision, paper: Paper) -> bool:
    return revision.based_on != digest_of(paper.entries.get(revision.entry))


def _pruned(entry: Entry, there: set[str]) -> Entry:
    kept: dict[str, Any] = {
        name: tuple(one for one in getattr(entry, name) if one in there) for name in NAMING
    }
    changed = {name: ids for name, ids in kept.items() if ids != getattr(entry, name)}
    return replace(entry, **changed) if changed else entry


class KnowledgeUnavailableError(StudyBotError):
    """A server's own knowledge cannot be read; the paper's alone might say what was withdrawn."""

    def __str__(self) -> str:
        return (
            "this server's own entries cannot be read just now, and without them an answer might "
            "be wrong; please try again in a minute"
        )


@dataclass(frozen=True, slots=True, weakref_slot=True)
class GuildKnowledge:
    """A server as it is served: its engine, and how that came about.

    `base` is the paper's own engine under it; `generation` counts the server's changes.
    """

    engine: Engine
    base: Engine
    settings: GuildSettings
    generation: int
    stale: tuple[Revision, ...] = ()
    aside: tuple[InvalidRevision, ...] = ()
    laid: int = 0
    salt: str = ""


def serve(
    base: Engine, row: Guild | None, rows: tuple[Revision, ...], before: Engine | None
) -> GuildKnowledge:
    """The engine of a server's revisions; equal whenever they are equal, however they came.

    What the engine `before` it has read is not read again.
    """
    laid = apply_revisions(base.paper, rows)
    engine = base
    if laid.changed or laid.retired:
        engine = base.with_entries(laid.changed, laid.retired, laid.sources, before)
    return GuildKnowledge(
        engine=engine,
        base=base,
        settings=_settings(row),
        generation=row.generation if row else 0,
        stale=laid.stale,
        aside=laid.aside,
        laid=len(laid.changed) + len(laid.retired),
        salt=row.salt if row else "",
    )


def serve_many(
    base: Engine, row: Guild | None, rows: tuple[Revision, ...], before: Engine | None
) -> GuildKnowledge:
    """The same, with collections put off; they would hold up the event loop longer than it does."""
    with uncollected():
        return serve(base, row, rows, before)


def _settings(row: Guild | None) -> GuildSettings:
    if row is None:
        return UNSET
    try:
        return read_settings(row.settings)
    except ValueError as error:
        # Without them the bot would answer where it must not, such as in an exam.
        raise KnowledgeUnavailableError from error


_ENTRY: TypeAdapter[EntryFields] = TypeAdapter(AnyEntry)


class UnreadableRevisionError(ValueError):
    """A stored row is not what this program would have written."""


def written(entry: Entry, sources: Iterable[Source]) -> str:
    """An entry, and those of `sources` that it rests on, as JSON."""
    used = {claim.source for claim in entry.claims if claim.source}
    if entry.curator_note is not None:
        used.add(entry.curator_note.source)
    works = [source_data(source) for source in sources if source.key in used]
    return json.dumps({"entry": entry_data(entry), "sources": works}, ensure_ascii=False)


def read(payload: str) -> tuple[Entry, tuple[Source, ...]]:
    """The entry and its works; raises NotReadable with what is wrong, in one line."""
    try:
        data: Any = json.loads(payload)
        entry = build_entry(_ENTRY.validate_python(data["entry"]))
        works = tuple(build_source(SourceFields.model_validate(one)) for one in data["sources"])
    except ValidationError as error:
        raise UnreadableRevisionError(first_error(error, whole="the whole")) from error
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableRevisionError("it is not written as this program writes") from error
    return entry, works
