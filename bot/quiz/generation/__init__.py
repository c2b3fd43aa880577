"""Generates quiz questions from the paper: the same for the same seed, each with its source.

Each module of `kinds` makes one family of questions; `generator` draws a round from them.
"""

from bot.quiz.generation.generator import ALL_KINDS, askable_entries, generate
from bot.quiz.generation.topics import Topic, topics

__all__ = ["ALL_KINDS", "Topic", "askable_entries", "generate", "topics"]
