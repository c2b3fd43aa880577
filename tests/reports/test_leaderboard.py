"""The leaderboard: how many places it shows, and their wording."""

from __future__ import annotations

from bot.quiz.round.standings import PlayerPlace, leaderboard_places
from bot.reports.leaderboard import MOST_PLACES, PlacedPlayer, leaderboard_figure, top_places


def board(*people: tuple[str, int, int]) -> tuple[PlacedPlayer, ...]:
    """People with how many they had right, and of how many answers; best first."""
    rows = [
        PlayerPlace(1, n, right, many, 100 * right, 0) for n, (_, right, many) in enumerate(people)
    ]
    return tuple(PlacedPlayer(place, people[place.player][0]) for place in leaderboard_places(rows))


def test_equals_share_a_place_and_who_had_nothing_right_is_there_too() -> None:
    """The place after them is counted on."""
    shown = board(("Cem", 5, 10), ("Ann", 9, 10), ("Bea", 9, 10), ("Dan", 0, 1))

    assert leaderboard_figure("This week", shown).lines == (
        "1. Ann: 9 right of 10 answers (90 %)",
        "1. Bea: 9 right of 10 answers (90 %)",
        "3. Cem: 5 right of 10 answers (50 %)",
        "4. Dan: 0 right of 1 answer (0 %)",
    )


def test_whoever_shares_the_last_place_is_shown() -> None:
    """A draw has no order; of a very large one not everybody has room."""
    best = [(f"best {n}", 9, 9) for n in range(MOST_PLACES - 1)]

    assert len(top_places(board(*best, *[("tied", 3, 5)] * 4, ("last", 1, 5)))) == MOST_PLACES + 3
    assert len(top_places(board(*best, *[("tied", 3, 5)] * 40))) == 2 * MOST_PLACES


def test_nobody_yet() -> None:
    """A sentence in place of rows."""
    assert leaderboard_figure("This week", board()).lines == ("Nobody has answered in this time.",)
