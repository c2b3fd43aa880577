"""Entries in the orders in which they are listed: by kind, and by the note they rest on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.corpus.model import Claim, Entry, Kind


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All live entries by kind, in the paper's order, and each note's claims with their entries."""

    by_kind: Mapping[Kind, tuple[Entry, ...]]
    by_note: Mapping[int, tuple[tuple[Entry, Claim], ...]]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Catalogue:
        """The catalogue of `entries`, in their order."""
        by_kind: dict[Kind, list[Entry]] = defaultdict(list)
        by_note: dict[int, list[tuple[Entry, Claim]]] = defaultdict(list)
        for entry in entries:
            by_kind[entry.kind].append(entry)
            for claim in entry.claims:
                for number in claim.footnotes:
                    by_note[number].append((entry, claim))
        return cls(
            {kind: tuple(found) for kind, found in by_kind.items()},
            {number: tuple(found) for number, found in by_note.items()},
        )

    def over(self, changed: Iterable[Entry], retired: frozenset[str]) -> Catalogue:
        """The same with `changed` entries in it, and without those whose ids are `retired`.

        A changed entry keeps the place of the one that it replaces; a new one comes last.
        """
        new = Catalogue.of(changed)
        fresh = {entry.id for found in new.by_kind.values() for entry in found}
        gone = retired | fresh
        by_kind = {}
        for kind in self.by_kind.keys() | new.by_kind.keys():
            ours = {entry.id: entry for entry in new.by_kind.get(kind, ())}
            kept = [
                ours.pop(entry.id, entry)
                for entry in self.by_kind.get(kind, ())
                if entry.id not in gone or entry.id in ours
            ]
            by_kind[kind] = (*kept, *ours.values())
        by_note = {
            number: (
                *(pair for pair in self.by_note.get(number, ()) if pair[0].id not in gone),
                *new.by_note.get(number, ()),
            )
            for number in (self.by_note.keys() | new.by_note.keys())
        }
        return Catalogue(by_kind, by_note)

    def resting_on(self, number: int) -> list[tuple[Entry, Claim]]:
        """Every claim that carries footnote `number`, with its entry; each wording once.

        Those that rest on it surely and alone come first.
        """
        found = {claim.text: (entry, claim) for entry, claim in self.by_note.get(number, ())}
        return sorted(found.values(), key=lambda pair: (pair[1].uncertain, len(pair[1].footnotes)))
