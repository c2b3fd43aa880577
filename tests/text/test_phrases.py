"""Numbers in words."""

from __future__ import annotations

import pytest

from bot.text.phrases import counted, percent


@pytest.mark.parametrize(
    ("share", "told"), [(0, "0 %"), (0.001, "1 %"), (0.5, "50 %"), (0.999, "99 %"), (1, "100 %")]
)
def test_all_is_said_of_all_alone(share: float, told: str) -> None:
    """999 of 1,000 are not 100 %."""
    assert percent(share) == told


def test_nouns_agree() -> None:
    """With their numbers."""
    assert counted(1, "entry", "entries") == "1 entry"
    assert counted(0, "entry", "entries") == "0 entries"
    assert counted(2, "card") == "2 cards"
