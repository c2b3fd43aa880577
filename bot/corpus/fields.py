"""What all file models share: strictness, the plain types, and patterns told in words."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError

# What a pattern asks for, in words; a message gives these instead of the pattern.
PATTERNS: Final = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "use lower-case letters and digits, joined by single hyphens",
    r"^[0-9]+[a-z]?$": 'use digits with at most one letter after them, such as "1b"',
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": "use YYYY, YYYY-MM or YYYY-MM-DD",
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|s)?$": "use YYYY, YYYY-MM, YYYY-MM-DD or a decade (1990s)",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "use YYYY-MM-DD",
    r"^https?://[^\s<>]+$": "give the whole address, with https://",
    r"^10\.[0-9]{4,9}/\S+$": "give the DOI alone, such as 10.1111/imig.12606",
}

SLUG, NUMBER, DATE, EVENT_DATE, DAY, URL, DOI = PATTERNS
Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=SLUG)]
# Strict models refuse lists for tuples and words for enum members; YAML has only these.
Texts = Annotated[tuple[Text, ...], Strict(strict=False)]
Ids = Annotated[tuple[Id, ...], Strict(strict=False)]
NoteNumber = Annotated[int, Field(ge=1)]


def broken(what: str, remedy: str) -> PydanticCustomError:
    """An error of a rule of ours, told in our own words."""
    return PydanticCustomError("rule", "{what}; {remedy}", {"what": what, "remedy": remedy})


class Strictly(BaseModel):
    """The base of all file models: strict, frozen, and nothing extra."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", str_strip_whitespace=True)
