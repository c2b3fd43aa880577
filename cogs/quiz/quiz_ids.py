"""Ids of quiz buttons and forms; each carries its round and question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.discord_kit.inputs import number_in
from bot.quiz.round.effects import short

if TYPE_CHECKING:
    import re


_ROUND: Final = r"(?P<round>[0-9a-z]{1,13})"

_PLACE: Final = rf"{_ROUND}:(?P<question>\d{{1,2}})"

_REDO: Final = rf"{_PLACE}:(?P<right>\d{{1,2}}):(?P<seen>\d{{1,2}})"

_OPTION: Final = r"(?P<option>\d{1,2})"

CHOOSE: Final = rf"quiz:{_PLACE}:{_OPTION}"

TYPE: Final = rf"quiz-type:{_PLACE}"

TYPED: Final = rf"quiz-typed:{_PLACE}"

MISSES: Final = rf"quiz-misses:{_ROUND}"

EXPORT: Final = rf"quiz-export:{_ROUND}"

REDO: Final = rf"redo:{_REDO}:{_OPTION}"

REDO_TYPE: Final = rf"redo-type:{_REDO}"

REDO_TYPED: Final = rf"redo-typed:{_REDO}"

REDO_NEXT: Final = rf"redo-next:{_REDO}"

RESET: Final = "quiz-reset"

ANSWER_FIELD: Final = "answer"


class RedoProgress(NamedTuple):
    """Progress through missed cards: how many were seen, and how many were right."""

    round: int
    question: int
    right: int
    seen: int

    @classmethod
    def read(cls, match: re.Match[str]) -> RedoProgress:
        """Return the progress that an id holds."""
        return cls(round_in(match), int(match["question"]), int(match["right"]), int(match["seen"]))

    def id(self, kind: str, option: int | None = None) -> str:
        """Return an id that holds this progress."""
        more = "" if option is None else f":{option}"
        return f"{kind}:{short(self.round)}:{self.question}:{self.right}:{self.seen}{more}"


def round_in(match: re.Match[str]) -> int:
    """Return the round that an id holds; raise OutdatedChoiceError for an impossible one."""
    return number_in(match["round"], 36)


def option_id(number: int, question: int, option: int) -> str:
    """Return the id of an option's button."""
    return f"quiz:{short(number)}:{question}:{option}"


def answer_button_id(number: int, question: int) -> str:
    """Return the id of the button that opens the answer form."""
    return f"quiz-type:{short(number)}:{question}"


def answer_form_id(number: int, question: int) -> str:
    """Return the id of the answer form."""
    return f"quiz-typed:{short(number)}:{question}"


def round_button_id(kind: str, number: int) -> str:
    """Return the id of a button about a whole round."""
    return f"{kind}:{short(number)}"
