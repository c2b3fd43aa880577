"""The file models as JSON Schema, by which editors complete and check the YAML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.corpus.schema import FILES

if TYPE_CHECKING:
    from pathlib import Path


def json_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema (2020-12) of each kind of file, by the name of its schema file."""
    return {
        f"{name}.schema.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(),
        }
        for name, model in FILES.items()
    }


def write_json_schemas(folder: Path) -> list[Path]:
    """Write each schema to `folder`, which is made if need be; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in json_schemas().items():
        path = folder / name
        path.write_text(as_text(schema), encoding="utf-8")
        written.append(path)
    return written


def as_text(schema: dict[str, Any]) -> str:
    """`schema` as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
