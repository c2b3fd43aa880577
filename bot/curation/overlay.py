"""A guild's revisions applied over the paper: the entries, phrasings and engine that result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.curation.guild_settings import UNSET, read_settings
from bot.errors import StudyBotError
from bot.gc_control import paused_collection
from bot.paper.builder import build_entry, build_source
from bot.paper.revision_file import phrasing_owners
from bot.paper.schema import AnyEntry, SourceFields
from bot.paper.writer import digest_of, entry_data, source_data
from bot.storage.revision_rows import Action
from bot.strict_yaml import json_codec
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
    """Return the entry after a revision; the paper's own if there is no revision; None if retired.

    A payload that cannot be read counts as retired.
    """
    return state_of(revision, base.entries.get(entry_id))


def inherited_base_digest(last: Revision | None) -> str | None:
    """Return the base digest to keep when only phrasings change: that of the last revision.

    None means the digest of the paper's present entry. Adding a phrasing does not confirm a change
    that the paper's entry has had since the last revision.
    """
    return last.based_on if last is not None and last.action is Action.UPSERT else None


def state_of(revision: Revision | None, own: Entry | None) -> Entry | None:
    """Return the entry after `revision`, falling back to the paper's `own`; see `entry_at`."""
    if revision is None or revision.action is Action.RESTORE:
        return own
    if revision.action is Action.RETIRE:
        return None
    try:
        return load_payload(revision.payload)[0]
    except UnreadableRevisionError:
        return None


# For the paper in service and the one before a reload: reading all phrasings takes 200 ms, so it is
# done once, and in a thread.
_owners_below = lru_cache(maxsize=2)(phrasing_owners)


def owners_in(paper: Paper, base: Paper) -> dict[str, str]:
    """Return the id of the entry that owns each phrasing of `paper`, by the wording key.

    `paper` is `base` with a guild's revisions applied. Takes 200 ms for a new base: not for the
    event loop.
    """
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
    key_of = paper.vocabulary.wording_key
    for entry in over.values():
        owners.update((key_of(phrasing), entry.id) for phrasing in entry.phrasings)
    return owners


# Fields that name other entries.
NAMING: Final = ("related", "actors", "errata", "who", "answers")


@dataclass(frozen=True, slots=True)
class InvalidRevision:
    """A revision that does not fit the paper, and the reason in one line."""

    revision: Revision
    why: str


@dataclass(frozen=True, slots=True)
class AppliedRevisions:
    """The result of applying a guild's last revisions to the paper.

    `retired` are ids of the paper's entries. `stale` revisions are served, but the paper's own
    entry has changed since they were made. `invalid` revisions are not served.
    """

    changed: tuple[Entry, ...]
    retired: tuple[str, ...]
    sources: tuple[Source, ...]
    stale: tuple[Revision, ...]
    invalid: tuple[InvalidRevision, ...]


def apply_revisions(paper: Paper, revisions: Iterable[Revision]) -> AppliedRevisions:
    """Apply the last revision of each entry, in the order they were made, to `paper`.

    An invalid revision is set aside, and the paper's own entry served instead. Of two works with
    the same key the later one counts. References to missing entries are dropped.
    """
    entries: dict[str, Entry] = {}
    works: dict[str, Source] = {}
    retired: list[str] = []
    stale: list[Revision] = []
    invalid: list[InvalidRevision] = []
    for revision in revisions:
        if revision.action is Action.UPSERT:
            why = _apply(revision, paper, entries, works)
            if why:
                invalid.append(InvalidRevision(revision, why))
                continue
        elif revision.action is Action.RETIRE:
            retired.append(revision.entry)
        if revision.action is not Action.RESTORE and _is_stale(revision, paper):
            stale.append(revision)
    there = (paper.entries.keys() | entries.keys()) - set(retired)
    return AppliedRevisions(
        tuple(_without_dangling(entry, there) for entry in entries.values()),
        tuple(name for name in retired if name in paper.entries),
        tuple(works.values()),
        tuple(stale),
        tuple(invalid),
    )


def _apply(
    revision: Revision, paper: Paper, entries: dict[str, Entry], works: dict[str, Source]
) -> str:
    """Add a revision's entry and works; return why it cannot be served, or ""."""
    try:
        entry, sources = load_payload(revision.payload)
    except UnreadableRevisionError as error:
        return str(error)
    if entry.id != revision.entry:
        return f"it holds the entry '{entry.id}'"
    if why := _misfit(entry, paper, {source.key: source for source in sources}):
        return why
    entries[entry.id] = entry
    works.update((source.key, source) for source in sources)
    return ""


