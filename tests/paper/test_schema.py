"""The editors' JSON Schemas say what the models say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.paper.loader import find_knowledge
from bot.paper.model import Kind
from bot.paper.schema import EntriesFile, SourcesFile, as_text, json_schemas, write_json_schemas

if TYPE_CHECKING:
    from pathlib import Path


def test_each_kind_of_file_has_a_schema() -> None:
    """Eight kinds of files, eight schemas, all closed to unknown fields."""
    schemas = json_schemas()
    assert sorted(schemas) == [
        "entries.schema.json",
        "footnotes.schema.json",
        "former_ids.schema.json",
        "paper.schema.json",
        "phrasings.schema.json",
        "revisions.schema.json",
        "sources.schema.json",
        "vocabulary.schema.json",
    ]
    for schema in schemas.values():
        assert schema["additionalProperties"] is False
        assert schema["$schema"].endswith("2020-12/schema")


def test_the_schema_of_entries_tells_the_kinds_apart() -> None:
    """An editor offers a recommendation's fields on recommendations only."""
    schema = json_schemas()["entries.schema.json"]
    kinds = schema["properties"]["entries"]["items"]["discriminator"]["mapping"]
    assert sorted(kinds) == sorted(Kind)
    definitions = schema["$defs"]
    assert "who" in definitions["RecommendationEntry"]["properties"]
    assert "who" not in definitions["PlainEntry"]["properties"]


def test_fields_are_described_for_those_who_write_them() -> None:
    """The description is what an editor shows beside the field."""
    claim = json_schemas()["entries.schema.json"]["$defs"]["ClaimFields"]["properties"]
    assert claim["footnotes"]["description"] == "Numbers of the notes on which it rests."


@pytest.mark.parametrize("name", sorted(json_schemas()))
def test_the_shipped_schemas_are_current(name: str) -> None:
    """After a change of the models, `make schema` writes them anew."""
    shipped = (find_knowledge() / "schema" / name).read_text(encoding="utf-8")
    assert shipped == as_text(json_schemas()[name]), "run: make schema"


def test_schemas_are_written_where_asked(tmp_path: Path) -> None:
    """Into a folder that need not exist, and the same at every run."""
    written = write_json_schemas(tmp_path / "schema")
    before = [path.read_bytes() for path in written]
    assert [json.loads(text)["type"] for text in before] == ["object"] * 8
    assert [path.read_bytes() for path in write_json_schemas(tmp_path / "schema")] == before


def test_models_cannot_be_changed_once_made() -> None:
    """What was checked stays as it was checked."""
    with pytest.raises(ValueError, match="frozen"):
        EntriesFile(entries=()).entries = ()


def test_an_empty_list_is_enough_to_begin_with() -> None:
    """A new class starts with files that say nothing yet."""
    assert SourcesFile.model_validate({"sources": []}).sources == ()
