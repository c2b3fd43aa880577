"""Discord's own description of its interface, to tell whether it would take a body.

The description is not part of the project. It is found beside it or where DISCORD_OPENAPI says;
where it is not, `DESCRIPTION` is None and whoever asks should skip.
"""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

_BESIDE = Path(__file__).parents[2] / "shared" / "discord" / "openapi.json"
_FILE = Path(os.environ.get("DISCORD_OPENAPI", _BESIDE))


def _read() -> dict[str, Any] | None:
    if not _FILE.is_file():
        return None
    description: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    # The description asks for text; Discord takes whole numbers as well, which is what the
    # library sends in replies and for files.
    description["components"]["schemas"]["SnowflakeType"] = {
        "anyOf": [{"type": "string", "pattern": r"^(0|[1-9][0-9]*)$"}, {"type": "integer"}]
    }
    return description


DESCRIPTION = _read()


def problems(method: str, path: str, body: Any) -> list[str]:
    """What Discord would refuse in a request; empty if nothing, or if nothing was sent."""
    assert DESCRIPTION is not None, "there is no description to go by"
    validator = _validator(method.lower(), _template(path))
    if validator is None or body is None:
        return []
    return [
        f"{method} {path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
        for error in validator.iter_errors(body)
    ]


@lru_cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    assert DESCRIPTION is not None
    return [
        (re.compile(re.sub(r"\{[^}]+\}", "[^/]+", template)), template)
        for template in sorted(DESCRIPTION["paths"], key=lambda one: one.count("{"))
    ]


def _template(path: str) -> str:
    """The template of a path, the most exact first; a route that Discord has not fails here."""
    for pattern, template in _templates():
        if pattern.fullmatch(path):
            return template
    raise AssertionError(f"Discord has no route {path}")


@lru_cache
def _validator(method: str, template: str) -> Draft202012Validator | None:
    assert DESCRIPTION is not None
    operation = DESCRIPTION["paths"][template].get(method)
    assert operation is not None, f"Discord has no {method} on {template}"
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    if schema is None:
        return None
    return Draft202012Validator({**schema, "components": DESCRIPTION["components"]})
