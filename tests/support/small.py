"""A knowledge base of one entry, about an invented paper: a bot that has it starts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.folders import write_files

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "How many patrols were there?"
TITLE = "How many patrols"
SOURCE = "Blue Helmets"
ENTRIES = "entries/all.yaml"
_FILES = {
    "paper.yaml": """\
title: On Keeping the Peace
author: {family: Roe, given: Jane}
date: "2021-03-04"
sections: [{id: start, title: The Start}]
""",
    "sources.yaml": f"""\
sources:
  - key: doe-2001
    type: book
    title: {SOURCE}
    authors: [{{family: Doe, given: John}}]
    publisher: Acme
    year: 2001
""",
    "footnotes.yaml": """\
footnotes:
  - {number: 1, source: doe-2001, locator: "27", status: full, marker: printed, section: start}
""",
    "vocabulary.yaml": """\
stopwords: [the]
""",
    ENTRIES: f"""\
entries:
  - id: patrols
    kind: finding
    title: {TITLE}
    section: start
    claims: [{{id: count, text: About forty patrols went out., footnotes: [1]}}]
""",
    "phrasings/all.yaml": f"""\
phrasings:
  patrols: ["{QUESTION}"]
""",
}


def write_small(folder: Path) -> Path:
    """Write the knowledge base into `folder` and return it."""
    return write_files(folder, _FILES)
