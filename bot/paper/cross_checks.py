"""Check references and rules across items and files, also in invalid entries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from bot.errors import Problem
from bot.paper.entry_schema import EntryFields, ErratumEntry, RecommendationEntry
from bot.strict_yaml.strict_model import did_you_mean, name_item
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from bot.paper.entry_schema import WordingFields
    from bot.paper.schema import AcronymFields, FootnoteFields, SectionFields, SourceFields
    from bot.strict_yaml.parser import Document, Path


def check_faulty(parts: FileParts) -> Iterator[Problem]:
    """Return the broken references of invalid entries, so that all problems are shown at once."""
    for placed in parts.faulty:
        told = [*_named_in(parts, placed), *_noted_in(parts, placed)]
        yield from (one for one in told if (one.file, one.path) not in parts.faults)


def _named_in(parts: FileParts, placed: Placed[dict[str, Any]]) -> Iterator[Problem]:
    entry = placed.item
    section = entry.get("section")
    if isinstance(section, str):
        yield from unknown(parts, placed, "sections", [(section, ("section",))])
    for label in REFERENCES:
        names = [
            (name, (label, position))
            for position, name in enumerate(_list_of(entry, label))
            if isinstance(name, str)
        ]
        yield from unknown(parts, placed, "entries", names)


def _noted_in(parts: FileParts, placed: Placed[dict[str, Any]]) -> Iterator[Problem]:
    for position, claim in enumerate(_list_of(placed.item, "claims")):
        if not isinstance(claim, dict):
            continue
        for at, number in enumerate(_list_of(claim, "footnotes")):
            if isinstance(number, int):
                yield from beyond(parts, placed, number, ("claims", position, "footnotes", at))


def _list_of(item: dict[str, Any], name: str) -> list[Any]:
    found = item.get(name)
    return found if isinstance(found, list) else []


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """An item of a file's list with its document and path."""

    item: T
    document: Document
    path: Path

    def problem(self, what: str, remedy: str, *inner: str | int) -> Problem:
        """Return a problem with this item, or with the part of it at `inner`."""
        path = self.path + inner
        where = name_item(self.document, path)
        return Problem(self.document.file, self.document.line(path), where, what, remedy, path)

    def place(self, *inner: str | int) -> str:
        """Return "file:line" of this item or its part, to cite in a message about another place."""
        return f"{self.document.file}:{self.document.line(self.path + inner)}"


