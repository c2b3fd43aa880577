"""Check claims against each other: references, wordings, premises, near twins and lost marks."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from bot.paper.model import SEEN, Marker
from bot.strict_yaml.strict_model import did_you_mean
from bot.text.normalize import fold_words
from bot.text.phrases import listed, shorten
from bot.text.tokenizer import wording_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.errors import Problem
    from bot.paper.cross_checks import FileParts, Placed, Worded
    from bot.paper.entry_schema import ClaimFields, EntryFields, WordingFields


def check_claims(parts: FileParts) -> Iterator[Problem]:
    """Return a problem for every claim, wording or premise that does not fit the others."""
    known = _homes(parts)
    yield from _ids(parts)
    yield from _refs(parts, known)
    yield from _premises(parts, known)
    yield from _places_of_wordings(parts)
    yield from _wordings_twice(parts)
    yield from _answers(parts, known)
    yield from _marks(parts)
    yield from _twins(parts)


def _homes(parts: FileParts) -> dict[str, None]:
    """Return the homes of all claims that may be referred to, in file order."""
    here = {
        f"{placed.item.id}#{claim.id}": None
        for placed in parts.entries
        for _, claim in placed.item.own_claims
    }
    replaced = {placed.item.id for placed in parts.entries}
    below = (home for home in parts.homes if home.partition("#")[0] not in replaced)
    return here | dict.fromkeys(sorted(below))


def _ids(parts: FileParts) -> Iterator[Problem]:
    for placed in parts.entries:
        first: dict[str, int] = {}
        for position, claim in placed.item.own_claims:
            other = first.setdefault(claim.id, position)
            if other != position:
                what = f"has the claim id '{claim.id}' twice, in claims {other + 1} and"
                remedy = "each claim of an entry has an id of its own"
                yield placed.problem(f"{what} {position + 1}", remedy, "claims", position, "id")


def _refs(parts: FileParts, known: dict[str, None]) -> Iterator[Problem]:
    if "entries" in parts.unread:
        return
    faulty = _faulty(parts)
    referring = {placed.item.id: dict(placed.item.refs) for placed in parts.entries}
    for placed in parts.entries:
        first: dict[str, int] = {}
        for position, ref in placed.item.refs:
            where = ("claims", position, "ref")
            entry, _, claim = ref.partition("#")
            if entry == placed.item.id:
                what = f"refers to its own claim '{ref}'"
                yield placed.problem(what, "name a claim of another entry, or remove it", *where)
            elif ref in known:
                if first.setdefault(ref, position) != position:
                    yield placed.problem(f"refers to '{ref}' twice", "keep one", *where)
            elif entry not in faulty:
                onward = [r for r in referring.get(entry, {}).values() if r.endswith(f"#{claim}")]
                what = f"refers to the unknown claim '{shorten(ref)}'"
                remedy = did_you_mean(ref, _choices(entry, known))
                if onward:
                    what = f"refers to '{ref}', which is itself a ref"
                    remedy = f"refer to where it stands: ref: {onward[0]}"
                yield placed.problem(what, remedy, *where)


def _faulty(parts: FileParts) -> set[object]:
    """Return the ids of the entries whose own problems are told: references into them may hold."""
    return {item["id"] for placed in parts.faulty if "id" in (item := placed.item)}


def _choices(entry: str, known: Iterable[str]) -> list[str]:
    """Return the claims to suggest for an unknown one: those of the entry, or else all."""
    return [home for home in known if home.startswith(f"{entry}#")] or list(known)


def _premises(parts: FileParts, known: dict[str, None]) -> Iterator[Problem]:
    if "entries" in parts.unread:
        return
    faulty = _faulty(parts)
    for placed in parts.entries:
        for position, premise in enumerate(placed.item.premises):
            home = _home(placed.item.id, premise.claim)
            if home not in known and home.partition("#")[0] not in faulty:
                what = f"has a premise that names the unknown claim '{shorten(premise.claim)}'"
                remedy = did_you_mean(home, _choices(home.partition("#")[0], known))
                yield placed.problem(what, remedy, "premises", position, "claim")


def _home(entry: str, claim: str) -> str:
    return claim if "#" in claim else f"{entry}#{claim}"


def _places_of_wordings(parts: FileParts) -> Iterator[Problem]:
    """Return the wordings that stand in the wrong file, or of entries that there are not."""
    if "entries" in parts.unread:
        return
    files = {
        placed.item.id: PurePath(placed.document.file).name for placed in reversed(parts.entries)
    }
    files |= {
        str(item["id"]): PurePath(placed.document.file).name
        for placed in parts.faulty
        if "id" in (item := placed.item)
    }
    for placed in parts.phrasings:
        entry, here = placed.item.entry, PurePath(placed.document.file).name
        if entry not in files and entry not in parts.known["entries"]:
            what = "has wordings, but there is no such entry"
            yield placed.problem(what, did_you_mean(entry, parts.known["entries"]))
        elif files.get(entry, here) != here:
            what = f"has wordings here, but stands in entries/{files[entry]}"
            yield placed.problem(what, f"move them to phrasings/{files[entry]}")


def _worded(
    parts: FileParts,
) -> Iterator[tuple[Placed[EntryFields] | Placed[Worded], str, int, WordingFields]]:
    """Return each wording with its place, its entry, and its position there."""
    for placed in parts.entries:
        for position, wording in enumerate(placed.item.phrasings):
            yield placed, placed.item.id, position, wording
    for given in parts.phrasings:
        for position, wording in enumerate(given.item.wordings):
            yield given, given.item.entry, position, wording


def _inside(placed: Placed[EntryFields] | Placed[Worded], position: int) -> tuple[str | int, ...]:
    """Return the path inside `placed` of the wording at `position`."""
    return (position,) if placed.path[:1] == ("phrasings",) else ("phrasings", position)


def _wordings_twice(parts: FileParts) -> Iterator[Problem]:
    first: dict[str, tuple[str, str]] = {}
    for placed, entry, position, wording in _worded(parts):
        inner = _inside(placed, position)
        key = wording_key(wording.text, parts.shorthand)
        if not key:
            what = f"has the phrasing '{shorten(wording.text)}' without a word in it"
            yield placed.problem(what, "write what students ask", *inner)
            continue
        known = first.get(key)
        if known is None:
            first[key] = entry, placed.place(*inner)
            continue
        other, place = known
        twice = other == entry
        what = f"has the phrasing '{shorten(wording.text)}'" + (" twice" if twice else "")
        remedy = f"so has entry '{other}' at {place}: keep one"
        if twice:
            remedy = f"the first is at {place}: keep one"
        yield placed.problem(what, remedy, *inner)


def _answers(parts: FileParts, known: dict[str, None]) -> Iterator[Problem]:
    """Return the wordings that name a claim which their entry does not show."""
    if "entries" in parts.unread:
        return
    entries = {placed.item.id: placed.item for placed in reversed(parts.entries)}
    for placed, name, position, wording in _worded(parts):
        entry = entries.get(name)
        if entry is None or not wording.claim:
            continue
        there = [f"{name}#{claim.id}" for _, claim in entry.own_claims]
        there += [ref for _, ref in entry.refs]
        home = _home(name, wording.claim)
        if home not in there:
            what = f"has the wording '{shorten(wording.text)}' for the claim '{wording.claim}'"
            what += ", which it does not refer to" if home in known else ", which there is not"
            shown = [one.removeprefix(f"{name}#") for one in there]
            remedy = did_you_mean(wording.claim, shown)
            yield placed.problem(what, remedy, *_inside(placed, position), "claim")


def _marks(parts: FileParts) -> Iterator[Problem]:
    """Return the claims that are uncertain against their notes' marks, or certain against them."""
    lost = {note.item.number: note.item.marker is Marker.LOST for note in parts.footnotes}
    if not lost:
        return
    for placed in parts.entries:
        if placed.item.kind in SEEN:
            continue
        for position, claim in placed.item.own_claims:
            gone = [number for number in claim.footnotes if lost.get(number)]
            named = f"note {listed(gone or claim.footnotes)}"
            where = ("claims", position, "footnotes")
            if gone and not claim.uncertain:
                what = f"rests on {named} in claim {position + 1}, whose mark is lost"
                remedy = "add uncertain: true; or basis: paper, if the note belongs elsewhere"
                yield placed.problem(what, remedy, *where)
            elif claim.uncertain and not gone and all(n in lost for n in claim.footnotes):
                what = f"is uncertain in claim {position + 1}, but the mark of {named} is printed"
                remedy = "a note stands where its mark is: remove uncertain, or write basis: paper"
                yield placed.problem(what, remedy, *where[:2], "uncertain")


