"""Entries in the orders in which they are listed: by kind, and by the note they rest on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Claim, Entry, Kind


class Catalogue:
    """All live entries by kind, in the paper's order, and each note's claims with their entries.

    One that lies over another is as cheap as its own entries: what it changes of the one below is
    worked out where it is asked for.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        below: Catalogue | None = None,
        retired: frozenset[str] = frozenset(),
    ) -> None:
        self._below = below
        self._by_kind: dict[Kind, list[Entry]] = defaultdict(list)
        self._by_note: dict[int, list[tuple[Entry, Claim]]] = defaultdict(list)
        ids = set(retired)
        for entry in entries:
            ids.add(entry.id)
            self._by_kind[entry.kind].append(entry)
            for claim in entry.claims:
                for number in claim.footnotes:
                    self._by_note[number].append((entry, claim))
        # What of the catalogue below no longer counts.
        self._gone = frozenset(ids) if below else frozenset()

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """The entries of a kind; a changed one in its old place, a new one last."""
        own = self._by_kind.get(kind, [])
        if self._below is None:
            return tuple(own)
        changed = {entry.id: entry for entry in own}
        kept = [
            changed.pop(entry.id, entry)
            for entry in self._below.of_kind(kind)
            if entry.id not in self._gone or entry.id in changed
        ]
        return (*kept, *changed.values())

    def citing(self, number: int) -> list[tuple[Entry, Claim]]:
        """Every claim that carries footnote `number`, with its entry."""
        below = self._below.citing(number) if self._below else []
        return [pair for pair in below if pair[0].id not in self._gone] + self._by_note.get(
            number, []
        )

    def resting_on(self, number: int) -> list[tuple[Entry, Claim]]:
        """The claims that carry footnote `number`, with their entries; each wording once.

        Those that rest on it surely and alone come first.
        """
        found = {claim.text: (entry, claim) for entry, claim in self.citing(number)}
        return sorted(found.values(), key=lambda pair: (pair[1].uncertain, len(pair[1].footnotes)))
