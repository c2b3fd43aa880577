"""Take the pictures of docs/images anew, from the page of `make try`.

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
# As wide as a card and what stands beside it, and high enough for the longest.
SIZE = (700, 1600)
SHARPNESS = 1.5
# Letters keep their edges with so many colours, and the files stay small.
COLOURS = 128
ENTRY = {
    "title": "What the code of conduct asks",
    "statements": "The code of personal conduct for Blue Helmets has ten rules. [25]\n"
    "The author holds that rules alone do not suffice. [paper]",
    "phrasings": "what does the code of conduct ask for",
}


def take(name: str, message: Locator) -> None:
    """Write a message as a PNG."""
    _keep(name, _shot(message))


def _shot(message: Locator) -> Image.Image:
    """How a message looks; without its time, so that the same message is the same picture."""
    message.page.mouse.move(0, 0)
    message.locator(".message-time").evaluate("time => { time.style.visibility = 'hidden'; }")
    for shown in message.locator("img").all():
        expect(shown).not_to_have_js_property("naturalWidth", 0)
    return Image.open(BytesIO(message.screenshot(animations="disabled"))).convert("RGB")


def _keep(name: str, taken: Image.Image) -> None:
    fewer = taken.quantize(COLOURS, dither=Image.Dither.NONE)
    path = INTO / f"{name}.png"
    fewer.save(path, optimize=True)
    print(f"{path.relative_to(INTO.parents[1])}: {path.stat().st_size // 1000} kB")


def take_both(name: str, above: Locator, below: Locator) -> None:
    """Write two messages as one PNG, the first above the second."""
    shots = [_shot(message) for message in (above, below)]
    size = (max(one.width for one in shots), sum(one.height for one in shots))
    whole = Image.new("RGB", size, shots[0].getpixel((0, 0)))
    whole.paste(shots[0])
    whole.paste(shots[1], (0, shots[0].height))
    _keep(name, whole)


def _config(folder: Path) -> str:
    """Settings of a bot that has kept nothing yet, so that each run begins alike."""
    path = folder / "config.yaml"
    path.write_text(f"data: {folder / 'data'}\n", encoding="utf-8")
    return str(path)


def _reviewed(room: Classroom) -> Locator:
    """A card of a student's review, with its answer."""
    room.slash("review add", what="Definitions")
    card = room.slash("review start")
    button(card, "Show answer").click()
    expect(card).to_contain_text("Good")
    return card


def _played(room: Classroom) -> tuple[Locator, Locator]:
    """A quiz question that the student has answered, and what was right."""
    room.slash("quiz start", topic="Definitions", kinds="term", questions="1", seconds="10")
    question = room.messages().filter(has_text="Question 1 of 1").first
    question.get_by_role("button").first.click()
    shown = room.messages().filter(has_text="Right is ")
    expect(shown).to_contain_text("had it right")
    return question, shown


def _written(room: Classroom) -> Locator:
    """What a moderator sees of an entry before it is published."""
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
        take("answer", room.slash("ask", question="What is impunity?"))
        take("did-you-mean", room.slash("define", term="country"))
        take("footnote", room.slash("footnote", number="44"))
        take("timeline", room.slash("timeline"))
        take("review", _reviewed(room))
        take_both("quiz", *_played(room))
        take("preview", _written(room))


if __name__ == "__main__":
    main()