_PAPER: Final = 0

NEARLY: Final = "says nearly the same"


def _twins(parts: FileParts) -> Iterator[Problem]:
    """Return the claims that say nearly the same as an earlier one, on the same evidence."""
    if not parts.near_twins:
        return
    # Imported late: it costs 30 ms, and a server's revisions are not checked for twins.
    from rapidfuzz import fuzz  # noqa: PLC0415  # see above

    by_note: dict[int, list[tuple[Placed[EntryFields], int, ClaimFields]]] = defaultdict(list)
    for placed in parts.entries:
        for position, claim in placed.item.own_claims:
            for note in claim.footnotes or ((_PAPER,) if claim.basis else ()):
                by_note[note].append((placed, position, claim))
    told = set()
    for here in by_note.values():
        sorted_words = [" ".join(sorted(fold_words(claim.text).split())) for _, _, claim in here]
        for one, other in combinations(range(len(here)), 2):
            alike = fuzz.ratio(
                sorted_words[one], sorted_words[other], score_cutoff=parts.near_twins
            )
            if not alike:
                continue
            (first, at, _), (second, position, claim) = here[one], here[other]
            if (second.path, second.document.file, position, first.path, at) in told:
                continue
            told.add((second.path, second.document.file, position, first.path, at))
            what = f"{NEARLY} in claim {position + 1} as '{first.item.id}'"
            remedy = (
                f"keep the one at {first.place('claims', at)} and refer to it: "
                f"ref: {first.item.id}#{first.item.claims[at].id}"  # type: ignore[union-attr]  # own claims only
            )
            yield second.problem(what, remedy, "claims", position)
