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
from bot.paper.claim_references import missing_claims, resolved, without_missing
from bot.paper.entry_schema import AnyEntry
from bot.paper.older_form import is_older, modernised
from bot.paper.revision_file import phrasing_owners
from bot.paper.schema import SourceFields
from bot.paper.writer import digest_of, entry_data, older_digest_of, source_data
from bot.storage.revision_rows import Action
from bot.strict_yaml import json_codec
from bot.strict_yaml.error_words import first_error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.answering.engine import Engine
    from bot.curation.guild_settings import GuildSettings
    from bot.paper.entry_schema import EntryFields
    from bot.paper.model import Claim, Entry, Source
    from bot.paper.paper import Paper
    from bot.storage.guild_rows import Guild
    from bot.storage.revision_rows import Revision


def entry_at(revision: Revision | None, entry_id: str, knowledge: GuildKnowledge) -> Entry | None:
    """Return the entry after a revision; the paper's own if there is no revision; None if retired.

    A payload that cannot be read counts as retired. The claims that the entry refers to are those
    of `knowledge`; one that is no longer there has no text.
    """
    own = knowledge.base.paper.entries.get(entry_id)
    return state_of(revision, own, knowledge.engine.paper)


def inherited_base_digest(last: Revision | None) -> str | None:
    """Return the base digest to keep when only phrasings change: that of the last revision.

    None means the digest of the paper's present entry. Adding a phrasing does not confirm a change
    that the paper's entry has had since the last revision.
    """
    return last.based_on if last is not None and last.action is Action.UPSERT else None


def state_of(revision: Revision | None, own: Entry | None, paper: Paper) -> Entry | None:
    """Return the entry after `revision`, falling back to the paper's `own`; see `entry_at`.

    `paper` is the guild's, where the claims are found that the entry refers to.
    """
    if revision is None or revision.action is Action.RESTORE:
        return own
    if revision.action is Action.RETIRE:
        return None
    try:
        entry = load_payload(revision.payload, own)[0]
    except UnreadableRevisionError:
        return None
    return resolved(entry, paper.claim)


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
        owners.update((key_of(phrasing), entry.id) for phrasing in entry.wordings)
    return owners


# Fields that name other entries.
NAMING: Final = ("related", "actors", "who", "answers")


@dataclass(frozen=True, slots=True)
class InvalidRevision:
    """A revision that does not fit the paper, and the reason in one line.

    `merged` says that its entry was merged into another: a curator may serve it again.
    """

    revision: Revision
    why: str
    merged: bool = False


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

    An invalid revision is set aside, and the paper's own entry served instead; so is one of an
    entry that was merged into another, until a curator has confirmed it. Of two works with the same
    key the later one counts. References to missing entries are dropped.
    """
    layer = _Layer(paper)
    stale = [one for one in revisions if layer.take(one) and _is_stale(one, paper)]
    layer.settle_references()
    there = (paper.entries.keys() | layer.entries.keys()) - set(layer.retired)
    referring, emptied = layer.referring()
    changed = (*layer.entries.values(), *referring)
    invalid = {one.revision.id for one in layer.invalid}
    return AppliedRevisions(
        tuple(_without_dangling(entry, there, paper) for entry in changed),
        (*(name for name in layer.retired if name in paper.entries), *emptied),
        tuple(layer.works.values()),
        tuple(one for one in stale if one.id not in invalid),
        tuple(layer.invalid),
    )


class _Layer:
    """A guild's last revisions, while they are being laid over the paper."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self.entries: dict[str, Entry] = {}
        self.works: dict[str, Source] = {}
        self.retired: list[str] = []
        self.invalid: list[InvalidRevision] = []
        self._revisions: dict[str, Revision] = {}

    def take(self, revision: Revision) -> bool:
        """Add a revision; return whether it has an effect on what is served."""
        if revision.action is Action.RESTORE:
            return False
        if why := self._merged(revision):
            self.invalid.append(InvalidRevision(revision, why, merged=True))
            return False
        if revision.action is Action.RETIRE:
            self.retired.append(revision.entry)
            return True
        if why := self._apply(revision):
            self.invalid.append(InvalidRevision(revision, why))
            return False
        return True

    def _merged(self, revision: Revision) -> str:
        """Return why a revision of an entry that was merged waits for a curator, or ""."""
        if revision.entry in self._paper.entries or revision.based_on.startswith(MERGED):
            return ""
        entry = self._paper.entry(revision.entry)
        if entry is None:
            return ""
        return f"it is part of “{entry.title}” ({entry.id}) now; compare the two"

    def _apply(self, revision: Revision) -> str:
        """Add a revision's entry and works; return why it cannot be served, or ""."""
        own = self._paper.entries.get(revision.entry)
        try:
            entry, sources = load_payload(revision.payload, own)
        except UnreadableRevisionError as error:
            return str(error)
        if entry.id != revision.entry:
            return f"it holds the entry '{entry.id}'"
        if why := _misfit(entry, self._paper, {source.key: source for source in sources}):
            return why
        self.entries[entry.id] = entry
        self._revisions[entry.id] = revision
        self.works.update((source.key, source) for source in sources)
        return ""

    def find(self, home: str) -> Claim | None:
        """Return the claim that stands at `home`, as the guild has it."""
        name = home.partition("#")[0]
        if name in self.retired:
            return None
        if name in self.entries:
            own = self.entries[name].own_claims
            found = next((claim for claim in own if claim.home == home), None)
            # An entry from before claims had ids cannot have meant to remove one that others need.
            if found is not None or not is_older_payload(self._revisions[name].payload):
                return found
        return self._paper.claim(home)

    def settle_references(self) -> None:
        """Put in the claims that the entries refer to; set aside those that name a missing one."""
        while True:
            made = {name: resolved(entry, self.find) for name, entry in self.entries.items()}
            lacking = {name: missing_claims(entry) for name, entry in made.items()}
            if not any(lacking.values()):
                self.entries = made
                return
            # What is set aside may hold claims that others refer to, so look once more.
            for name, homes in lacking.items():
                if homes:
                    why = f"it refers to '{homes[0]}', a statement that is no longer there"
                    self.invalid.append(InvalidRevision(self._revisions[name], why))
                    del self.entries[name]

    def referring(self) -> tuple[list[Entry], list[str]]:
        """Return the paper's entries that refer to claims changed here, and those left with none.

        A statement that a guild has corrected or withdrawn is so wherever the paper shows it.
        """
        touched = {*self.entries, *self.retired}
        changed, emptied = [], []
        for entry in self._paper.entries.values() if touched else ():
            homes = (claim.home.partition("#")[0] for claim in entry.claims)
            if entry.id in touched or touched.isdisjoint(homes):
                continue
            made = without_missing(resolved(entry, self.find))
            if not made.claims:
                emptied.append(entry.id)
            elif made != entry:
                changed.append(made)
        return changed, emptied


