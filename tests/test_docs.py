"""What the documentation names exists: targets, commands, files, links; every command is named."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.config import RetentionSettings
from bot.storage.tables import METADATA

CHECKOUT = Path(__file__).parents[1]
README = CHECKOUT / "README.md"
CODE = re.compile(r"^(?: {4}|\t)[^\n]*$|```.*?```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"\bmake[ \t]+(?:[A-Z]+=\S+[ \t]+)*([a-z][a-z-]*)")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
OURS = re.compile(r"python3? -m bot ([a-z]+)")
LINK = re.compile(
    r"\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|^\[[^\]]+\]:\s+(\S+)", re.MULTILINE
)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
ELSEWHERE = ("http://", "https://", "mailto:")
PATH = re.compile(
    r"(?<![\w./-])(?:bot|cogs|docs|knowledge|requirements|tests|tools)/(?![\w./*-]*<)[\w./*-]*[\w/*]"
)
MODULE_FILE = re.compile(r"(?<![\w./-])\w+\.py\b")
MODULE = re.compile(r"(?<![\w./-])(?:bot|cogs)(?:\.[a-z_]\w*)+")
# Made by the examples of CONTRIBUTING.md.
EXAMPLES = {"cogs/slips/slips_card.py", "cogs/slips/cog.py", "cogs.slips.slips_card"}


def tracked(*endings: str) -> list[Path]:
    """The files that belong to the project; a checkout's environment and caches do not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607  # whichever git is there
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    paths = (CHECKOUT / name for name in listed.split("\0") if name.endswith(endings))
    return [path for path in paths if path.is_file()]


PAGES = tracked(".md")
NAMES = [str(page.relative_to(CHECKOUT)) for page in PAGES]
SOURCES = [
    CHECKOUT / "Makefile",
    CHECKOUT / "Dockerfile",
    *(
        path
        for folder in ("bot", "cogs", "tools")
        for path in sorted((CHECKOUT / folder).rglob("*.py"))
    ),
]


def code(text: str) -> str:
    """What a page sets as code: there "make" is the program, and not the verb."""
    return "\n".join(found.strip("`\t ") for found in CODE.findall(text))


def commands() -> list[str]:
    """The commands of the command line, as its own help lists them."""
    told = subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    found = re.findall(r"^ {4}([a-z]+) {2,}", told, re.MULTILINE)
    assert len(found) >= 5
    return found


def anchors(text: str) -> set[str]:
    """The places of a page that a link may name, as GitHub makes them of headings."""
    bare = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.replace(" ", "-") for heading in bare}


def test_there_is_something_to_read() -> None:
    """README is among the pages, and it shows how to ask."""
    assert README in PAGES
    assert "ask" in MAKE.findall(code(README.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_every_make_target_that_is_named_exists(name: str) -> None:
    """Who copies a line from a page is not told that there is no rule for it."""
    there = set(TARGET.findall((CHECKOUT / "Makefile").read_text(encoding="utf-8")))
    named = set(MAKE.findall(code((CHECKOUT / name).read_text(encoding="utf-8"))))
    assert named - there == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_is_named_exists(name: str) -> None:
    """`python -m bot …` in a page is followed by a command of the program."""
    named = set(OURS.findall((CHECKOUT / name).read_text(encoding="utf-8")))
    if named:
        assert named - set(commands()) == set()


def test_every_command_is_named_in_the_readme() -> None:
    """A reader of README learns of each: with the program's name, or alone in a table of them."""
    text = code(README.read_text(encoding="utf-8"))
    named = {*OURS.findall(text), *(line.split(" ")[0] for line in text.splitlines())}
    assert set(commands()) - named == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    """A relative link names a file of the project, and where it names a heading, that is there."""
    page = CHECKOUT / name
    prose = CODE.sub("", page.read_text(encoding="utf-8"))
    for inline, reference in LINK.findall(prose):
        link = inline or reference
        if link.startswith(ELSEWHERE):
            continue
        path, _, anchor = unquote(link).partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.is_relative_to(CHECKOUT), f"{link} leads out of the project"
        assert there.exists(), f"{link} leads nowhere"
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), f"{link} names no heading"


def missing(text: str) -> list[str]:
    """Return the files and modules of the project that a text names and that do not exist."""
    files = {path.name for path in tracked(".py")}
    paths = {path for path in PATH.findall(text) if not any(CHECKOUT.glob(path.rstrip("/")))}
    names = {name for name in MODULE_FILE.findall(text) if name not in files}
    modules = {name for name in MODULE.findall(text) if not is_module(name)}
    return sorted((paths | names | modules) - EXAMPLES)


def is_module(name: str) -> bool:
    """Return whether a dotted name is a module, or a name in one."""
    whole = CHECKOUT.joinpath(*name.split("."))
    return (
        any(path.is_dir() or path.with_suffix(".py").is_file() for path in (whole, whole.parent))
        and whole.parent.exists()
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_named_exists(name: str) -> None:
    """Nobody follows a path to a file that has moved."""
    assert missing(code((CHECKOUT / name).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_every_file_that_a_comment_names_exists(path: Path) -> None:
    """Comments, docstrings and build files follow when a file moves."""
    named = PATH.findall(path.read_text(encoding="utf-8"))
    files = [name for name in named if name.endswith((".py", ".md", ".toml", ".txt"))]
    assert [name for name in files if not any(CHECKOUT.glob(name))] == []


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("tests/")])
def test_no_page_names_a_package_index(name: str) -> None:
    """Where packages come from is each machine's own business."""
    text = (CHECKOUT / name).read_text(encoding="utf-8").lower()
    assert not re.search(r"\bindex[-_]url\b|\bfind[-_]links\b|\.(?:whl|tar\.gz)\b", text)


def test_every_table_and_column_is_named_with_its_time() -> None:
    """docs/privacy.md tells all that is stored, and for how long."""
    page = (CHECKOUT / "docs" / "privacy.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", page, re.MULTILINE))
    stored = {table.name: set(table.columns.keys()) for table in METADATA.sorted_tables}

    assert {
        name: set(re.findall(r"`(\w+)`", columns)) for name, columns in listed.items()
    } == stored


def test_every_time_of_retention_is_told() -> None:
    """The defaults that the settings have stand in the example, and in operating.md."""
    example = (CHECKOUT / "config.example.yaml").read_text(encoding="utf-8")
    operating = (CHECKOUT / "docs" / "operating.md").read_text(encoding="utf-8")
    for name, days in RetentionSettings().model_dump().items():
        assert f"  {name}: {days}\n" in example
        assert f"`retention.{name}` | {days} " in operating
