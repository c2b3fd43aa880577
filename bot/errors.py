"""Base error, the errors of several packages, and Problem: what is wrong at a place in a file.

StudyBotError
├── KnowledgeError        the knowledge base does not load; carries every Problem found
├── ConfigError           the settings do not load; carries every Problem found
├── DeckError             a file of cards does not load; carries every Problem found
├── CardError             a stored card cannot be read
├── TooFewQuestionsError  no question can be made of the topic and kinds asked for
├── StartError            the bot cannot run: a bad token, no network, a missing package
│   └── StoreError        the database cannot be used: missing, damaged, or from a newer bot
├── UnreadableRoundError  a saved quiz round cannot be loaded; the message says where
├── UnknownFootnoteError  (also LookupError) the paper has no note of that number
├── UnknownSourceError    (also LookupError) no work has that key
├── UnknownEntryError     (also LookupError) no entry has that id
└── UnknownSectionError   (also LookupError) the paper has no such section
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where it stands, what it is, and what to do about it.

    `line` counts from 1; 0 means the file as a whole. `where` names the thing ("entry 'x'") and
    may be empty. `path` leads to the value, for what is not read from a file. As text it is always
    a single line.
    """

    file: str
    line: int
    where: str
    what: str
    remedy: str
    path: tuple[str | int, ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        told = " ".join(part for part in (self.where, self.what) if part)
        return _one_line(f"{place}: {told}; {self.remedy}" if self.remedy else f"{place}: {told}")


def _one_line(text: str) -> str:
    """Return `text` without line breaks and control characters, which a file name may hold."""
    spaced = " ".join(text.split())
    return "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in spaced)


class StudyBotError(Exception):
    """Base of every error that this program raises on purpose."""


class _ProblemsError(StudyBotError):
    """Files do not load; `problems` holds everything found, `more` how many others there are."""

    def __init__(self, problems: Sequence[Problem], more: int = 0) -> None:
        super().__init__(tuple(problems), more)
        self.problems = tuple(problems)
        self.more = more

    def __str__(self) -> str:
        left = [f"and {self.more:,} more"] if self.more else []
        return "\n".join([*map(str, self.problems), *left])


class KnowledgeError(_ProblemsError):
    """The knowledge base does not load; `problems` holds everything found, in file order."""


class ConfigError(_ProblemsError):
    """The settings do not load; `problems` holds everything found, in file order."""


class DeckError(_ProblemsError):
    """A file of cards does not load; `problems` holds everything found, in file order."""


class CardError(StudyBotError):
    """A stored card cannot be read; the message is one line that says where."""

    def __str__(self) -> str:
        return _one_line(f"a stored card cannot be read ({self.args[0]}); create it again")


class TooFewQuestionsError(StudyBotError):
    """No question can be made of `what`, such as "kind order on topic lamps"; `near` are others."""

    def __init__(self, what: str, near: Iterable[str] = ()) -> None:
        self.what = what
        self.near = tuple(near)
        super().__init__(what, self.near)

    def __str__(self) -> str:
        told = _one_line(f"the knowledge has too little material for questions of {self.what}")
        return f"{told}; try {', '.join(self.near)}" if self.near else f"{told}; choose others"


class StartError(StudyBotError):
    """The bot cannot run; the message is one line that says what to do."""


class StoreError(StartError):
    """The database cannot be used; the message is one line that says what to do."""


class UnreadableRoundError(StudyBotError):
    """A saved quiz round does not load; `what` says where and why, in a line."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = _one_line(what)

    def __str__(self) -> str:
        return (
            f"a saved quiz round cannot be loaded ({self.what}); start a new one with /quiz start"
        )


class UnknownFootnoteError(StudyBotError, LookupError):
    """The paper has no footnote of this number; its notes are 1 to `last`."""

    def __init__(self, number: int, last: int) -> None:
        super().__init__(number, last)
        self.number = number
        self.last = last

    def __str__(self) -> str:
        range_ = (
            f"the paper's footnotes are 1 to {self.last}" if self.last else "the paper has none"
        )
        return f"there is no footnote {self.number}; {range_}"


class _UnknownNameError(StudyBotError, LookupError):
    _thing = "thing"
    _things = "things"

    def __init__(self, name: str, near: Iterable[str] = ()) -> None:
        self.name = name
        self.near = tuple(near)
        super().__init__(name, self.near)

    def __str__(self) -> str:
        told = _one_line(f"there is no {self._thing} {self.name!r}")
        return f"{told}; {self._things} are {', '.join(self.near)}" if self.near else told


class UnknownSourceError(_UnknownNameError):
    """No work has this key; `near` may name those that there are."""

    _thing = "source"
    _things = "the sources"


class UnknownEntryError(_UnknownNameError):
    """No entry has this id; `near` may name those that there are."""

    _thing = "entry"
    _things = "the nearest entries"


class UnknownSectionError(_UnknownNameError):
    """The paper has no section of this id; `near` may name those that there are."""

    _thing = "section"
    _things = "the sections"
