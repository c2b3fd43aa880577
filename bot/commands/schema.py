"""`schema`: the JSON Schemas of the knowledge files, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.paper.loader import find_knowledge
from bot.paper.schema import write_json_schemas

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Write one schema a kind of file, and print where each went."""
    folder = arguments.into or (arguments.knowledge or find_knowledge()) / "schema"
    for path in write_json_schemas(folder):
        print(path)
    return 0
