"""The audit channel of a bot that is killed: each change is told there once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.storage import guild_rows, revision_rows
from bot.storage.database import database_address, open_database
from bot.storage.migrate import migrate
from tests.wire.faults import MESSAGES, held
from tests.wire.objects import CHANNEL, GUILD
from tests.wire.records import texts

if TYPE_CHECKING:
    from pathlib import Path

    from bot.storage.revision_rows import AuditedChange
    from tests.wire.conftest import Launch
    from tests.wire.loopback import Loopback


async def record(folder: Path) -> list[AuditedChange]:
    """What is on record in the bot's database; one change, where there is none yet."""
    (folder / "data").mkdir(exist_ok=True)
    database = await open_database(database_address("", folder / "data"))
    try:
        await migrate(database)
        async with database.begin() as connection:
            if not await revision_rows.last_audited(connection, int(GUILD), 9):
                await guild_rows.lock(connection, int(GUILD))
                await guild_rows.set_settings(
                    connection, int(GUILD), f'{{"audit_channel": {CHANNEL}}}'
                )
                await revision_rows.record_audit(
                    connection,
                    guild=int(GUILD),
                    at=datetime(2026, 1, 1, tzinfo=UTC),
                    actor=7,
                    action="retire",
                    entry="patrols",
                    detail="doubtful",
                )
            return list(await revision_rows.last_audited(connection, int(GUILD), 9))
    finally:
        await database.close()


async def test_a_kill_between_sending_and_noting_it_tells_nothing_twice(
    discord: Loopback, launch: Launch, tmp_path: Path
) -> None:
    """Discord has the message, the bot does not know; the next one sends it under its old name."""
    await record(tmp_path)
    sending = discord.befall(held(MESSAGES))
    killed = await launch()
    await sending.reached.wait()
    await killed.kill()
    sending.released.set()

    bot = await launch()
    await discord.until(
        lambda: len(discord.sent(MESSAGES)) == 2 and discord.sent(MESSAGES)[1].status,
        "the change again",
    )
    assert await bot.stop() == 0

    first, second = discord.sent(MESSAGES)
    assert first.body == second.body
    [told] = discord.rest.posted
    assert told["channel_id"] == CHANNEL
    assert "**Retired an entry**: How many patrols (`patrols`)" in texts(told)
    assert bot.grave == []
    assert [row.posted for row in await record(tmp_path)] == [True]
