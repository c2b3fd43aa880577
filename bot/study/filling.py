"""A card as it is typed into a form, turned into the fields that a file of cards has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from bot.errors import DeckError, Problem
from bot.lookup import section_called

if TYPE_CHECKING:
    from bot.corpus.paper import Paper

CHOICE: Final = "choice"
TYPED: Final = "typed"
RIGHT: Final = "*"
_NOTES: Final = re.compile(
    r"(?:(?:foot)?notes?\s*)?\[?\d+(?:[\s,;]+(?:and\s+)?\d+)*\]?", re.IGNORECASE
)


def filled(
    kind: str, *, question: str, answers: str, why: str, rests: str, section: str, paper: Paper
) -> dict[str, Any]:
    """The fields of a card. In `answers` each stands on a line of its own.

    Of a choice's answers the right one begins with a star; all of a typed card's are right. What
    it `rests` on are numbers of notes, or a source in the curator's words. Raises DeckError, or
    UnknownSection.
    """
    lines = [line.strip() for line in answers.splitlines() if line.strip()]
    fields: dict[str, Any] = {"kind": kind, "prompt": question.strip(), "explanation": why.strip()}
    if kind == CHOICE:
        right = [line for line in lines if line.startswith(RIGHT)]
        if len(right) != 1:
            what = f"has {len(right)} answers that are marked as right"
            remedy = f"begin the right one, and no other, with {RIGHT}"
            raise DeckError([Problem("card", 0, "", what, remedy)])
        fields["options"] = [line.removeprefix(RIGHT).strip() for line in lines]
        fields["answer"] = right[0].removeprefix(RIGHT).strip()
    else:
        fields["accepted"] = lines
    if _NOTES.fullmatch(rests.strip()):
        fields["footnotes"] = [int(number) for number in re.findall(r"\d+", rests)]
    elif rests.strip():
        fields["source"] = " ".join(rests.split())
    if section.strip():
        fields["section"] = section_called(paper, section.strip()).id
    return fields
