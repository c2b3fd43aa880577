"""A folder of YAML into a Paper: read, validate, check across files, and only then build."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from bot.corpus.building import build
from bot.corpus.checking import Parts, check
from bot.corpus.faulty import check_faulty
from bot.corpus.files import gather
from bot.corpus.reading import Document
from bot.corpus.scalars import check_text
from bot.corpus.schema import PaperFile, VocabularyFile
from bot.corpus.validating import NAME_FIELDS, validate
from bot.errors import KnowledgeError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.corpus.files import KnowledgeFile
    from bot.corpus.paper import Paper


def load(folder: Path) -> Paper:
    """The knowledge base in `folder`, complete and consistent.

    Raises KnowledgeError with all problems found, not only the first.
    """
    files, problems = gather(folder)
    parts = Parts()
    parts.unread = set(NAME_FIELDS)
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
        model, found = validate(document, parts)
        problems += found
        whole[document.kind] = model
    problems += [*check(parts), *check_faulty(parts)]
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
