"""`dump`: the whole base as one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.paper.loader import find_knowledge, load

if TYPE_CHECKING:
    import argparse

    from bot.paper.model import Entry
    from bot.paper.paper import Paper


def run(arguments: argparse.Namespace) -> int:
    """Print the base; its keys are the knowledge files' own words."""
    paper = load(arguments.knowledge or find_knowledge())
    print(json.dumps(as_data(paper), ensure_ascii=False))
    return 0


def as_data(paper: Paper) -> dict[str, Any]:
    """Everything in the base as plain data, in the paper's order."""
    return {
        "paper": {
            "title": paper.title,
            "author": paper.author.full,
            "date": paper.date,
            "course": paper.course,
            "instructor": paper.instructor,
            "term": paper.term,
        },
        "sections": [asdict(section) for section in paper.sections],
        "sources": [asdict(source) for source in paper.sources.values()],
        "footnotes": [
            {
                "number": note.number,
                "source": note.source,
                "locator": note.locator or None,
                "status": note.status.value,
                "note": note.note or None,
            }
            for note in paper.footnotes.values()
        ],
        "entries": [_entry(entry) for entry in paper.entries.values()],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    made = asdict(entry)
    made["claims"] = [
        {
            "text": claim.text,
            "footnotes": list(claim.footnotes),
            "basis": claim.basis.value,
            "section": claim.section,
            "uncertain": claim.uncertain,
            **({"source": claim.source} if claim.source else {}),
        }
        for claim in entry.claims
    ]
    return made