@dataclass(frozen=True, slots=True)
class Worded:
    """The wordings that a file of phrasings gives an entry."""

    entry: str
    wordings: tuple[WordingFields, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """A former id of an entry, and the entry that takes its place."""

    old: str
    new: str


@dataclass
class FileParts:
    """The parts of a knowledge base that could be read.

    `names` holds, by kind of file, the names of items that are there but not valid, so that
    what refers to them is not reported too; a kind in `unread` is not known completely. `faulty`
    are entries that are not valid, as they stand in their file, and the paths of their faults.
    `shorthand` is the vocabulary's: phrasings are compared as the engine reads them. `homes` are
    the claims of the base below, "entry#claim", if these parts lie over one. `near_twins` is the
    likeness from which two claims count as one, 0 for never.
    """

    sections: list[Placed[SectionFields]] = field(default_factory=list)
    sources: list[Placed[SourceFields]] = field(default_factory=list)
    footnotes: list[Placed[FootnoteFields]] = field(default_factory=list)
    entries: list[Placed[EntryFields]] = field(default_factory=list)
    acronyms: list[Placed[AcronymFields]] = field(default_factory=list)
    phrasings: list[Placed[Worded]] = field(default_factory=list)
    former: list[Placed[Former]] = field(default_factory=list)
    names: dict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    unread: set[str] = field(default_factory=set)
    faulty: list[Placed[dict[str, Any]]] = field(default_factory=list)
    faults: set[tuple[str, Path]] = field(default_factory=set)
    shorthand: Mapping[str, str] = field(default_factory=dict)
    homes: frozenset[str] = frozenset()
    near_twins: int = 0

    @cached_property
    def known(self) -> dict[str, dict[str, None]]:
        """Return all names that may be referred to, by kind of file and in file order.

        The result is cached, so call it only after every file has been read.
        """
        valid = {
            "sections": [placed.item.id for placed in self.sections],
            "sources": [placed.item.key for placed in self.sources],
            "entries": [placed.item.id for placed in self.entries],
        }
        for kind, names in valid.items():
            names += [name for name in self.names[kind] if isinstance(name, str)]
        return {kind: dict.fromkeys(names) for kind, names in valid.items()}

    @property
    def last_note(self) -> int | None:
        """Return the highest footnote number, or None if footnotes.yaml could not be read."""
        if "footnotes" in self.unread:
            return None
        numbers = [n for n in self.names["footnotes"] if isinstance(n, int)]
        return max([*(placed.item.number for placed in self.footnotes), *numbers], default=0)


def check(parts: FileParts) -> Iterator[Problem]:
    """Return a problem for every broken rule that spans items or files, but those of claims."""
    yield from _twice(parts.sections, "id", lambda s: s.id)
    yield from _twice(parts.sources, "key", lambda s: s.key)
    yield from _twice(parts.acronyms, "short form", lambda a: a.short.casefold())
    yield from _twice(parts.entries, "id", lambda e: e.id)
    yield from _twice(parts.entries, "number", _recommendation_number)
    yield from _note_numbers(parts)
    yield from _notes(parts)
    yield from _references(parts)
    yield from _claims(parts)
    yield from _former_ids(parts)


def _recommendation_number(entry: EntryFields) -> str | None:
    return entry.number if isinstance(entry, RecommendationEntry) else None


def _twice(
    items: Iterable[Placed[T]], label: str, name_of: Callable[[T], Hashable]
) -> Iterator[Problem]:
    first: dict[Hashable, Placed[T]] = {}
    for placed in items:
        name = name_of(placed.item)
        if name is None:
            continue
        other = first.setdefault(name, placed)
        if other is not placed:
            yield placed.problem(
                f"has the {label} '{name}' a second time", f"the first is at {other.place()}"
            )


def _note_numbers(parts: FileParts) -> Iterator[Problem]:
    yield from _twice(parts.footnotes, "number", lambda note: note.number)
    last = parts.last_note
    if not last:
        return
    there = {placed.item.number for placed in parts.footnotes} | parts.names["footnotes"]
    gaps = [number for number in range(1, min(last, 10_000)) if number not in there]
    if gaps:
        highest = max(parts.footnotes, key=lambda placed: placed.item.number, default=None)
        told = ", ".join(map(str, gaps[:10])) + (" …" if len(gaps) > 10 else "")  # noqa: PLR2004  # the ten shown
        remedy = "give every note from 1 on; one without text has status: missing"
        if highest is not None:
            yield highest.problem(f"follows a gap: there is no {told}", remedy, "number")


def _notes(parts: FileParts) -> Iterator[Problem]:
    sources = {placed.item.key: placed.item for placed in parts.sources}
    for placed in parts.footnotes:
        yield from unknown(parts, placed, "sections", [(placed.item.section, ("section",))])
        cited: list[tuple[str, tuple[str | int, ...]]]
        cited = [(work.source, ("works", n, "source")) for n, work in enumerate(placed.item.works)]
        if placed.item.source is not None:
            cited.append((placed.item.source, ("source",)))
        yield from unknown(parts, placed, "sources", cited)
        for key, inner in cited:
            if key in sources and sources[key].outside:
                what = f"cites '{key}', which is outside the paper"
                yield placed.problem(
                    what, "only a curator_note or a claim's source may be it", *inner
                )


def _former_ids(parts: FileParts) -> Iterator[Problem]:
    if "entries" in parts.unread:
        return
    known = parts.known["entries"]
    former = {placed.item.old for placed in parts.former}
    for placed in parts.former:
        old, new = placed.item.old, placed.item.new
        if old in known:
            yield placed.problem("is a former id and an entry", "remove it from one of the two")
        if new in former:
            yield placed.problem(f"leads to '{new}', itself a former id", "name the entry of today")
        elif new not in known:
            yield placed.problem(f"leads to the unknown entry '{new}'", did_you_mean(new, known))


_THING = {"sections": "section", "sources": "source", "entries": "entry"}


def unknown(
    parts: FileParts,
    placed: Placed[T],
    kind: str,
    names: Iterable[tuple[str, tuple[str | int, ...]]],
) -> Iterator[Problem]:
    """Return references to missing items of `kind`, each with its path."""
    if kind in parts.unread:
        return
    known = parts.known[kind]
    for name, inner in names:
        if name not in known:
            label = inner[0] if isinstance(inner[-1], int) else _THING[kind]
            what = f"names the unknown {_THING[kind]} '{shorten(name)}'"
            if label != _THING[kind]:
                what += f" under {label}"
            yield placed.problem(what, did_you_mean(name, known), *inner)


REFERENCES: Final = ("related", "actors", "who", "answers")

_MUST_BE = {"actors": "actor", "who": "actor"}


def _references(parts: FileParts) -> Iterator[Problem]:
    # Reversed, so that the first of two entries with the same id counts.
    kinds = {placed.item.id: placed.item.kind for placed in reversed(parts.entries)}
    for placed in parts.entries:
        entry = placed.item
        yield from unknown(parts, placed, "sections", [(entry.section, ("section",))])
        for label in REFERENCES:
            ids: tuple[str, ...] = getattr(entry, label, ())
            yield from unknown(
                parts, placed, "entries", [(name, (label, n)) for n, name in enumerate(ids)]
            )
            wanted = _MUST_BE.get(label)
            for position, name in enumerate(ids):
                if wanted and kinds.get(name, wanted) != wanted:
                    what = f"names '{name}' under {label}, an entry of kind {kinds[name]}"
                    remedy = f"only entries of kind: {wanted} go there; the others under related"
                    yield placed.problem(what, remedy, label, position)
                elif label == "related" and name == entry.id:
                    yield placed.problem("is related to itself", "remove it", label, position)
        if isinstance(entry, ErratumEntry):
            for at, number in enumerate(entry.about):
                yield from beyond(parts, placed, number, ("about", at))
            for key in entry.curator_note.source if entry.curator_note else ():
                yield from _outside_source(parts, placed, key, ("curator_note", "source"))


def _outside_source(
    parts: FileParts, placed: Placed[EntryFields], key: str, inner: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Return a problem if a curator's remark rests on an unknown work or on one of the paper's.

    It may rest only on a work from outside the paper.
    """
    yield from unknown(parts, placed, "sources", [(key, inner)])
    if any(one.item.key == key and not one.item.outside for one in parts.sources):
        part = "claim" if inner[0] == "claims" else "curator_note"
        what = f"has a {part} that rests on '{key}', a source of the paper"
        yield placed.problem(what, "name a source that has outside: true", *inner)


def _claims(parts: FileParts) -> Iterator[Problem]:
    kinds = {placed.item.id: placed.item.kind for placed in reversed(parts.entries)}
    for placed in parts.entries:
        for position, claim in placed.item.own_claims:
            inner = ("claims", position)
            if claim.section is not None:
                yield from unknown(
                    parts, placed, "sections", [(claim.section, (*inner, "section"))]
                )
            if claim.source is not None:
                yield from _outside_source(parts, placed, claim.source, (*inner, "source"))
            for at, number in enumerate(claim.footnotes):
                yield from beyond(parts, placed, number, (*inner, "footnotes", at))
            slips = [(name, (*inner, "errata", at)) for at, name in enumerate(claim.errata)]
            for name, where in slips:
                if "entries" not in parts.unread and name not in parts.known["entries"]:
                    what = f"names the unknown entry '{shorten(name)}' under errata of a claim"
                    yield placed.problem(what, did_you_mean(name, parts.known["entries"]), *where)
                elif kinds.get(name, "erratum") != "erratum":
                    what = f"names '{name}' under errata, an entry of kind {kinds[name]}"
                    yield placed.problem(what, "only entries of kind: erratum go there", *where)


def beyond(
    parts: FileParts, placed: Placed[T], number: int, inner: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Return a problem if the paper has no footnote of this number."""
    last = parts.last_note
    if last is not None and number > last:
        remedy = f"footnotes are 1 to {last}" if last else "the paper has none"
        yield placed.problem(f"cites footnote {number}", remedy, *inner)
