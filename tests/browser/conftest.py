"""The whole bot as `make try` starts it, and a Chromium that looks at its page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.classroom import CHROMIUM, PHONE, SOON, Classroom, bot_being_tried, launch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

expect.set_options(timeout=SOON)


# One browser and one bot for all stories of a module: they take longer to start than to use. The
# browser has to be gone before others begin, for it keeps an event loop running.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one the stories are skipped, but never where changes are judged.

    Chromium is no package of Python's: `.ci/run` installs it.
    """
    if CHROMIUM is None:
        said = "there is no Chromium here; on Debian: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of a bot that was started with `python -m bot try`."""
    del browser  # without one there is no use in starting
    with bot_being_tried("--config", str(_patient(tmp_path_factory.mktemp("try")))) as told:
        yield told


def _patient(folder: Path) -> Path:
    """Settings under which all stories together do not ask too often, and leave nothing behind."""
    config = folder / "config.yaml"
    often = "{uses: 1000, seconds: 1}"
    config.write_text(
        f"data: {folder / 'data'}\ncooldowns:\n  user: {often}\n  channel: {often}\n",
        encoding="utf-8",
    )
    return config


@pytest.fixture
def classroom(browser: Browser, address: str) -> Iterator[Classroom]:
    """The page as the student sees it; a story fails if anything goes wrong in the page itself."""
    yield from _visited(Classroom.enter(browser, address))


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Classroom]:
    """The same, as narrow as a phone."""
    yield from _visited(Classroom.enter(browser, address, PHONE))


def _visited(room: Classroom) -> Iterator[Classroom]:
    yield room
    room.page.close()
    assert room.errors == []
