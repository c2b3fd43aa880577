"""Texts that are no question about the paper, told by their form alone."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 2_000

# Attempts to turn the bot into something else, and orders for work that is not its own.
_INSTRUCTION: Final = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|rule|prompt|previous|above|
        prior|guideline|polic|everything|training|filter)
    | \b(?:pretend|imagine|act|behave|respond|talk|speak|answer|reply)\b.{0,25}\b(?:
        as\s+(?:if|a|an|though)|like\s+an?|you\s*(?:'re|are|r)|to\s+be|in\s+the\s+(?:style|voice))\b
    | \b(?:role\s*-?play|jailbreak|developer\s+mode|dan\s+mode|sudo|system\s+(?:prompt|message)|
        your\s+(?:prompt|instructions|rules|guidelines|programming|source\s+code|token|password|
        config))\b
    | \byou\s+are\s+now\b | \bfrom\s+now\s+on\b
    | \b(?:make\s+up|invent|fabricate|hallucinate|fake)\b.{0,20}\b(?:a|an|some|the|me)?\s*(?:
        foot\s*note|citation|source|quote|reference|statistic|claim|fact)
    | \b(?:write|compose|generate|draft|make|create|code|do)\b.{0,20}
        \b(?:my|me|a|an|some|the)\b.{0,20}\b(?:essay|poem|song|rap|story|limerick|haiku|joke|
        homework|code|script|program|function|email|cover\s+letter|lyrics|assignment|speech|tweet|meme)\b
    | \b(?:tell|give)\s+(?:me|us)\b.{0,10}\b(?:a\s+)?joke
    | \btranslate\b.{0,30}\b(?:to|into)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORDS: Final = re.compile(r"[^\W_]{2,}|\d")


def refusal(text: str) -> str | None:
    """Why `text` cannot be a question about the paper, in a sentence; None where it may be one."""
    if not _WORDS.search(text):
        return (
            "There is no question in that message. "
            "Ask about the paper in a sentence or a few words."
        )
    if len(text) > LONGEST:
        return (
            f"That message has {len(text):,} characters; a question may have up to {LONGEST:,}. "
            f"Please ask it in a few sentences."
        )
    if _INSTRUCTION.search(text):
        return "I only answer questions about the paper, and the paper does not cover that."
    return None
