"""The page of `make try` in a real browser, and what a student does and sees there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser, Locator, Page, Playwright, Response

BAD_REQUEST: Final = 400
ROOT: Final = Path(__file__).parents[2]
CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
# Nothing of it leaves this machine, and it runs as root and without a screen.
_FLAGS: Final = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDE: Final = (1200, 900)
PHONE: Final = (390, 844)
_ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+/#\S+")
# What a command's box offers names for while somebody types.
_COMPLETED: Final = ("question", "term", "name", "actor", "work", "what")
# In milliseconds; reached only where something is wrong, or the machine very busy.
SOON: Final = 20_000
TRIES: Final = 3
_GLANCE: Final = 50
_FITS: Final = "document.querySelector('#channel-layout').clientWidth <= window.innerWidth"
_MESSAGES: Final = "#channel-message-list article.channel-message"


@contextmanager
def bot_being_tried(*more: str) -> Iterator[str]:
    """`python -m bot try` as a process, for as long as the block; gives the page's address."""
    command = [sys.executable, "-m", "bot", "try", "--no-browser", *more]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with process:
        try:
            assert process.stdout is not None
            found = next(filter(None, map(_ADDRESS.search, process.stdout)), None)
            assert found is not None, "the bot ended before it had told its page's address"
            yield found[0]
        finally:
            process.terminate()


