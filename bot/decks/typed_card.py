"""The card form: turns the text of its fields into the fields of a deck file, or into errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from bot.browse.lookup import section_called
from bot.errors import StudyBotError, UnknownSectionError
from bot.quiz.deck_schema import CardFields, broken_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bot.paper.paper import Paper


CHOICE: Final = "choice"

TYPED: Final = "typed"

RIGHT: Final = "*"

QUESTION, ANSWERS, WHY = "Question", "Answers", "Why it is so"

RESTS, SECTION = "What it rests on", "Section"

_NOTES: Final = re.compile(
    r"(?:(?:foot)?notes?\s*)?\[?\d+(?:[\s,;]+(?:and\s+)?\d+)*\]?", re.IGNORECASE
)

# The form's label for each field of a deck file.
_LABELS: Final = {
    "prompt": QUESTION,
    "options": ANSWERS,
    "answer": ANSWERS,
    "accepted": ANSWERS,
    "explanation": WHY,
    "footnotes": RESTS,
    "source": RESTS,
    "section": SECTION,
}

# Rules of deck files in the words of the form; those that a form cannot break are left out.
_RULES: Final = {
    "options": f"{ANSWERS}: write two to five, one a line.",
    "same option": f"{ANSWERS}: two of them say the same; let each say something else.",
    "accepted": f"{ANSWERS}: write at least one that is right.",
    "nothing to compare": f"{ANSWERS}: each needs a letter or a digit, to be compared by.",
    "rests": (
        f"{RESTS}: nothing is named. Write the numbers of notes or a source of your own; where the "
        f"paper says it itself, name its section under {SECTION}."
    ),
}


class InvalidCardError(StudyBotError):
    """The typed text does not make a card; `wrong` holds a sentence for each mistake."""

    def __init__(self, wrong: Collection[str]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(self.wrong)

    def __str__(self) -> str:
        return "\n".join(self.wrong)


def card_fields_from_form(
    kind: str, *, question: str, answers: str, why: str, rests: str, section: str, paper: Paper
) -> dict[str, Any]:
    """Return the fields of a card, named as in a deck file. `answers` has one answer a line.

    For multiple choice the right answer begins with a star, and the others are distractors; for a
    typed card all answers are right. `rests` holds numbers of footnotes, or a source in the
    curator's words. Raises InvalidCardError with every mistake.
    """
    lines = [line.strip() for line in answers.splitlines() if line.strip()]
    fields: dict[str, Any] = {"kind": kind, "prompt": question.strip(), "explanation": why.strip()}
    wrong: dict[str, str] = {}
    if kind == CHOICE:
        right = [line for line in lines if line.startswith(RIGHT)]
        fields["options"] = [line.removeprefix(RIGHT).strip() for line in lines]
        fields["answer"] = right[0].removeprefix(RIGHT).strip() if right else ""
        if len(right) != 1:
            many = f"{len(right)} begin" if right else "none begins"
            wrong["answer"] = f"{many} with {RIGHT}; begin the right one, and no other, with it."
    else:
        fields["accepted"] = lines
    if _NOTES.fullmatch(rests.strip()):
        fields["footnotes"] = [int(number) for number in re.findall(r"\d+", rests)]
        lacking = [note for note in fields["footnotes"] if note not in paper.footnotes]
        if lacking:
            named = ", ".join(map(str, dict.fromkeys(lacking)))
            known = f"the paper's footnotes are 1 to {max(paper.footnotes, default=0)}"
            wrong["footnotes"] = f"there is no footnote {named}; {known}."
    elif rests.strip():
        fields["source"] = " ".join(rests.split())
    if section.strip():
        try:
            fields["section"] = section_called(paper, section.strip()).id
        except UnknownSectionError as error:
            wrong["section"] = f"{error}."
    told = [f"{_LABELS[name]}: {what}" for name, what in wrong.items()]
    told += _other_problems(fields, wrong)
    if told:
        raise InvalidCardError(dict.fromkeys(told))
    return fields


def _other_problems(fields: Mapping[str, Any], told: Collection[str]) -> Iterator[str]:
    """Yield the other mistakes of a card: of single fields, then of fields together."""
    unread = set(told)
    try:
        CardFields.model_validate(fields)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            name = str(detail["loc"][0])
            if name not in told:
                yield f"{_LABELS[name]}: {_limit_text(detail['type'], detail.get('ctx', {}))}"
            unread.add(name)
    for rule in broken_rules(fields, unread):
        yield _RULES.get(rule.rule, f"{rule.what}; {rule.remedy}.")


def _limit_text(kind: str, limits: Mapping[str, Any]) -> str:
    match kind:
        case "string_too_long":
            return f"write at most {limits['max_length']} characters in one."
        case "too_long":
            return f"write at most {limits['max_length']}."
        case _:
            return "write some text."
