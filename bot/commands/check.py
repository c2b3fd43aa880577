"""`check`: are the settings and the knowledge sound, and does Discord know the bot."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import examine_bot
from bot.config import load_config
from bot.paper.loader import find_knowledge, load
from bot.runtime.token import FILE_VARIABLE, VARIABLE, read_token

if TYPE_CHECKING:
    import argparse

    from bot.discord_kit.connection import BotDiagnosis


def run(arguments: argparse.Namespace) -> int:
    """Print a summary with counts; any problem is raised, with file and line.

    Discord is asked only if there is a token.
    """
    config = load_config(arguments.config)
    folder = arguments.knowledge or (Path(config.knowledge) if config.knowledge else None)
    _knowledge(folder or find_knowledge())
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
