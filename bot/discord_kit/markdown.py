"""Text for messages: escaped Markdown, cut to length, with footnote marks; diffs of entries."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from bot.paper.model import ITSELF, Basis
from bot.storage.guild_rows import FORGOTTEN
from bot.text.phrases import cut, superscript

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.curation.diff import Difference
    from bot.paper.model import Claim


# Bold, since a plain sign at the start of a line would make it a list.
_DIFF_SIGNS: Final = {"-": "**−**", "+": "**+**"}

_LINE: Final = 280

# Fields of short words, joined on one line.
_SHORT: Final = frozenset(
    {
        "Keywords",
        "Related entries",
        "Other names",
        "Actors",
        "Errata",
        "Who should act",
        "Findings that it answers",
    }
)

# Characters of common text kept on either side of a change.
_CONTEXT_ROOM: Final = 60


def diff_text(differences: Sequence[Difference], room: int) -> str:
    """Return the differences field by field, marked − and +, in at most `room` characters."""
    if not differences:
        return "Nothing differs."
    shown: list[str] = []
    left = room - len("-# and 99,999 more lines")
    total = sum(1 + len(one.lines) for one in differences)
    for text in _field_lines(differences):
        if len(text) + 1 > left:
            shown.append(f"-# and {total - len(shown):,} more lines")
            break
        left -= len(text) + 1
        shown.append(text)
    return "\n".join(shown)


def counts_text(differences: Iterable[Difference]) -> str:
    """Return the differences in one line: each field with its number of added and removed lines."""
    lines = []
    for one in differences:
        counts = [f"+{len(one.added)}"] if one.added else []
        counts += [f"−{len(one.removed)}"] if one.removed else []
        lines.append(f"{one.field} {' '.join(counts)}")
    return ", ".join(lines)


def _field_lines(differences: Iterable[Difference]) -> Iterable[str]:
    for one in differences:
        yield f"**{one.field}**"
        yield from _short_field_lines(one) if one.field in _SHORT else _lines(one.lines)


def _short_field_lines(one: Difference) -> Iterable[str]:
    for sign, texts in (("-", one.removed), ("+", one.added)):
        if texts:
            yield f"{_DIFF_SIGNS[sign]} {plain(cut(', '.join(texts), _LINE))}"


def _lines(lines: Sequence[tuple[str, str]]) -> Iterable[str]:
    """Yield each line; of lines that only changed, the surroundings with the change in bold."""
    skip = False
    for (sign, text), (next_sign, following) in pairwise([*lines, ("", "")]):
        if skip:
            skip = False
            continue
        if sign == "-" and next_sign == "+" and (pair := _mark_change(text, following)):
            yield from pair
            skip = True
        else:
            yield f"{_DIFF_SIGNS[sign]} {plain(cut(text, _LINE))}"


def _mark_change(old: str, new: str) -> tuple[str, str] | None:
    """Return two lines with their difference marked, or None if they have little in common."""
    before, after = old.split(" "), new.split(" ")
    start = _common_words(before, after)
    end = _common_words(before[start:][::-1], after[start:][::-1])
    if 2 * (start + end) < max(len(before), len(after)):
        return None
    return _marked_line("-", before, start, end), _marked_line("+", after, start, end)


def _marked_line(sign: str, words: Sequence[str], start: int, end: int) -> str:
    stop = len(words) - end
    head, middle, tail = (
        " ".join(part) for part in (words[:start], words[start:stop], words[stop:])
    )
    head = head if len(head) <= _CONTEXT_ROOM else f"…{head[-_CONTEXT_ROOM:]}"
    middle = f"**{plain(cut(middle, _LINE))}**" if middle else ""
    parts = (plain(head), middle, plain(cut(tail, _CONTEXT_ROOM)))
    return f"{_DIFF_SIGNS[sign]} {' '.join(filter(None, parts))}"


def _common_words(some: Sequence[str], others: Sequence[str]) -> int:
    """Return how many words two texts have in common at the start."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False))
    return sum(1 for _ in alike)


# What Discord interprets anywhere, and at the start of a line.
_SIGNS: Final = re.compile(r"([\\`*_~|\[\]<>@])")

_AT_START: Final = re.compile(r"^(\s*)([#+-])", re.MULTILINE)

# Without any of these there is nothing to escape, as in most questions.
_ANY_SIGN: Final = re.compile(r"[\\`*_~|\[\]<>@:#+.)-]")

