"""Entries that are not valid: what they refer to in vain is told together with their faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.corpus.checking import REFERENCES, beyond, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.corpus.checking import Parts, Placed
    from bot.errors import Problem


def check_faulty(parts: Parts) -> Iterator[Problem]:
    """What an entry that is not valid refers to in vain, so that all is told at once."""
    for placed in parts.faulty:
        told = [*_named_in(parts, placed), *_noted_in(parts, placed)]
        yield from (one for one in told if (one.file, one.path) not in parts.faults)


def _named_in(parts: Parts, placed: Placed[dict[str, Any]]) -> Iterator[Problem]:
    entry = placed.item
    section = entry.get("section")
    if isinstance(section, str):
        yield from unknown(parts, placed, "sections", [(section, ("section",))])
    for label in REFERENCES:
        names = [
            (name, (label, position))
            for position, name in enumerate(_list_of(entry, label))
            if isinstance(name, str)
        ]
        yield from unknown(parts, placed, "entries", names)


def _noted_in(parts: Parts, placed: Placed[dict[str, Any]]) -> Iterator[Problem]:
    for position, claim in enumerate(_list_of(placed.item, "claims")):
        if not isinstance(claim, dict):
            continue
        for at, number in enumerate(_list_of(claim, "footnotes")):
            if isinstance(number, int):
                yield from beyond(parts, placed, number, ("claims", position, "footnotes", at))


def _list_of(item: dict[str, Any], name: str) -> list[Any]:
    found = item.get(name)
    return found if isinstance(found, list) else []
