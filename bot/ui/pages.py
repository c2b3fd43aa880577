"""A list as a message: a page of lines, a menu to open one, and buttons to turn the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.entries import shortened
from bot.records import note_record, source_record
from bot.shelves import Row, Shelf, listing
from bot.ui import ids
from bot.ui.fitting import source_line
from bot.ui.layout import ANSWER, OPTION_LABEL, Layout, button, choice, container, line, rows
from bot.ui.text import marked, one_line, plain, with_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discord import ui

    from bot.answering.outcome import Context
    from bot.corpus.paper import Paper

PER_PAGE: Final = 10
_LINE: Final = 150
_CLAIM: Final = 240
_FACT: Final = 400


def page(paper: Paper, shelf: Shelf, number: int, *, above: ui.Item[Any] | None = None) -> Layout:
    """Page `number` of a list, counted from 0; past its end, the last one.

    `above` stands between the title and the lines.
    """
    shown = listing(paper, shelf)
    pages = max(1, -(-len(shown.rows) // PER_PAGE))
    number = min(max(number, 0), pages - 1)
    here = shown.rows[number * PER_PAGE : (number + 1) * PER_PAGE]
    head, context = _head(paper, shelf)
    foot = f"-# Page {number + 1} of {pages}, {len(shown.rows)} in all" if pages > 1 else ""
    items: list[str | ui.Item[Any]] = [
        f"### {plain(one_line(shown.title, _LINE))}",
        *([above] if above else []),
        head,
        line() if head else "",
        plain(one_line(shown.intro, _FACT)),
        "\n".join(_row(row) for row in here) or "There is nothing in this list.",
        foot,
    ]
    opening = [row for row in here if row.opens is not None]
    if opening:
        items.append(choice(ids.PICK, "Open one …", _options(opening)))
    items += rows([*_turning(shelf, number, pages), *_following(context)])
    return Layout(container(*items, colour=ANSWER))


def _row(row: Row) -> str:
    if row.claim is not None:
        claim = replace(row.claim, text=one_line(row.claim.text, _CLAIM))
        return f"- {marked(claim)} · *{plain(one_line(row.detail, 60))}*"
    detail = f" · {plain(one_line(row.detail, 60))}" if row.detail else ""
    return f"- {plain(one_line(row.text, _LINE))}{detail}"


def _options(opening: Sequence[Row]) -> list[tuple[str, str, str]]:
    once: dict[str, tuple[str, str, str]] = {}
    for row in opening:
        value = (
            f"{ids.LIST_SIGN}{row.opens}"
            if isinstance(row.opens, Shelf)
            else shortened(row.opens or "")
        )
        once.setdefault(value, (value, one_line(row.label or row.text, OPTION_LABEL), ""))
    return list(once.values())


def _turning(shelf: Shelf, number: int, pages: int) -> list[ui.Button[ui.LayoutView]]:
    if pages == 1:
        return []
    return [
        button(f"{ids.PAGE}:{number - 1 if number else 0}:{shelf}", "Back", disabled=number == 0),
        button(f"{ids.PAGE}:{number + 1}:{shelf}", "Next", disabled=number == pages - 1),
    ]


def _following(context: Context | None) -> list[ui.Button[ui.LayoutView]]:
    if context is None:
        return []
    carrier = ids.carrying(context, (ids.FOLLOW_UP,))
    return [button(carrier[ids.FOLLOW_UP], "Follow up")]


def _head(paper: Paper, shelf: Shelf) -> tuple[str, Context | None]:
    """What stands above a footnote's or a work's list: the source in full and the facts on it."""
    if shelf.kind == "footnote":
        note = note_record(paper, int(shelf.key))
        lines = [source_line(note.citation).removeprefix("-# "), *map(_fact, note.facts)]
        return "\n".join(lines), note.context
    if shelf.kind == "source":
        work = source_record(paper, shelf.key)
        text = with_link(work.citation, work.source.link)
        return "\n".join([text, *map(_fact, work.facts)]), work.context
    return "", None


def _fact(text: str) -> str:
    return f"-# {plain(one_line(text, _FACT))}"
