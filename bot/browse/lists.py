"""Lists to browse: their rows, and names short enough for a button's id."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from bot.browse.entries import events, of_kind, recommendations_for, recommendations_on, related_to
from bot.browse.name_matching import called, folded, names_of_source, source_in_short
from bot.browse.recommendation_map import recommendation_map
from bot.errors import StudyBotError, UnknownEntryError, UnknownSourceError
from bot.paper.model import ITSELF, SEEN, Basis, Kind
from bot.text.phrases import counted, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from bot.paper.model import Claim, Entry
    from bot.paper.paper import Paper


LONGEST_KEY: Final = 72

# Lists that are shown as a picture; with the ending they are shown as text.
TIMELINE, MAP, AS_TEXT = "timeline", "map", "-text"

_BETWEEN: Final = "+"

_FIGURE: Final = re.compile(r"\d+")

# Digits of a footnote: far more than any paper has.
_LONGEST_NUMBER: Final = 9


class UnknownShelfError(StudyBotError):
    """No list has this name."""

    def __str__(self) -> str:
        return "this list no longer exists; please ask for it again"


@dataclass(frozen=True, slots=True)
class EntryList:
    """A list by its kind and, for most, by what it is of: a section, an actor, a footnote."""

    kind: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}/{self.key[:LONGEST_KEY]}"

    @classmethod
    def parse(cls, text: str) -> EntryList:
        """Return the list whose `str` is given."""
        kind, _, key = text.partition("/")
        return cls(kind, key)

    @classmethod
    def related(cls, entries: Iterable[str]) -> EntryList:
        """Return the list of entries related to `entries`.

        Only as many of the first `entries` count as a name has room for.
        """
        key = ""
        for entry in entries:
            longer = f"{key}{_BETWEEN if key else ''}{entry}"
            if len(longer) > LONGEST_KEY:
                break
            key = longer
        return cls("related", key)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list, the entry or list that it opens, and what a menu calls that.

    A line that is a statement has its claim, so that it is shown with what it rests on. `number`
    is that of a recommendation, which stands in place of the list's dot. `more` are small lines
    below it.
    """

    text: str
    detail: str = ""
    opens: str | EntryList | None = None
    label: str = ""
    claim: Claim | None = None
    number: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it stands now: its title, a sentence on it, and its rows.

    `summary` is what the listed thing itself says, such as a section.
    """

    title: str
    intro: str
    rows: tuple[ListRow, ...]
    summary: tuple[Claim, ...] = ()


def listing(paper: Paper, shelf: EntryList) -> Listing:
    """Return the rows of a list.

    Raises UnknownShelfError, or UnknownSectionError and the like for the thing it is about.
    """
    make = _MAKERS.get(shelf.kind)
    if make is None:
        raise UnknownShelfError
    return make(paper, shelf.key)


def entry_row(entry: Entry) -> ListRow:
    """Return an entry as a row, with its date or number."""
    label = f"{entry.number}. {entry.title}" if entry.number else ""
    return ListRow(entry.title, entry.date, entry.id, label, number=entry.number)


def _definitions(paper: Paper, key: str) -> Listing:
    del key
    rows = sorted(map(entry_row, of_kind(paper, Kind.DEFINITION)), key=lambda r: r.text.casefold())
    return Listing("Definitions", "Terms that the paper explains or relies on.", tuple(rows))


def _sections(paper: Paper, key: str) -> Listing:
    del key
    rows = tuple(
        ListRow(s.label, _counted(paper, s.id), EntryList("section", s.id)) for s in paper.sections
    )
    return Listing("Sections", "The parts of the paper, in printed order.", rows)


def _counted(paper: Paper, section: str) -> str:
    return counted(len(_inside(paper, section)), "entry", "entries")


# What a section says comes before who is in it.
_READING_ORDER: Final = (
    Kind.SECTION,
    Kind.FINDING,
    Kind.RECOMMENDATION,
    Kind.DEFINITION,
    Kind.EVENT,
    Kind.ACTOR,
)


def _summary(paper: Paper, section: str) -> Entry | None:
    """Return the entry that says what a section says, or None."""
    told = (e for e in paper.entries.values() if e.kind is Kind.SECTION and e.section == section)
    return next(told, None)


def _inside(paper: Paper, section: str) -> list[Entry]:
    """Return a section's entries but for its summary, in the order in which they are worth reading.

    Curators' observations on the text are not part of what the section says.
    """
    summary = _summary(paper, section)
    inside = [
        entry
        for entry in paper.entries.values()
        if entry.section == section and entry.kind not in SEEN and entry is not summary
    ]
    return sorted(inside, key=lambda entry: _READING_ORDER.index(entry.kind))


def _section(paper: Paper, key: str) -> Listing:
    section = paper.section(key)
    summary = _summary(paper, key)
    notes = [note.number for note in paper.footnotes.values() if note.section == key]
    intro = f"Section {section.number} of {len(paper.body)}." if section.number else ""
    if notes:
        intro += f" Its footnotes are {min(notes)} to {max(notes)}."
    said = summary.claims if summary else ()
    return Listing(section.title, intro, tuple(map(entry_row, _inside(paper, key))), said)


def _recommendations(paper: Paper, key: str) -> Listing:
    del key
    return _recommended("What the paper recommends.", of_kind(paper, Kind.RECOMMENDATION))


def _recommendations_for(paper: Paper, key: str) -> Listing:
    actor = paper.entry(key)
    if actor is None:
        raise UnknownEntryError(key)
    intro = f"What the paper asks of this actor: {actor.title}."
    return _recommended(intro, recommendations_for(paper, actor.id))


def _recommendations_on(paper: Paper, key: str) -> Listing:
    return _recommended(f"What the paper recommends on: {key}.", recommendations_on(paper, key))


def _recommended(intro: str, entries: Iterable[Entry]) -> Listing:
    rows = tuple(replace(entry_row(entry), detail="") for entry in entries)
    return Listing("Recommendations", intro, rows)


def _related(paper: Paper, key: str) -> Listing:
    ids = dict.fromkeys(map(paper.present_id, key.split(_BETWEEN)))
    origin = [one for one in ids if one in paper.entries]
    if not origin:
        raise UnknownShelfError
    titles = "; ".join(paper.entries[one].title for one in origin)
    rows = tuple(map(entry_row, related_to(paper, origin)))
    return Listing("Related", f"Topics related to: {titles}.", rows)


def _footnote(paper: Paper, key: str) -> Listing:
    """Return the list of every claim that rests on a footnote."""
    if not key.isdecimal() or len(key) > _LONGEST_NUMBER:
        raise UnknownShelfError
    number = int(key)
    paper.cite(number)
    rows = _claims(paper, {number})
    return Listing(f"Footnote {number}", _resting_intro(rows), rows)


def _source(paper: Paper, key: str) -> Listing:
    """Return the list of every claim that rests on a work."""
    if key not in paper.sources:
        raise UnknownSourceError(key)
    rows = _claims(paper, {n.number for n in paper.footnotes.values() if key in n.sources})
    return Listing(paper.sources[key].title, _resting_intro(rows), rows)


def _resting_intro(rows: Sequence[ListRow]) -> str:
    return "What rests on it:" if rows else "Nothing in the knowledge base rests on it."


def _claims(paper: Paper, notes: Collection[int]) -> tuple[ListRow, ...]:
    """Return rows for the claims that rest on any of `notes`, each once, where it stands.

    What is said of the paper's own apparatus comes last, under the slips that are about the notes;
    before it claims whose note is lost, and first those with fewest footnotes. Of claims that say
    the same in almost the same words, the first is there.
    """
    resting = [
        (entry, claim)
        for entry in paper.entries.values()
        for claim in entry.own_claims
        if claim.basis is Basis.CITED and not set(notes).isdisjoint(claim.footnotes)
    ]
    resting.sort(key=lambda one: (one[0].kind in SEEN, one[1].uncertain, len(one[1].footnotes)))
    found: dict[str, ListRow] = {}
    for entry, claim in resting:
        row = ListRow(claim.text, entry.title, entry.id, entry.title, claim)
        found.setdefault(claim.home or claim.text, row)
    kept: list[ListRow] = []
    for row in found.values():
        if not any(_says_the_same(row.text, other.text) for other in kept):
            kept.append(row)
    slips = (e for e in paper.entries.values() if not set(notes).isdisjoint(e.about))
    return (*kept, *(ListRow(e.title, "a slip", e.id, e.title) for e in slips))


# From this likeness of their words on, of 100, two claims with the same numbers say the same.
_SAME: Final = 88


def _says_the_same(one: str, other: str) -> bool:
    if _FIGURE.findall(one) != _FIGURE.findall(other):
        return False
    return fuzz.token_sort_ratio(one, other, processor=folded, score_cutoff=_SAME) > 0


def _sources(paper: Paper, key: str) -> Listing:
    names = {work.key: names_of_source(work) for work in paper.sources.values()}
    found = called(key, names, len(names))
    if not key:
        # As in a bibliography.
        found.sort(key=lambda name: folded(source_in_short(paper.sources[name])))
    rows = []
    for name in found:
        work = paper.sources[name]
        numbers = [n.number for n in paper.footnotes.values() if work.key in n.sources]
        detail = counted(len(numbers), "note") if numbers else "no note"
        rows.append(ListRow(source_in_short(work), detail, EntryList("source", work.key)))
    intro = f"Works called “{key}”." if key else "The works that the paper cites or lists."
    return Listing("Sources", intro, tuple(rows))


def _timeline(paper: Paper, key: str) -> Listing:
    del key
    rows = tuple(
        ListRow(f"{event.date}: {event.title}", _noted(event.footnotes), event.entry, event.title)
        for event in events(paper)
    )
    return Listing("Timeline", "The dated events of the paper, earliest first.", rows)


def _map(paper: Paper, key: str) -> Listing:
    rows = tuple(
        ListRow(
            remedy.title,
            "",
            remedy.entry,
            f"{remedy.number}. {remedy.title}" if remedy.number else "",
            number=remedy.number,
            more=(
                f"Problem: {remedy.problem}",
                f"Who acts: {remedy.actors}",
                f"Evidence: {remedy.evidence}",
            ),
        )
        for remedy in recommendation_map(paper, key)
    )
    intro = "From each problem to its remedy, who acts, and the evidence."
    return Listing("Recommendations as a map", intro, rows)


def _noted(footnotes: tuple[int, ...]) -> str:
    if not footnotes:
        return ITSELF
    return f"{plural(len(footnotes), 'note')} {', '.join(map(str, footnotes))}"


_MAKERS: Final[dict[str, Callable[[Paper, str], Listing]]] = {
    "definitions": _definitions,
    "sections": _sections,
    "section": _section,
    "recommendations": _recommendations,
    "for": _recommendations_for,
    "on": _recommendations_on,
    "related": _related,
    "footnote": _footnote,
    "source": _source,
    "sources": _sources,
    TIMELINE: _timeline,
    f"{TIMELINE}{AS_TEXT}": _timeline,
    MAP: _map,
    f"{MAP}{AS_TEXT}": _map,
}
