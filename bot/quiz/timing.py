"""The times of a round: how long things take, and when Discord says that they happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

# From the announcement to the first question, so that people find their places.
LEAD_IN: Final = timedelta(seconds=5)
# What sending a question may take before its countdown has to be put right by an edit.
SENDING: Final = timedelta(seconds=1)
# Presses made in time are on their way for so long; the right answer is not shown before.
GRACE: Final = timedelta(seconds=1)
# For reading the right answer before the next question.
PAUSE: Final = timedelta(seconds=8)
# What is left at least, after the bot was away, to read the question again and to press.
LEAST_LEFT: Final = timedelta(seconds=10)
# A round ends when Discord has taken no question for so long.
SILENT_AFTER: Final = timedelta(minutes=10)
# A class that has gone home is not asked on.
AWAY_AFTER: Final = timedelta(hours=1)

_EPOCH: Final = datetime(2015, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
# A snowflake is 64 bits, of which the upper 42 count milliseconds.
_TIME_SHIFT: Final = 22
_MOST: Final = (1 << 64) - 1


def created(snowflake: int) -> datetime:
    """When Discord made the thing with this id, in UTC, to the millisecond.

    Source: "Snowflakes" in Discord's reference. Numbers that are no snowflakes are clamped.
    """
    milliseconds = min(max(snowflake, 0), _MOST) >> _TIME_SHIFT
    return _EPOCH + timedelta(milliseconds=milliseconds)


def whole_second(moment: datetime) -> datetime:
    """`moment`, or the next whole second after it: Discord's timestamps show no less."""
    over = timedelta(microseconds=moment.microsecond)
    return moment - over + _SECOND if over else moment


def milliseconds(span: timedelta) -> int:
    """Whole milliseconds in `span`, rounded down."""
    return span // timedelta(milliseconds=1)
