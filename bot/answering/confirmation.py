"""Recognise a statement put as a question: "the report is of 1993, right?", "is it true that …"."""

# ruff: noqa: E501  # a long pattern is easier to read in one piece
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_END: Final = re.compile(
    r"(?: (?:and|or|so|but))?(?: (?:right|correct|yes|yeah|yea|yep|true|no|huh|innit|eh|true or false|t or f|"
    r"(?:is|was|are|were) (?:that|this|it) (?:right|correct|true|so|accurate|the case)|(?:is|am) (?:i|that) (?:right|correct)|"
    r"(?:is|was|are|were|do|does|did|has|have|had|can|could|would) ?(?:not|nt)? (?:it|he|she|they|that|this|there|we|i)|"
    r"(?:isnt|wasnt|arent|werent|dont|doesnt|didnt|hasnt|havent) (?:it|he|she|they|that)|"
    r"or (?:not|no|was it|is it|am i wrong|what)|"
    r"yes or no|y or n))+$"
)

_START: Final = re.compile(
    r"^(?:so |and |but |ok |wait )*(?:(?:is|was) it (?:true|correct|right|the case|accurate|fair to say) (?:that )?|"
    r"(?:am i|are we|are you) (?:right|correct|sure) (?:that |in thinking (?:that )?|to say (?:that )?)?|"
    r"true or false |t or f |yes or no |(?:correct me if i am wrong|tell me if) (?:but )?|"
    r"(?:does|did) the (?:paper|author|text|article) (?:say|claim|state|argue|mention|write) (?:that )?(?=\w+ \w+ \w+)|"
    r"(?:the|this) (?:paper|author|text|article) (?:says|claims|states|argues|writes) (?:that )?)"
)

_SHORTEST: Final = 3


def without_confirmation(tokens: Sequence[str]) -> tuple[Sequence[str], bool]:
    """Return the words of a question without "right?" and the like, and whether it had them.

    `tokens` are its words in lower case. At least three of them are left.
    """
    text = " ".join(tokens)
    bare = _START.sub("", _END.sub("", text))
    if bare == text:
        return tokens, False
    left = bare.split()
    return (left, True) if len(left) >= _SHORTEST else (tokens, False)
