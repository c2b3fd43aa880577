"""Parse YAML into plain data with line numbers; refuse values that YAML would misread.

Events are walked here instead of composing nodes: that is twice as fast, keeps the depth of
nesting off the stack, and shows anchors, tags and second documents before they cost anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import yaml

from bot.errors import Problem
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator


Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain]"

Path: TypeAlias = "tuple[str | int, ...]"

MAX_DEPTH: Final = 20

_EVENTS: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: values in all, items of a list, keys of a mapping, characters."""

    values: int
    items: int
    keys: int
    scalar: int
    key: int


class Document:
    """One file's plain data (None where it could not be read), with its problems and lines.

    `kind` says what the file holds: paper, sources, footnotes, vocabulary or entries. With
    `limits` reading stops at the first thing that is too large.
    """

    def __init__(self, file: str, kind: str, text: str, limits: Limits | None = None) -> None:
        self.file = file
        self.kind = kind
        self._text: str | None = text
        self._limits = limits
        walk = _Walk(file, text, keep_lines=False, limits=limits)
        self.data: Plain | None = walk.data()
        self.problems: tuple[Problem, ...] = tuple(walk.problems)

    @classmethod
    def of_data(cls, kind: str, data: Plain) -> Document:
        """Return a document of data from no file; its problems have no line."""
        made = cls.__new__(cls)
        made.file, made.kind, made._text = "", kind, None  # noqa: SLF001  # another constructor
        made.data, made.problems, made._limits = data, (), None  # noqa: SLF001  # as above
        return made

    @cached_property
    def _lines(self) -> dict[Path, int]:
        # Only a file with a problem needs them, so they are worked out by a second walk.
        if self._text is None:
            return {}
        walk = _Walk(self.file, self._text, keep_lines=True, limits=self._limits)
        walk.data()
        return walk.lines

    def line(self, path: Path) -> int:
        """Return the line of the value at `path`, or of its nearest container; counts from 1."""
        for length in range(len(path), -1, -1):
            if found := self._lines.get(path[:length]):
                return found
        return 0 if self._text is None else 1


class _StopReadingError(Exception):
    """Stops the parse: reading on would only repeat or worsen the problems reported."""


class _Frame:
    """A list or mapping that is still open; `key` is the key waiting for its value."""

    __slots__ = ("container", "key", "keys", "path")

    def __init__(self, container: list[Plain] | dict[str, Plain], path: Path) -> None:
        self.container = container
        self.key: str | None = None
        self.keys: dict[str, Any] = {}
        self.path = path


