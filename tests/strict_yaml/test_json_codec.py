"""JSON of dataclasses: exact text, strict reading, one-line errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import pytest
from pydantic import TypeAdapter

from bot.strict_yaml import json_codec


class Colour(StrEnum):
    """A word of a fixed set."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Part:
    """A nested value."""

    size: int

    def __post_init__(self) -> None:
        """Refuse a part without a size."""
        if self.size < 1:
            raise ValueError("a part has a size")


@dataclass(frozen=True, slots=True)
class Thing:
    """A value with what JSON has no types for: tuples, enumerations, moments."""

    name: str
    colour: Colour
    at: datetime
    parts: tuple[Part, ...] = ()


THING = TypeAdapter(Thing)
WHOLE = Thing("“Ä”", Colour.RED, datetime(2026, 1, 2, tzinfo=UTC), (Part(1), Part(2)))
TEXT = '{"name":"“Ä”","colour":"red","at":"2026-01-02T00:00:00Z","parts":[{"size":1},{"size":2}]}'


def test_a_value_is_written_compactly_and_read_back_equal() -> None:
    """Non-ASCII letters stay as they are; tuples, enumerations and moments return."""
    assert json_codec.dump(THING, WHOLE) == TEXT
    assert json_codec.load(THING, TEXT, ValueError) == WHOLE


def test_fields_can_be_left_out() -> None:
    """Only top-level fields are named."""
    assert json_codec.dump(THING, WHOLE, exclude={"at", "parts"}) == (
        '{"name":"“Ä”","colour":"red"}'
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "Invalid JSON: EOF while parsing an object at line 1 column 1"),
        (TEXT.replace('"size":2', '"size":"2"'), "parts.1.size: Input should be a valid integer"),
        (TEXT.replace('"size":2', '"size":0'), "parts.1: a part has a size"),
        (TEXT.replace('"red"', '"blue"'), "colour: Input should be 'red'"),
        (TEXT.replace('"name"', '"title"'), "name: Field required"),
        (f'{TEXT[:-1]},"more":1}}', "more: Unexpected keyword argument"),
    ],
)
def test_anything_else_is_refused_with_its_place(text: str, why: str) -> None:
    """Nothing is converted, at any depth; the caller's own error is raised."""
    with pytest.raises(LookupError) as caught:
        json_codec.load(THING, text, LookupError)
    assert str(caught.value) == why


def test_fields_of_an_older_version_can_be_dropped() -> None:
    """Where the caller says so, an unknown field is no error."""
    text = f'{TEXT[:-1]},"more":1}}'
    assert json_codec.load(THING, text, ValueError, extra="ignore") == WHOLE
