"""The `run`, `try` and `health` commands."""

from __future__ import annotations

import asyncio
import os
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import run_bot
from bot.config import load_config
from bot.errors import StartError
from bot.runtime.process import HEARTBEAT_FILE, instance_lock, is_alive
from bot.runtime.token import read_token

if TYPE_CHECKING:
    import argparse


_GREETING = """\
The bot is running in a page on this machine: {url}
You are the student: type /ask and a question, mention @Study bot, or begin with /quiz start. Under
“Viewing as” you become the moderator, who may use /kb and /server too. What you do is kept for the
next time in {kept}. The page's address is its key: do not pass it on. Ctrl-C ends it."""


def run_try(arguments: argparse.Namespace) -> int:
    """Serve the local page until it is closed or the program is interrupted."""
    config = load_config(arguments.config)
    try:
        from bot.playground import DATABASE, try_out
    except ModuleNotFoundError as error:
        raise StartError(
            f"The page needs the package {error.name}; install the extra “try”, or use: make try"
        ) from error

    def opened(url: str) -> None:
        print(_GREETING.format(url=url, kept=Path(config.data) / DATABASE), flush=True)
        if not arguments.no_browser and not open_page(url):
            print("No browser was found here; open the address in one.", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(try_out(config, arguments.knowledge, Path(folder), opened))
    print("\nThe bot in the page has ended.")
    return 0


def open_page(url: str) -> bool:
    """Open the page in a window; False where only a browser inside the terminal is found, or none.

    One inside the terminal would take it over, and shows no page of this kind.
    """
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return type(browser) is not webbrowser.GenericBrowser and browser.open(url)


def run_run(arguments: argparse.Namespace) -> int:
    """Run the bot; raises a one-line error, or one that lists problems."""
    config = load_config(arguments.config)
    token = read_token(os.environ)
    with instance_lock(Path(config.data)):
        asyncio.run(run_bot(config, token, arguments.knowledge))
    return 0


def run_health(arguments: argparse.Namespace) -> int:
    """Print whether the bot is connected; return 1 if its heartbeat is over 80 seconds old."""
    alive = is_alive(Path(load_config(arguments.config).data) / HEARTBEAT_FILE)
    print("connected" if alive else "no heartbeat: not running, or not connected to Discord")
    return 0 if alive else 1
