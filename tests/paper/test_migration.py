"""A folder of the older form becomes one of the present, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.cli.main import main
from bot.errors import KnowledgeError
from bot.paper.loader import load
from bot.paper.migration import migrate
from bot.paper.model import Basis, Slip
from tests.support.folders import write_files

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "paper.yaml": """\
title: On Keeping the Peace
author: {family: Roe, given: Jane}
date: "2021-03-04"
sections: [{id: start, title: The Start}]
""",
    "sources.yaml": "sources: [{key: doe-2001, type: book, title: Blue Helmets}]\n",
    "footnotes.yaml": """\
footnotes:
  - {number: 1, source: doe-2001, status: full, marker: printed, section: start}
  - {number: 2, source: doe-2001, status: ibid, marker: lost, section: start}
""",
    "vocabulary.yaml": "stopwords: [the]\n",
    "entries/all.yaml": """\
entries:
  - id: patrols
    kind: finding
    title: How many patrols
    section: start
    claims:
      - {text: About forty patrols went out., footnotes: [1], uncertain: true}
      - {text: "Half of them came back: late.", footnotes: [2]}
    phrasings: [how many patrols, "were they late: all of them?"]
    keywords: ["40"]
    errata: [two-years]
  - id: two-years
    kind: erratum
    title: Two years
    section: start
    claims: [{text: Notes 1 and 2 give two years., footnotes: [1, 2], uncertain: true}]
""",
}
REVISIONS = """\
entries:
- id: patrols
  kind: finding
  title: How many patrols
  section: start
  claims: [{text: About fifty patrols went out., footnotes: [1]}]
  phrasings: [how many patrols]
retired: [two-years]
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder of the older form."""
    return write_files(tmp_path / "old", FILES)


def test_the_older_form_is_refused_in_one_line_that_says_how_to_migrate(old: Path) -> None:
    """Not a line for each claim."""
    with pytest.raises(KnowledgeError) as caught:
        load(old)
    assert str(caught.value) == (
        "old/entries/all.yaml:1: has no claim with an id, as in the older form of the knowledge "
        "base; give each claim an id; the older form: python -m bot migrate OLD NEW"
    )


def test_a_folder_is_migrated(old: Path, tmp_path: Path) -> None:
    """Ids from the words, wordings in their own file, slips at the claims."""
    made = migrate(old, tmp_path / "new")
    paper = load(tmp_path / "new")

    assert (made.entries, made.claims, made.wordings, made.twins) == (2, 3, 2, 0)
    assert (made.certain, made.inferred) == (2, 1)
    patrols = paper.entries["patrols"]
    assert [(c.id, c.footnotes, c.uncertain, c.errata) for c in patrols.claims] == [
        ("forty", (1,), False, ("two-years",)),
        ("half", (2,), True, ("two-years",)),
    ]
    assert patrols.wordings == ("how many patrols", "were they late: all of them?")
    slip = paper.entries["two-years"]
    assert (slip.slip, slip.about, slip.claims[0].basis) == (Slip.SENSE, (1, 2), Basis.PAPER)
    for path in (tmp_path / "new").rglob("*.yaml"):
        kind = path.parent.name if path.parent.name in {"entries", "phrasings"} else path.stem
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert first.endswith(f"schema/{kind}.schema.json")
        assert (path.parent / first.partition("=")[2]).is_file()


def test_near_twins_are_told_and_let_be(old: Path, tmp_path: Path) -> None:
    """Nobody can edit a base before it loads."""
    path = old / "entries/all.yaml"
    twin = "      - {text: Some forty patrols went out., footnotes: [1]}\n    phrasings:"
    path.write_text(path.read_text().replace("    phrasings:", twin, 1))

    assert migrate(old, tmp_path / "new").twins == 1
    assert "checks: {near_twins: 0}" in (tmp_path / "new/paper.yaml").read_text()


def test_nothing_is_written_where_something_is_wrong(old: Path, tmp_path: Path) -> None:
    """The problem is told as in the new folder, which is not there."""
    path = old / "entries/all.yaml"
    path.write_text(path.read_text().replace("footnotes: [1]", "footnotes: [9]", 1))

    with pytest.raises(KnowledgeError, match=r"new/entries/all.yaml:.*cites footnote 9"):
        migrate(old, tmp_path / "new")
    assert [one.name for one in tmp_path.iterdir()] == ["old"]


def test_what_is_there_is_not_overwritten(old: Path, tmp_path: Path) -> None:
    """Nor is a folder of the present form migrated again."""
    migrate(old, tmp_path / "new")

    with pytest.raises(KnowledgeError, match="exists already"):
        migrate(old, tmp_path / "new")
    with pytest.raises(KnowledgeError, match="has no file of entries in the older form"):
        migrate(tmp_path / "new", tmp_path / "newer")


def test_a_file_of_revisions_is_migrated(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command, which says what it did."""
    del old
    (tmp_path / "ours.yaml").write_text(REVISIONS)

    assert main(["migrate", str(tmp_path / "ours.yaml"), str(tmp_path / "new.yaml")]) == 0

    assert "1 entries, 1 claims, 1 wordings" in capsys.readouterr().out
    text = (tmp_path / "new.yaml").read_text()
    assert "- id: fifty" in text
    assert "retired: [two-years]" in text
    assert main(["migrate", str(tmp_path / "new.yaml"), str(tmp_path / "newer.yaml")]) == 1
