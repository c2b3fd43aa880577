"""SIGHUP: the knowledge is read anew, and a broken file takes nothing away."""

from __future__ import annotations

import shutil
import signal
from typing import TYPE_CHECKING

from bot.corpus.loading import find_knowledge
from tests.wire.records import texts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wire.conftest import Launch
    from tests.wire.student import Student

OLD = "Sexual exploitation and abuse (SEA)"
NEW = "Sexual exploitation and abuse, SEA for short"


async def test_knowledge_is_read_again(launch: Launch, alice: Student, tmp_path: Path) -> None:
    """First a file that is broken, which the log names, then one that is sound."""
    knowledge = tmp_path / "knowledge"
    shutil.copytree(find_knowledge(), knowledge)
    definitions = knowledge / "entries" / "definitions.yaml"
    sound = definitions.read_text(encoding="utf-8")
    assert OLD in sound
    bot = await launch(knowledge=str(knowledge))
    assert OLD in texts((await alice.slash("ask", question="What is SEA?")).message)

    definitions.write_text(sound.replace(OLD, NEW) + "\nnot: [knowledge\n", encoding="utf-8")
    bot.signal(signal.SIGHUP)
    told = await bot.logged("knowledge not reloaded")
    assert told["problem"].startswith("knowledge/entries/definitions.yaml:")
    assert OLD in texts((await alice.slash("ask", question="What is SEA?")).message)

    definitions.write_text(sound.replace(OLD, NEW), encoding="utf-8")
    bot.signal(signal.SIGHUP)
    await bot.logged("knowledge reloaded")
    assert NEW in texts((await alice.slash("ask", question="What is SEA?")).message)

    bot.signal(signal.SIGHUP)
    await bot.logged("knowledge unchanged")
    assert await bot.stop() == 0
