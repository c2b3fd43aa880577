"""What the words of a question met in an entry, told in words."""

from __future__ import annotations

import pytest

from bot.curation.explain_match import describe_matches
from bot.paper.model import Vocabulary

WORDS = Vocabulary(
    acronyms={"NGO": ("non-governmental organisation",)},
    synonyms=(("near", "close", "nearby", "at hand"), ("no tolerance", "zero tolerance")),
)


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (("troops", "troop", 1.0), "Found: troops"),
        (("near", "~0", 0.8), "Alike: near (close, nearby)"),
        (("zero tolerance", "~1", 1.0), "Found: zero tolerance"),
        (("ngo", "=ngo", 1.0), "Alike: ngo (non-governmental organisation)"),
        (("gone", "=gone", 1.0), "Alike: gone"),
        (("trops", "troop", 0.8), "In part: trops"),
        (("haiti", "", 0.0), "Not there: haiti"),
        (("covid", "!covid", 1.0), "Not there: covid"),
    ],
)
def test_a_word_is_told_with_how_it_met(pair: tuple[str, str, float], told: str) -> None:
    """As it is, by its like, in part, or not at all."""
    assert describe_matches([pair], WORDS) == told


def test_words_are_told_by_how_they_met() -> None:
    """What was found first."""
    pairs = [("haiti", "", 0.0), ("troops", "troop", 1.0), ("near", "~0", 0.8)]

    assert (
        describe_matches(pairs, WORDS)
        == "Found: troops. Alike: near (close, nearby). Not there: haiti"
    )