class _Walk:
    """One pass over the YAML events of a text."""

    def __init__(
        self, file: str, text: str, *, keep_lines: bool, limits: Limits | None = None
    ) -> None:
        self._file = file
        self._limits = limits
        self._values = 0
        self._text = text
        self._keep_lines = keep_lines
        self._stack: list[_Frame] = []
        self._root: Plain | None = None
        self._documents = 0
        self.problems: list[Problem] = []
        self.lines: dict[Path, int] = {}

    def data(self) -> Plain | None:
        """Return the whole document, or None if it could not be read to its end."""
        try:
            self._walk()
        except _StopReadingError:
            return None
        return self._root

    def _walk(self) -> None:
        try:
            loader = _EVENTS(self._text)
            try:
                for event in iter(loader.get_event, None):
                    self._take(event)
            finally:
                loader.dispose()
        except yaml.YAMLError as error:
            self._unreadable(error)
            raise _StopReadingError from error
        if self._root is None:
            self._problem(1, "is empty", "write at least its top key")

    def _take(self, event: Any) -> None:
        kind = type(event)
        if self._limits is not None:
            self._check_size(event, self._limits)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            self._open(event, [] if kind is yaml.SequenceStartEvent else {})
        elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            self._stack.pop()
        elif kind is yaml.AliasEvent:
            self._problem(_line(event), f"uses the alias *{event.anchor}", "write the value out")
            self._put(Refused(), event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                what = "starts a second document"
                self._problem(_line(event), what, "keep one document a file: remove the --- line")
                raise _StopReadingError

    def _check_size(self, event: Any, limits: Limits) -> None:
        """Stop at what is too large, before anything else is done with it."""
        self._values += 1
        frame = self._stack[-1] if self._stack else None
        many = len(frame.container) if frame else 0
        is_list = frame is not None and isinstance(frame.container, list)
        length = len(event.value) if type(event) is yaml.ScalarEvent else 0
        is_key = frame is not None and not is_list and frame.key is None
        what = ""
        if self._values > 2 * limits.values:
            what = f"has more than {limits.values:,} values"
        elif is_list and many >= limits.items and type(event) is not yaml.SequenceEndEvent:
            what = f"has a list of more than {limits.items:,} items"
        elif is_key and many >= limits.keys and type(event) is not yaml.MappingEndEvent:
            what = f"has more than {limits.keys} fields in one place"
        elif length > (limits.key if is_key else limits.scalar):
            what = f"has a text of {length:,} characters"
        if what:
            self._problem(_line(event), what, "divide it, or write less")
            raise _StopReadingError

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._tagged(event)
        value: str = event.value
        if event.implicit[0] and event.tag is None:
            meant = read_plain(value)
            if isinstance(meant, Accident):
                self._accident(value, meant.meaning, event)
                meant = Refused(value)
            self._put(meant, event)
            return
        # Only escapes ("\x00") can bring one in here: the text itself was checked before.
        if event.style == '"' and (found := CONTROL.search(value)):
            what = f"has the control character U+{ord(found.group()):04X} as an escape"
            self._problem(_line(event), what, "delete it")
            value = Refused(value)
        self._put(value, event)

    def _accident(self, value: str, meaning: str, event: Any) -> None:
        if not value:
            what, remedy = "has no value here", "write one, or leave the field out"
        else:
            shown = shorten(value)
            what = f"has {shown} without quotes, which YAML reads as {meaning}"
            remedy = f'write it in quotes: "{shown}"'
            if meaning == "true or false":
                remedy += ", or write true or false where a switch is meant"
        self._problem(_line(event), what, remedy)

    def _tagged(self, event: Any) -> None:
        if event.anchor is not None:
            what, remedy = (
                f"has the anchor &{event.anchor}",
                "write each value out where it is used",
            )
        else:
            what, remedy = f"has the tag {event.tag}", "remove it, and put the value in quotes"
        self._problem(_line(event), shorten(what), remedy)

    def _open(self, event: Any, container: list[Plain] | dict[str, Plain]) -> None:
        if event.anchor is not None or event.tag is not None:
            self._tagged(event)
        if len(self._stack) >= MAX_DEPTH:
            what = f"is nested deeper than {MAX_DEPTH} levels"
            self._problem(_line(event), what, "the format needs five; check the brackets")
            raise _StopReadingError
        path = self._put(container, event)
        self._stack.append(_Frame(container, path))

    def _put(self, value: Plain, event: Any) -> Path:
        """Add a value to what is open; returns its path (empty unless lines are kept)."""
        if not self._stack:
            self._root = value
            self.lines[()] = _line(event)
            return ()
        frame = self._stack[-1]
        container = frame.container
        if isinstance(container, list):
            container.append(value)
            return self._note(frame, len(container) - 1, event) if self._keep_lines else ()
        if frame.key is None:
            self._key(frame, value, event)
            return ()
        key, frame.key = frame.key, None
        container[key] = value
        return (*frame.path, key) if self._keep_lines else ()

    def _key(self, frame: _Frame, value: Plain, event: Any) -> None:
        if isinstance(value, list | dict):
            self._problem(_line(event), "has a list or mapping as a key", "a key is one word")
            raise _StopReadingError
        if not isinstance(value, str):
            what = f"has the key {value!s} without quotes"
            self._problem(_line(event), what, f'write it in quotes: "{value!s}"')
        key = str(value)
        if key in frame.keys:
            first = _line(frame.keys[key])
            what = f"has the key '{shorten(key)}' twice (first on line {first})"
            self._problem(_line(event), what, "keep one of them")
        frame.keys.setdefault(key, event)
        frame.key = key
        if self._keep_lines:
            self._note(frame, key, event)

    def _note(self, frame: _Frame, step: str | int, event: Any) -> Path:
        path = (*frame.path, step)
        self.lines[path] = _line(event)
        return path

    def _unreadable(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or "the text is not YAML"
        context = getattr(error, "context", None)
        what = f"cannot be read as YAML ({reason}{' ' + context if context else ''})"
        remedy = 'check the indentation, and quote text that has ": ", " #" or leading signs'
        self._problem(line, what, remedy)

    def _problem(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self._file, line, "", what, remedy))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopReadingError


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


# A file full of one mistake is told by its first hundred.
MAX_PROBLEMS: Final = 100

_WHOLE_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,8}")

_SWITCHES: Final = {"true": True, "false": False}

CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)

_FORBIDDEN: Final = re.compile(rf"\t|{CONTROL.pattern}")

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
    """An unquoted scalar that YAML would misread, and what YAML takes it for."""

    meaning: str


class Refused(str):
    """A value already reported as a problem, which later checks ignore."""

    __slots__ = ()


def read_plain(value: str) -> str | int | bool | Accident:
    """Return an unquoted scalar as text, integer or boolean, else as an Accident.

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
    """Return `data` as text, or None with the reasons why it is not plain UTF-8 text."""
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
    number, start, told = 1, 0, 0
    while told < MAX_PROBLEMS and (found := _FORBIDDEN.search(text, start)):
        number += text.count("\n", start, found.start())
        end = text.find("\n", found.start())
        line = text[found.start() : end if end >= 0 else None]
        if "\t" in line:
            yield Problem(file, number, "", "has a tab", "use spaces")
        else:
            what = f"has the control character U+{ord(found.group()):04X}"
            yield Problem(file, number, "", what, "delete it")
        if end < 0:
            return
        start, told = end, told + 1
