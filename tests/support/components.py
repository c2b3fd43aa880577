"""What a message's components hold, read from their payloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Where a component holds others.
_SEVERAL = ("components", "items")
_ONE = ("component", "accessory")


def values(components: Iterable[dict[str, Any]], field: str) -> Iterator[Any]:
    """Yield what a field holds in each component that has it, in the order people read them."""
    for component in components:
        if component.get(field):
            yield component[field]
        for several in _SEVERAL:
            yield from values(component.get(several) or (), field)
        for one in _ONE:
            if component.get(one):
                yield from values([component[one]], field)
