"""A server's revisions over the paper: what is served, what is stale, and what is set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from bot.curation import payload
from bot.paper.writer import digest_of
from bot.storage.revision_rows import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Entry, Source
    from bot.paper.paper import Paper
    from bot.storage.revision_rows import Revision

# Fields that name other entries.
NAMING: Final = ("related", "actors", "errata", "who", "answers")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A revision that cannot be served over this paper, and why, in one line."""

    revision: Revision
    why: str


@dataclass(frozen=True, slots=True)
class Laid:
    """What a server's last revisions come to over a paper.

    `stale` are served, but the paper's own entry has changed since they were made.
    """

    changed: tuple[Entry, ...]
    retired: tuple[str, ...]
    sources: tuple[Source, ...]
    stale: tuple[Revision, ...]
    aside: tuple[SetAside, ...]


def lay(paper: Paper, revisions: Iterable[Revision]) -> Laid:
    """The last revision of each entry, in the order made, over `paper`.

    What does not validate is set aside, and the paper's own entry served in its place. Of works
    with one key the later counts. References to entries that are not there are left out.
    """
    entries: dict[str, Entry] = {}
    works: dict[str, Source] = {}
    retired: list[str] = []
    stale: list[Revision] = []
    aside: list[SetAside] = []
    for revision in revisions:
        if revision.action is Action.UPSERT:
            why = _laid(revision, paper, entries, works)
            if why:
                aside.append(SetAside(revision, why))
                continue
        elif revision.action is Action.RETIRE:
            retired.append(revision.entry)
        if revision.action is not Action.RESTORE and _is_stale(revision, paper):
            stale.append(revision)
    there = (paper.entries.keys() | entries.keys()) - set(retired)
    return Laid(
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
        entry, sources = payload.read(revision.payload)
    except payload.NotReadable as error:
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
