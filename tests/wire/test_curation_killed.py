"""Curation outlives kill -9 at any moment: what was confirmed is there, and nothing by half.

The suite kills a few times; `make proofs` two hundred.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING, Any

from tests.wire.curators import RETIRED, Curator, work_for
from tests.wire.records import texts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.wire.conftest import Launch
    from tests.wire.curators import Written
    from tests.wire.loopback import Loopback
    from tests.wire.student import Student

KILLS, IN_FULL = 2, 200
CURATORS = 3
LONGEST_LIFE = 1.0
# Entries that each new bot is asked for; all are looked for in the database.
_ASKED = 4


async def test_curation_outlives_kills(  # noqa: PLR0917  # fixtures
    discord: Loopback,
    launch: Launch,
    alice: Student,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Again and again over one database, with curators who press again what died under them."""
    full = bool(request.config.getoption("--full"))
    rng = random.Random(5)
    crowd = [Curator(discord, rng, name) for name in ("ann", "ben", "cat")[:CURATORS]]
    kills = IN_FULL if full else KILLS
    for _ in range(kills):
        bot = await launch()
        await _asked(alice, rng, crowd)
        working = await work_for(crowd, rng.uniform(0, LONGEST_LIFE))
        await bot.kill()
        for one in working:
            one.cancel()
        assert [
            one
            for one in await asyncio.gather(*working, return_exceptions=True)
            if not isinstance(one, asyncio.CancelledError)
        ] == []
        _examine(tmp_path / "data" / "study.sqlite3", crowd)
        assert bot.grave == []
    bot = await launch()
    await _asked(alice, rng, crowd)
    assert await bot.stop() == 0
    assert bot.grave == []
    odd = [odd for one in crowd for odd in one.oddities]
    assert odd == []
    deeds = [deed for one in crowd for entry in one.written for deed in entry.deeds]
    deeds += [deed for one in crowd for deed in one.notes]
    told = sum(deed.told for deed in deeds)
    assert told
    if full:
        again = sum(len(deed.presses) > 1 for deed in deeds)
        with capsys.disabled():
            print(  # noqa: T201  # the figures that `make proofs` reports
                f"\n{kills} kills of the bot: {len(deeds)} changes by curators, {told} confirmed, "
                f"{again} pressed again after a kill; none lost, doubled or by half"
            )


async def _asked(alice: Student, rng: random.Random, crowd: list[Curator]) -> None:
    """Alice is answered with what was confirmed, and not with what was retired."""
    written = [entry for one in crowd for entry in one.written if len(entry.may_say()) == 1]
    for entry in rng.sample(written, min(_ASKED, len(written))):
        [says] = entry.may_say()
        for question in [entry.asked, *entry.wordings()][-2:]:
            answer = texts((await alice.slash("ask", question=question)).message)
            if says == RETIRED:
                assert f"-# {entry.title}" not in answer.splitlines()
            else:
                assert says in answer


def _examine(path: Path, crowd: list[Curator]) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        revisions = list(database.execute("SELECT * FROM revisions ORDER BY id"))
        audit = [row["action"] for row in database.execute("SELECT action FROM audit")]
        drafts = list(database.execute("SELECT id, state FROM drafts"))
        guilds = list(database.execute("SELECT generation, settings FROM guilds"))
    last: dict[str, Any] = {}
    numbers: dict[str, list[int]] = defaultdict(list)
    for row in revisions:
        last[row["entry"]] = row
        numbers[row["entry"]].append(row["number"])
    for found in numbers.values():
        assert found == list(range(1, len(found) + 1)), "no number is missing or doubled"
    requests = {row["request"] for row in revisions}
    assert len(requests) == len(revisions), "each press made one revision"
    assert len(audit) - audit.count("settings") == len(requests), "each press has its record"
    assert sum(row["generation"] for row in guilds) == len(audit), "each change counts once"
    for row in drafts:
        made = any(request.endswith(f":{row['id']}") for request in requests)
        assert (row["state"] == "published") == made, "draft and revision go together"
    for entry in (entry for one in crowd for entry in one.written):
        _examine_entry(entry, last.get(entry.id))
    notes = [deed for one in crowd for deed in one.notes]
    if any(deed.told for deed in notes):
        note = json.loads(guilds[0]["settings"])["content_note"]
        assert note in {deed.note for deed in notes}


def _examine_entry(entry: Written, row: Any) -> None:
    if row is None or row["action"] == "retire":
        assert RETIRED in entry.may_say(), f"{entry} is not there"
        return
    [claim] = json.loads(row["payload"])["entry"]["claims"]
    assert claim["text"] in entry.may_say(), f"{entry} says {claim['text']}"
    phrasings = json.loads(row["payload"])["entry"]["phrasings"]
    assert set(entry.wordings()) <= set(phrasings), f"{entry} is not asked for as was confirmed"
