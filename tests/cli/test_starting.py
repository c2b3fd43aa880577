"""`run`, `check` and `try` at a prompt: every failure is one plain line and a status."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
# Has the shape of a token, and is none.
TOKEN = "c2VjcmV0.Zm9v.YmFyYmF6"  # noqa: S105  # made up


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address on this machine at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/api/v10"


def bot(
    folder: Path, *arguments: str, config: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder of its own."""
    if config:
        (folder / "config.yaml").write_text(config, encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DISCORD_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that was said, of a program that ended with a failure."""
    assert done.returncode == 1, done.stderr
    [line] = done.stderr.splitlines()
    assert "Traceback" not in line
    assert TOKEN not in done.stdout + done.stderr
    return line


def test_without_a_token_it_says_where_to_put_one(tmp_path: Path) -> None:
    """And how to do without."""
    assert "DISCORD_TOKEN" in refusal(bot(tmp_path, "run"))


def test_a_malformed_token_is_not_shown(tmp_path: Path) -> None:
    """What it should look like is."""
    assert "three parts" in refusal(bot(tmp_path, "run", DISCORD_TOKEN=f"Bot {TOKEN}"))


def test_an_unknown_setting_is_told_with_its_line(tmp_path: Path) -> None:
    """Before anything is connected."""
    done = bot(tmp_path, "run", config="log:\n  levle: info\n", DISCORD_TOKEN=TOKEN)

    assert refusal(done) == (
        "config.yaml:2: has the unknown setting 'log.levle'; did you mean 'level'?"
    )


def test_bad_knowledge_is_told_with_its_file(tmp_path: Path) -> None:
    """As `check` tells it."""
    done = bot(tmp_path, "run", config=f'knowledge: "{tmp_path}/none"\n', DISCORD_TOKEN=TOKEN)

    assert "does not exist" in refusal(done)


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_network_that_is_not_there_is_told(tmp_path: Path, nobody: str, command: str) -> None:
    """With the host that was tried."""
    config = f'discord: {{api_base: "{nobody}"}}\n'
    done = bot(tmp_path, command, config=config, DISCORD_TOKEN=TOKEN)

    assert refusal(done) == "127.0.0.1 cannot be reached; check the network connection."


def test_check_without_a_token_says_that_discord_was_not_asked(tmp_path: Path) -> None:
    """It is no failure."""
    done = bot(tmp_path, "check")

    assert done.returncode == 0
    assert "not asked" in done.stdout
    assert "footnotes  80" in done.stdout


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_local_page_is_served_until_it_is_stopped(tmp_path: Path, how: signal.Signals) -> None:
    """On this machine, without a token; its address is printed. Ctrl-C is no failure."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "try", "--no-browser"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        address = first.rpartition(" ")[2].strip()
        assert address.startswith("http://127.0.0.1:"), first
        with urlopen(address.partition("#")[0], timeout=20) as page:  # noqa: S310  # our own page
            assert page.status == 200
            assert "<html" in page.read().decode().lower()
        process.send_signal(how)
        said, told = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, told
    assert told == ""
    assert said.endswith("The bot in the page has ended.\n")


def test_without_its_packages_the_page_says_how_to_get_them(tmp_path: Path) -> None:
    """They are an extra, which a bot on Discord does without."""
    code = (
        "import sys; sys.modules['simcord'] = None; from bot.cli.main import main; "
        "sys.exit(main(['try', '--no-browser']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "make try" in refusal(done)


def test_where_there_is_no_browser_the_address_is_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One inside the terminal counts as none."""
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    code = "from bot.cli.run_commands import open_page; print(open_page('http://127.0.0.1:9/'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout.strip() == "False", done.stderr
