"""What a file of written cards may hold."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from bot.corpus.fields import Id, NoteNumber, Strictly, Text, broken
from bot.finding import folded
from bot.quiz.cards import FEWEST_OPTIONS, LONGEST_OPTION, MOST_OPTIONS
from bot.quiz.grading import normal

MOST_CARDS: Final = 500
_Line = Annotated[Text, StringConstraints(max_length=LONGEST_OPTION)]
_Lines = Annotated[tuple[_Line, ...], Strict(strict=False), Field(max_length=20)]


class CardFields(Strictly):
    """A written card: one to be chosen among options, or one to be typed."""

    id: Annotated[Id | None, Field(description="Stays the same when the card is edited.")] = None
    kind: Literal["choice", "typed"]
    prompt: Annotated[Text, StringConstraints(max_length=1000)]
    options: _Lines = ()
    answer: Annotated[str, Field(description="The right option, in the same words.")] = ""
    accepted: Annotated[_Lines, Field(description="Typed answers that are right.")] = ()
    explanation: Annotated[Text, StringConstraints(max_length=1000)]
    footnotes: Annotated[tuple[NoteNumber, ...], Strict(strict=False)] = ()
    source: Annotated[str, StringConstraints(max_length=500)] = ""
    section: Annotated[Id | None, Field(description="Id of the section it belongs to.")] = None

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.kind == "typed":
            if self.options or self.answer:
                raise broken("is typed but has options or an answer", "write accepted: [...]")
            if not self.accepted:
                raise broken("has nothing that is right when typed", "write accepted: [...]")
            return self
        if not FEWEST_OPTIONS <= len(self.options) <= MOST_OPTIONS:
            many = f"has {len(self.options)} options"
            raise broken(many, f"write {FEWEST_OPTIONS} to {MOST_OPTIONS}")
        if len({folded(one) or one for one in self.options}) < len(self.options):
            raise broken("has the same option twice", "let every option say something else")
        if self.answer not in self.options:
            raise broken("has an answer that is none of its options", "copy the right option")
        return self

    @model_validator(mode="after")
    def _comparable(self) -> Self:
        for form in self.accepted:
            if not normal(form):
                what = f"accepts '{form}', in which nothing is left to compare"
                raise broken(what, "write it in letters or digits")
        return self

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if self.footnotes and self.source:
            raise broken("has both footnotes and a source", "keep the one that is true")
        if not (self.footnotes or self.source or self.section):
            raise broken(
                "rests on nothing",
                "add footnotes: [n], a source, or the section in which the paper says it itself",
            )
        return self


class DeckFile(Strictly):
    """A deck; a round mixes its cards."""

    id: Id
    title: Annotated[Text, StringConstraints(max_length=100)]
    cards: Annotated[
        tuple[CardFields, ...],
        Strict(strict=False),
        Field(description="In the order of the file; a round mixes them."),
    ]

    @model_validator(mode="after")
    def _neither_empty_nor_endless(self) -> Self:
        if not 1 <= len(self.cards) <= MOST_CARDS:
            raise broken(f"has {len(self.cards)} cards", f"write 1 to {MOST_CARDS}")
        return self
