"""What a student suggests: a question or a statement, and where it stands in the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering.tokenizer import words
from bot.curation.drafting import sound
from bot.errors import StudyBotError
from bot.paper.model import Claim, NoteStatus

if TYPE_CHECKING:
    from bot.paper.paper import Paper

LONGEST_TEXT: Final = 1000
SHORTEST_TEXT: Final = 5
LONGEST_PLACE: Final = 200
LONGEST_REASON: Final = 500
_LONGEST_TITLE: Final = 70
_FEW_WORDS: Final = 5
_NOTE: Final = re.compile(r"\W*(?:footnote|note|fn|n)?\W*(\d{1,6})\W*", re.IGNORECASE)
_LINK: Final = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_ASKING: Final = frozenset(
    "what who whom whose when where why how which is are was were do does did can could should "
    "would will has have had may might".split()
)


class WrongSuggestion(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """What was typed cannot be kept as it is; the message names the field and the remedy."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return self.what


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion that can be kept: `place` is a footnote's number, an address, or empty."""

    text: str
    place: str


def checked(text: str, place: str, paper: Paper) -> Proposal:
    """What was typed, made sound; raises WrongSuggestion."""
    said = " ".join(sound(text).split())
    where = " ".join(sound(place).split())
    if len(words(said)) < 1 or len(said) < SHORTEST_TEXT:
        raise WrongSuggestion("the question or statement is too short: write it in a sentence")
    if len(said) > LONGEST_TEXT:
        raise WrongSuggestion(
            f"the question or statement has {len(said):,} characters: {LONGEST_TEXT:,} at most"
        )
    return Proposal(said, _place(where, paper))


def _place(typed: str, paper: Paper) -> str:
    if not typed:
        return ""
    if _LINK.fullmatch(typed) and len(typed) <= LONGEST_PLACE:
        return typed
    if found := _NOTE.fullmatch(typed):
        number = int(found[1])
        if number in paper.footnotes:
            return str(number)
        last = max(paper.footnotes, default=0)
        raise WrongSuggestion(
            f"there is no footnote {number}: the paper’s footnotes are 1 to {last}"
        )
    raise WrongSuggestion(
        "where it stands must be a footnote’s number, such as 12, or a link that begins with "
        "https://; leave it empty if you do not know"
    )


def note_of(place: str, paper: Paper) -> int | None:
    """The number of the footnote that a place names, if the paper has its text."""
    number = int(place) if place.isdecimal() else None
    note = paper.footnotes.get(number) if number is not None else None
    return number if note is not None and note.status is not NoteStatus.MISSING else None


def is_question(text: str) -> bool:
    """Whether a text asks rather than states; a few words without a stop are keywords, and ask."""
    bare, said = text.rstrip(), words(text)
    if bare.endswith("?") or (said and said[0] in _ASKING):
        return True
    return len(said) < _FEW_WORDS and not bare.endswith((".", "!"))


def claim_of(text: str, place: str, paper: Paper) -> Claim | None:
    """The statement of a suggestion with its footnote; None for a question, or without a note."""
    number = note_of(place, paper)
    if number is None or is_question(text):
        return None
    return Claim(text, paper.footnotes[number].section, (number,))


def title_of(text: str) -> str:
    """A title from the beginning of a statement."""
    bare = text.strip().rstrip(".!…")
    if len(bare) <= _LONGEST_TITLE:
        return bare
    kept = bare[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0]
    return f"{kept.rstrip(',;:')}…"
