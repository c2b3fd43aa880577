"""What the stories about answers share: the shipped base, and bases of a few entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from bot.answering.engine import Engine
from bot.answering.english_frequencies import english_words
from bot.answering.outcome import (
    Answered,
    Civil,
    Context,
    NotCovered,
    Outcome,
    Pointer,
    Query,
)
from bot.paper.model import Basis, Claim, Entry, Kind, Role, Section, Vocabulary, Wording
from tests.support.made_paper import NOTES, SECTIONS, made_paper
from tests.support.shipped import shipped_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.paper.paper import Paper

SMALL_WORDS = "a an and are did do does for from how in is it of on the to was were what when who"


class Person:
    """Someone who asks, and remembers the last answer as a conversation does."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.context: Context | None = None

    def asks(self, text: str) -> Outcome:
        """The outcome of a question; an answer becomes the context of the next one."""
        outcome = self.engine.ask(Query(text, self.context))
        if isinstance(outcome, Answered):
            self.context = outcome.as_context(text)
        return outcome

    def is_told(self, text: str) -> Answered:
        """The answer to a question that must have one."""
        outcome = self.asks(text)
        assert isinstance(outcome, Answered), f"{text!r} gave {outcome}"
        return outcome

    def is_refused(self, text: str) -> NotCovered:
        """The refusal of a question that must not be answered."""
        outcome = self.asks(text)
        assert isinstance(outcome, NotCovered), f"{text!r} gave {outcome}"
        return outcome

    def gets_no_claim(self, text: str) -> Civil | NotCovered | Pointer:
        """A short reply to a message that asks nothing: civil, a pointer, a refusal."""
        outcome = self.asks(text)
        assert isinstance(outcome, Civil | NotCovered | Pointer), f"{text!r} gave {outcome}"
        return outcome

    def is_not_answered(self, text: str) -> Outcome:
        """Anything but an answer."""
        outcome = self.asks(text)
        assert not isinstance(outcome, Answered), f"{text!r} gave {outcome.claims}"
        return outcome


@dataclass
class Made:
    """A paper of a few entries, put together in a story."""

    entries: list[Entry] = field(default_factory=list)

    def entry(self, name: str, *claims: str | Claim, title: str = "", **fields: Any) -> Made:
        """Add an entry; a claim given as text rests on the note of the entry's place."""
        note = len(self.entries) % NOTES + 1
        said = claims or (f"This is what is said of {name}.",)
        kind = fields.pop("kind", Kind.FINDING)
        section = fields.pop("section", "start")
        self.entries.append(
            Entry(
                id=name,
                kind=kind,
                title=title or name.capitalize(),
                section=section,
                claims=tuple(
                    Claim(one, section, (note,), id=f"c{n}", home=f"{name}#c{n}")
                    if isinstance(one, str)
                    else one
                    for n, one in enumerate(said, 1)
                ),
                phrasings=tuple(map(Wording, fields.pop("phrasings", ()))),
                **fields,
            )
        )
        return self

    def paper(self, **vocabulary: Any) -> Paper:
        """The paper, with two works, a dozen notes and two sections."""
        vocabulary.setdefault("stopwords", frozenset(SMALL_WORDS.split()))
        return made_paper(
            self.entries,
            sections=(*SECTIONS, Section("works", 3, "Works Cited", role=Role.WORKS)),
            vocabulary=Vocabulary(**vocabulary),
        )

    def engine(self, **vocabulary: Any) -> Engine:
        """An engine over the paper, with the bot's own English."""
        return Engine(self.paper(**vocabulary), english_words())

    def person(self, **vocabulary: Any) -> Person:
        """Someone who asks about the paper."""
        return Person(self.engine(**vocabulary))


@pytest.fixture(scope="session")
def shipped() -> Engine:
    """The engine over the base that comes with the bot; it is immutable, so all share it."""
    return shipped_engine()


@pytest.fixture
def student(shipped: Engine) -> Person:
    """Someone who asks about the shipped paper, at the beginning of a conversation."""
    return Person(shipped)


@pytest.fixture
def conversation(shipped: Engine) -> Callable[[], Person]:
    """Begins conversations about the shipped paper, for stories that need several."""
    return lambda: Person(shipped)


@pytest.fixture(scope="session")
def made() -> type[Made]:
    """Begins papers of a few entries."""
    return Made


@pytest.fixture(scope="session")
def own_statement() -> Callable[..., Claim]:
    """Makes a claim that is the author's own, without a note."""
    return lambda text, section="start": Claim(text, section, basis=Basis.PAPER)
