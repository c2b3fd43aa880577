"""The study bot as a process, with settings of its own, connected to a loopback Discord."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.wire.loopback import TOKEN
from tests.wire.objects import PACE
from tests.wire.process import Process

if TYPE_CHECKING:
    from pathlib import Path

# A class in a test asks faster than any class; the limits have stories of their own.
UNLIMITED = {"uses": 1000, "seconds": 1}


async def start_bot(
    folder: Path,
    address: str,
    *,
    command: str = "run",
    token: str = TOKEN,
    ready: bool = True,
    paced: bool = False,
    **settings: Any,
) -> Process:
    """Start `python -m bot` with its data in `folder`; wait until it is ready, or for nothing.

    `settings` replace those at the top of the settings file. If `paced`, it keeps the loopback
    Discord's own time, and measures its event loop.
    """
    config = {
        "data": str(folder / "data"),
        "discord": {"api_base": address},
        "cooldowns": {"user": UNLIMITED, "channel": UNLIMITED},
        "log": {"format": "json"},
        **settings,
    }
    file = folder / "config.yaml"
    # JSON is YAML, and a settings file may hold no anchors.
    file.write_text(json.dumps(config), encoding="utf-8")
    arguments = ("-m", "bot", command, "--config", str(file))
    if paced:
        pace = (str(PACE.began), str(PACE.factor))
        arguments = ("-m", "tests.wire.paced_bot", str(file), *pace)
    bot = await Process.start(arguments, {"DISCORD_TOKEN": token})
    try:
        if ready:
            await bot.logged("ready")
    except BaseException:
        await bot.kill()
        raise
    return bot
