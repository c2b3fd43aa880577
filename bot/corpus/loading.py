"""A folder of YAML into a Paper: read, validate, check across files, and only then build."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from bot.corpus.building import build
from bot.corpus.checking import Parts, Placed, check
from bot.corpus.explaining import explain
from bot.corpus.files import gather
from bot.corpus.reading import Document
from bot.corpus.scalars import check_text
from bot.corpus.schema import FILES, PaperFile, VocabularyFile
from bot.errors import KnowledgeError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.corpus.fields import Strictly
    from bot.corpus.files import KnowledgeFile
    from bot.corpus.paper import Paper

# What names an item of each list; `names` of Parts are gathered by it.
_NAME_FIELDS: Final = MappingProxyType(
    {"sections": "id", "sources": "key", "footnotes": "number", "entries": "id"}
)
_LISTS: Final = ("sections", "sources", "footnotes", "entries", "acronyms")


def load(folder: Path) -> Paper:
    """The knowledge base in `folder`, complete and consistent.

    Raises KnowledgeError with all problems found, not only the first.
    """
    files, problems = gather(folder)
    parts = Parts()
    parts.unread = set(_NAME_FIELDS)
    entries_lost = any("/entries" in problem.file for problem in problems)
    documents = []
    for file in files:
        document, unread = _read(file)
        problems += unread
        if document is not None:
            documents.append(document)
    _mark_read(parts, files, documents)
    if entries_lost:
        parts.unread.add("entries")
    whole = {}
    for document in documents:
        model, found = _validate(document, parts)
        problems += found
        whole[document.kind] = model
    problems += check(parts)
    paper, vocabulary = whole.get("paper"), whole.get("vocabulary")
    if problems or not isinstance(paper, PaperFile) or not isinstance(vocabulary, VocabularyFile):
        raise KnowledgeError(_in_file_order(problems, [file.name for file in files]))
    return build(paper, parts, vocabulary, _digest(files))


def find_knowledge() -> Path:
    """The shipped knowledge base: the checkout's, else the one inside the installed package."""
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / "knowledge"
    return beside if (beside / "paper.yaml").is_file() else package / "_knowledge"


def _read(file: KnowledgeFile) -> tuple[Document | None, tuple[Problem, ...]]:
    text, problems = check_text(file.name, file.data)
    if text is None:
        return None, problems
    document = Document(file.name, file.kind, text)
    return (None if document.data is None else document), document.problems


def _mark_read(parts: Parts, files: Iterable[KnowledgeFile], documents: list[Document]) -> None:
    """Note which lists are known completely: those of which every file could be read."""
    lost = {file.name for file in files} - {document.file for document in documents}
    kinds = {document.kind for document in documents}
    kinds -= {file.kind for file in files if file.name in lost}
    parts.unread -= {"sections" if kind == "paper" else kind for kind in kinds}


def _validate(document: Document, parts: Parts) -> tuple[Strictly | None, list[Problem]]:
    """Validate a file; items of its lists that are valid go into `parts` even if others are not."""
    model = FILES[document.kind]
    try:
        whole = model.model_validate(document.data)
    except ValidationError as error:
        problems = explain(document, error, parts.last_note)
        data, kept = _without_faults(document, error, parts)
        try:
            whole = model.model_validate(data)
        except ValidationError:
            parts.unread |= {name for name in _LISTS if name in model.model_fields}
            return None, problems
        _place(document, whole, parts, kept)
        return whole, problems
    _place(document, whole, parts, {})
    return whole, []


def _without_faults(
    document: Document, error: ValidationError, parts: Parts
) -> tuple[Any, dict[str, list[int]]]:
    """The data without its faulty items and fields, and which items of each list are left."""
    if not isinstance(document.data, dict):
        return document.data, {}
    data: dict[str, Any] = dict(document.data)
    faulty: dict[str, set[int]] = {}
    for detail in error.errors(include_url=False, include_context=False):
        first, *rest = detail["loc"]
        if rest and isinstance(rest[0], int):
            faulty.setdefault(str(first), set()).add(rest[0])
        else:
            data.pop(str(first), None)
    kept = {}
    for name, positions in faulty.items():
        items = data.get(name)
        if isinstance(items, list):
            for position in positions:
                item, field = items[position], _NAME_FIELDS.get(name)
                if isinstance(item, dict) and isinstance(item.get(field), str | int):
                    parts.names[name].add(item[field])
            kept[name] = [n for n in range(len(items)) if n not in positions]
            data[name] = [items[n] for n in kept[name]]
    return data, kept


def _place(document: Document, whole: Strictly, parts: Parts, kept: dict[str, list[int]]) -> None:
    for name in _LISTS:
        items = getattr(whole, name, ())
        positions = kept.get(name, range(len(items)))
        getattr(parts, name).extend(
            Placed(item, document, (name, position))
            for item, position in zip(items, positions, strict=True)
        )


def _in_file_order(problems: list[Problem], order: list[str]) -> list[Problem]:
    rank = {name: number for number, name in enumerate(order)}
    return sorted(dict.fromkeys(problems), key=lambda p: (rank.get(p.file, -1), p.file, p.line))


def _digest(files: Iterable[KnowledgeFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        # Without the folder's name: a copy elsewhere is the same knowledge.
        name = file.name.partition("/")[2]
        digest.update(f"{name}\0{len(file.data)}\0".encode())
        digest.update(file.data)
    return digest.hexdigest()
