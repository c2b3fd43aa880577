"""A loaded paper: its parts, and the only maker of citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from bot.errors import UnknownFootnoteError, UnknownSectionError, UnknownSourceError
from bot.paper.citations import Style, brief_source, format_source
from bot.paper.citations.common import locator_text
from bot.paper.model import Examples, NoteStatus, Role, Where
from bot.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.paper.model import CitedWork, Claim, Entry, Footnote, Name, Section, Source, Vocabulary


_MADE_BY_PAPER: Final = object()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A work that a citation names, on one line, and the place in it, such as "p. 27".

    `source` is the work's key, `section` instead the paper's own section, by its title.
    """

    brief: str
    place: str = ""
    source: str = ""
    url: str | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A footnote with its work, or the paper itself by section; made only by a `Paper`.

    `footnote` and `source` are None for the paper itself, `footnote` alone for a work from outside
    it. `text` is the full Chicago note, `locator` such as "p. 27", `url` the work's address; of a
    note that cites several works, the text has all, the others are those of the first, and
    `further` are the keys of the rest. `between` are the notes between whose printed marks the lost
    mark of a note lay, 0 where there is none; it is empty for a note that has its mark. `places`
    are the works on one line each, with the place in them. Raises TypeError if made elsewhere.
    """

    footnote: int | None
    text: str
    locator: str | None
    url: str | None
    source: str | None
    seal: InitVar[object]
    further: tuple[str, ...] = ()
    between: tuple[int, ...] = ()
    places: tuple[CitedPlace, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the keys of all works that are cited here."""
        return (self.source, *self.further) if self.source else ()

    def __post_init__(self, seal: object) -> None:
        if seal is not _MADE_BY_PAPER:
            raise TypeError("a Citation is made by Paper.cite() or Paper.cite_section()")


