"""Fixtures for tests of questions: the shipped paper, and papers of a few entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from bot.paper.loader import find_knowledge, load
from bot.paper.model import (
    ActorType,
    Claim,
    Entry,
    Footnote,
    Kind,
    Marker,
    Name,
    NoteStatus,
    QuizWords,
    Section,
    Source,
    Vocabulary,
)
from bot.paper.paper import Paper
from bot.quiz.generation import generate

if TYPE_CHECKING:
    from bot.quiz.cards import Card, CardKind

NOTES = 12
SMALL = frozenset(
    "a an and are by does for from in is it of on that the to was were which with".split()
)


@dataclass
class Made:
    """A paper about lighthouses in the making; every method returns it, so that calls chain."""

    entries: list[Entry] = field(default_factory=list)
    words: QuizWords = field(default_factory=QuizWords)

    def entry(
        self,
        kind: Kind,
        name: str,
        *said: str | Claim,
        note: int = 1,
        section: str = "start",
        **fields: Any,
    ) -> Made:
        """Add an entry with claims, each a text that rests on `note`, or a claim."""
        claims = tuple(Claim(s, section, (note,)) if isinstance(s, str) else s for s in said)
        title = fields.pop("title", name.replace("-", " ").capitalize())
        self.entries.append(Entry(name, kind, title, section, claims, **fields))
        return self

    def body(self, name: str, *said: str, **fields: Any) -> Made:
        """Add an organisation."""
        fields.setdefault("names", (name.replace("-", " ").capitalize(),))
        said = said or (f"{name.capitalize()} is a body of keepers.",)
        return self.entry(Kind.ACTOR, name, *said, actor_type=ActorType.ORGANISATION, **fields)

    def event(self, name: str, said: str, date: str, **fields: Any) -> Made:
        """Add an event."""
        return self.entry(Kind.EVENT, name, said, date=date, **fields)

    def paper(self) -> Paper:
        """The paper, with four works, a dozen notes and five sections."""
        works = {
            key: Source(key, "book", title, (Name(family, "Ann"),), year=2001)
            for key, family, title in (
                ("doe", "Doe", "Blue Helmets"),
                ("roe", "Roe", "Ferries at Dawn"),
                ("moe", "Moe", "Lamps and Oil"),
                ("poe", "Poe", "Rocks and Reefs"),
            )
        }
        keys = list(works)
        return Paper(
            title="On Lighthouses",
            author=Name("Kay", "Jane"),
            date="2021-03-04",
            course="",
            instructor="",
            term="",
            sections=tuple(
                Section(name.lower(), number, name)
                for number, name in enumerate(("Start", "Lamps", "Rocks", "Keepers", "End"), 1)
            ),
            sources=works,
            footnotes={
                n: Footnote(n, NoteStatus.FULL, Marker.PRINTED, "start", keys[n % 4], str(n))
                for n in range(1, NOTES + 1)
            },
            entries={entry.id: entry for entry in self.entries},
            vocabulary=Vocabulary(stopwords=SMALL, quiz=self.words),
            digest="",
        )

    def asks(self, kind: CardKind, seed: int = 1, **options: Any) -> tuple[Card, ...]:
        """The cards of one kind that can be made of it."""
        return generate(self.paper(), seed, 25, kinds=[kind], **options)


@pytest.fixture(scope="session")
def shipped() -> Paper:
    """The knowledge that comes with the bot; it is immutable, so all share it."""
    return load(find_knowledge())


@pytest.fixture
def made() -> Made:
    """A paper of which nothing is written yet."""
    return Made()
