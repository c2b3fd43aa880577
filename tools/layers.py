"""Draw the layers of docs/architecture.md from the import contracts in pyproject.toml.

`make layers` writes the picture into the page; `python tools/layers.py --print` only prints it.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "architecture.md"
BEGIN: Final = "<!-- layers: drawn by `make layers` from pyproject.toml -->\n"
END: Final = "<!-- end of layers -->\n"


def contracts() -> dict[str, dict[str, object]]:
    """Return the import contracts by their ids."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {one["id"]: one for one in project["tool"]["importlinter"]["contracts"]}


def layers() -> list[list[str]]:
    """Return the layers from the top, each a list of modules; cogs has a contract of its own."""
    found = contracts()
    rows = [_siblings("bot", line) for line in _lines(found["layers"])]
    above, cogs, _below = _lines(found["cogs"])
    rows.insert(rows.index([above]) + 1, [cogs])
    return rows


def features() -> list[str]:
    """Return the features in cogs/, none of which imports another."""
    return _siblings("cogs", _lines(contracts()["features"])[-1])


def picture() -> str:
    """Return the layers from the top, one line a module with its docstring, and the features."""
    rows = [(" " if at else "↓", name) for row in layers() for at, name in enumerate(row)]
    drawn = [_line(mark, name) for mark, name in rows]
    names = ", ".join(name.removeprefix("cogs.") for name in features())
    drawn += ["", f"Features in cogs/: {names}"]
    return "```text\n" + "\n".join(drawn) + "\n```\n"


def placed(page: str) -> str:
    """Return the page with the present picture between its markers."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{picture()}{END}{after}"


def _lines(contract: dict[str, object]) -> list[str]:
    found = contract["layers"]
    if not isinstance(found, list):
        raise TypeError(contract["id"])
    return [str(line) for line in found]


def _siblings(container: str, line: str) -> list[str]:
    return [f"{container}.{name.strip()}" for name in line.split("|")]


def _line(mark: str, module: str) -> str:
    path = ROOT.joinpath(*module.split("."))
    folder = path.is_dir()
    source = path / "__init__.py" if folder else path.with_suffix(".py")
    about = (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").split("\n")[0]
    name = path.relative_to(ROOT).as_posix() + ("/" if folder else ".py")
    return f"{mark} {name:<20} {about}"


if __name__ == "__main__":
    if "--print" in sys.argv:
        print(picture(), end="")
    else:
        PAGE.write_text(placed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
