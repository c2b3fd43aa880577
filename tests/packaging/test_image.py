"""The container's own steps, taken from its Dockerfile and done in an empty environment."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()


def commands(word: str) -> list[str]:
    """What stands after an instruction, wherever it is used."""
    return [line.removeprefix(f"{word} ") for line in LINES if line.startswith(f"{word} ")]


def exec_form(line: str) -> list[str]:
    """The words of a command that is run without a shell."""
    words: list[str] = json.loads(line[line.index("[") :])
    return words


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with just what the image has: an environment from the lock, and the copies."""
    folder = tmp_path_factory.mktemp("image")
    venv.create(folder / "opt" / "venv", with_pip=True)
    [install] = [line for line in commands("RUN") if "pip install" in line]
    shutil.copy(ROOT / "requirements" / "runtime.txt", folder / "runtime.txt")
    words = install.replace("/opt/venv", str(folder / "opt" / "venv"))
    done = subprocess.run(
        words.replace("/tmp/runtime.txt", str(folder / "runtime.txt")).split(),  # noqa: S108  # a path inside the image
        capture_output=True,
        text=True,
        check=False,
    )
    if re.search(r"Failed to establish|Temporary failure|No matching distribution", done.stderr):
        pytest.skip(f"no packages can be had here: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    for line in commands("COPY"):
        source, target = line.split()[-2:]
        if not line.startswith("--from") and target.startswith("/srv/"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / source, folder / target.lstrip("/"), ignore=ignored)
    return folder


def run(image: Path, words: list[str], data: Path) -> subprocess.CompletedProcess[str]:
    """Run one of the image's commands from its working folder, with its paths alone."""
    return subprocess.run(
        words,
        cwd=data,
        env={
            "PATH": f"{image / 'opt/venv/bin'}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "PYTHONPATH": str(image / "srv" / "bot"),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_locked_packages_are_enough_to_start(image: Path, tmp_path: Path) -> None:
    """Without a token it says so, and there is nothing that could not be imported."""
    [start] = commands("CMD")

    done = run(image, exec_form(start), tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("No token: set DISCORD_TOKEN"), done.stderr
    code = (
        "import bot.discord_kit.client, bot.runtime.process, cogs.answers.cog, bot.figures.timeline"
    )
    imported = run(image, ["python", "-c", code], tmp_path)
    assert imported.returncode == 0, imported.stderr


def test_it_finds_its_knowledge(image: Path, tmp_path: Path) -> None:
    """In the copy that the image has."""
    done = run(image, ["python", "-m", "bot", "check"], tmp_path)

    assert done.returncode == 0, done.stderr
    assert str(image / "srv") in done.stdout


def test_the_health_check_tells_a_bot_that_does_not_run(image: Path, tmp_path: Path) -> None:
    """By the command that the image names."""
    [check] = commands("HEALTHCHECK")

    done = run(image, exec_form(check), tmp_path)

    assert done.returncode == 1
    assert "no heartbeat" in done.stdout


def test_no_development_package_is_in_it(image: Path) -> None:
    """Nor the simulated Discord."""
    names = {path.name.lower() for path in image.glob("opt/venv/lib/python*/site-packages/*")}

    assert "discord" in names
    assert not {"pytest", "simcord", "mypy", "hypothesis", "playwright"} & names


def test_it_runs_without_root_and_writes_only_to_its_volume() -> None:
    """As the file says."""
    assert commands("USER") == ["bot"]
    assert commands("VOLUME") == commands("WORKDIR") == ["/data"]
    assert commands("STOPSIGNAL") == ["SIGTERM"]
    assert all("slim" in line for line in commands("FROM"))
