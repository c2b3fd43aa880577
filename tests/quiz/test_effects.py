"""Effects: nonces (idempotency keys) that are unique to an effect, and waits before a retry."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.round.effects import (
    NONCE_KNOWN,
    Announce,
    Sending,
    how_to_send,
    short,
    wait_before_retry,
)
from bot.quiz.round.state import created
from tests.quiz.classroom import BEGIN
from tests.support.snowflakes import snowflake

LONGEST_NONCE = 25
effects = st.builds(Announce, st.integers(0, 2**64 - 1), st.integers(1, 10**9))


@given(effects, effects)
def test_a_nonce_names_one_effect(one: Announce, other: Announce) -> None:
    """And is as short as Discord wants it."""
    assert (one.nonce == other.nonce) == (one == other)
    assert len(one.nonce) <= LONGEST_NONCE
    assert 0 < one.mark < 2**31


@given(st.integers(0, 2**64 - 1))
def test_a_short_number_is_the_number(number: int) -> None:
    """In base 36."""
    assert int(short(number), 36) == number


def test_a_message_is_looked_for_where_its_nonce_may_be_forgotten() -> None:
    """Discord knows it for some minutes."""
    assert how_to_send(None, BEGIN) is Sending.AT_ONCE
    assert how_to_send(BEGIN, BEGIN + timedelta(seconds=119)) is Sending.AT_ONCE
    assert how_to_send(BEGIN, BEGIN + NONCE_KNOWN) is Sending.LOOK_FIRST


def test_waits_grow_up_to_a_bound() -> None:
    """So that a Discord that comes back is not flooded, and is noticed soon."""
    waits = [wait_before_retry(failures).total_seconds() for failures in range(1, 8)]
    assert waits == [1, 2, 4, 8, 15, 15, 15]
    assert wait_before_retry(10**6) == timedelta(seconds=15)


@given(st.integers(0, 2**42 - 1), st.integers(0, 2**22 - 1))
def test_a_snowflake_tells_its_time(milliseconds: int, count: int) -> None:
    """And numbers that are none raise nothing."""
    moment = created(0) + timedelta(milliseconds=milliseconds)
    assert created(snowflake(moment, count)) == moment
    assert created(-milliseconds) == created(0)
    assert created(2**80) == created(2**64 - 1)
