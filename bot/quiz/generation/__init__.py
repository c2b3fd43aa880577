"""Questions made from the knowledge: deterministic by a seed, and each with its footnote.

One module makes one family of questions; `drawing` draws a round from them.
"""

from bot.quiz.generation.generator import ALL_KINDS, askable_entries, generate
from bot.quiz.generation.topics import Topic, topics

__all__ = ["ALL_KINDS", "Topic", "askable_entries", "generate", "topics"]
