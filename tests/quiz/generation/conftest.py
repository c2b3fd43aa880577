"""Fixtures for tests of questions: the shipped paper, and papers of a few entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from bot.paper.model import ActorType, Claim, Entry, Kind, QuizWords, Section, Vocabulary
from bot.quiz.generation import generate
from tests.support.made_paper import book, made_paper
from tests.support.shipped import shipped_paper

if TYPE_CHECKING:
    from bot.paper.paper import Paper
    from bot.quiz.cards import Card, CardKind

# The first note cites Roe: of four, note 4 cites Doe.
WORKS = (
    book("roe", "Roe", "Ann", "Ferries at Dawn"),
    book("moe", "Moe", "Ann", "Lamps and Oil"),
    book("poe", "Poe", "Ann", "Rocks and Reefs"),
    book("doe", "Doe", "Ann", "Blue Helmets"),
)
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
        slips = fields.pop("errata", ())
        claims = tuple(
            Claim(s, section, (note,), id=f"c{n}", home=f"{name}#c{n}", errata=slips)
            if isinstance(s, str)
            else s
            for n, s in enumerate(said, 1)
        )
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
        return made_paper(
            self.entries,
            works=WORKS,
            sections=tuple(
                Section(name.lower(), number, name)
                for number, name in enumerate(("Start", "Lamps", "Rocks", "Keepers", "End"), 1)
            ),
            vocabulary=Vocabulary(stopwords=SMALL, quiz=self.words),
        )

    def asks(self, kind: CardKind, seed: int = 1, **options: Any) -> tuple[Card, ...]:
        """The cards of one kind that can be made of it."""
        return generate(self.paper(), seed, 25, kinds=[kind], **options)


@pytest.fixture(scope="session")
def shipped() -> Paper:
    """The knowledge that comes with the bot; it is immutable, so all share it."""
    return shipped_paper()


@pytest.fixture
def made() -> Made:
    """A paper of which nothing is written yet."""
    return Made()
