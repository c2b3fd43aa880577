"""Who may import whom, read from the sources' own imports, and how long things may be."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in ("bot", "cogs")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
MAY_IMPORT_DISCORD = (
    "cogs",
    "bot.ui",
    "bot.discord_kit.client",
    "bot.discord_kit.command_tree",
    "bot.app",
)
# Modules that know nothing of Discord, of storing, or of waiting.
PURE = (
    "bot.answering",
    "bot.corpus",
    "bot.quiz.round.state.scoring",
    "bot.quiz.cards",
    "bot.quiz.decks",
    "bot.quiz.deck_schema",
    "bot.quiz.decks",
    "bot.quiz.round.state.effects",
    "bot.quiz.round.state.round_events",
    "bot.quiz.generation",
    "bot.quiz.grading",
    "bot.quiz.round.state.state",
    "bot.quiz.round.transitions",
    "bot.quiz.cards",
    "bot.quiz.round.state",
    "bot.quiz.round.transitions",
    "bot.quiz.round.state.serialization",
    "bot.quiz.round.state.scoring",
    "bot.quiz.cards",
    "bot.quiz.round.state.standings",
    "bot.quiz.round.state.state",
    "bot.browse.name_matching",
    "bot.discord_kit.custom_ids",
    "bot.browse.lists",
    "bot.curation.drafts.draft_validation",
    "bot.curation.gaps.clustering",
    "bot.curation.diff",
    "bot.curation.drafts.draft",
    "bot.curation.explain_match",
    "bot.curation.drafts.draft",
    "bot.curation.overlay",
    "bot.curation.overlay",
    "bot.curation.overlay",
    "bot.curation.suggestions",
    "bot.curation.drafts.duplicate_entries",
    "bot.curation.guild_settings",
    "bot.timeparse",
    "bot.curation.settings_form",
    "bot.curation.guild_settings",
    "bot.curation.file_exchange.exchange_plan",
    "bot.curation.drafts.new_source",
    "bot.curation.entry_actions",
    "bot.curation.statement_syntax",
    "bot.review.scheduler",
    "bot.figures.figure",
    "bot.decks.typed_card",
    "bot.reports.insights",
    "bot.reports.insights",
    "bot.reports.progress",
    "bot.decks.deck_export",
    "bot.review.reminders",
    "bot.review.scheduler",
    "bot.decks.deck_export",
    "bot.review.review_stats",
    "bot.timeparse",
)
IMPURE = {"asyncio", "sqlite3", "sqlalchemy", "aiosqlite", "aiohttp", "socket", "threading"}
# From the ground up: a layer imports those below it and itself.
LAYERS = (
    ("bot.errors", "bot.clock", "bot.__init__"),
    ("bot.corpus",),
    ("bot.answering",),
    ("bot.cli.main.ask_command",),
    ("bot.evaluation",),
    ("bot.config", "bot.runtime.log"),
    ("bot.store",),
    (
        "bot.gc_control",
        "bot.browse.entries",
        "bot.browse.name_matching",
        "bot.browse.entries",
        "bot.browse.entries",
        "bot.browse.entries",
        "bot.browse.lookup",
        "bot.browse.lists",
        "bot.discord_kit.custom_ids",
        "bot.rate_limits",
        "bot.answering.answer_cache",
        "bot.answering.live_engine",
        "bot.runtime.process",
        "bot.runtime.token",
        "bot.discord_kit.command_tree",
        "bot.runtime.process",
        "bot.runtime.process",
        "bot.figures.canvas",
        "bot.curation",
    ),
    ("bot.quiz",),
    ("bot.study",),
    ("bot.services",),
    ("bot.ui",),
    ("bot.discord_kit.command_tree",),
    ("bot.discord_kit.client",),
    ("cogs",),
)
LONGEST_MODULE = 300
LONGEST_COG = 150


def is_in(module: str, *packages: str) -> bool:
    """Whether a module is one of `packages` or stands inside one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def imports(path: Path) -> Iterator[str]:
    """Everything that a module imports, wherever in it, even for its types alone."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""
            # `from bot import errors` names a module, `from bot.errors import Problem` a class.
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name for name in names if name in MODULES)


def broken(rule: str, *found: str) -> str:
    """What is said when a rule is broken."""
    return f"{rule}: {', '.join(found)}"


@pytest.mark.parametrize("module", MODULES)
def test_only_the_edge_knows_discord(module: str) -> None:
    """Rules, services and stores could serve another chat, or none."""
    if not is_in(module, *MAY_IMPORT_DISCORD):
        found = [name for name in imports(MODULES[module]) if is_in(name, "discord")]
        assert not found, broken(f"{module} imports discord", *found)


@pytest.mark.parametrize("module", [name for name in MODULES if is_in(name, *PURE)])
def test_what_is_pure_stays_pure(module: str) -> None:
    """No waiting, no storing, no network."""
    found = {name.partition(".")[0] for name in imports(MODULES[module])} & IMPURE
    assert not found, broken(f"{module} is pure but imports", *found)


@pytest.mark.parametrize("module", [name for name in MODULES if is_in(name, "bot")])
def test_nothing_in_bot_imports_a_cog(module: str) -> None:
    """Cogs are loaded by name."""
    found = [name for name in imports(MODULES[module]) if is_in(name, "cogs")]
    assert not found, broken(f"{module} imports", *found)


@pytest.mark.parametrize("module", [name for name in MODULES if is_in(name, "cogs", "bot.ui")])
def test_discords_side_opens_no_transaction(module: str) -> None:
    """What is kept, and with what, is for services to know."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    lines = [
        str(node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "database"
    ]
    assert not lines, broken(f"{module} has the database in its hands in line", *lines)


