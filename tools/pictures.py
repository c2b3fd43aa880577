"""Take the screenshots in docs/images from the page of `make try`.

Needs the development dependencies, and Debian's Chromium.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from tests.browser.classroom import CHROMIUM, Classroom, bot_being_tried, button, launch

if TYPE_CHECKING:
    from playwright.sync_api import Locator

INTO = Path(__file__).parents[1] / "docs" / "images"
# Wide enough for a card and its surroundings, and high enough for the longest card; in pixels.
SIZE = (700, 1600)
SHARPNESS = 1.5
# With this many colours letters stay sharp and the files small.
COLOURS = 128
# In milliseconds.
SCROLLED = 700
ENTRY = {
    "title": "What the code of conduct asks",
    "statements": "The UN has Codes of Conduct for soldiers and for civilian police. [25]\n"
    "The code of personal conduct for Blue Helmets has ten rules. [25]",
    "phrasings": "what does the code of conduct ask for",
}


def take(name: str, message: Locator) -> None:
    """Write a message as a PNG."""
    _keep(name, _shot(message))


def _shot(message: Locator) -> Image.Image:
    """Return a picture of a message without its time, so that it is the same on every run."""
    message.page.mouse.move(0, 0)
    message.scroll_into_view_if_needed()
    # The page is still scrolling to the newest message.
    message.page.wait_for_timeout(SCROLLED)
    # A message that follows another by the same author shows no time.
    hide = "times => times.forEach(time => { time.style.visibility = 'hidden'; })"
    message.locator(".message-time").evaluate_all(hide)
    for shown in message.locator("img").all():
        expect(shown).not_to_have_js_property("naturalWidth", 0)
    return Image.open(BytesIO(message.screenshot(animations="disabled"))).convert("RGB")


def _keep(name: str, taken: Image.Image) -> None:
    fewer = taken.quantize(COLOURS, dither=Image.Dither.NONE)
    path = INTO / f"{name}.png"
    fewer.save(path, optimize=True)
    print(f"{path.relative_to(INTO.parents[1])}: {path.stat().st_size // 1000} kB")


def _stacked(above: Image.Image, below: Image.Image) -> Image.Image:
    """Return two pictures as one, the first above the second."""
    size = (max(above.width, below.width), above.height + below.height)
    whole = Image.new("RGB", size, above.getpixel((0, 0)))
    whole.paste(above)
    whole.paste(below, (0, above.height))
    return whole


def _config(folder: Path) -> str:
    """Write settings for a bot without any data, so that every run starts the same.

    Return the path of the file.
    """
    path = folder / "config.yaml"
    path.write_text(f"data: {folder / 'data'}\n", encoding="utf-8")
    return str(path)


def _reviewed(room: Classroom) -> Locator:
    """Return a card of a student's review, with its answer shown."""
    room.slash("review add", what="Definitions")
    card = room.slash("review start")
    button(card, "Show answer").click()
    expect(card).to_contain_text("Good")
    return card


def _played(room: Classroom) -> Image.Image:
    """Return a picture of an open quiz question above the same one with the right answer."""
    room.slash("quiz start", topic="Definitions", kinds="term", questions="1", seconds="10")
    question = room.messages().filter(has_text="Question 1 of 1").filter(has_text="Time is up in")
    question.wait_for()
    asked = _shot(question)
    question.get_by_role("button").first.click()
    shown = room.messages().filter(has_text="had it right")
    shown.wait_for()
    return _stacked(asked, _shot(shown))


def _written(room: Classroom) -> Locator:
    """Return the preview that a moderator sees before publishing an entry."""
    room.become("moderator")
    form = room.open_command("kb add", kind="Finding")
    return room.fill(form, **ENTRY)


def main() -> None:
    """Ask, browse, and take the pictures."""
    if CHROMIUM is None:
        sys.exit("There is no Chromium here; on Debian: apt-get install chromium")
    INTO.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as folder,
        bot_being_tried("--config", _config(Path(folder))) as address,
        sync_playwright() as playwright,
    ):
        room = Classroom.enter(launch(playwright), address, SIZE, SHARPNESS)
        take("answer", room.slash("ask", question="What is the boys club mentality?"))
        take("did-you-mean", room.slash("define", term="peacekeeping"))
        take("footnote", room.slash("footnote", number="44"))
        take("timeline", room.slash("timeline"))
        take("review", _reviewed(room))
        _keep("quiz", _played(room))
        take("preview", _written(room))


if __name__ == "__main__":
    main()
