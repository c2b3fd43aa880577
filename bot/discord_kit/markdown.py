"""A difference between two states of an entry, as a message shows it."""

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


# In bold, since a plain sign at the beginning of a line would make it a list.
_DIFF_SIGNS: Final = {"-": "**−**", "+": "**+**"}

_LINE: Final = 280

# Fields of short words, which stand on one line.
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

# What is left of what two lines have in common, at either side of where they differ.
_AROUND: Final = 60


def diff_text(differences: Sequence[Difference], room: int) -> str:
    """What differs, field by field, lines signed − and +, in at most `room` characters."""
    if not differences:
        return "Nothing differs."
    shown: list[str] = []
    left = room - len("-# and 99,999 more lines")
    total = sum(1 + len(one.lines) for one in differences)
    for text in _told(differences):
        if len(text) + 1 > left:
            shown.append(f"-# and {total - len(shown):,} more lines")
            break
        left -= len(text) + 1
        shown.append(text)
    return "\n".join(shown)


def counts_text(differences: Iterable[Difference]) -> str:
    """What differs, in a line: each field with how many lines are gone and new."""
    told = []
    for one in differences:
        counts = [f"+{len(one.added)}"] if one.added else []
        counts += [f"−{len(one.removed)}"] if one.removed else []
        told.append(f"{one.field} {' '.join(counts)}")
    return ", ".join(told)


def _told(differences: Iterable[Difference]) -> Iterable[str]:
    for one in differences:
        yield f"**{one.field}**"
        yield from _joined(one) if one.field in _SHORT else _lines(one.lines)


def _joined(one: Difference) -> Iterable[str]:
    for sign, texts in (("-", one.removed), ("+", one.added)):
        if texts:
            yield f"{_DIFF_SIGNS[sign]} {plain(cut(', '.join(texts), _LINE))}"


def _lines(lines: Sequence[tuple[str, str]]) -> Iterable[str]:
    """Each line; of one that only changed, what is around the change, and that in bold."""
    skip = False
    for (sign, text), (next_sign, following) in pairwise([*lines, ("", "")]):
        if skip:
            skip = False
            continue
        if sign == "-" and next_sign == "+" and (pair := _changed(text, following)):
            yield from pair
            skip = True
        else:
            yield f"{_DIFF_SIGNS[sign]} {plain(cut(text, _LINE))}"


def _changed(old: str, new: str) -> tuple[str, str] | None:
    """Two lines that are alike but for a part of them; None where there is little in common."""
    before, after = old.split(" "), new.split(" ")
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    if 2 * (start + end) < max(len(before), len(after)):
        return None
    return _marked("-", before, start, end), _marked("+", after, start, end)


def _marked(sign: str, words: Sequence[str], start: int, end: int) -> str:
    stop = len(words) - end
    head, middle, tail = (
        " ".join(part) for part in (words[:start], words[start:stop], words[stop:])
    )
    head = head if len(head) <= _AROUND else f"…{head[-_AROUND:]}"
    middle = f"**{plain(cut(middle, _LINE))}**" if middle else ""
    parts = (plain(head), middle, plain(cut(tail, _AROUND)))
    return f"{_DIFF_SIGNS[sign]} {' '.join(filter(None, parts))}"


def _shared(some: Sequence[str], others: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False))
    return sum(1 for _ in alike)


# What Discord gives a meaning to anywhere, and what it does at the beginning of a line.
_SIGNS: Final = re.compile(r"([\\`*_~|\[\]<>@])")

_AT_START: Final = re.compile(r"^(\s*)([#+-])", re.MULTILINE)

# Without any of these nothing below finds anything, as in most questions.
_ANY: Final = re.compile(r"[\\`*_~|\[\]<>@:#+.)-]")

_SCHEME: Final = re.compile(r"(?<=[a-z]):(?=//)", re.IGNORECASE)

