"""`check`: is the knowledge base sound, and what is in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.corpus.loading import find_knowledge, load

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Print a summary with counts; any problem is raised as a KnowledgeError."""
    folder = arguments.knowledge or find_knowledge()
    paper = load(folder)
    kinds = Counter(entry.kind.value for entry in paper.entries.values())
    claims = [claim for entry in paper.entries.values() for claim in entry.claims]
    reached = {number for claim in claims for number in claim.footnotes}
    phrasings = sum(len(entry.phrasings) for entry in paper.entries.values())
    print(f"{folder}: sound")
    print(f"  paper      {paper.author.full}, “{paper.title}” ({paper.date})")
    print(f"  sections   {len(paper.sections)}")
    print(f"  sources    {len(paper.sources)}")
    print(f"  footnotes  {len(paper.footnotes)}, {len(reached)} of them reached by a claim")
    print(f"  entries    {len(paper.entries)}: " + ", ".join(f"{n} {k}" for k, n in kinds.items()))
    print(f"  claims     {len(claims)}, {sum(c.uncertain for c in claims)} with an inferred note")
    print(f"  phrasings  {phrasings}")
    return 0