def _misfit(entry: Entry, paper: Paper, brought: dict[str, Source]) -> str:
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


def _without_dangling(entry: Entry, there: set[str]) -> Entry:
    kept: dict[str, Any] = {
        name: tuple(one for one in getattr(entry, name) if one in there) for name in NAMING
    }
    changed = {name: ids for name, ids in kept.items() if ids != getattr(entry, name)}
    return replace(entry, **changed) if changed else entry


class KnowledgeUnavailableError(StudyBotError):
    """A guild's revisions cannot be loaded; the paper alone might say what curators withdrew."""

    def __str__(self) -> str:
        return (
            "this server's own entries cannot be read just now, and without them an answer might "
            "be wrong; please try again in a minute"
        )


@dataclass(frozen=True, slots=True, weakref_slot=True)
class GuildKnowledge:
    """A guild's knowledge in service: its engine and settings.

    `base` is the paper's engine below the guild's own. `generation` counts the guild's changes.
    `stale` and `invalid` are as in AppliedRevisions. `overlay_size` counts the entries that differ
    from the paper. `salt` is the key of the guild's pseudonyms.
    """

    engine: Engine
    base: Engine
    settings: GuildSettings
    generation: int
    stale: tuple[Revision, ...] = ()
    invalid: tuple[InvalidRevision, ...] = ()
    overlay_size: int = 0
    salt: str = ""


def serve(
    base: Engine, row: Guild | None, rows: tuple[Revision, ...], before: Engine | None
) -> GuildKnowledge:
    """Return a guild's knowledge; the same rows give equal knowledge, whatever came before.

    `before` is the guild's previous engine, whose indexed entries are reused.
    """
    applied = apply_revisions(base.paper, rows)
    engine = base
    if applied.changed or applied.retired:
        engine = base.with_entries(applied.changed, applied.retired, applied.sources, before)
    return GuildKnowledge(
        engine=engine,
        base=base,
        settings=_settings(row),
        generation=row.generation if row else 0,
        stale=applied.stale,
        invalid=applied.invalid,
        overlay_size=len(applied.changed) + len(applied.retired),
        salt=row.salt if row else "",
    )


def serve_many(
    base: Engine, row: Guild | None, rows: tuple[Revision, ...], before: Engine | None
) -> GuildKnowledge:
    """Like `serve`, with garbage collection paused, which would hold up the event loop longer."""
    with paused_collection():
        return serve(base, row, rows, before)


def _settings(row: Guild | None) -> GuildSettings:
    if row is None:
        return UNSET
    try:
        return read_settings(row.settings)
    except ValueError as error:
        # Without its settings the bot would answer where it must not, such as during an exam.
        raise KnowledgeUnavailableError from error


_ENTRY: TypeAdapter[EntryFields] = TypeAdapter(AnyEntry)


class UnreadableRevisionError(ValueError):
    """A revision's payload does not hold an entry in the words of the knowledge files."""


@dataclass(frozen=True, slots=True)
class _Payload:
    """A revision's payload: an entry and the works it brings, in the words of the files."""

    entry: dict[str, Any]
    sources: list[dict[str, Any]]


_PAYLOAD: Final = TypeAdapter(_Payload)

_NOT_OURS: Final = "it is not written as this program writes"


def dump_payload(entry: Entry, sources: Iterable[Source]) -> str:
    """Return a revision's payload: an entry and those of `sources` that it cites, as JSON."""
    used = {claim.source for claim in entry.claims if claim.source}
    if entry.curator_note is not None:
        used.add(entry.curator_note.source)
    works = [source_data(source) for source in sources if source.key in used]
    return json_codec.dump(_PAYLOAD, _Payload(entry_data(entry), works))


def load_payload(payload: str) -> tuple[Entry, tuple[Source, ...]]:
    """Return the entry of a payload and its works.

    Raises UnreadableRevisionError, which says in one line what is wrong.
    """
    data = json_codec.load(
        _PAYLOAD, payload, lambda _: UnreadableRevisionError(_NOT_OURS), extra="ignore"
    )
    try:
        entry = build_entry(_ENTRY.validate_python(data.entry))
        works = tuple(build_source(SourceFields.model_validate(one)) for one in data.sources)
    except ValidationError as error:
        raise UnreadableRevisionError(first_error(error)) from error
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableRevisionError(_NOT_OURS) from error
    return entry, works
