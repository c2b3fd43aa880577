"""Write entries and wordings as the YAML that people read: short lists on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


# PyYAML breaks a line only after the word that goes beyond, and files of entries are indented by
# two more: so no line is longer than 100.
_WIDTH: Final = 76

# What is short enough to read on one line, in characters.
_ON_ONE_LINE: Final = 84

_WORDING: Final = {"text", "claim", "verdict"}


class _Lines(list[Any]):
    """A list whose items have lines of their own, however short they are."""


class _Dumper(yaml.SafeDumper):
    """Puts short lists and mappings of plain values on one line, and indents items of lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  # PyYAML's own signature
        """Indent a list below its key."""
        del indentless
        super().increase_indent(flow, indentless=False)

    def represent_sequence(self, tag: str, sequence: Any, flow_style: Any = None) -> Any:  # noqa: ANN401  # PyYAML's own signature
        """Put a list of numbers or of a few words on one line."""
        flat = all(isinstance(one, str | int) for one in sequence)
        if flow_style is None:
            flow_style = flat and len(str(list(sequence))) <= _ON_ONE_LINE
        return super().represent_sequence(tag, sequence, flow_style)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: Any = None) -> Any:  # noqa: ANN401  # PyYAML's own signature
        """Put a place, or a wording with its claim, on one line."""
        keys = set(mapping)
        if flow_style is None:
            known = keys == {"page", "paragraph"} or ("text" in keys and keys <= _WORDING)
            flow_style = known and len(str(dict(mapping))) <= _ON_ONE_LINE
        return super().represent_mapping(tag, mapping, flow_style)


_Dumper.add_representer(
    _Lines,
    lambda dumper, lines: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", lines, flow_style=False
    ),
)


def _dump(data: Any) -> str:  # noqa: ANN401  # whatever YAML can hold
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def schema_line(kind: str, depth: int = 0) -> str:
    """Return the line by which editors find the schema of a file `depth` folders down."""
    return f"# yaml-language-server: $schema={'../' * depth}schema/{kind}.schema.json\n"


def entries_text(entries: Iterable[Mapping[str, Any]]) -> str:
    """Return a file of entries."""
    made = (_dump([dict(entry)]).splitlines(keepends=True) for entry in entries)
    items = ["".join(map(_indented, lines)) for lines in made]
    body = "\n".join(items)
    head = f"{schema_line('entries', 1)}entries:"
    return f"{head}\n{body}" if body else f"{head} []\n"


def _indented(line: str) -> str:
    return f"  {line}"


def phrasings_text(phrasings: Mapping[str, Iterable[str | Mapping[str, str]]]) -> str:
    """Return a file of phrasings: the wordings of each entry, each on a line of its own."""
    blocks = [
        f"  {entry}:\n" + "".join(_wording(w if isinstance(w, str) else dict(w)) for w in wordings)
        for entry, wordings in phrasings.items()
    ]
    body = "\n".join(blocks)
    head = f"{schema_line('phrasings', 1)}phrasings:"
    return f"{head}\n{body}" if body else f"{head} {{}}\n"


def _wording(wording: str | dict[str, str]) -> str:
    text = _dump(_Lines([wording]))
    return "".join(f"    {line}" for line in text.splitlines(keepends=True))


def revision_text(data: Mapping[str, Any]) -> str:
    """Return a file of revisions from its data."""
    return _dump(dict(data))
