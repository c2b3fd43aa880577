"""Dataclasses to JSON text and back, by pydantic's TypeAdapter in strict mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import ValidationError

from bot.strict_yaml.error_words import first_error

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pydantic import TypeAdapter


T = TypeVar("T")


def dump(adapter: TypeAdapter[T], value: T, *, exclude: Collection[str] | None = None) -> str:
    """Return `value` as compact JSON, without the top-level fields named in `exclude`."""
    return adapter.dump_json(value, exclude=set(exclude) if exclude else None).decode()


def load(
    adapter: TypeAdapter[T],
    text: str | bytes,
    error: Callable[[str], Exception],
    *,
    extra: Literal["forbid", "ignore"] = "forbid",
) -> T:
    """Return the value that `text` holds; raise `error(why)` when it holds anything else.

    `why` is one line such as "claims.0.text: Field required": where the first problem is, and what
    it is. Values are never converted from one type to another, at any depth. `extra` says whether
    a field that the dataclass does not have is a problem ("forbid") or is dropped ("ignore"), as
    rows need that an older version has written.
    """
    try:
        return adapter.validate_json(text, strict=True, extra=extra)
    except ValidationError as problem:
        raise error(first_error(problem)) from problem
