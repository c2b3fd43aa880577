"""Refuse messages whose form alone shows that they are off topic: orders, sums, small talk."""

from __future__ import annotations

import re
from typing import Final

from bot.text.tokenizer import words

LONGEST: Final = 2_000

# Only match orders to the bot where orders occur: at the start, after a stop, after "please".
_ORDER = r"(?:^|[.!?,;:\n]\s*|\b(?:please|pls|plz|now|just|then|instead|and|but|can\s+you|could\s+you|can\s+u|would\s+you|will\s+you|you\s+must|you\s+should|you\s+will|i\s+want\s+you\s+to|i\s+need\s+you\s+to)\s+)"  # noqa: E501  # one unbroken pattern

_MADE = (
    r"(?:essay|poem|song|rap|story|stories|limerick|haiku|joke|homework|code|script|program|"
    r"function|e-?mail|cover\s+letter|lyrics|assignment|speech|tweet|meme|recipe|paragraph|"
    r"conclusion|abstract|presentation|app|website|loop|regex|sql|tiktok|caption)s?"
)

_INSTRUCTION: Final = re.compile(
    rf"""
    {_ORDER}(?:ignore|disregard|forget|override|bypass|drop|skip)\s+(?:(?:all|any|every|everything|
        your|previous|prior|my)\b|(?:what|whatever)\s+(?:you|i)\b|about\s+(?:the\s+paper|all|your)\b|
        (?:the|these|those)\s+(?:previous|prior|above|earlier|instruction|rule|prompt|paper|question))
    | {_ORDER}(?:pretend|imagine|act|behave|respond|talk|speak|answer|reply|role-?play)
        \b.{{0,25}}\b(?:as\s+(?:if|a|an|though|my)|like\s+(?:a|an|you)|you(?:'re|r|\s+are|\s+were)|to\s+be|
        in\s+the\s+(?:style|voice)|only\s+(?:with|in)|with\s+(?:only|just)|in\s+(?:emoji|rhyme|pirate|
        spanish|french|german|latin))\b
    | \b(?:jailbreak|developer\s+mode|dan\s+mode|sudo|god\s+mode|debug\s+mode|admin\s+mode)\b
    | \b(?:system|hidden|secret|initial|original)\s+(?:prompt|message|instructions?)\b
    | \byour\s+(?:prompt|instructions|rules|guidelines|programming|source\s+code|token|password|
        config|configuration|training|restrictions|filters?|database|api\s+key)\b
    | ^\s*(?:system|assistant|user|admin)\s*:
    | {_ORDER}(?:(?:just\s+)?say\s+yes|let'?s\s+play|pretend)\b
    | \b(?:you\s+are\s+now|from\s+now\s+on,?\s+you|new\s+instructions?|end\s+of\s+prompt|
        override\s+code)\b
    | {_ORDER}(?:make\s+up|invent|fabricate|hallucinate|fake\s+(?:me\s+)?an?)\s+\w
    | {_ORDER}(?:write|compose|generate|draft|create|code|do|make|finish|build)\s+(?:me\s+|us\s+)?
        (?:a|an|my|some|this|our|\d+)\s+(?:\w+\s+){{0,4}}{_MADE}\b(?!\s+of\s+(?:conduct|the\s+paper))
    | {_ORDER}(?:sing|rap|rhyme)\b
    | {_ORDER}translate\b.{{0,40}}\b(?:to|into)\s+[a-z]+(?:ish|ese|an|ch)\b
    | \b(?:tell|give)\s+(?:me|us)\s+(?:a|another|some)\s+(?:\w+\s+)?jokes?\b
    | </?\w+>|\bDROP\s+TABLE\b|\bSELECT\s+\*|\bimport\s+os\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

_SUM: Final = re.compile(
    r"\d\s*%\s*of\s*\d|[a-z]\^\d|\d[a-z]\s*[+=-]\s*\d|\d\s*[+*×÷^=]\s*\d|\d\s*(?:x|times|plus|minus|divided\s+by)\s*\d|"
    r"\b(?:square|cube)\s+root\b|\bsolve\b.*[=x]",
    re.IGNORECASE,
)

_SMALL_TALK: Final = re.compile(
    r"""
    \bhow(?:'?s|\s+is|\s+are|\s+r|\s+was)?\s+(?:you|u|ya|ur\s+day|your\s+day|it\s+going|
        life|everything|things)\b
    | \b(?:are|r)\s+(?:you|u)\s+(?:a\s+|an\s+|the\s+)?(?:\w+\s+)?(?:bot|robot|ai|human|person|real|
        alive|sentient|there|ok|okay|smart|stupid|single|happy|sad|bored|chatgpt|gpt)\b
    | (?<!how )\bdo\s+(?:you|u)\s+(?:like|love|feel|sleep|dream|eat|hate|enjoy|ever|play|watch)\b
    | \b(?:who|what)\s+(?:are|r|made|created|built|programmed|coded)\s+(?:you|u)\b
    | \bwhat(?:'?s|\s+is)\s+(?:your|ur)\s+(?:name|favou?rite|age|job|opinion|mood)\b
    | \b(?:your|ur)\s+favou?rite\b
    | \bi\s+(?:love|hate|like|miss)\s+(?:you|u|this\s+bot)\b
    | \b(?:thank\s+you|thx|good\s+(?:morning|night|evening|afternoon|bot|job)|what'?s\s+up|wassup|
        wyd|marry\s+me|happy\s+birthday)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

# A message made up of words from these two sets, at least one of them from the first, asks
# nothing. Right after an answer it would otherwise be read as a follow-up question.
_CIVIL: Final = frozenset(
    """
    hi hey hello yo thanks thank thx ty ok okay lol lmao haha yes yeah yep no nope please pls
    sorry bro bye goodbye cheers great nice cool awesome wow welcome
    """.split()
)

_BESIDE: Final = frozenset("you u there so very much a lot bot all again oh ah man then".split())

# Most questions contain none of these words and so skip the slow patterns above.
_TRIGGERS: Final = frozenset(
    """
    ignore disregard forget override bypass drop skip pretend imagine act behave respond talk
    speak answer reply roleplay role jailbreak mode sudo prompt message instruction instructions
    your ur system assistant user admin say let lets play you u now make invent fabricate
    hallucinate fake write compose generate draft create code do finish build sing rap rhyme
    translate joke jokes table select import new end bot going life everything things up thank
    thx good wassup wyd marry happy x times plus minus divided root solve
    """.split()
)

_SIGNS: Final = re.compile(r"[<>%^*+=×÷]|\d\s*x")

_WORDS: Final = re.compile(r"[^\W_]{2,}|\d")

_ONLY_THE_PAPER: Final = (
    "I only answer questions about the paper, and the paper does not cover that."
)


def refusal(text: str, asked: str | None = None) -> str | None:
    """Return a sentence or two on why `text` is no question about the paper, or None if it may be.

    `asked` is the text without the greetings and thanks around its question, if it has any: they
    do not turn a question into small talk. An order counts wherever it occurs in `text`.
    """
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
    said = frozenset(words(text))
    if said <= _CIVIL | _BESIDE and said & _CIVIL:
        return _ONLY_THE_PAPER
    if _TRIGGERS.isdisjoint(said) and not _SIGNS.search(text):
        return None
    plain = text.replace("’", "'")
    bare = plain if asked is None else asked.replace("’", "'")
    if _INSTRUCTION.search(plain) or _SUM.search(bare) or _SMALL_TALK.search(bare):
        return _ONLY_THE_PAPER
    return None