@pytest.mark.parametrize("module", [name for name in MODULES if is_in(name, "cogs")])
def test_cogs_never_import_each_other(module: str) -> None:
    """What two of them need belongs into bot."""
    found = [name for name in imports(MODULES[module]) if is_in(name, "cogs")]
    assert not found, broken(f"{module} imports", *found)


def layer(module: str) -> int | None:
    """The number of a module's layer, from below; None outside the layers."""
    for number, packages in enumerate(LAYERS):
        if is_in(module, *packages):
            return number
    return None


@pytest.mark.parametrize("module", [name for name in MODULES if layer(name) is not None])
def test_imports_go_down(module: str) -> None:
    """cogs, ui, services, answering, corpus; for types alone, a cog may name the bot."""
    mine = layer(module)
    above = [
        name for name in imports(MODULES[module]) if (other := layer(name)) and other > (mine or 0)
    ]
    assert not above, broken(f"{module} imports from above", *above)


def test_every_module_is_in_a_layer_or_at_the_root() -> None:
    """A new module says where it belongs."""
    roots = (
        "bot.app",
        "bot.cli.main",
        "bot.__main__",
        "bot.commands",
        "bot.runtime.process",
        "bot.playground",
    )
    lost = [
        name
        for name in MODULES
        if layer(name) is None
        and not is_in(name, *roots, "bot.cli.main.terminal")
        and name != "bot"
    ]
    assert not lost, broken("no layer for", *lost)


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_short(module: str) -> None:
    """One concept each; a cog holds commands and nothing else."""
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    most = LONGEST_COG if is_in(module, "cogs") else LONGEST_MODULE
    assert lines <= most, f"{module} has {lines} lines"


@pytest.mark.parametrize("module", [name for name in MODULES if is_in(name, "cogs")])
def test_cogs_keep_no_state(module: str) -> None:
    """Beside the bot and what they add to it, a cog sets nothing on itself."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            assert node.attr in {"_bot", "_menu"}, f"{module}:{node.lineno} sets {node.attr}"
        if isinstance(node, ast.Global):
            pytest.fail(f"{module}:{node.lineno} has a global")


def test_the_terminal_is_answered_without_loading_discord() -> None:
    """The library costs half a second, and a person at a terminal waits for it."""
    import subprocess  # noqa: PLC0415  # for this test alone

    code = (
        "import sys; import bot.cli, bot.commands.ask; "
        "sys.exit(bool({'discord', 'PIL', 'structlog'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_version_is_told_alike_everywhere() -> None:
    """In the package and in the project file."""
    import tomllib  # noqa: PLC0415  # for this test alone

    from bot import __version__  # noqa: PLC0415

    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == __version__
