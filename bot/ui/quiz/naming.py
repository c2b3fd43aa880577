"""The words for what a round can be made of, and what was typed for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import called, nearest
from bot.errors import StudyBotError
from bot.quiz.cards import CardKind
from bot.quiz.generation import ALL_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

KIND_NAMES: Final = {
    CardKind.DEFINITION: "what a term means",
    CardKind.TERM: "which term is meant",
    CardKind.WHO: "who should act",
    CardKind.REMEDY: "which recommendation answers",
    CardKind.DATE: "dates",
    CardKind.ORDER: "first or last",
    CardKind.SOURCE: "which work is cited",
    CardKind.SECTION: "which section",
    CardKind.FIGURE: "figures",
    CardKind.TRUTH: "true or false",
    CardKind.CLOZE: "fill the gap",
    CardKind.WRITTEN: "written by curators",
}
_PARTED: Final = re.compile(r"\s*[,;]\s*")
_NAMES: Final = {kind.value: (KIND_NAMES[kind], kind.value) for kind in ALL_KINDS}


class NoSuchKind(StudyBotError, LookupError):  # noqa: N818  # reads as the sentence it is
    """Something that was typed is no kind of question."""

    def __str__(self) -> str:
        return f"there are no questions of kind {self.args[0]!r}; kinds are {', '.join(_NAMES)}"


def kinds_named(typed: str) -> tuple[CardKind, ...]:
    """The kinds in a list such as "dates, true or false"; raises NoSuchKind."""
    found = []
    for part in filter(None, _PARTED.split(typed.strip())):
        names = [part] if part in _NAMES else called(part, _NAMES, 1)
        if not names:
            raise NoSuchKind(part)
        found.append(CardKind(names[0]))
    return tuple(dict.fromkeys(found))


def kinds_offered(typed: str, most: int) -> Iterator[tuple[str, str]]:
    """What may be meant while a list of kinds is typed: values, and what they are called."""
    before, _, last = typed.rpartition(",")
    kept = [part for part in _PARTED.split(before.strip()) if part]
    for name in nearest(last.strip(), _NAMES, most):
        if name not in kept:
            yield ", ".join([*kept, name]), ", ".join([*kept, KIND_NAMES[CardKind(name)]])