def launch(playwright: Playwright) -> Browser:
    """A Chromium of this machine, without a window."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)


@dataclass
class Classroom:
    """The page as one person sees it; `errors` gathers what goes wrong in the page itself."""

    page: Page
    errors: list[str] = field(default_factory=list)

    @classmethod
    def enter(
        cls, browser: Browser, address: str, size: tuple[int, int] = WIDE, sharpness: float = 1
    ) -> Classroom:
        """Open the page, and wait until one can write in it."""
        width, height = size
        page = browser.new_page(
            viewport={"width": width, "height": height}, device_scale_factor=sharpness
        )
        page.set_default_timeout(SOON)
        room = cls(page)
        page.on("pageerror", lambda error: room.errors.append(str(error)))
        page.on("response", lambda got: room.errors.append(got.url) if _is_broken(got) else None)
        page.goto(address)
        page.locator("#channel-composer-input").wait_for()
        _until_it_fits(page)
        return room

    def slash(self, command: str, **options: str) -> Locator:
        """Type a command with its options, send it, and read the reply."""
        self.choose(command)
        for name, value in options.items():
            self._option(name, value)
        return self.send()

    def choose(self, command: str) -> Locator:
        """Type a command and take it from the list; gives the row in which its options stand."""
        self._write(f"/{command}")
        named = self.page.get_by_text(f"/{command}", exact=True)
        self.page.locator(".command-entry", has=named).click()
        return self.page.locator(".command-row")

    def open_command(self, command: str, **options: str) -> Locator:
        """Send a command that is answered with a form; gives the form."""
        self.choose(command)
        for name, value in options.items():
            self._option(name, value)
        return self.open_dialog(self.page.locator("#send-message"))

    def open_dialog(self, pressed: Locator) -> Locator:
        """Press what opens a form; gives the form."""
        form = self.page.get_by_role("dialog")
        _again(pressed.click, form.get_by_role("textbox").first)
        return form

    def fill(self, form: Locator, **fields: str) -> Locator:
        """Fill a form and send it; gives the message that answers."""
        self._fill(form, fields)
        return self._new_message(self._submit)

    def edit(self, form: Locator, **fields: str) -> None:
        """Fill a form that changes the message it was opened from, and send it."""
        self._fill(form, fields)
        self._submit()

    def send(self) -> Locator:
        """Send what has been typed, and read the bot's answer."""
        return self._new_message(self._send, again=True)

    def say(self, text: str) -> Locator:
        """Write a message, and read the bot's answer."""
        self._write(text)
        return self.send()

    def press(self, message: Locator, label: str) -> Locator:
        """Press a button that the bot answers with a message; gives that one."""
        return self._new_message(button(message, label).click, again=True)

    def turn(self, message: Locator, label: str, page: int) -> None:
        """Press a button that turns a list's page, until that page is shown."""
        _again(button(message, label).click, message.get_by_text(f"Page {page} of "))

    def follow_up(self, message: Locator, question: str) -> Locator:
        """Fill the form behind an answer's button; gives the answer to that."""
        self.open_form(message, question)
        return self._new_message(self._submit)

    def open_form(self, message: Locator, question: str) -> Locator:
        """Open the form behind an answer's button and write in it, but do not send it."""
        form = self.page.get_by_role("dialog")
        _again(button(message, "Follow up").click, form.get_by_role("textbox"))
        form.get_by_role("textbox").fill(question)
        return form

    def pick(self, message: Locator, label: str) -> Locator:
        """Choose from a list's menu; gives what that opens."""
        message.get_by_role("combobox").click()
        offered = self.page.get_by_role("option", name=label, exact=True)
        return self._new_message(offered.click)

    def choose_in(self, message: Locator, label: str) -> None:
        """Choose from a message's menu what changes the message in place."""
        message.get_by_role("combobox").click()
        self.page.get_by_role("option", name=label, exact=True).click()

    def become(self, name: str) -> None:
        """See the channel as somebody else does."""
        with self.page.expect_response(lambda got: _asks(got, '"viewer"')):
            self.page.get_by_label("Viewing as").select_option(label=name)

    def messages(self) -> Locator:
        """All messages in the channel that this person sees, oldest first."""
        return self.page.locator(_MESSAGES)

    def _fill(self, form: Locator, fields: Mapping[str, str]) -> None:
        for name, value in fields.items():
            form.locator(f'[name="{name}"]').fill(value)

    def _send(self) -> None:
        """Press it while there is something to send: what was sent is not sent again."""
        written = self.page.locator("#channel-composer-input")
        if self.page.locator(".command-row").count() or written.input_value():
            self.page.locator("#send-message").click()

    def _submit(self) -> None:
        self.page.get_by_role("button", name="Submit", exact=True).click()

    def _write(self, text: str) -> None:
        field = self.page.locator("#channel-composer-input")
        field.click()
        field.fill(text)

    def _option(self, name: str, value: str) -> None:
        entry = self.page.locator(f'.command-option-input[data-option="{name}"]')
        if not entry.count():
            self.page.locator(".command-ghost").click()
            self.page.get_by_role("option", name=name).first.click()
        if name in _COMPLETED:
            # The page takes nothing else while it waits for suggestions.
            with self.page.expect_response(lambda got: _asks(got, "autocomplete")):
                entry.fill(value)
            return
        entry.fill(value)
        if self.page.locator(".command-suggestion").count():
            self.page.get_by_role("option", name=value, exact=True).click()

    def _new_message(self, act: Callable[[], None], *, again: bool = False) -> Locator:
        """The bot's newest message after `act`, if it is another than before.

        `again` repeats an act that came to nothing.
        """
        newest = self.messages().last.get_attribute("data-message-id")
        other = f'{_MESSAGES}:last-child:not([data-message-id="{newest}"])'
        found = self.page.locator(other, has=self.page.get_by_text("Study bot", exact=True))
        if again:
            _again(act, found)
        else:
            act()
        found.wait_for()
        # Others may come after it; this one is found again by its id.
        name = found.get_attribute("data-message-id")
        return self.page.locator(f'{_MESSAGES}[data-message-id="{name}"]')


def _again(act: Callable[[], None], seen: Locator) -> None:
    """Do `act` until `seen` is there.

    The page redraws itself every second: a press in that moment is lost, and people press again.
    """
    # Imported here, so that the stories are collected, and skip, where Playwright is missing.
    from playwright.sync_api import TimeoutError as NotInTime

    for _ in range(TRIES):
        act()
        with suppress(NotInTime):
            seen.wait_for(timeout=SOON / TRIES)
            return


def _until_it_fits(page: Page) -> None:
    """Wait until the page, which begins as wide as a screen, has taken the width of its window."""
    # The page forbids what Playwright's own waiting would evaluate in it.
    for _ in range(SOON // _GLANCE):
        if page.evaluate(_FITS):
            return
        page.wait_for_timeout(_GLANCE)
    message = "the page has not taken the width of its window"
    raise AssertionError(message)


def button(message: Locator, label: str) -> Locator:
    """A button under a message."""
    return message.get_by_role("button", name=label, exact=True)


def _is_broken(response: Response) -> bool:
    # The page has no icon of its own, and a browser asks for one by itself.
    return response.status >= BAD_REQUEST and not response.url.endswith("/favicon.ico")


def _asks(response: Response, what: str) -> bool:
    return what in (response.request.post_data or "")