def lost_marks(citations: Iterable[Citation]) -> str:
    """Return where the lost marks of the cited notes lay, and what a reader should do; "" if none.

    Notes that lay between the same two printed marks share a sentence.
    """
    lost: dict[tuple[int, ...], list[int]] = {}
    for citation in citations:
        if citation.footnote is not None and any(citation.between):
            lost.setdefault(citation.between, []).append(citation.footnote)
    sentences = []
    for (before, after), numbers in lost.items():
        one = len(numbers) == 1
        notes = (
            f"The mark of note {numbers[0]} is"
            if one
            else f"The marks of notes {listed(numbers)} are"
        )
        where = (
            f"between the printed marks {before} and {after}"
            if before and after
            else f"before the printed mark {after}"
            if after
            else f"after the printed mark {before}"
        )
        sentences.append(f"{notes} lost; {'it' if one else 'they'} stood {where}.")
    return " ".join([*sentences, "Check the page before you cite it."]) if sentences else ""


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """One paper's knowledge base; immutable but for a cache of formatted citations.

    `date` is ISO 8601, perhaps of a month or year. Sections and entries stand in printed order,
    footnotes in that of their numbers. `digest` is a SHA-256, in hexadecimal, of the files that it
    was read from. `content_note` tells readers what the subject is before they ask. `former` leads
    from the ids of entries that were merged or renamed to those of today.
    """

    title: str
    author: Name
    date: str
    course: str
    instructor: str
    term: str
    sections: tuple[Section, ...]
    sources: Mapping[str, Source]
    footnotes: Mapping[int, Footnote]
    entries: Mapping[str, Entry]
    vocabulary: Vocabulary
    digest: str
    content_note: str = ""
    examples: Examples = field(default_factory=Examples)
    where: Where = field(default_factory=Where)
    former: Mapping[str, str] = field(default_factory=dict)
    _cited: dict[int, Citation] = field(default_factory=dict, init=False, repr=False)
    _by_section: dict[str, Citation] = field(default_factory=dict, init=False, repr=False)

    def cite(self, number: int) -> Citation:
        """Cite footnote `number` as a full Chicago note, even if the paper printed a short form.

        A note without text in the paper says so. Raises UnknownFootnoteError.
        """
        known = self._cited.get(number)
        if known is None:
            known = self._cited[number] = self._cite_note(number)
        return known

    def _cite_note(self, number: int) -> Citation:
        note = self.footnotes.get(number)
        if note is None:
            raise UnknownFootnoteError(number, max(self.footnotes, default=0))
        if note.status is NoteStatus.REMARK:
            text = f"A remark of the author’s in note {number}: {note.remark}"
            return Citation(number, text, None, None, None, _MADE_BY_PAPER)
        if note.status is NoteStatus.MISSING or not note.works:
            text = f"The paper marks note {number} but prints no text for it."
            return Citation(number, text, None, None, None, _MADE_BY_PAPER)
        style = Style.CHICAGO_NOTE
        texts = [
            format_source(self.sources[work.source], style, work.locator, work.locator_type)
            for work in note.works
        ]
        first = self.sources[note.works[0].source]
        return Citation(
            footnote=number,
            text="; ".join([*(text.rstrip(".") for text in texts[:-1]), texts[-1]]),
            locator=locator_text(note.locator, note.locator_type) or None,
            url=first.link,
            source=first.key,
            seal=_MADE_BY_PAPER,
            further=tuple(key for key in note.sources if key != first.key),
            between=note.between,
            places=tuple(self._cited_place(work) for work in note.works),
        )

    def _cited_place(self, work: CitedWork) -> CitedPlace:
        source = self.sources[work.source]
        place = locator_text(work.locator, work.locator_type)
        return CitedPlace(brief_source(source), place, source.key, source.link)

    def cite_section(self, section_id: str) -> Citation:
        """Cite the paper itself by one of its sections; raises UnknownSectionError."""
        known = self._by_section.get(section_id)
        if known is None:
            title = self.section(section_id).title
            text = f"{self.author.full}, “{self.title}” ({self.date[:4]}), section “{title}”"
            place = CitedPlace(f"{self.author.full}, “{self.title}”", section=title)
            known = Citation(None, text, None, None, None, _MADE_BY_PAPER, places=(place,))
            self._by_section[section_id] = known
        return known

    def cite_source(self, key: str) -> Citation:
        """Cite a work from outside the paper, on which a moderator's note rests.

        Raises UnknownSourceError.
        """
        source = self.sources.get(key)
        if source is None or not source.outside:
            raise UnknownSourceError(key, (one.key for one in self.sources.values() if one.outside))
        text = format_source(source, Style.CHICAGO_NOTE)
        place = CitedPlace(brief_source(source), "", key, source.link)
        return Citation(None, text, None, source.link, key, _MADE_BY_PAPER, places=(place,))

    def citations(self, claim: Claim) -> tuple[Citation, ...]:
        """Return a claim's citations: footnotes, a work, or the paper by section; never empty."""
        if claim.footnotes:
            return tuple(self.cite(number) for number in claim.footnotes)
        if claim.source:
            return (self.cite_source(claim.source),)
        return (self.cite_section(claim.section),)

    def entry(self, entry_id: str) -> Entry | None:
        """Return the entry with this id, or the one that it was merged into, or None."""
        return self.entries.get(self.present_id(entry_id))

    def present_id(self, entry_id: str) -> str:
        """Return the id under which an entry is known today; an unknown one as it is."""
        return entry_id if entry_id in self.entries else self.former.get(entry_id, entry_id)

    def claim(self, home: str) -> Claim | None:
        """Return the claim that stands at `home` ("entry#claim"), or None."""
        entry = self.entries.get(home.partition("#")[0])
        own = entry.own_claims if entry else ()
        return next((claim for claim in own if claim.home == home), None)

    @property
    def body(self) -> tuple[Section, ...]:
        """Return the sections of the running text, in printed order."""
        return tuple(section for section in self.sections if section.role is Role.BODY)

    @property
    def works_section(self) -> str:
        """Id of the section that lists the works cited; the last one where none does."""
        listing = (section.id for section in self.sections if section.role is Role.WORKS)
        return next(listing, self.sections[-1].id)

    def with_entries(
        self,
        changed: Iterable[Entry],
        retired: Iterable[str] = (),
        sources: Iterable[Source] = (),
    ) -> Paper:
        """Return the paper with `changed` entries replacing its own, without the `retired` ones.

        `sources` are works from outside the paper, which those entries may rest on; of two with
        one key the paper's own counts. It shares everything else with this paper, so that it costs
        what `changed` costs.
        """
        over = {entry.id: entry for entry in changed}
        works = {source.key: source for source in sources if source.key not in self.sources}
        made = replace(
            self,
            entries=OverlayMapping(self.entries, over, frozenset(retired)),
            sources=OverlayMapping(self.sources, works, frozenset()) if works else self.sources,
        )
        object.__setattr__(made, "_cited", self._cited)
        object.__setattr__(made, "_by_section", self._by_section)
        return made

    def section(self, section_id: str) -> Section:
        """Return the section with this id; raises UnknownSectionError."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise UnknownSectionError(section_id, (section.id for section in self.sections))


class OverlayMapping(Mapping[str, T]):
    """A mapping layered over another: it shadows lower items and hides retired ones."""

    __slots__ = ("_below", "_over", "_retired")

    def __init__(
        self, below: Mapping[str, T], over: Mapping[str, T], retired: frozenset[str]
    ) -> None:
        self._below = below
        self._over = over
        self._retired = retired - over.keys()

    def __getitem__(self, key: str) -> T:
        if key in self._retired:
            raise KeyError(key)
        return self._over[key] if key in self._over else self._below[key]

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._below if key not in self._retired)
        yield from (key for key in self._over if key not in self._below)

    def __len__(self) -> int:
        return sum(1 for _ in self)
