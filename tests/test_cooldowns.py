"""How often somebody may ask: a window that slides, for each person and each channel."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.rate_limits import Cooldowns, Rate, Wait
from tests.support.clocks import HandClock


def test_the_wait_is_until_the_oldest_use_is_out_of_the_window() -> None:
    """Not until all of them are."""
    clock = HandClock()
    cooldowns = Cooldowns(Rate(2, 10), Rate(100, 10), clock)
    assert cooldowns.ask(1, 7) is None
    clock.pass_time(seconds=4)
    assert cooldowns.ask(1, 7) is None

    assert cooldowns.ask(1, 7) == Wait("you", 6)
    clock.pass_time(seconds=6)

    assert cooldowns.ask(1, 7) is None
    assert cooldowns.ask(1, 7) == Wait("you", 4)


def test_what_is_refused_is_not_counted() -> None:
    """Impatience does not lengthen the wait, nor use up the channel's share."""
    clock = HandClock()
    cooldowns = Cooldowns(Rate(1, 10), Rate(2, 10), clock)
    cooldowns.ask(1, 7)
    assert cooldowns.ask(1, 7) == Wait("you", 10)
    for _ in range(5):
        assert cooldowns.ask(1, 7) == Wait("you", 10, again=True)

    assert cooldowns.ask(2, 7) is None
    assert cooldowns.ask(3, 7) == Wait("this channel", 10)


def test_without_a_channel_only_the_person_counts() -> None:
    """As in a DM between two people."""
    cooldowns = Cooldowns(Rate(1, 10), Rate(1, 10), HandClock())
    assert cooldowns.ask(1, None) is None
    assert cooldowns.ask(2, None) is None


def test_a_new_wait_is_told_anew() -> None:
    """Once the one before it is over."""
    clock = HandClock()
    cooldowns = Cooldowns(Rate(1, 10), Rate(100, 10), clock)
    cooldowns.ask(1, 7)
    assert cooldowns.ask(1, 7) == Wait("you", 10)
    clock.pass_time(seconds=10)
    cooldowns.ask(1, 7)

    assert cooldowns.ask(1, 7) == Wait("you", 10)


def test_a_wait_reads_as_a_sentence() -> None:
    """Singular and plural."""
    assert str(Wait("you", 1)).endswith("in 1 second.")
    assert str(Wait("this channel", 2)).startswith("This channel has asked a lot just now.")


@given(st.lists(st.tuples(st.floats(0, 8), st.integers(1, 3)), max_size=60))
def test_no_window_ever_holds_more_than_its_share(asked: list[tuple[float, int]]) -> None:
    """Checked against the plain rule: the granted uses of the last ten seconds."""
    clock = HandClock()
    cooldowns = Cooldowns(Rate(2, 10), Rate(1000, 10), clock)
    granted: list[tuple[datetime, int]] = []
    for pause, user in asked:
        clock.pass_time(seconds=pause)
        recent = sum(
            1 for when, who in granted if who == user and clock.now() - when < timedelta(seconds=10)
        )
        allowed = cooldowns.ask(user, 7) is None
        assert allowed == (recent < 2)
        if allowed:
            granted.append((clock.now(), user))


def test_thousands_of_people_are_forgotten_again() -> None:
    """Those whose window has passed; somebody who is waiting is not let off for it."""
    clock = HandClock()
    cooldowns = Cooldowns(Rate(1, 10), Rate(10_000, 10), clock)
    for user in range(2_000):
        cooldowns.ask(user, None)
    clock.pass_time(seconds=10)
    cooldowns.ask(1, None)
    for user in range(5_000, 7_500):
        cooldowns.ask(user, None)

    assert cooldowns.ask(1, None) == Wait("you", 10)
    assert cooldowns.ask(2, None) is None


def test_presses_have_a_limit_of_their_own() -> None:
    """One person's presses are counted wherever they are; questions and others' presses are not."""
    clock = HandClock()
    cooldowns = Cooldowns(Rate(1, 10), Rate(100, 10), clock, Rate(3, 10))

    waits = [cooldowns.press(1) for _ in range(5)]

    assert waits[:3] == [None] * 3
    first, second = waits[3:]
    assert first is not None
    assert second is not None
    assert str(first) == "You have pressed a lot just now. Please go on in 10 seconds."
    assert (first.again, second.again) == (False, True)
    assert cooldowns.press(2) is None
    assert cooldowns.ask(1, 5) is None
    clock.pass_time(seconds=10)
    assert cooldowns.press(1) is None
