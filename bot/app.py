"""The composition root: builds the parts and hands each what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.engine import Engine
from bot.corpus.english import english_words
from bot.corpus.loading import find_knowledge, load

if TYPE_CHECKING:
    from pathlib import Path


def build_engine(knowledge: Path | None = None) -> Engine:
    """The engine over the knowledge base in `knowledge`, or over the one that comes with the bot.

    Raises KnowledgeError with every problem found.
    """
    return Engine(load(knowledge or find_knowledge()), english_words())
