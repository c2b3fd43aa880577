"""Single values: what text may hold, and which unquoted words YAML reads as something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

# A file full of one mistake is told by its first hundred.
MAX_PROBLEMS: Final = 100
_WHOLE_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,8}")
_SWITCHES: Final = {"true": True, "false": False}
CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
# The first letter rules out nearly every scalar before the patterns are tried.
_SUSPECT: Final = frozenset("0123456789+-.~=<yYnNtTfFoO")
_ACCIDENTS: Final = (
    (re.compile(r"(?i:yes|no|on|off|true|false)"), "true or false"),
    (re.compile(r"~|null|Null|NULL|"), "nothing"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"), "a number to base 60"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"), "a date"),
    (re.compile(r"[-+]?0o?[0-7_]+"), "an octal number"),
    (re.compile(r"[-+]?0(?:x[0-9a-fA-F_]+|b[01_]+)"), "a number to base 16 or 2"),
    (re.compile(r"[-+]?[0-9][0-9_]*"), "a number"),
    (re.compile(r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?"), "a number"),
    (re.compile(r"[-+]?[0-9]+[eE][-+]?[0-9]+"), "a number"),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), "a number"),
    (re.compile(r"<<|="), "a special sign"),
)  # fmt: skip


_NOT_TEXT: Final = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _ACCIDENTS))


@dataclass(frozen=True, slots=True)
class Accident:
    """What YAML would take an unquoted scalar for, though it was surely written as text."""

    meaning: str


class Refused(str):
    """A value already reported as a problem: later checks pass it over in silence."""

    __slots__ = ()


def read_plain(value: str) -> str | int | bool | Accident:
    """An unquoted scalar as text, whole number or switch; whatever else YAML sees is an Accident.

    Only `true`, `false` and decimal numbers under ten digits without sign mean what they say.
    """
    if value and value[0] not in _SUSPECT:
        return value
    if not _NOT_TEXT.fullmatch(value):
        return value
    if _WHOLE_NUMBER.fullmatch(value):
        return int(value)
    if value in _SWITCHES:
        return _SWITCHES[value]
    return Accident(next(meaning for pattern, meaning in _ACCIDENTS if pattern.fullmatch(value)))


def check_text(file: str, data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """`data` as text, or None with the reasons why it is not plain UTF-8 text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"is not UTF-8: byte {error.start + 1} is 0x{data[error.start]:02x}"
        return None, (Problem(file, line, "", byte, "save the file as UTF-8"),)
    if text.startswith("\ufeff"):
        what = "begins with a byte order mark"
        return None, (Problem(file, 1, "", what, "save the file as UTF-8 without BOM"),)
    text = text.replace("\r\n", "\n")
    problems = tuple(_forbidden(file, text))
    return (None, problems) if problems else (text, ())


def _forbidden(file: str, text: str) -> Iterator[Problem]:
    if "\t" not in text and not CONTROL.search(text):
        return
    bad = [n for n, line in enumerate(text.split("\n"), 1) if "\t" in line or CONTROL.search(line)]
    lines = text.split("\n")
    for number in bad[:MAX_PROBLEMS]:
        if "\t" in lines[number - 1]:
            yield Problem(file, number, "", "has a tab", "use spaces")
        elif found := CONTROL.search(lines[number - 1]):
            what = f"has the control character U+{ord(found.group()):04X}"
            yield Problem(file, number, "", what, "delete it")


def shorten(text: str, most: int = 60) -> str:
    """`text` cut to at most `most` characters, for messages."""
    return text if len(text) <= most else text[: most - 1] + "…"
