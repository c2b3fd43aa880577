"""The knowledge base that comes with the bot, loaded once in a test process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.answering.engine import Engine
from bot.answering.english_frequencies import english_words
from bot.answering.outcome import Query, Suggested
from bot.gc_control import paused_collection
from bot.paper.loader import find_knowledge, load
from bot.text.tokenizer import remembered_words, words

if TYPE_CHECKING:
    from bot.paper.paper import Paper


@cache
def shipped_paper() -> Paper:
    """Return the one paper that all tests of a process share; it is immutable."""
    return load(find_knowledge())


@cache
def shipped_engine() -> Engine:
    """Return the one engine that all tests of a process share; it is immutable."""
    with paused_collection(), remembered_words():
        return Engine(shipped_paper(), english_words())


@cache
def unclear_term() -> str:
    """Return a word of a title that may mean several entries, so that the bot asks back."""
    engine = shipped_engine()
    titles = " ".join(entry.title for entry in engine.paper.entries.values())
    terms = sorted(set(words(titles)))
    return next(t for t in terms if isinstance(engine.ask(Query(f"What is {t}?")), Suggested))
