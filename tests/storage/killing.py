"""Processes that are killed at a random moment, and what they had said by then."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


async def run_and_kill(module: str, address: str, seed: int) -> list[dict[str, Any]]:
    """Run a module for a moment of random length, kill it, and return the lines it had written."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        address,
        str(seed),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    ready = await process.stdout.readline()
    assert json.loads(ready) == {"ready": True}
    # Not a wait for anything: the moment of death is what the test is about.
    await asyncio.sleep(random.Random(seed).uniform(0, 0.25))
    process.kill()
    rest = await process.stdout.read()
    await process.wait()
    # The last line may have been cut in the middle of its writing: nobody has read that one.
    return [json.loads(one) for one in rest.split(b"\n")[:-1]]
