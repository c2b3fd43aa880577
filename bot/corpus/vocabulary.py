"""The words of one paper: its acronyms, synonyms, stop words and the shorthand of its students."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words mean in this paper.

    `acronyms`: short form to its long forms. `synonyms`: groups of words or fixed phrases that
    mean the same. `stopwords`: words that say nothing. `shorthand`: typed form to what is meant.
    `absent`: names and notions near the subject that the paper does not mention.
    """

    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    synonyms: tuple[tuple[str, ...], ...] = ()
    stopwords: frozenset[str] = frozenset()
    shorthand: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    absent: tuple[str, ...] = ()
