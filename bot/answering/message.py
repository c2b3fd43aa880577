"""Take a message apart: the questions it asks, in order, without the frame around each.

A message may hold several lines, list items and sentences. Some ask, some tell what the question
is about, and some only greet, thank or talk about the writer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering.compound_questions import split_question
from bot.answering.message_frame import asks, is_about_oneself, without_edges, without_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# More questions than this are not answered in one reply; the rest is named.
MOST_PIECES: Final = 8

# An item of a list: "1) …", "2. …", "b) …", "- …". A number must be followed by a space.
_ITEM: Final = re.compile(
    r"^\s*(?:(?:q(?:uestion)?\s*)?[(\[]?(?:\d{1,2}|[a-h])\s?[.)\]:]+\s+|q\d{1,2}[.:)]?\s+|[-*•–]+\s+)",
    re.IGNORECASE,
)

# The same inside a line: "1) what is SEA 2) who is Akashi".
_ITEMS_INSIDE: Final = re.compile(
    r"(?:^|(?<=\s))[(\[]?(?P<label>\d{1,2}|[a-h])[.)\]]\s+(?=\S)", re.IGNORECASE
)

# A stop ends a sentence if white space follows and no abbreviation stands before it.
_STOP: Final = re.compile(
    r"(?<!\bU\.N)(?<!\bU\.S)(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bSt)"
    r"(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bno)(?<!\bnr)(?<!\bart)(?<!\bpp)(?<!\bp)"
    r"(?<!\bfn)(?<!\bres)(?<!\bcf)[.!?]+[\"'”’)]*\s+|[?!]+(?=[A-Za-z]{2})|\n+",
    re.IGNORECASE,
)

_WORD: Final = re.compile(r"\w")
_WORDS: Final = re.compile(r"\w+")

# A question typed over several lines goes on in the next line, which begins in lower case.
_GOES_ON: Final = re.compile(r"(?<![.?!:;\n])\n(?=[a-z])")

_SHORT_LINE: Final = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """One question of a message; `background` is what the message says in front of it, if it does.

    A question such as "did it work?" means something of its background.
    """

    text: str
    background: str = ""


def pieces_of(text: str, shorthand: Mapping[str, tuple[str, ...]]) -> tuple[Piece, ...]:
    """Return the questions that a message asks, in order; the whole message if none stands out.

    `shorthand` maps an abbreviation such as "ppl" to the words that it stands for. The result
    always has one piece or more. Time grows in proportion to the length of the text.
    """
    bare = without_tokens(text)
    lines = list(_lines(bare))
    sentences = [one for line in lines for one in _sentences(line)]
    if not any(map(asks, sentences)):
        return _without_question(text, bare, lines)
    made: list[Piece] = []
    background: list[str] = []
    for sentence in sentences:
        quoted, sentence = _apart_from_quotation(sentence)  # noqa: PLW2901  # the sentence without it
        if quoted:
            background.append(quoted)
        if not asks(sentence):
            if not is_about_oneself(sentence):
                background.append(sentence)
            continue
        clause = without_edges(sentence)
        told = " ".join(background)
        made.extend(Piece(part, told) for part in split_question(clause, shorthand))
        background = []
    if background and len(made) == 1 and not made[0].background:
        # "What is it? The genetic defect I mean."
        made[0] = Piece(made[0].text, " ".join(background))
    return tuple(made)


# A quotation of some length, in any marks; an apostrophe inside a word opens none.
_QUOTATION: Final = re.compile(
    r"\"[^\"]{25,}\"|“[^”]{25,}”|(?<!\w)'(?:[^']|(?<=\w)'(?=\w)){25,}'(?!\w)|‘[^’]{25,}’|«[^»]{25,}»"
)

_POINTING: Final = re.compile(r"^[\s<>\-–—=:;,.]+|[\s<>\-–—=:;,]+$")


def _apart_from_quotation(sentence: str) -> tuple[str, str]:
    """Return what a sentence quotes at length, and the rest of it, if the rest asks something.

    Students paste a passage and ask about it: "“…” <- on what grounds?".
    """
    found = _QUOTATION.search(sentence)
    if found is None:
        return "", sentence
    rest = _POINTING.sub("", sentence[: found.start()] + " " + sentence[found.end() :])
    if len(_WORDS.findall(rest)) < _FEW_WORDS or not asks(rest):
        return "", sentence
    return found.group()[1:-1], rest


_FEW_WORDS: Final = 3


def _without_question(text: str, bare: str, lines: list[str]) -> tuple[Piece, ...]:
    """Return the topics of a message in which no sentence asks: list items, or all of it."""
    items = [stripped for line in lines if _WORD.search(stripped := without_edges(line))]
    listed = len(_ITEM.findall(bare)) + bare.count("\n") > 0
    if listed and len(items) > 1 and all(len(item.split()) <= _SHORT_LINE for item in items):
        return tuple(Piece(item) for item in items)
    whole = without_edges(" ".join(bare.split("\n")))
    return (Piece(whole if _WORD.search(whole) else text),)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a message, list items inside a line apart, without their labels."""
    for line in _GOES_ON.sub(" ", text).split("\n"):
        for item in _items(line):
            bare = _ITEM.sub("", item).strip()
            if _WORD.search(bare):
                yield bare


def _items(line: str) -> list[str]:
    """Split a line at labels that count up: "1) … 2) …"; return it whole if they do not."""
    found = list(_ITEMS_INSIDE.finditer(line))
    labels = [one["label"].lower() for one in found]
    numbers = [int(one) if one.isdigit() else ord(one) - 96 for one in labels]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):  # noqa: PLR2004  # one label is no list
        return [line]
    starts = [0, *(one.start() for one in found if one.start())]
    return [line[a:b] for a, b in zip(starts, [*starts[1:], len(line)], strict=True)]


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(line):
        if _WORD.search(line[start : stop.end()]):
            yield line[start : stop.end()].strip()
        start = stop.end()
    if _WORD.search(line[start:]):
        yield line[start:].strip()
