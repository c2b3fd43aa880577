"""The operator is told of errors, but not too often, and nothing about anybody."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from structlog.testing import capture_logs

from bot.runtime.alerts import Alerts
from tests.support.clocks import HandClock


def test_an_error_is_told_with_what_helps_to_find_it() -> None:
    """The reference that the person was given, and no word of theirs."""
    alerts = Alerts(6, HandClock())
    alerts.note(
        {
            "event": "failed",
            "reference": "1a2b3c4d",
            "command": "ask",
            "question": "secret",
            "id": 7,
        }
    )

    assert alerts.due() == (
        "The study bot has logged errors:\n- failed (command ask, reference 1a2b3c4d)"
    )
    assert alerts.due() is None


def test_there_are_at_most_so_many_an_hour() -> None:
    """What is left out is counted, and told with the next."""
    clock = HandClock()
    alerts = Alerts(2, clock)
    told = []
    for number in range(10):
        alerts.note({"event": f"error {number}"})
        told.append(alerts.due())

    assert [text is not None for text in told] == [True, True, *[False] * 8]
    clock.time += timedelta(hours=1)
    assert alerts.due() is None
    alerts.note({"event": "another"})
    assert alerts.due() == (
        "The study bot has logged errors:\n- another\n- and 8 errors in the hour before, which the "
        "log has"
    )


async def test_who_cannot_be_told_is_no_error_to_tell() -> None:
    """It is logged, once for each attempt, and nothing stops."""
    alerts = Alerts(6, HandClock())
    sent: list[str] = []
    tried = asyncio.Event()

    async def send(text: str) -> None:
        sent.append(text)
        tried.set()
        raise OSError("no network")

    alerts.note({"event": "failed"})
    with capture_logs() as logged:
        task = asyncio.create_task(alerts.keep_sending(send))
        await asyncio.wait_for(tried.wait(), 20)
        await asyncio.sleep(0)
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert [entry["event"] for entry in logged] == ["alert not sent"]
    alerts.note(logged[0])
    assert alerts.due() is None
