"""The import contracts of pyproject.toml, each with a planted breach, and rules of the code."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from bot.browse.name_matching import names_of
from bot.paper.loader import find_knowledge
from bot.paper.model import Kind
from tests.support.shipped import shipped_paper
from tools import layers

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[1]
CODE: Final = sorted(path for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py"))
TREES: Final = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in CODE
}
CONTRACTS: Final = layers.contracts()
MAY_USE_DISCORD: Final = {"__main__", "cli", "playground", "app", "discord_kit"}
LINES_OF_A_MODULE: Final = 450
LINES_OF_A_FUNCTION: Final = 50
# A first word that names something instead of saying what the function does.
NO_VERBS: Final = frozenset(
    "A All An Each Every How That The Those What When Where Whether Who".split()
)
# Names this short are looked for in their own case only.
SHORT_NAME: Final = 3
# A migration lists the tables as they were, and is never edited again.
STEPS: Final = "bot/storage/migrations/versions/"

# Where the shipped paper may be named, and why.
MAY_NAME_THE_PAPER: Final = {
    "bot/answering/": "the words that its patterns still hold are on their way to the vocabulary",
}
# Text that only looks like a name of the shipped paper's, and what it is.
NO_NAMES: Final = {"Europe/": "a time zone", "kelley-study-bot": "the name of this package"}


class Breach(NamedTuple):
    """Source text that breaks a contract, where it is planted, and what the report then says."""

    contract: str
    path: str
    text: str
    told: str


BREACHES: Final = (
    Breach(
        "layers",
        "bot/quiz/round/transitions.py",
        "from bot.app import build_engine",
        "bot.quiz.round.transitions -> bot.app",
    ),
    Breach(
        "layers",
        "bot/storage/tables.py",
        "def _late() -> None:\n    import bot.browse.lists",
        "bot.storage.tables -> bot.browse.lists",
    ),
    Breach("layers", "bot/newcomer.py", "", "newcomer"),
    Breach("cogs", "cogs/help/cog.py", "import bot.app", "cogs.help.cog -> bot.app"),
    Breach(
        "no-cog-in-bot",
        "bot/quiz/grading.py",
        "import cogs.quiz.quiz_ids",
        "bot.quiz.grading -> cogs.quiz.quiz_ids",
    ),
    Breach(
        "features",
        "cogs/help/cog.py",
        "import cogs.privacy.cog",
        "cogs.help.cog -> cogs.privacy.cog",
    ),
    Breach("features", "cogs/newcomer/__init__.py", "", "newcomer"),
    # Two steps away from the library.
    Breach(
        "discord",
        "bot/reports/progress.py",
        "import bot.discord_kit.layout",
        "bot.reports.progress -> bot.discord_kit.layout",
    ),
    Breach("pure", "bot/paper/paper.py", "import bot.clock", "bot.paper.paper -> bot.clock"),
    Breach("pure", "bot/text/phrases.py", "import sqlalchemy", "bot.text.phrases -> sqlalchemy"),
    Breach(
        "tests-apart",
        "bot/paper/model.py",
        "import tools.evaluation.cases",
        "bot.paper.model -> tools",
    ),
    Breach("circles", "bot/paper/model.py", "import bot.paper.paper", ".model"),
    Breach("circles", "bot/strict_yaml/parser.py", "import bot.paper.model", ".paper"),
)


def lint(root: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Check one contract on the sources in `root`."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo", "--contract", contract],
        cwd=root,
        env=os.environ | {"COLUMNS": "400", "NO_COLOR": "1", "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def copied(into: Path) -> Path:
    """Copy the sources and their contracts into a folder and return it."""
    for folder in ("bot", "cogs"):
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, into / folder, ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", into)
    return into


def plant(root: Path, path: str, text: str) -> None:
    """Append a text to a module, which is made if it is missing."""
    (root / path).parent.mkdir(exist_ok=True)
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function and method with where it stands."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.lineno} {node.name}", node


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Yield every class with where it stands."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                yield f"{path}:{node.lineno}", node


def bases(node: ast.ClassDef) -> set[str]:
    """Return the last names of a class's bases: `Cog` for `commands.Cog`."""
    return {ast.unparse(base).split("[")[0].rpartition(".")[2] for base in node.bases}


