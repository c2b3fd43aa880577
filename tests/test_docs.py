"""What the documentation names is there: targets, commands, links; and no command goes unnamed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

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


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("tests/")])
def test_no_page_names_a_package_index(name: str) -> None:
    """Where packages come from is each machine's own business."""
    text = (CHECKOUT / name).read_text(encoding="utf-8").lower()
    assert not re.search(r"\b(?:extra-)?index-url\b|\bfind-links\b|\.whl\b", text)
