"""Take the pictures of docs/images anew, from the page of `make try`.

Needs the development dependencies, and Debian's Chromium.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from tests.browser.classroom import CHROMIUM, Classroom, bot_being_tried, launch

if TYPE_CHECKING:
    from playwright.sync_api import Locator

INTO = Path(__file__).parents[1] / "docs" / "images"
# As wide as a card and what stands beside it, and high enough for the longest.
SIZE = (700, 1600)
SHARPNESS = 1.5
# Letters keep their edges with so many colours, and the files stay small.
COLOURS = 128


def take(name: str, message: Locator) -> None:
    """Write a message as a PNG; without its time, so that the same message is the same picture."""
    message.page.mouse.move(0, 0)
    message.locator(".message-time").evaluate("time => { time.style.visibility = 'hidden'; }")
    for shown in message.locator("img").all():
        expect(shown).not_to_have_js_property("naturalWidth", 0)
    taken = Image.open(BytesIO(message.screenshot(animations="disabled")))
    fewer = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path = INTO / f"{name}.png"
    fewer.save(path, optimize=True)
    print(f"{path.relative_to(INTO.parents[1])}: {path.stat().st_size // 1000} kB")


def main() -> None:
    """Ask, browse, and take the pictures."""
    if CHROMIUM is None:
        sys.exit("There is no Chromium here; on Debian: apt-get install chromium")
    INTO.mkdir(parents=True, exist_ok=True)
    with bot_being_tried() as address, sync_playwright() as playwright:
        room = Classroom.enter(launch(playwright), address, SIZE, SHARPNESS)
        take("answer", room.slash("ask", question="What is impunity?"))
        take("did-you-mean", room.slash("define", term="country"))
        take("footnote", room.slash("footnote", number="44"))
        take("timeline", room.slash("timeline"))


if __name__ == "__main__":
    main()
