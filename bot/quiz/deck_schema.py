"""What a file of written cards may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Field, Strict, StringConstraints

from bot.browse.name_matching import folded
from bot.quiz.cards import FEWEST_OPTIONS, LONGEST_OPTION, MOST_OPTIONS
from bot.quiz.grading import normal
from bot.strict_yaml.strict_model import Id, NoteNumber, Strictly, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

MOST_CARDS: Final = 500
_Line = Annotated[Text, StringConstraints(max_length=LONGEST_OPTION)]
_Lines = Annotated[tuple[_Line, ...], Strict(strict=False), Field(max_length=20)]


class CardFields(Strictly):
    """A written card: one to be chosen among options, or one to be typed.

    What its fields must be together is told by `broken_rules`, so that one mistake hides no other.
    """

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


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that a card breaks: which one, and in a file's words what is wrong and what to do."""

    rule: str
    what: str
    remedy: str


def broken_rules(fields: Mapping[str, Any], unread: Collection[str] = ()) -> Iterator[BrokenRule]:
    """Every rule that a card breaks whose fields, each by itself, are what they should be.

    What depends on a field that is `unread`, since it is wrong by itself, is not told.
    """
    good = {name: value for name, value in fields.items() if name not in unread}
    card = CardFields.model_validate({**_ANY, **good})
    for needed, rule in _RULES:
        if needed.isdisjoint(unread):
            yield from rule(card)


def _broken_typed_rules(card: CardFields) -> Iterator[BrokenRule]:
    if card.kind == "typed" and (card.options or card.answer):
        what = "is typed but has options or an answer"
        yield BrokenRule("options of typed", what, "write accepted: [...]")
    elif card.kind == "typed" and not card.accepted:
        yield BrokenRule(
            "accepted", "has nothing that is right when typed", "write accepted: [...]"
        )


def _broken_option_rules(card: CardFields) -> Iterator[BrokenRule]:
    if card.kind == "typed":
        return
    if not FEWEST_OPTIONS <= len(card.options) <= MOST_OPTIONS:
        many = f"has {len(card.options)} option{'' if len(card.options) == 1 else 's'}"
        yield BrokenRule("options", many, f"write {FEWEST_OPTIONS} to {MOST_OPTIONS}")
    if len({folded(one) or one for one in card.options}) < len(card.options):
        what = "has the same option twice"
        yield BrokenRule("same option", what, "let every option say something else")


def _broken_answer_rules(card: CardFields) -> Iterator[BrokenRule]:
    if card.kind == "choice" and card.options and card.answer not in card.options:
        what = "has an answer that is none of its options"
        yield BrokenRule("answer", what, "copy the right option")


def _broken_comparison_rules(card: CardFields) -> Iterator[BrokenRule]:
    for form in card.accepted:
        if not normal(form):
            what = f"accepts '{form}', in which nothing is left to compare"
            yield BrokenRule("nothing to compare", what, "write it in letters or digits")


def _broken_source_rules(card: CardFields) -> Iterator[BrokenRule]:
    if card.footnotes and card.source:
        what = "has both footnotes and a source"
        yield BrokenRule("footnotes and source", what, "keep the one that is true")
    if not (card.footnotes or card.source or card.section):
        remedy = "add footnotes: [n], a source, or the section in which the paper says it itself"
        yield BrokenRule("rests", "rests on nothing", remedy)


_ANY: Final = {"kind": "choice", "prompt": "any", "explanation": "any"}
_RULES: Final[tuple[tuple[frozenset[str], Callable[[CardFields], Iterator[BrokenRule]]], ...]] = (
    (frozenset({"kind", "options", "answer", "accepted"}), _broken_typed_rules),
    (frozenset({"kind", "options"}), _broken_option_rules),
    (frozenset({"kind", "options", "answer"}), _broken_answer_rules),
    (frozenset({"accepted"}), _broken_comparison_rules),
    (frozenset({"footnotes", "source", "section"}), _broken_source_rules),
)


class DeckFile(Strictly):
    """A deck; a round mixes its cards."""

    id: Id
    title: Annotated[Text, StringConstraints(max_length=100)]
    cards: Annotated[
        tuple[CardFields, ...],
        Strict(strict=False),
        Field(description="In the order of the file; a round mixes them."),
    ]
