"""Files, backups and restores from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.cli.main import main
from bot.runtime.process import instance_lock
from tests.support.small import write_small

if TYPE_CHECKING:
    from pathlib import Path

OURS = """\
entries:
  - id: convoys
    kind: finding
    title: How many convoys
    section: start
    claims: [{id: three, text: Three convoys came., footnotes: [1]}]
    phrasings: ["How many convoys were there?"]
retired: [patrols]
"""


class Desk:
    """A folder with settings, a paper and a database, and the program over them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self._paper = write_small(folder / "paper")
        self._config = folder / "config.yaml"
        self._config.write_text(f"data: {folder / 'data'}\n", encoding="utf-8")

    def run(self, command: str, *arguments: object) -> tuple[int, str]:
        """The status and everything that is said."""
        common = ["--config", str(self._config), "--knowledge", str(self._paper)]
        status = main([command, *map(str, arguments), *common])
        told = self._capsys.readouterr()
        return status, told.out + told.err

    def file(self, name: str, text: str = "") -> Path:
        """A file there; without `text` only its name."""
        path = self.folder / name
        if text:
            path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An empty one."""
    return Desk(tmp_path, capsys)


def test_a_file_is_told_then_applied_then_exported(desk: Desk) -> None:
    """And the export brought back is no news."""
    ours, out = desk.file("ours.yaml", OURS), desk.file("out.yaml")

    status, told = desk.run("import", "--guild", 5, ours)
    assert status == 0
    assert "+ convoys: How many convoys\n- patrols: How many patrols\n1 added" in told
    assert "Nothing is changed yet: add --apply." in told
    status, told = desk.run("import", "--guild", 5, ours, "--apply")
    assert told.endswith("Applied to the server 5.\n")

    status, told = desk.run("export", "--guild", 5, out)

    assert told == f"{out}: 1 of its own, 0 edited, 1 retired\n"
    assert out.read_text(encoding="utf-8").startswith("# Revisions of the server 5, exported on ")
    status, told = desk.run("import", "--guild", 5, out, "--apply")
    assert told.endswith("0 added, 0 changed, 0 retired, 2 unchanged\nNothing changes.\n")


def test_an_export_overwrites_nothing(desk: Desk) -> None:
    """Whatever it is that has the name."""
    there = desk.file("there.yaml", "mine\n")

    status, told = desk.run("export", "--guild", 5, there)

    assert (status, told) == (1, f"{there} is already there; write to another file\n")
    assert there.read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize("typed", ["-1", "0", "five", "9" * 19, "9" * 400, "٣"])
@pytest.mark.parametrize(
    "command", [["export", "x.yaml", "--guild"], ["forget", "--user"], ["forget", "--guild"]]
)
def test_an_id_is_one_that_discord_could_give(
    desk: Desk, capsys: pytest.CaptureFixture[str], command: list[str], typed: str
) -> None:
    """Anything else is told in one line, before anything is opened."""
    with pytest.raises(SystemExit):
        desk.run(*command, typed)

    told = capsys.readouterr().err
    assert "an id on Discord" in told or "expected one argument" in told


def test_problems_are_told_by_line_and_nothing_is_done(desk: Desk) -> None:
    """All of them."""
    bad = desk.file("bad.yaml", OURS.replace("[1]", "[9]").replace("start", "nowhere"))

    status, told = desk.run("import", "--guild", 5, bad, "--apply")

    assert status == 1
    assert [line.split(": ")[0] for line in told.splitlines()] == ["bad.yaml:5", "bad.yaml:6"]
    assert desk.run("import", "--guild", 5, desk.file("none.yaml"))[1] == (
        f"{desk.folder / 'none.yaml'} cannot be read (No such file or directory)\n"
    )


def test_a_backup_is_made_and_restored(desk: Desk) -> None:
    """What was there before is put aside on request only."""
    desk.run("import", "--guild", 5, desk.file("ours.yaml", OURS), "--apply")
    backup = desk.file("backup.sqlite3")

    status, told = desk.run("backup", backup)
    assert status == 0
    assert "  revisions              2\n" in told
    status, told = desk.run("restore", backup)
    assert status == 1
    assert "holds 4 rows; with --replace it is put aside" in told

    status, told = desk.run("restore", backup, "--replace")

    assert status == 0
    assert "  revisions              2\n" in told
    assert "The previous database is kept as " in told


def test_while_a_bot_runs_only_backups_are_made(desk: Desk) -> None:
    """It would not notice the rest."""
    ours, backup = desk.file("ours.yaml", OURS), desk.file("backup.sqlite3")
    desk.run("import", "--guild", 5, ours, "--apply")

    with instance_lock(desk.folder / "data"):
        assert desk.run("backup", backup)[0] == 0
        for refused in (
            desk.run("restore", backup, "--replace"),
            desk.run("import", "--guild", 5, ours, "--apply"),
        ):
            assert refused[0] == 1
            assert refused[1].startswith("a bot is running with the folder ")
            assert refused[1].count("\n") == 1


def test_an_operator_forgets_a_server_or_a_person(desk: Desk) -> None:
    """Only told at first; other servers keep what they have, and nothing of a person stays."""
    desk.run("import", "--guild", 5, desk.file("ours.yaml", OURS), "--apply")
    desk.run("import", "--guild", 6, desk.file("ours.yaml", OURS), "--apply")

    status, told = desk.run("forget", "--guild", 5)
    assert status == 0
    assert "  revisions              2\n" in told
    assert "Nothing is deleted yet: add --apply." in told
    assert "Deleted." in desk.run("forget", "--guild", 5, "--apply")[1]

    assert "revisions" not in desk.run("forget", "--guild", 5)[1]
    assert "  revisions              2\n" in desk.run("forget", "--guild", 6)[1]
    assert desk.run("forget", "--user", 7, "--apply")[0] == 0