def unrevised(own: Entry, served: Paper, base: Paper) -> Entry:
    """Return the paper's `own` entry as a guild is served it if no revision is of itself.

    `served` is the guild's paper and `base` the one below it. What a guild changed elsewhere may
    take away claims that the entry refers to, and entries that it names.
    """
    made = without_missing(resolved(own, served.claim))
    return _without_dangling(made, served.entries.keys(), base)


def _misfit(entry: Entry, paper: Paper, brought: dict[str, Source]) -> str:
    sections = {section.id for section in paper.sections}
    noted = entry.curator_note.sources if entry.curator_note else ()
    own = entry.own_claims
    for section in (entry.section, *(claim.section for claim in own)):
        if section not in sections:
            return f"the paper has no section '{section}'"
    for claim in own:
        for number in claim.footnotes:
            if number not in paper.footnotes:
                return f"the paper has no footnote {number}"
    for key in (*(claim.source for claim in own if claim.source), *noted):
        work = paper.sources.get(key) or brought.get(key)
        if work is None or not work.outside:
            return f"there is no source '{key}' from outside the paper"
    return ""


# Begins what a revision of a merged entry is based on once a curator has confirmed it.
MERGED: Final = "merged:"


def base_digest(entry_id: str, paper: Paper) -> str:
    """Return the digest of the paper's own entry that a revision made now is based on.

    For an entry that was merged it is that of the entry which took its place, marked as confirmed.
    """
    own = paper.entries.get(entry_id)
    if own is None and (present := paper.entry(entry_id)) is not None:
        return f"{MERGED}{digest_of(present)}"
    return digest_of(own)


def _is_stale(revision: Revision, paper: Paper) -> bool:
    if revision.based_on == base_digest(revision.entry, paper):
        return False
    own = paper.entries.get(revision.entry)
    return own is None or revision.based_on != older_digest_of(own)


def _without_dangling(entry: Entry, there: Collection[str], paper: Paper) -> Entry:
    """Return the entry without names of missing entries; merged ones go by their present id."""

    def kept(names: tuple[str, ...]) -> tuple[str, ...]:
        present = dict.fromkeys(paper.present_id(name) for name in names)
        return tuple(name for name in present if name in there and name != entry.id)

    given: dict[str, tuple[str, ...]] = {name: getattr(entry, name) for name in NAMING}
    changed: dict[str, Any] = {
        name: kept(names) for name, names in given.items() if kept(names) != names
    }
    if kept(entry.errata) != entry.errata:
        changed["claims"] = tuple(
            replace(claim, errata=kept(claim.errata)) for claim in entry.claims
        )
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
    used = {claim.source for claim in entry.own_claims if claim.source}
    if entry.curator_note is not None:
        used.update(entry.curator_note.sources)
    works = [source_data(source) for source in sources if source.key in used]
    return json_codec.dump(_PAYLOAD, _Payload(entry_data(entry), works))


def load_payload(payload: str, own: Entry | None = None) -> tuple[Entry, tuple[Source, ...]]:
    """Return the entry of a payload and its works; the claims it refers to have no text yet.

    A payload of the older form is read as one of the present: `own`, the paper's entry, gives the
    ids of claims that say the same. Raises UnreadableRevisionError, which says in one line what is
    wrong.
    """
    data = _read_payload(payload)
    known = {claim.text: claim.id for claim in own.own_claims} if own else {}
    try:
        entry = build_entry(_ENTRY.validate_python(modernised(data.entry, known=known)))
        works = tuple(build_source(SourceFields.model_validate(one)) for one in data.sources)
    except ValidationError as error:
        raise UnreadableRevisionError(first_error(error)) from error
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableRevisionError(_NOT_OURS) from error
    return entry, works


def is_older_payload(payload: str) -> bool:
    """Return whether a payload is of the older form, in which claims had no ids."""
    return is_older(_read_payload(payload).entry)


def _read_payload(payload: str) -> _Payload:
    return json_codec.load(
        _PAYLOAD, payload, lambda _: UnreadableRevisionError(_NOT_OURS), extra="ignore"
    )
