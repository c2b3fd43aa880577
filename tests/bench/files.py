"""How long files that people upload make the whole bot stand still: `make bench-files`."""

from __future__ import annotations

import asyncio
import gc
import resource
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.errors import DeckError, KnowledgeError
from bot.paper.revision_file import MAX_BYTES, read_revisions
from bot.quiz import decks
from bot.runtime.process import SWITCH_INTERVAL
from tests.support.shipped import shipped_engine

if TYPE_CHECKING:
    from collections.abc import Callable

_TICK: Final = 0.001

# In the names of files that are taken: a refused one would cost less than it should.
_SOUND: Final = "sound"

_ENTRY: Final = """\
- id: entry-{n}
  kind: finding
  title: Title {n} of ours
  section: laws
  claims:
  - {{id: one, text: Claim {n} is stated in words that take some room here., footnotes: [25]}}
  - {{id: two, text: Another claim {n} stands here with its own words., footnotes: [16]}}
  phrasings: [what did they find in {n}, who found the thing {n}, when was {n} found]
  keywords: [alpha{n}, beta{n}]
"""

_CARD: Final = "- {{kind: typed, prompt: What is {n}, accepted: [a{n}], explanation: x, source: y}}"

_DECK: Final = "id: a\ntitle: b\ncards:\n"

REVISIONS: Final = {
    "2,000 sound entries": "entries:\n" + "".join(_ENTRY.format(n=n) for n in range(2_000)),
    "500,000 mistakes": "entries: [" + "x," * 500_000 + "]",
    "2,000 wrong entries": "entries:\n" + "- {id: E 1, kind: finding, bogus: 1}\n" * 2_000,
    "100,000 keys": "".join(f"k{n}: 1\n" for n in range(100_000)),
    "one key": "k" * 1_000_000 + ": 1",
    "one text": "entries: " + "k" * 1_000_000,
    "500,000 tabs": "\t\n" * 500_000,
    "one entry, 2,000 mistakes": "entries:\n- {id: a, kind: finding, claims: ["
    + "x," * 2_000
    + "]}\n",
    "nested": "entries: " + "[" * 500_000,
}

DECKS: Final = {
    "500 sound cards": _DECK + "\n".join(_CARD.format(n=n) for n in range(500)),
    "500 empty cards": _DECK + "- {}\n" * 500,
    "8,000 empty cards": _DECK + "- {}\n" * 8_000,
}


async def _measured(name: str, read: Callable[[], object]) -> None:
    worst, stop = 0.0, asyncio.Event()

    async def tick() -> None:
        nonlocal worst
        while not stop.is_set():
            began = time.perf_counter()
            await asyncio.sleep(_TICK)
            worst = max(worst, time.perf_counter() - began - _TICK)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.02)
    worst, began = 0.0, time.process_time()
    try:
        await asyncio.to_thread(read)
        told = "taken"
    except (KnowledgeError, DeckError) as error:
        if _SOUND in name:
            raise
        told = f"{len(error.problems)} problems told, {error.more:,} more"
    took = time.process_time() - began
    await asyncio.sleep(0.01)
    stop.set()
    await ticking
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {name:<28}{1000 * worst:>8.1f} ms{took:>8.2f} s{most:>7} MiB   {told}")


async def _all() -> None:
    paper = shipped_engine().paper
    # As the bot does it at its start: a collection would go through all of this.
    gc.collect()
    gc.freeze()
    print(f"  {'file':<28}{'standstill':>11}{'processor':>10}{'memory':>11}")
    for name, text in REVISIONS.items():
        data = text.encode()[:MAX_BYTES]
        await _measured(name, partial(read_revisions, "file.yaml", data, paper))
    for name, text in DECKS.items():
        data = text.encode()[: decks.MAX_BYTES]
        await _measured(name, partial(decks.read_deck, "file.yaml", data, paper))


if __name__ == "__main__":
    sys.setswitchinterval(SWITCH_INTERVAL)
    asyncio.run(_all())
