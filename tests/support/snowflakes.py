"""Ids as Discord makes them, for things that happen at a moment of a test's choosing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
# The lower 22 of 64 bits number what is made in one millisecond.
_TIME_SHIFT = 22


def snowflake(moment: datetime, count: int = 0) -> int:
    """The `count`-th id, 0 to 2^22 - 1, that Discord could make in the millisecond of `moment`."""
    return ((moment - _EPOCH) // timedelta(milliseconds=1) << _TIME_SHIFT) + count
