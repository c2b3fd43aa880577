"""The `check`, `dump` and `schema` commands."""

from __future__ import annotations

import asyncio
import json
import os
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.app import examine_bot
from bot.config import load_config
from bot.paper.loader import find_knowledge, load
from bot.paper.migration import migrate
from bot.paper.schema import write_json_schemas
from bot.runtime.token import FILE_VARIABLE, VARIABLE, read_token

if TYPE_CHECKING:
    import argparse

    from bot.discord_kit.connection import BotDiagnosis
    from bot.paper.model import Entry, Footnote
    from bot.paper.paper import Paper


_NO_CONTACT: Final = (
    "School contact: none set. Until school_contact: or a server names one, the reply to a report "
    "of harm names nobody to turn to."
)


def run_check(arguments: argparse.Namespace) -> int:
    """Print counts of a valid base; raises an error that gives each problem's file and line.

    Discord is asked only if there is a token.
    """
    config = load_config(arguments.config)
    folder = arguments.knowledge or (Path(config.knowledge) if config.knowledge else None)
    _knowledge(folder or find_knowledge())
    if not config.school_contact:
        print(_NO_CONTACT)
    if not os.environ.get(VARIABLE) and not os.environ.get(FILE_VARIABLE):
        print(f"Discord: not asked, as neither {VARIABLE} nor {FILE_VARIABLE} is set")
        return 0
    _discord(asyncio.run(examine_bot(config, read_token(os.environ))))
    return 0


def _discord(standing: BotDiagnosis) -> None:
    print(f"Discord: the token is that of “{standing.name}”, application {standing.application}")
    print(f"  servers    {len(standing.servers)}")
    for name, missing in standing.servers:
        if missing:
            print(f"  “{name}” does not allow the bot to: {', '.join(missing)}")
    print(f"  invite     {standing.invite}")


def _knowledge(folder: Path) -> None:
    paper = load(folder)
    kinds = Counter(entry.kind.value for entry in paper.entries.values())
    claims = [claim for entry in paper.entries.values() for claim in entry.own_claims]
    refs = sum(len(entry.claims) for entry in paper.entries.values()) - len(claims)
    reached = {number for claim in claims for number in claim.footnotes}
    phrasings = sum(len(entry.phrasings) for entry in paper.entries.values())
    print(f"{folder}: sound")
    print(f"  paper      {paper.author.full}, “{paper.title}” ({paper.date})")
    print(f"  sections   {len(paper.sections)}")
    print(f"  sources    {len(paper.sources)}")
    print(f"  footnotes  {len(paper.footnotes)}, {len(reached)} of them reached by a claim")
    print(f"  entries    {len(paper.entries)}: " + ", ".join(f"{n} {k}" for k, n in kinds.items()))
    print(f"  claims     {len(claims)}, {sum(c.uncertain for c in claims)} with an inferred note")
    print(f"  references {refs}")
    print(f"  phrasings  {phrasings}")


def run_dump(arguments: argparse.Namespace) -> int:
    """Print the base as JSON; its keys are the field names of the knowledge files."""
    paper = load(arguments.knowledge or find_knowledge())
    print(json.dumps(as_data(paper), ensure_ascii=False, indent=arguments.indent))
    return 0


def as_data(paper: Paper) -> dict[str, Any]:
    """Return the whole base as plain data, in the paper's order."""
    return {
        "paper": {
            "title": paper.title,
            "author": paper.author.full,
            "date": paper.date,
            "course": paper.course,
            "instructor": paper.instructor,
            "term": paper.term,
            "content_note": paper.content_note,
            "where": asdict(paper.where),
            "examples": asdict(paper.examples),
        },
        "sections": [asdict(section) for section in paper.sections],
        "sources": [asdict(source) for source in paper.sources.values()],
        "footnotes": [_footnote(note) for note in paper.footnotes.values()],
        "entries": [_entry(entry) for entry in paper.entries.values()],
        "former_ids": dict(paper.former),
        "vocabulary": {
            "acronyms": {short: list(long) for short, long in paper.vocabulary.acronyms.items()},
            "synonyms": [list(group) for group in paper.vocabulary.synonyms],
            "stopwords": sorted(paper.vocabulary.stopwords),
            "shorthand": dict(paper.vocabulary.shorthand),
            "absent": list(paper.vocabulary.absent),
        },
    }


def _footnote(note: Footnote) -> dict[str, Any]:
    return {
        "number": note.number,
        "source": note.source,
        "locator": note.locator or None,
        "locator_type": note.locator_type,
        "works": [asdict(work) for work in note.works],
        "remark": note.remark or None,
        "status": note.status.value,
        "marker": note.marker.value,
        "between": list(note.between) or None,
        "section": note.section,
        "note": note.note or None,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    made = asdict(entry)
    made["claims"] = [
        {
            "id": claim.id,
            "home": claim.home,
            "text": claim.text,
            "footnotes": list(claim.footnotes),
            "basis": claim.basis.value,
            "section": claim.section,
            "uncertain": claim.uncertain,
            "at": [asdict(place) for place in claim.at],
            "errata": list(claim.errata),
            **({"source": claim.source} if claim.source else {}),
        }
        for claim in entry.claims
    ]
    made["errata"] = list(entry.errata)
    if entry.curator_note is not None:
        made["curator_note"]["source"] = entry.curator_note.sources[0]
    return made


def run_migrate(arguments: argparse.Namespace) -> int:
    """Write a folder, or a file of revisions, of the older form in the present one.

    Raises an error that gives each problem's file and line, and writes nothing then.
    """
    made = migrate(arguments.old, arguments.new)
    print(f"{made.path}: {made.entries} entries, {made.claims} claims, {made.wordings} wordings")
    if made.certain:
        print(f"  {made.certain} claims are no longer uncertain: their notes' marks are printed")
    if made.inferred:
        print(f"  {made.inferred} claims are uncertain now: a mark of theirs is lost")
    if made.twins:
        print(f"  {made.twins} claims say nearly the same as others; see checks in paper.yaml")
    print("  Every slip is said to change the sense: write slip: clerical where it does not.")
    return 0


def run_schema(arguments: argparse.Namespace) -> int:
    """Write one JSON Schema per kind of file and print their paths."""
    folder = arguments.into or (arguments.knowledge or find_knowledge()) / "schema"
    for path in write_json_schemas(folder):
        print(path)
    return 0
