"""Words for pydantic's errors: expected types, choices, and the first error in one line."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pydantic import ValidationError


# pydantic's error types for a value of the wrong type, and the type that was expected.
EXPECTED_TYPES: Final = MappingProxyType(
    {
        "string_type": "text",
        "int_type": "a whole number",
        "bool_type": "true or false",
        "tuple_type": "a list",
        "dict_type": "a mapping",
        "model_type": "a mapping",
        "model_attributes_type": "a mapping",
    }
)


def choices_in(expected: str) -> list[str]:
    """Return the choices that pydantic lists: "a" and "b" for "'a' or 'b'"."""
    return [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]


def as_clause(message: str) -> str:
    """Return pydantic's message with a small first letter, to follow a colon or semicolon."""
    return message[:1].lower() + message[1:]


def first_error(error: ValidationError, *, skip: int = 0, whole: str = "") -> str:
    """Return the first error in one line: its place, a colon and pydantic's message.

    `skip` outer steps are left out of the place. An error about the whole value has `whole` as its
    place, or without that no place and no colon.
    """
    # `ctx` holds what a dataclass's own __post_init__ raised; pydantic prefixes its message.
    first = error.errors(include_url=False, include_input=False)[0]
    cause = first.get("ctx", {}).get("error")
    what = str(cause) if isinstance(cause, Exception) else first["msg"]
    place = ".".join(map(str, first["loc"][skip:])) or whole
    return f"{place}: {what}" if place else what
