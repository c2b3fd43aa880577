"""Which files of a folder belong to a knowledge base, and their bytes, within limits."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.corpus.naming import did_you_mean
from bot.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_FILES: Final = 64
_SINGLE: Final = ("paper", "sources", "footnotes", "vocabulary")
_ENTRIES: Final = "entries"
# Written from the models for editors; never read.
_SCHEMA: Final = "schema"
_YAML_LIKE: Final = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class KnowledgeFile:
    """A file to read: `kind` is paper, sources, footnotes, vocabulary or entries."""

    name: str
    kind: str
    data: bytes


def gather(folder: Path) -> tuple[list[KnowledgeFile], list[Problem]]:
    """The files of a knowledge base with their bytes, and what is wrong with the folder.

    The single files come first, then those of entries by name. At most 64 files, 2 MiB each.
    """
    base = folder.name or folder.resolve().name
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        return [], [Problem(str(folder), 0, "", what, "name the folder that holds paper.yaml")]
    problems = list(_strangers(folder, base))
    wanted = [(f"{kind}.yaml", kind) for kind in _SINGLE]
    names = sorted(path.name for path in _listed(folder / _ENTRIES) if path.suffix == ".yaml")
    wanted += [(f"{_ENTRIES}/{name}", _ENTRIES) for name in names]
    if not names:
        what = "has no entries"
        problems.append(Problem(f"{base}/{_ENTRIES}", 0, "", what, "add a file of entries, *.yaml"))
    if len(wanted) > MAX_FILES:
        what = f"has {len(wanted)} files, more than {MAX_FILES}"
        problems.append(Problem(base, 0, "", what, "put several sections into one file"))
        wanted = wanted[:MAX_FILES]
    files = []
    for relative, kind in wanted:
        data = _bytes(folder, relative, f"{base}/{relative}")
        if isinstance(data, Problem):
            problems.append(data)
        else:
            files.append(KnowledgeFile(f"{base}/{relative}", kind, data))
    return files, problems


def _listed(folder: Path) -> list[Path]:
    """What is in `folder` by name, without hidden files; nothing if it cannot be listed."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _strangers(folder: Path, base: str) -> Iterator[Problem]:
    """YAML files where the program would not look for them."""
    for path in _listed(folder):
        if path.name in {_ENTRIES, _SCHEMA} or path.name in {f"{kind}.yaml" for kind in _SINGLE}:
            continue
        if path.suffix.lower() in _YAML_LIKE:
            remedy = did_you_mean(path.name, [f"{kind}.yaml" for kind in _SINGLE])
            yield Problem(f"{base}/{path.name}", 0, "", "is not a file of the format", remedy)
        elif path.is_dir() and any(p.suffix.lower() in _YAML_LIKE for p in _listed(path)):
            what, remedy = "is not a folder of the format", f"entries go into {base}/{_ENTRIES}/"
            yield Problem(f"{base}/{path.name}", 0, "", what, remedy)
    for path in _listed(folder / _ENTRIES):
        name = f"{base}/{_ENTRIES}/{path.name}"
        if path.is_dir():
            yield Problem(name, 0, "", "is a folder among the entries", "move its files up")
        elif path.suffix.lower() in _YAML_LIKE and path.suffix != ".yaml":
            yield Problem(name, 0, "", "is not named *.yaml", f"did you mean '{path.stem}.yaml'?")


def _bytes(folder: Path, relative: str, name: str) -> bytes | Problem:
    """The file's bytes, or why it may not be read; nothing outside `folder` is opened."""
    path = folder / relative
    try:
        wrong = _refusal(folder, path)
        if wrong is None:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            if len(data) <= MAX_BYTES:
                return data
            wrong = "is larger than 2 MiB", "split it into several files"
    except FileNotFoundError:
        wrong = "is missing", "add it; an empty list will do to begin with"
        if path.is_symlink():
            wrong = "is a link to nothing", "replace it by the file"
    except (OSError, RuntimeError) as error:
        # Before Python 3.13 a link that leads to itself is a RuntimeError.
        reason = getattr(error, "strerror", None) or "the link leads to itself"
        wrong = f"cannot be read ({reason})", "check the file and its rights"
    return Problem(name, 0, "", *wrong)


def _refusal(folder: Path, path: Path) -> tuple[str, str] | None:
    if not path.resolve(strict=True).is_relative_to(folder.resolve()):
        return "is a link that leads out of the folder", "copy the file in"
    # Opening a pipe would wait for ever.
    if not stat.S_ISREG(path.stat().st_mode):
        return "is not a regular file", "replace it by one"
    return None