def named_alike(names: dict[str, list[str]]) -> list[str]:
    """Return the places of every name that stands more than once."""
    return [f"{name}: {', '.join(places)}" for name, places in names.items() if len(places) > 1]


def expect_none(found: list[str]) -> None:
    """Fail, naming every place, if a rule is broken."""
    assert not found, f"{len(found)} found:\n" + "\n".join(found)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_contract_holds(contract: str) -> None:
    """The sources keep to it."""
    report = lint(ROOT, contract)
    assert report.returncode == 0, report.stdout + report.stderr


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.contract} {breach.path}")
def test_a_breach_is_caught(tmp_path: Path, breach: Breach) -> None:
    """One import, or one module in no layer, breaks the contract, and the report names it."""
    root = copied(tmp_path)
    plant(root, breach.path, breach.text)

    report = lint(root, breach.contract)

    assert report.returncode != 0
    assert "Contracts: 0 kept, 1 broken." in report.stdout, report.stdout + report.stderr
    assert breach.told in report.stdout


def test_every_contract_has_a_breach() -> None:
    """A new contract gets a test that it catches something."""
    assert {breach.contract for breach in BREACHES} == set(CONTRACTS)


def test_imports_for_types_alone_are_free(tmp_path: Path) -> None:
    """They load nothing, so a lower layer may name what it is handed."""
    root = copied(tmp_path)
    typed = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from bot.app import build_engine"
    )
    plant(root, "bot/quiz/round/transitions.py", typed)
    assert lint(root, "layers").returncode == 0


def test_every_other_part_of_bot_is_kept_from_discord() -> None:
    """A new folder is either named in the contract or among the few that may."""
    kept = CONTRACTS["discord"]["source_modules"]
    assert isinstance(kept, list)
    parts = {name.removeprefix("bot.") for row in layers.layers() for name in row} - {"cogs"}
    assert {name.removeprefix("bot.") for name in kept} == parts - MAY_USE_DISCORD


def test_the_picture_of_the_layers_is_up_to_date() -> None:
    """docs/architecture.md shows what the contracts say; `make layers` draws it again."""
    page = layers.PAGE.read_text(encoding="utf-8")
    assert layers.BEGIN in page
    assert page == layers.placed(page), "run make layers"


