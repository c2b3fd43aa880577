"""Find, read and load the files of a knowledge base, within limits."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import KnowledgeError, Problem
from bot.paper.builder import build
from bot.paper.claim_checks import check_claims
from bot.paper.cross_checks import FileParts, check, check_faulty
from bot.paper.schema import PaperFile, VocabularyFile
from bot.paper.validation import NAME_FIELDS, older_form, validate, worded_entries
from bot.strict_yaml.parser import Document, check_text
from bot.strict_yaml.strict_model import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.paper.paper import Paper


MAX_BYTES: Final = 2 * 1024 * 1024

MAX_FILES: Final = 128

_SINGLE: Final = ("paper", "sources", "footnotes", "vocabulary")

_ENTRIES: Final = "entries"

# A base without them is whole: nobody asks for its entries yet, and no entry was ever renamed.
_PHRASINGS: Final = "phrasings"

_FORMER: Final = "former_ids"

_TOP: Final = frozenset(f"{kind}.yaml" for kind in (*_SINGLE, _FORMER))

# Generated from the models for editors; never read.
_SCHEMA: Final = "schema"

_YAML_LIKE: Final = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class KnowledgeFile:
    """A file with its bytes; `kind` is a key of `FILES`, such as paper or entries."""

    name: str
    kind: str
    data: bytes


def gather(folder: Path) -> tuple[list[KnowledgeFile], list[Problem]]:
    """Read the files of a knowledge base; return them and the folder's problems.

    The single files come first, then those of entries and those of phrasings, sorted by name. At
    most 128 files of at most 2 MiB each are read.
    """
    base = folder.name or folder.resolve().name
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        return [], [Problem(str(folder), 0, "", what, "name the folder that holds paper.yaml")]
    problems = list(_strangers(folder, base))
    wanted = [(f"{kind}.yaml", kind) for kind in _SINGLE]
    if (folder / f"{_FORMER}.yaml").exists():
        wanted.append((f"{_FORMER}.yaml", _FORMER))
    for kind in (_ENTRIES, _PHRASINGS):
        names = sorted(path.name for path in _listed(folder / kind) if path.suffix == ".yaml")
        wanted += [(f"{kind}/{name}", kind) for name in names]
    if all(kind != _ENTRIES for _, kind in wanted):
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
    """Return the paths in `folder` by name, without hidden files; none if it cannot be listed."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _strangers(folder: Path, base: str) -> Iterator[Problem]:
    """Return problems for YAML files where the program would not look for them."""
    for path in _listed(folder):
        if path.name in {_ENTRIES, _PHRASINGS, _SCHEMA} or path.name in _TOP:
            continue
        if path.suffix.lower() in _YAML_LIKE:
            remedy = did_you_mean(path.name, sorted(_TOP))
            yield Problem(f"{base}/{path.name}", 0, "", "is not a file of the format", remedy)
        elif path.is_dir() and any(p.suffix.lower() in _YAML_LIKE for p in _listed(path)):
            what, remedy = "is not a folder of the format", f"entries go into {base}/{_ENTRIES}/"
            yield Problem(f"{base}/{path.name}", 0, "", what, remedy)
    for kind, path in ((k, path) for k in (_ENTRIES, _PHRASINGS) for path in _listed(folder / k)):
        name = f"{base}/{kind}/{path.name}"
        if path.is_dir():
            yield Problem(name, 0, "", f"is a folder among the {kind}", "move its files up")
        elif path.suffix.lower() in _YAML_LIKE and path.suffix != ".yaml":
            yield Problem(name, 0, "", "is not named *.yaml", f"did you mean '{path.stem}.yaml'?")


def _bytes(folder: Path, relative: str, name: str) -> bytes | Problem:
    """Return the file's bytes, or the problem if it cannot be read or is larger than 2 MiB.

    Nothing outside `folder` is opened.
    """
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
        # Before Python 3.13, a link that leads to itself raises RuntimeError.
        reason = getattr(error, "strerror", None) or "the link leads to itself"
        wrong = f"cannot be read ({reason})", "check the file and its rights"
    return Problem(name, 0, "", *wrong)


def _refusal(folder: Path, path: Path) -> tuple[str, str] | None:
    if not path.resolve(strict=True).is_relative_to(folder.resolve()):
        return "is a link that leads out of the folder", "copy the file in"
    # Opening a pipe would block forever.
    if not stat.S_ISREG(path.stat().st_mode):
        return "is not a regular file", "replace it by one"
    return None


def load(folder: Path) -> Paper:
    """Load the knowledge base in `folder` and return it, complete and consistent.

    Raises KnowledgeError with all problems found, not only the first.
    """
    files, problems = gather(folder)
    parts = FileParts()
    parts.unread = set(NAME_FIELDS)
    entries_lost = any("/entries" in problem.file for problem in problems)
    documents = []
    for file in files:
        document, unread = _read(file)
        problems += unread
        if document is not None:
            documents.append(document)
    if old := next(filter(None, map(older_form, documents)), None):
        raise KnowledgeError([old])
    _mark_read(parts, files, documents)
    if entries_lost:
        parts.unread.add("entries")
    whole = {}
    for document in documents:
        model, found = validate(document, parts)
        problems += found
        if document.kind == _ENTRIES:
            problems += worded_entries(document, parts)
        whole[document.kind] = model
    paper, vocabulary = whole.get("paper"), whole.get("vocabulary")
    if isinstance(vocabulary, VocabularyFile):
        parts.shorthand = vocabulary.shorthand
    if isinstance(paper, PaperFile):
        parts.near_twins = paper.checks.near_twins
    problems += [*check(parts), *check_claims(parts), *check_faulty(parts)]
    if problems or not isinstance(paper, PaperFile) or not isinstance(vocabulary, VocabularyFile):
        raise KnowledgeError(_in_file_order(problems, [file.name for file in files]))
    return build(paper, parts, vocabulary, _digest(files))


def find_knowledge() -> Path:
    """Return the shipped knowledge base: the checkout's, else the installed package's."""
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / "knowledge"
    return beside if (beside / "paper.yaml").is_file() else package / "_knowledge"


def _read(file: KnowledgeFile) -> tuple[Document | None, tuple[Problem, ...]]:
    text, problems = check_text(file.name, file.data)
    if text is None:
        return None, problems
    document = Document(file.name, file.kind, text)
    return (None if document.data is None else document), document.problems


def _mark_read(parts: FileParts, files: Iterable[KnowledgeFile], documents: list[Document]) -> None:
    """Remove from `parts.unread` the lists whose files could all be read."""
    lost = {file.name for file in files} - {document.file for document in documents}
    kinds = {document.kind for document in documents}
    kinds -= {file.kind for file in files if file.name in lost}
    parts.unread -= {"sections" if kind == "paper" else kind for kind in kinds}


def _in_file_order(problems: list[Problem], order: list[str]) -> list[Problem]:
    rank = {name: number for number, name in enumerate(order)}
    return sorted(dict.fromkeys(problems), key=lambda p: (rank.get(p.file, -1), p.file, p.line))


def _digest(files: Iterable[KnowledgeFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        # The folder's name is left out, since a copy elsewhere holds the same knowledge.
        name = file.name.partition("/")[2]
        digest.update(f"{name}\0{len(file.data)}\0".encode())
        digest.update(file.data)
    return digest.hexdigest()
