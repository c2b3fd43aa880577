"""Installed as a wheel into an empty environment, away from the checkout, the bot still answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
LONGEST = 300
# What would lead the new environment back to the checkout, or the bot to Discord.
FOREIGN = ("PYTHON", "DISCORD_")
BLAME = (
    "the locked dependencies could not be installed; this test needs a package index or a cache "
    "of it, as `make test` itself does on a fresh clone, and there is no way round it: a wheel is "
    "only as good as what it installs with"
)


def run(*command: str | Path, cwd: Path, why: str = "") -> str:
    """The standard output of a command that must succeed; its complaint otherwise."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={k: v for k, v in os.environ.items() if not k.startswith(FOREIGN)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{why or command}\n{done.stdout[-2_000:]}\n{done.stderr[-2_000:]}")
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout with the build tools of the development lock."""
    into = tmp_path_factory.mktemp("dist")
    run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", into, CHECKOUT,
        cwd=into,
    )  # fmt: skip
    (made,) = into.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an empty environment that holds the wheel and its locked dependencies."""
    home = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", home, cwd=home)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
    locked = CHECKOUT / "requirements" / "runtime.txt"
    run(*pip, "--no-compile", "--require-hashes", "-r", locked, cwd=home, why=BLAME)
    run(*pip, wheel, cwd=home)
    return python


def test_the_wheel_holds_the_knowledge_and_nothing_of_the_workshop(wheel: Path) -> None:
    """Every knowledge file of the checkout, byte for byte; no tests, no tools."""
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        knowledge = CHECKOUT / "knowledge"
        for file in knowledge.rglob("*.yaml"):
            inside = f"bot/_knowledge/{file.relative_to(knowledge).as_posix()}"
            assert opened.read(inside) == file.read_bytes()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"bot", "cogs"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_what_is_locked_is_all_that_the_wheel_asks_for(installed: Path, tmp_path: Path) -> None:
    """Nothing that the package needs is missing from the lock."""
    run(installed, "-m", "pip", "check", cwd=tmp_path)


def test_installed_it_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    """By the module and by the command, with the shipped base and without the checkout."""
    asked = ("ask", "--json", "How many peacekeepers were sent to Kosovo?")
    answer = json.loads(run(installed, "-m", "bot", *asked, cwd=tmp_path))
    assert answer["status"] == "answered"
    assert "50,000" in answer["text"]
    assert [one["footnote"] for one in answer["citations"]] == [48]
    command = installed.with_name("kelley-study-bot")
    told = run(command, "ask", "footnote 42", cwd=tmp_path)
    assert "Mendelson" in told
    where = run(installed, "-c", "import bot; print(bot.__file__)", cwd=tmp_path)
    assert not Path(where.strip()).is_relative_to(CHECKOUT)
    assert "_knowledge: sound" in run(installed, "-m", "bot", "check", cwd=tmp_path)
