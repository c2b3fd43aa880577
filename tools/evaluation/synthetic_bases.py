"""Generate any number of synthetic entries, with words as common and as rare as in real ones.

Words are drawn by their frequency in English, so that a few occur in many entries and most in
few. Each entry has a handful of words of its own, which its title, phrasings, keywords and claims
share, and about as many texts, of about the same lengths, as the entries of a real base.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Final

from bot.answering.english_frequencies import english_words
from bot.paper.model import Claim, Entry, Kind, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.paper import Paper


# The commonest English words hold sentences together, and never belong to one entry.
_GLUE_WORDS: Final = 150

_OWN_WORDS: Final = (4, 7)

_PHRASINGS: Final = (6, 10)

_CLAIM_WORDS: Final = (14, 26)

_FOOTNOTES_PER_CLAIM: Final = (1, 2)

# Texts use rare words more often than speech does, so frequencies are raised to this power, which
# makes common words less likely.
_FLATTENING: Final = 0.75

_ONSETS: Final = "b br c d dr f g gr h j k kr l m n p r s sh st t tr v w z".split()

_VOWELS: Final = "a a e e i o o u ai ei ou".split()

_ENDS: Final = " n l r s k m nd rd ski vic sen ova ez ian berg ton".split(" ")

_OPENINGS: Final = (
    "what is the", "what did the", "who was behind the", "how many of the", "when was the",
    "why was the", "where did the", "which report names the", "tell me about the", "explain the",
    "did the", "is there anything on the", "how did the", "",
)  # fmt: skip

_SHARE_OF_NAMED: Final = 0.3

_SHARE_OF_DATED: Final = 0.25


class Generator:
    """A generator of synthetic entries; the same seed gives the same entries in the same order."""

    def __init__(self, paper: Paper, seed: int = 1) -> None:
        self._random = Random(seed)
        self._sections = [section.id for section in paper.sections]
        self._footnotes = list(paper.footnotes)
        english = sorted(
            (word for word in english_words() if word.isalpha() and len(word) > 1),
            key=lambda word: (-english_words()[word], word),
        )
        self._glue = english[:_GLUE_WORDS]
        self._words = english[_GLUE_WORDS:]
        flattened = (english_words()[word] ** _FLATTENING for word in self._words)
        self._shares = list(accumulate(flattened))
        self._names: list[str] = []

    def entries(self, count: int) -> list[Entry]:
        """Return `count` entries, with ids that no real entry has."""
        return [self._entry(number) for number in range(count)]

    def _entry(self, number: int) -> Entry:
        random = self._random
        own = self._draw(random.randint(*_OWN_WORDS))
        if random.random() < _SHARE_OF_NAMED:
            own.append(self._name())
        if random.random() < _SHARE_OF_DATED:
            own.append(str(random.randint(1945, 2025)))
        title = " ".join(own[:3] + random.sample(own[3:], min(2, len(own) - 3))).capitalize()
        section = random.choice(self._sections)
        phrasings = {self._phrasing(own): None for _ in range(random.randint(*_PHRASINGS))}
        name = f"synthetic-{number}"
        return Entry(
            id=name,
            kind=Kind.FINDING,
            title=title,
            section=section,
            claims=tuple(self._claim(f"{name}#c{n}", own, section) for n in (1, 2)),
            phrasings=tuple(map(Wording, phrasings)),
            keywords=tuple(own),
        )

    def _draw(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._shares, k=count)

    def _name(self) -> str:
        """Return a surname: half the time one from an earlier entry, otherwise a new one."""
        random = self._random
        if self._names and random.random() < 0.5:  # noqa: PLR2004  # every other name is known
            return random.choice(self._names)
        syllables = (random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(2))
        name = ("".join(syllables) + random.choice(_ENDS)).capitalize()
        self._names.append(name)
        return name

    def _phrasing(self, own: Sequence[str]) -> str:
        random = self._random
        kept = random.sample(own, random.randint(2, min(4, len(own))))
        said = [random.choice(_OPENINGS), kept[0]]
        for word in kept[1:]:
            said += [random.choice(self._glue)] if random.random() < 0.5 else []  # noqa: PLR2004  # every other time
            said.append(word)
        said += self._draw(random.randint(0, 1))
        return " ".join(said).strip() + random.choice(["?", ""])

    def _claim(self, home: str, own: Sequence[str], section: str) -> Claim:
        random = self._random
        length = random.randint(*_CLAIM_WORDS)
        words = [*own, *self._draw(length // 3)]
        words += random.choices(self._glue, k=max(0, length - len(words)))
        random.shuffle(words)
        notes = random.sample(self._footnotes, random.randint(*_FOOTNOTES_PER_CLAIM))
        text = " ".join(words).capitalize() + "."
        name = home.partition("#")[2]
        return Claim(text, section, tuple(sorted(notes)), id=name, home=home)


def questions(entries: Sequence[Entry], count: int, seed: int = 1) -> list[tuple[str, str]]:
    """Return `count` pairs of an entry's id and a question close to one of its phrasings.

    The question lacks a word of the phrasing if that has over 3, and half the time its words are
    shuffled. The same seed gives the same questions.
    """
    random = Random(f"questions {seed}")
    asked = []
    for entry in random.choices(entries, k=count):
        words = random.choice(entry.wordings).rstrip("?").split()
        if len(words) > 3:  # noqa: PLR2004  # fewer would leave nothing to find the entry by
            words.pop(random.randrange(len(words)))
        if random.random() < 0.5:  # noqa: PLR2004  # every other question is in another order
            random.shuffle(words)
        asked.append((entry.id, " ".join(words)))
    return asked