def test_discords_side_opens_no_transaction() -> None:
    """What is stored, and with what, is for services to know."""
    found = [
        f"{path}:{node.lineno}"
        for path, tree in TREES.items()
        if path.startswith(("cogs/", "bot/discord_kit/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "database"
    ]
    expect_none(found)


def test_cogs_keep_no_state() -> None:
    """A restart loses nothing: a cog sets only the bot and what it adds to it."""
    found = [
        f"{place} sets {inner.attr}"
        for place, node in classes()
        if bases(node) & {"Cog", "GroupCog"}
        for inner in ast.walk(node)
        if isinstance(inner, ast.Attribute)
        and isinstance(inner.ctx, ast.Store)
        and inner.attr not in {"_bot", "_menus"}
    ]
    expect_none(found)


def test_modules_are_short() -> None:
    """One idea each, whole."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    expect_none(
        [f"{path}: {lines}" for path, lines in lengths.items() if lines > LINES_OF_A_MODULE]
    )


def test_functions_are_short() -> None:
    """One fits on a screen; the steps of migrations are free."""
    found = [
        place
        for place, node in functions()
        if not place.startswith(STEPS)
        and (node.end_lineno or 0) - node.lineno >= LINES_OF_A_FUNCTION
    ]
    expect_none(found)


def test_no_two_files_share_a_name() -> None:
    """Whoever opens a file by its name finds one; every feature has its cog.py."""
    names = defaultdict(list)
    for path in CODE:
        if path.name not in {"__init__.py", "cog.py"}:
            names[path.name].append(str(path))
    expect_none(named_alike(names))


def test_no_two_classes_share_a_name() -> None:
    """Whoever looks for a class finds one."""
    names = defaultdict(list)
    for place, node in classes():
        names[node.name].append(place)
    expect_none(named_alike(names))


def test_exceptions_end_in_error() -> None:
    """A reader sees at the `raise` what it is."""
    found = [
        f"{place} {node.name}"
        for place, node in classes()
        if any(base.endswith(("Error", "Exception")) for base in bases(node))
        and not node.name.endswith("Error")
    ]
    expect_none(found)


def test_rows_are_read_by_column_name() -> None:
    """A column that is added in the middle must not move the others."""
    found = [
        f"{path}:{node.lineno}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if (
            isinstance(node, ast.Call)
            and any(isinstance(given, ast.Starred) and _is_row(given.value) for given in node.args)
        )
        or (isinstance(node, ast.Subscript) and _is_row(node.value) and _is_number(node.slice))
    ]
    expect_none(found)


def _is_row(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "row"


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def test_every_noqa_says_why() -> None:
    """The reason stands after it in the same line."""
    silenced = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\s+# \S)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("bot", "cogs", "tools", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if silenced.search(line) and path != Path(__file__)
    ]
    expect_none(found)


def test_docstrings_of_functions_begin_with_a_verb() -> None:
    """They say "Return the entry …", not "The entry …" or "What is …"."""
    found = [
        f"{place}: {text.splitlines()[0]}"
        for place, node in functions()
        if (text := ast.get_docstring(node))
        and text.split()[0] in NO_VERBS
        and not any(ast.unparse(one).endswith("property") for one in node.decorator_list)
    ]
    expect_none(found)


def names_of_the_shipped_paper() -> re.Pattern[str]:
    """Its persons, places, bodies, missions and documents, its acronyms, and its words of harm."""
    paper = shipped_paper()
    actors = (entry for entry in paper.entries.values() if entry.kind is Kind.ACTOR)
    people = (name for work in paper.sources.values() for name in (*work.authors, *work.editors))
    names = {
        *(name for actor in actors for name in names_of(actor)),
        *paper.vocabulary.acronyms,
        *(person.family for person in people),
    }
    # "the author" and "soldiers" are words of any paper, and "2003" is a number of any.
    proper = {name for name in names if re.search("[A-Z]", name)}
    # In small letters a short name, or one of several words, may be plain English: "un", "sea".
    telling = {name for name in proper if len(name) > SHORT_NAME and " " not in name}
    exact = "|".join(map(re.escape, proper))
    any_case = "|".join(map(re.escape, telling))
    harm = "|".join(map(re.escape, paper.vocabulary.quiz.grave))
    return re.compile(rf"(?<![A-Za-z])(?:{exact}|(?i:{any_case})|(?i:{harm})[a-z]*)(?![A-Za-z])")


def test_the_code_names_nothing_of_the_shipped_paper() -> None:
    """Another class brings another paper: what is peculiar to one is in its knowledge folder."""
    name = names_of_the_shipped_paper()
    assert name.search((find_knowledge() / "sources.yaml").read_text(encoding="utf-8"))
    found = []
    for path in CODE:
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(tuple(MAY_NAME_THE_PAPER)):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            text = re.sub("|".join(map(re.escape, NO_NAMES)), "", line)
            found += [f"{place}:{number}: {match.group()}" for match in name.finditer(text)]
    expect_none(found)


def test_the_terminal_is_answered_without_loading_discord() -> None:
    """The library costs half a second, and a person at a terminal waits for it."""
    code = (
        "import sys; import bot.cli.main, bot.cli.ask_command; "
        "sys.exit(bool({'discord', 'PIL', 'structlog'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_version_is_told_alike_everywhere() -> None:
    """In the package and in the project file."""
    from bot import __version__

    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == __version__