_SCHEME: Final = re.compile(r"(?<=[a-z]):(?=//)", re.IGNORECASE)

# A role, channel, person or timestamp in Discord's notation.
_TOKEN: Final = re.compile(r"(<(?:@&?|#)\d{1,20}>|<t:\d{1,12}(?::[a-zA-Z])?>)")

_ADDRESS: Final = re.compile(r"https?://[^\s<>()]+")

_NUMBERED: Final = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


# A comma as small and as high as the superscripts around it.
MARK_SEPARATOR: Final = "˒"

MODERATOR: Final = "a moderator’s note"

INFERRED: Final = "(?)"

INFERRED_NOTE: Final = (
    f"-# {INFERRED} We can’t be sure that this footnote belongs to this sentence. Check the page "
    f"before you cite it."
)


def plain(text: str) -> str:
    """Escape `text` so that Discord shows it literally: no markup, mention or link."""
    if not _ANY_SIGN.search(text):
        return text
    escaped = _SIGNS.sub(r"\\\1", text)
    escaped = _SCHEME.sub(r"\\:", escaped)
    escaped = _NUMBERED.sub(r"\1\\\2", escaped)
    return _AT_START.sub(r"\1\\\2", escaped)


def plain_but_mentions(text: str) -> str:
    """Escape `text` except for mentions and timestamps; nobody is pinged.

    Mentions are those of roles, channels and people.
    """
    pieces = _TOKEN.split(text)
    return "".join(one if _TOKEN.fullmatch(one) else plain(one) for one in pieces)


@lru_cache(maxsize=4_096)
def plain_cached(text: str) -> str:
    """Escape a text of the knowledge base; cached, since these recur.

    Never use it for questions: the cache keeps its texts.
    """
    return plain(text)


def person(number: int | None) -> str:
    """Return a mention of a person, or words where the id belongs to nobody."""
    if number == FORGOTTEN:
        return "somebody who has deleted their data"
    return f"<@{number}>" if number else "whoever runs the bot"


def one_line(text: str, most: int) -> str:
    """Return `text` on one line of at most `most` characters, not escaped."""
    return cut(" ".join(text.split()), most)


def plain_line(text: str, most: int) -> str:
    """Return `text` on one line, escaped, with at most `most` characters after escaping.

    Each escaped sign takes two characters.
    """
    room = most
    while (over := len(sent := plain(one_line(text, room))) - most) > 0:
        room -= max(1, over // 2)
    return sent


def lines_that_fit(lines: Iterable[str], room: int) -> list[str]:
    """Return the first lines that fit into `room` characters, counting line ends."""
    kept: list[str] = []
    for one in lines:
        room -= len(one) + 1
        if room < 0:
            break
        kept.append(one)
    return kept


def first_lines(lines: list[str], room: int) -> list[str]:
    """Return the first lines that fit into `room` characters, then how many more there are.

    The line with that number is not counted in `room`.
    """
    kept = lines_that_fit(lines, room)
    left = len(lines) - len(kept)
    return [*kept, f"-# and {left} more"] if left else kept


@lru_cache(maxsize=512)
def mark(number: int) -> str:
    """Return a footnote's number in superscript."""
    return superscript(number)


def claim_text(claim: Claim) -> str:
    """Return a claim, escaped, with the marks of its footnotes or its other basis in words."""
    text = plain(claim.text) if claim.basis is Basis.MODERATOR else plain_cached(claim.text)
    if claim.basis is Basis.PAPER:
        return f"{text} *({ITSELF})*"
    marks = MARK_SEPARATOR.join(mark(number) for number in claim.footnotes)
    # Keeps the sign on the same line as its claim.
    tail = f"\N{NO-BREAK SPACE}{INFERRED}" if claim.uncertain else ""
    if claim.basis is Basis.MODERATOR:
        whose = f"{MODERATOR}, {claim.source}" if claim.source else MODERATOR
        return f"{text}{marks} *({whose})*{tail}"
    return f"{text}{marks}{tail}"


def is_address(url: str) -> bool:
    """Return whether an address can stand in a link of Discord's as it is."""
    return _ADDRESS.fullmatch(url) is not None


def with_link(text: str, url: str | None) -> str:
    """Return a citation, escaped, with its address as a short link."""
    if not url or not is_address(url):
        return plain_cached(text)
    link = f"[link](<{url}>)"
    before, found, after = text.rpartition(url)
    if not found:
        return f"{plain_cached(text)} {link}"
    return f"{plain_cached(before)}{link}{plain_cached(after)}"
