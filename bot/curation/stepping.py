"""Steps that are confirmed before they are taken: retiring, rolling back, moving a wording."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from bot.paper.model import Entry


class Do(StrEnum):
    """What a step does to an entry."""

    RETIRE = "retire"
    ROLL_BACK = "roll back"
    MOVE = "move a wording"


@dataclass(frozen=True, slots=True)
class Step:
    """A step that waits to be confirmed.

    `seen` is the number of the entry's last revision that the curator has seen. Rolling back leads
    to revision `number`, 0 for the paper's own. Moving takes `wording` from the entry `owner`,
    whose last revision seen was `owner_seen`.
    """

    do: Do
    entry: str
    seen: int
    number: int = 0
    wording: str = ""
    owner: str = ""
    owner_seen: int = 0
    comment: str = ""


class Seen(NamedTuple):
    """The numbers of the last revisions that a curator has been shown: an entry's, and an owner's.

    They stand in the button that takes the step: what was not shown is not gone over.
    """

    entry: int
    owner: int


# How a step is stored.
STEP: Final = TypeAdapter(Step)


def with_wording(entry: Entry, wording: str) -> Entry:
    """The entry, asked for in one way more."""
    return replace(entry, phrasings=(*entry.phrasings, wording))