# A role, a channel, a person or a moment, as Discord writes them in a text.
_TOKEN: Final = re.compile(r"(<(?:@&?|#)\d{1,20}>|<t:\d{1,12}(?::[a-zA-Z])?>)")

_NUMBERED: Final = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


# A comma as small and as high as the marks that it stands between.
MARK_SEPARATOR: Final = "˒"

MODERATOR: Final = "a moderator’s note"

INFERRED: Final = "(?)"

INFERRED_NOTE: Final = (
    f"-# {INFERRED} The mark of this note is lost or stands elsewhere in the paper; its place is "
    f"inferred."
)


def plain(text: str) -> str:
    """`text` so that Discord shows it as it is: no markup, no mention, no link."""
    if not _ANY.search(text):
        return text
    escaped = _SIGNS.sub(r"\\\1", text)
    escaped = _SCHEME.sub(r"\\:", escaped)
    escaped = _NUMBERED.sub(r"\1\\\2", escaped)
    return _AT_START.sub(r"\1\\\2", escaped)


def plain_but_mentions(text: str) -> str:
    """`text` escaped, but for roles, channels, people and moments; none of them is pinged."""
    pieces = _TOKEN.split(text)
    return "".join(one if _TOKEN.fullmatch(one) else plain(one) for one in pieces)


@lru_cache(maxsize=4_096)
def known(text: str) -> str:
    """The same for texts of the knowledge base, which come again and again.

    No question is put through this: it is kept.
    """
    return plain(text)


def person(number: int | None) -> str:
    """Somebody by their id, as Discord shows them; or in words where the id is nobody's."""
    if number == FORGOTTEN:
        return "somebody who has deleted their data"
    return f"<@{number}>" if number else "whoever runs the bot"


def one_line(text: str, most: int) -> str:
    """`text` on one line, cut to at most `most` characters; not yet escaped."""
    return cut(" ".join(text.split()), most)


def plain_line(text: str, most: int) -> str:
    """`text` on one line and escaped, cut so that it has at most `most` characters when it is sent.

    Every sign that is escaped is two characters.
    """
    room = most
    while (over := len(sent := plain(one_line(text, room))) - most) > 0:
        room -= max(1, over // 2)
    return sent


def fitting(lines: Iterable[str], room: int) -> list[str]:
    """As many lines from the beginning as fit into `room` characters, with their ends."""
    kept: list[str] = []
    for one in lines:
        room -= len(one) + 1
        if room < 0:
            break
        kept.append(one)
    return kept


def first_of(lines: list[str], room: int) -> list[str]:
    """The same, and beside that room how many more there are."""
    kept = fitting(lines, room)
    left = len(lines) - len(kept)
    return [*kept, f"-# and {left} more"] if left else kept


@lru_cache(maxsize=512)
def mark(number: int) -> str:
    """A footnote's number as a superscript."""
    return superscript(number)


def marked(claim: Claim) -> str:
    """A claim, escaped, with its notes' marks or in words what else it rests on."""
    text = plain(claim.text) if claim.basis is Basis.MODERATOR else known(claim.text)
    if claim.basis is Basis.PAPER:
        return f"{text} *({ITSELF})*"
    marks = MARK_SEPARATOR.join(mark(number) for number in claim.footnotes)
    # The sign stays on the line of what it is about.
    tail = f"\N{NO-BREAK SPACE}{INFERRED}" if claim.uncertain else ""
    if claim.basis is Basis.MODERATOR:
        whose = f"{MODERATOR}, {claim.source}" if claim.source else MODERATOR
        return f"{text}{marks} *({whose})*{tail}"
    return f"{text}{marks}{tail}"


def with_link(text: str, url: str | None) -> str:
    """A citation, escaped, its address turned into a short link."""
    if not url or not re.fullmatch(r"https?://[^\s<>()]+", url):
        return known(text)
    link = f"[link](<{url}>)"
    before, found, after = text.rpartition(url)
    if not found:
        return f"{known(text)} {link}"
    return f"{known(before)}{link}{known(after)}"
