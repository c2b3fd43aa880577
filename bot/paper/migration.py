"""Bring a folder, or a file of revisions, of the older form into the present one."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.errors import KnowledgeError, Problem
from bot.paper.claim_checks import NEARLY
from bot.paper.loader import gather, load
from bot.paper.older_form import modernised
from bot.paper.schema import write_json_schemas
from bot.paper.validation import older_form
from bot.paper.yaml_text import entries_text, phrasings_text, revision_text, schema_line
from bot.strict_yaml.parser import Document, check_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.paper.loader import KnowledgeFile


_SCHEMA_SIGN: Final = "# yaml-language-server:"

_NO_TWINS: Final = """\
# Claims that say nearly the same as others are not refused: the older form had many.
checks: {near_twins: 0}
"""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration wrote, and what it had to decide.

    `certain` claims lost their "uncertain", since the mark of their note is printed; `inferred`
    ones got it, since it is lost. `twins` claims say nearly the same as others.
    """

    path: Path
    entries: int
    claims: int
    wordings: int
    certain: int
    inferred: int
    twins: int


def migrate(old: Path, new: Path) -> Migrated:
    """Write the folder or file `old` in the present form as `new`, which must not exist yet.

    Comments in files of entries are not kept. Raises KnowledgeError with all problems, and writes
    nothing then.
    """
    if new.exists():
        raise _refused(new, "exists already", "name one that does not exist yet")
    if old.is_file():
        return _revisions(old, new)
    files, problems = gather(old)
    documents = dict(_documents(files, problems))
    if problems:
        raise KnowledgeError(problems)
    if not any(map(older_form, documents.values())):
        raise _refused(old, "has no file of entries in the older form", "nothing is to be done")
    new.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=new.parent) as work:
        made = Path(work) / new.name
        counts = _write(made, files, documents)
        twins = _without_twins(made)
        shutil.move(made, new)
    return _told(new, counts, twins)


def _told(path: Path, counts: Counter[str], twins: int = 0) -> Migrated:
    names = ("entries", "claims", "wordings", "certain", "inferred")
    return Migrated(path, **{name: counts[name] for name in names}, twins=twins)


def _revisions(old: Path, new: Path) -> Migrated:
    """Write a file of revisions, which is checked against its paper when it is imported."""
    try:
        text, problems = check_text(old.name, old.read_bytes())
    except OSError as error:
        raise _refused(old, f"cannot be read ({error.strerror})", "check its rights") from error
    document = Document(old.name, "revisions", text) if text is not None else None
    if document is None or document.problems:
        raise KnowledgeError(document.problems if document else problems)
    if older_form(document) is None:
        raise _refused(old, "is not a file of the older form", "nothing is to be done")
    data: Any = document.data
    given = [entry for entry in data["entries"] if isinstance(entry, dict)]
    entries = [modernised(entry) for entry in given]
    counts: Counter[str] = Counter()
    _count(counts, given, entries)
    new.write_text(revision_text(data | {"entries": entries}), encoding="utf-8")
    return _told(new, counts)


def _refused(path: Path, what: str, remedy: str) -> KnowledgeError:
    return KnowledgeError([Problem(str(path), 0, "", what, remedy)])


def _documents(
    files: list[KnowledgeFile], problems: list[Problem]
) -> Iterator[tuple[str, Document]]:
    for file in files:
        text, found = check_text(file.name, file.data)
        problems += found
        if text is not None:
            document = Document(file.name, file.kind, text)
            problems += document.problems
            yield file.name, document


def _write(
    folder: Path, files: list[KnowledgeFile], documents: dict[str, Document]
) -> Counter[str]:
    """Write the files, and count what was written."""
    lost = _lost(documents)
    counts: Counter[str] = Counter()
    for file in files:
        name = file.name.partition("/")[2]
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data: Any = documents[file.name].data
        if file.kind != "entries" or not isinstance(data, dict):
            path.write_text(_with_schema(file, name), encoding="utf-8")
            continue
        given = [entry for entry in data.get("entries") or () if isinstance(entry, dict)]
        entries = [modernised(entry, lost) for entry in given]
        _count(counts, given, entries)
        worded = {e["id"]: e.pop("phrasings") for e in entries if e.get("phrasings") and "id" in e}
        path.write_text(entries_text(entries), encoding="utf-8")
        beside = folder / "phrasings" / path.name
        beside.parent.mkdir(exist_ok=True)
        beside.write_text(phrasings_text(worded), encoding="utf-8")
    write_json_schemas(folder / "schema")
    return counts


def _count(
    counts: Counter[str], given: list[dict[str, Any]], entries: list[dict[str, Any]]
) -> None:
    pairs = list(zip(_uncertain(given), _uncertain(entries), strict=True))
    counts["entries"] += len(entries)
    counts["claims"] += len(pairs)
    counts["wordings"] += sum(len(entry.get("phrasings") or ()) for entry in entries)
    counts["certain"] += sum(was and not now for was, now in pairs)
    counts["inferred"] += sum(now and not was for was, now in pairs)


def _lost(documents: dict[str, Document]) -> set[int]:
    """Return the notes whose mark is lost."""
    notes: Any = next((d.data for d in documents.values() if d.kind == "footnotes"), None)
    listed = notes.get("footnotes") if isinstance(notes, dict) else None
    return {
        note["number"]
        for note in listed or ()
        if isinstance(note, dict) and note.get("marker") == "lost" and "number" in note
    }


def _uncertain(entries: list[dict[str, Any]]) -> Iterator[bool]:
    for entry in entries:
        for claim in entry.get("claims") or ():
            yield isinstance(claim, dict) and bool(claim.get("uncertain"))


def _with_schema(file: KnowledgeFile, name: str) -> str:
    text = file.data.decode()
    if text.startswith(_SCHEMA_SIGN):
        return text
    return f"{schema_line(file.kind, name.count('/'))}{text}"


def _without_twins(folder: Path) -> int:
    """Load the folder; if it has near twins, turn that check off, and return how many there are.

    Raises KnowledgeError for any other problem.
    """
    try:
        load(folder)
    except KnowledgeError as error:
        twins = sum(NEARLY in problem.what for problem in error.problems)
        if twins < len(error.problems):
            raise
        paper = folder / "paper.yaml"
        text = paper.read_text(encoding="utf-8").rstrip("\n")
        paper.write_text(f"{text}\n{_NO_TWINS}", encoding="utf-8")
        load(folder)
        return twins
    return 0
