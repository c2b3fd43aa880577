"""The recommendations by who should act and by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.finding import names_of, nearest
from bot.paper.model import Kind

if TYPE_CHECKING:
    from bot.paper.model import Entry
    from bot.paper.paper import Paper


def recommendations_for(paper: Paper, actor: str) -> tuple[Entry, ...]:
    """The recommendations that an actor should carry out, by the actor's entry."""
    return tuple(e for e in of_kind(paper, Kind.RECOMMENDATION) if actor in e.who)


def recommendations_on(paper: Paper, topic: str) -> tuple[Entry, ...]:
    """The recommendations whose title, keywords or claims have to do with `topic`, best first."""
    names = {
        entry.id: (*names_of(entry), *entry.keywords, *(claim.text for claim in entry.claims))
        for entry in of_kind(paper, Kind.RECOMMENDATION)
    }
    return tuple(paper.entries[key] for key in nearest(topic, names, len(names)))


def of_kind(paper: Paper, kind: Kind) -> tuple[Entry, ...]:
    """The entries of one kind, in the paper's order."""
    return tuple(entry for entry in paper.entries.values() if entry.kind is kind)


def actors_asked(paper: Paper) -> tuple[Entry, ...]:
    """The actors that a recommendation is addressed to, in the order of first mention."""
    asked = {who: None for entry in of_kind(paper, Kind.RECOMMENDATION) for who in entry.who}
    return tuple(paper.entries[who] for who in asked if who in paper.entries)
