"""A list as a message: a page of lines, a menu to open one, and buttons to turn the page."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.browse.entries import events, note_record, shortened, source_record
from bot.browse.lists import EntryList, listing
from bot.discord_kit import custom_ids
from bot.discord_kit.citation_lines import source_line
from bot.discord_kit.layout import (
    ANSWER,
    OPTION_LABEL,
    Layout,
    SentFile,
    button,
    choice,
    container,
    line,
    rows,
)
from bot.discord_kit.markdown import INFERRED_NOTE, cut, marked, one_line, plain, with_link
from bot.discord_kit.replies import in_bot_dm
from bot.figures.timeline import alt_text, timeline_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.outcome import Context
    from bot.browse.entries import Event
    from bot.browse.lists import Listing, ListRow
    from bot.discord_kit.context import Interaction
    from bot.paper.paper import Paper


PER_PAGE: Final = 10

_LINE: Final = 150

_CLAIM: Final = 240

_FACT: Final = 400

_NAME: Final = 60

# Of Discord's 4,000, what the title and the page's number leave.
_ROOM: Final = 3500

_SHARES: Final = (1.0, 0.5, 0.25, 0.1, 0.0)


def page(
    paper: Paper, shelf: EntryList, number: int, *, above: ui.Item[Any] | None = None
) -> Layout:
    """Page `number` of a list, counted from 0; past its end, the last one.

    `above` stands between the title and the lines.
    """
    shown = listing(paper, shelf)
    pages = max(1, -(-len(shown.rows) // PER_PAGE))
    number = min(max(number, 0), pages - 1)
    here = shown.rows[number * PER_PAGE : (number + 1) * PER_PAGE]
    texts, context = _fitting(paper, shelf, shown, here)
    items: list[str | ui.Item[Any]] = [
        f"### {plain(one_line(shown.title, _LINE))}",
        *([above] if above else []),
        *texts,
        f"-# Page {number + 1} of {pages}, {len(shown.rows)} in all" if pages > 1 else "",
    ]
    opening = [row for row in here if row.opens is not None]
    if opening:
        items.append(choice(custom_ids.PICK, "Open one …", _options(opening)))
    items += rows([*_turning(shelf, number, pages), *_following(context)])
    return Layout(container(*items, colour=ANSWER))


def _fitting(
    paper: Paper, shelf: EntryList, shown: Listing, here: Sequence[ListRow]
) -> tuple[list[str | ui.Item[Any]], Context | None]:
    """What stands above the list, a line, and the rows; each text is cut to what a message holds.

    At ordinary lengths nothing is cut; at the last, only the names of what can be opened are left.
    """
    for share in _SHARES:
        head, context = _head(paper, shelf, share)
        lines = [_row(row, share) for row in here] or ["There is nothing in this list."]
        # By itself: under a list it would be drawn as part of its last line.
        inferred = any(row.claim is not None and row.claim.uncertain for row in here)
        intro = plain(one_line(shown.intro, _FACT))
        texts = [head, intro, "\n".join(lines), INFERRED_NOTE if inferred else ""]
        if sum(map(len, texts)) <= _ROOM:
            break
    return [head, line() if head else "", *texts[1:]], context


def _row(row: ListRow, share: float) -> str:
    if not share:
        return f"- {plain(one_line(row.label or row.text, _NAME))}"
    detail = plain(one_line(row.detail, _NAME))
    if row.claim is not None:
        claim = replace(row.claim, text=one_line(row.claim.text, int(_CLAIM * share)))
        return f"- {marked(claim)} · under *{detail}*"
    text = plain(one_line(row.text, int(_LINE * share)))
    return f"- {text} · {detail}" if detail else f"- {text}"


def _options(opening: Sequence[ListRow]) -> list[tuple[str, str, str]]:
    once: dict[str, tuple[str, str, str]] = {}
    for row in opening:
        value = (
            f"{custom_ids.LIST_SIGN}{row.opens}"
            if isinstance(row.opens, EntryList)
            else shortened(row.opens or "")
        )
        once.setdefault(value, (value, one_line(row.label or row.text, OPTION_LABEL), ""))
    return list(once.values())


def _turning(shelf: EntryList, number: int, pages: int) -> list[ui.Button[ui.LayoutView]]:
    if pages == 1:
        return []
    return [
        button(
            f"{custom_ids.PAGE}:{number - 1 if number else 0}:{shelf}", "Back", disabled=number == 0
        ),
        button(f"{custom_ids.PAGE}:{number + 1}:{shelf}", "Next", disabled=number == pages - 1),
    ]


def _following(context: Context | None) -> list[ui.Button[ui.LayoutView]]:
    if context is None:
        return []
    carrier = custom_ids.carrying(context, (custom_ids.FOLLOW_UP,))
    return [button(carrier[custom_ids.FOLLOW_UP], "Follow up")]


def _head(paper: Paper, shelf: EntryList, share: float) -> tuple[str, Context | None]:
    """What stands above a footnote's or a work's list: the source in full and the facts on it."""
    most = max(_NAME, int(_FACT * share))
    if shelf.kind == "footnote":
        note = note_record(paper, int(shelf.key))
        source = source_line(note.citation, most).removeprefix("-# ")
        return _under(source, note.facts, most), note.context
    if shelf.kind == "source":
        work = source_record(paper, shelf.key)
        source = with_link(cut(work.citation, most), work.source.link)
        return _under(source, work.facts, most), work.context
    return "", None


def _under(source: str, facts: Sequence[str], most: int) -> str:
    return "\n".join([source, *(f"-# {plain(one_line(fact, most))}" for fact in facts)])


TIMELINE: Final = "timeline"

_FILE: Final = "timeline.png"

# The pictures of one paper's pages, and those of the knowledge before a reload.
_draw = lru_cache(maxsize=32)(timeline_picture)


async def sheet(paper: Paper, shelf: EntryList, number: int) -> tuple[Layout, list[discord.File]]:
    """Page `number` of a list with the files that it shows."""
    if shelf.kind != TIMELINE:
        return page(paper, shelf, number), []
    shown = _shown(paper, number)
    # A picture takes longer than the event loop may be held up.
    picture = await asyncio.to_thread(_draw, _title(shown), shown)
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        discord.MediaGalleryItem(f"attachment://{_FILE}", description=alt_text(shown))
    )
    return page(paper, shelf, number, above=gallery), [SentFile(picture, _FILE)]


async def send_sheet(
    interaction: Interaction, paper: Paper, shelf: EntryList, *, private: bool
) -> None:
    """Reply with the first page of a list."""
    view, files = await sheet(paper, shelf, 0)
    alone = private and not in_bot_dm(interaction)
    await interaction.response.send_message(view=view, files=files, ephemeral=alone)


async def turn(interaction: Interaction, paper: Paper, shelf: EntryList, number: int) -> None:
    """Turn the page in its place for the one who asked for it; others get one of their own."""
    view, files = await sheet(paper, shelf, number)
    if _is_theirs(interaction):
        await interaction.response.edit_message(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=True)


def _is_theirs(interaction: Interaction) -> bool:
    message = interaction.message
    if message is None or message.flags.ephemeral or in_bot_dm(interaction):
        return True
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == interaction.user.id


def _shown(paper: Paper, number: int) -> tuple[Event, ...]:
    every = events(paper)
    last = max(0, (len(every) - 1) // PER_PAGE)
    start = min(max(number, 0), last) * PER_PAGE
    return every[start : start + PER_PAGE]


def _title(shown: tuple[Event, ...]) -> str:
    if not shown:
        return "No dated events"
    first, last = shown[0].date, shown[-1].date
    return first if first == last else f"{first} to {last}"
