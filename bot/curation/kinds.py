"""What an entry's kind needs beside what its form asks for: known before the form is opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.errors import StudyBotError
from bot.paper.model import Kind
from bot.paper.schema import ONLY_ON
from bot.strict_yaml.strict_model import EVENT_DATE, NUMBER, PATTERNS
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from bot.curation.drafting import Draft
    from bot.paper.paper import Paper

_NEEDED: Final = {Kind.EVENT: "date", Kind.RECOMMENDATION: "number", Kind.ACTOR: "actor_type"}
_FORMS: Final = {"date": EVENT_DATE, "number": NUMBER}
_OPTIONS: Final = ("date", "number", "actor_type")


class WrongForKind(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """An entry of this kind needs an option, or has none of that name; the message says which."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told

    def __str__(self) -> str:
        return self.told


def need_what_its_kind_needs(draft: Draft, paper: Paper) -> None:
    """Raises WrongForKind where the draft's date, number or type of actor is missing or wrong."""
    kind = draft.kind
    needed = _NEEDED.get(kind)
    if needed and not draft.kept.get(needed):
        raise WrongForKind(f"this kind of entry ({kind.value}) needs the option {needed}")
    for option in _OPTIONS:
        value = str(draft.kept.get(option) or "")
        if not value:
            continue
        if ONLY_ON[option] is not kind:
            raise WrongForKind(
                f"only an entry of kind {ONLY_ON[option].value} has the option {option}; leave it "
                f"out, or choose that kind"
            )
        pattern = _FORMS.get(option)
        if pattern and not re.match(pattern, value):
            raise WrongForKind(f"the option {option} is '{shorten(value)}': {PATTERNS[pattern]}")
    number = draft.kept.get("number")
    for other in paper.entries.values() if number else ():
        if other.number == number and other.id != draft.entry:
            raise WrongForKind(f"the number {number} is that of '{shorten(other.title)}' already")
