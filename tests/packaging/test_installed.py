"""What is installed: the container's own steps in an empty environment, and the wheel in another.

Both environments hold the locked dependencies; they are installed once, as the Dockerfile says.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
LINES = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8").splitlines()
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


def commands(word: str) -> list[str]:
    """What stands after an instruction, wherever it is used."""
    return [line.removeprefix(f"{word} ") for line in LINES if line.startswith(f"{word} ")]


def exec_form(line: str) -> list[str]:
    """The words of a command that is run without a shell."""
    words: list[str] = json.loads(line[line.index("[") :])
    return words


def packages_of(environment: Path) -> Path:
    """Where an environment keeps its packages."""
    names = {"base": str(environment), "platbase": str(environment)}
    return Path(sysconfig.get_path("purelib", "venv", names))


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with just what the image has: an environment from the lock, and the copies."""
    folder = tmp_path_factory.mktemp("image")
    venv.create(folder / "opt" / "venv", with_pip=True)
    [install] = [line for line in commands("RUN") if "pip install" in line]
    locked = str(CHECKOUT / "requirements" / "postgresql.txt")
    words = install.replace("/opt/venv", str(folder / "opt" / "venv"))
    run(*words.replace("/tmp/locked.txt", locked).split(), cwd=folder, why=BLAME)  # noqa: S108  # a path inside the image
    for line in commands("COPY"):
        source, target = line.split()[-2:]
        if not line.startswith("--from") and target.startswith("/srv/"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(CHECKOUT / source, folder / target.lstrip("/"), ignore=ignored)
    return folder


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
def installed(image: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel and its locked dependencies alone."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home)
    shutil.copytree(
        packages_of(image / "opt" / "venv"),
        packages_of(home),
        copy_function=os.link,
        dirs_exist_ok=True,
    )
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home)
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
    asked = ("ask", "--json", "How many police officers did UNMIK repatriate in 2001?")
    answer = json.loads(run(installed, "-m", "bot", *asked, cwd=tmp_path))
    assert answer["status"] == "answered"
    assert "ten of its police officers" in answer["text"]
    assert [one["footnote"] for one in answer["citations"]] == [51, None]
    command = installed.with_name("kelley-study-bot")
    told = run(command, "ask", "footnote 42", cwd=tmp_path)
    assert "Mendelson" in told
    where = run(installed, "-c", "import bot; print(bot.__file__)", cwd=tmp_path)
    assert not Path(where.strip()).is_relative_to(CHECKOUT)
    assert "_knowledge: sound" in run(installed, "-m", "bot", "check", cwd=tmp_path)


def run_in(image: Path, words: list[str], data: Path) -> subprocess.CompletedProcess[str]:
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

    done = run_in(image, exec_form(start), tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("No token: set DISCORD_TOKEN"), done.stderr
    code = (
        "import bot.discord_kit.client, bot.runtime.process, cogs.answers.cog, bot.figures.timeline"
    )
    imported = run_in(image, ["python", "-c", code], tmp_path)
    assert imported.returncode == 0, imported.stderr


def test_it_finds_its_knowledge(image: Path, tmp_path: Path) -> None:
    """In the copy that the image has."""
    done = run_in(image, ["python", "-m", "bot", "check"], tmp_path)

    assert done.returncode == 0, done.stderr
    assert str(image / "srv") in done.stdout


def test_the_health_check_tells_a_bot_that_does_not_run(image: Path, tmp_path: Path) -> None:
    """By the command that the image names."""
    [check] = commands("HEALTHCHECK")

    done = run_in(image, exec_form(check), tmp_path)

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
