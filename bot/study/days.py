"""Moments are in UTC; a day is a person's own, by the calendar of the place where they live."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo


def require_utc(moment: datetime) -> None:
    """Raise ValueError for a time without a zone, and for one that is not in UTC."""
    if moment.utcoffset() != timedelta(0):
        raise ValueError(f"times here are aware and in UTC, not {moment.isoformat()}")


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The date that a calendar shows at `moment` in `zone`."""
    require_utc(moment)
    return moment.astimezone(zone).date()
