"""Lists in pages: lines, a menu to open one, buttons to turn the page, and the timeline."""

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
from bot.discord_kit.markdown import INFERRED_NOTE, claim_text, one_line, plain, with_link
from bot.discord_kit.replies import in_bot_dm
from bot.figures.timeline import alt_text, timeline_picture
from bot.text.phrases import cut

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

# Discord's 4,000 characters without the title and the page number.
_ROOM: Final = 3500

_CUTS: Final = (1.0, 0.5, 0.25, 0.1, 0.0)


def page(
    paper: Paper, entry_list: EntryList, number: int, *, above: ui.Item[Any] | None = None
) -> Layout:
    """Return page `number` of a list, counted from 0; past the end, the last page.

    `above` is placed between the title and the lines.
    """
    shown = listing(paper, entry_list)
    pages = max(1, -(-len(shown.rows) // PER_PAGE))
    number = min(max(number, 0), pages - 1)
    here = shown.rows[number * PER_PAGE : (number + 1) * PER_PAGE]
    texts, context = _fit_page(paper, entry_list, shown, here)
    items: list[str | ui.Item[Any]] = [
        f"### {plain(one_line(shown.title, _LINE))}",
        *([above] if above else []),
        *texts,
        f"-# Page {number + 1} of {pages}, {len(shown.rows)} in all" if pages > 1 else "",
    ]
    opening = [row for row in here if row.opens is not None]
    if opening:
        items.append(choice(custom_ids.PICK, "Open one …", _options(opening)))
    items += rows([*_page_buttons(entry_list, number, pages), *_follow_up_buttons(context)])
    return Layout(container(*items, colour=ANSWER))


def _fit_page(
    paper: Paper, entry_list: EntryList, shown: Listing, here: Sequence[ListRow]
) -> tuple[list[str | ui.Item[Any]], Context | None]:
    """Return the head of a list, a line, and its rows, cut to what a message holds.

    At ordinary lengths nothing is cut; in the extreme only the names of what can be opened remain.
    """
    for share in _CUTS:
        head, context = _head(paper, entry_list, share)
        lines = [_row_line(row, share) for row in here] or ["There is nothing in this list."]
        # A text of its own, since under a list it would be drawn as part of the last line.
        inferred = any(row.claim is not None and row.claim.uncertain for row in here)
        intro = plain(one_line(shown.intro, _FACT))
        texts = [head, intro, "\n".join(lines), INFERRED_NOTE if inferred else ""]
        if sum(map(len, texts)) <= _ROOM:
            break
    return [head, line() if head else "", *texts[1:]], context


def _row_line(row: ListRow, share: float) -> str:
    if not share:
        return f"- {plain(one_line(row.label or row.text, _NAME))}"
    detail = plain(one_line(row.detail, _NAME))
    if row.claim is not None:
        claim = replace(row.claim, text=one_line(row.claim.text, int(_CLAIM * share)))
        return f"- {claim_text(claim)} · under *{detail}*"
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


def _page_buttons(entry_list: EntryList, number: int, pages: int) -> list[ui.Button[ui.LayoutView]]:
    if pages == 1:
        return []
    return [
        button(
            f"{custom_ids.PAGE}:{number - 1 if number else 0}:{entry_list}",
            "Back",
            disabled=number == 0,
        ),
        button(
            f"{custom_ids.PAGE}:{number + 1}:{entry_list}", "Next", disabled=number == pages - 1
        ),
    ]


def _follow_up_buttons(context: Context | None) -> list[ui.Button[ui.LayoutView]]:
    if context is None:
        return []
    carrier = custom_ids.carrier_ids(context, (custom_ids.FOLLOW_UP,))
    return [button(carrier[custom_ids.FOLLOW_UP], "Follow up")]


def _head(paper: Paper, entry_list: EntryList, share: float) -> tuple[str, Context | None]:
    """Return the full source and facts above a footnote's or work's list, and their context."""
    most = max(_NAME, int(_FACT * share))
    if entry_list.kind == "footnote":
        note = note_record(paper, int(entry_list.key))
        source = source_line(note.citation, most).removeprefix("-# ")
        return _with_facts(source, note.facts, most), note.context
    if entry_list.kind == "source":
        work = source_record(paper, entry_list.key)
        source = with_link(cut(work.citation, most), work.source.link)
        return _with_facts(source, work.facts, most), work.context
    return "", None


def _with_facts(source: str, facts: Sequence[str], most: int) -> str:
    return "\n".join([source, *(f"-# {plain(one_line(fact, most))}" for fact in facts)])


TIMELINE: Final = "timeline"

_FILE: Final = "timeline.png"

# Pictures of one paper's pages, and of the knowledge before a reload.
_draw = lru_cache(maxsize=32)(timeline_picture)


async def list_message(
    paper: Paper, entry_list: EntryList, number: int
) -> tuple[Layout, list[discord.File]]:
    """Return page `number` of a list, and the files that it shows."""
    if entry_list.kind != TIMELINE:
        return page(paper, entry_list, number), []
    shown = _events_on_page(paper, number)
    # Drawing would block the event loop for too long.
    picture = await asyncio.to_thread(_draw, _title(shown), shown)
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        discord.MediaGalleryItem(f"attachment://{_FILE}", description=alt_text(shown))
    )
    return page(paper, entry_list, number, above=gallery), [SentFile(picture, _FILE)]


async def send_list(
    interaction: Interaction, paper: Paper, entry_list: EntryList, *, private: bool
) -> None:
    """Reply with the first page of a list."""
    view, files = await list_message(paper, entry_list, 0)
    alone = private and not in_bot_dm(interaction)
    await interaction.response.send_message(view=view, files=files, ephemeral=alone)


async def turn_page(
    interaction: Interaction, paper: Paper, entry_list: EntryList, number: int
) -> None:
    """Turn the page in place for the person who asked for it; others get their own copy."""
    view, files = await list_message(paper, entry_list, number)
    if _was_asked_by_them(interaction):
        await interaction.response.edit_message(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=True)


def _was_asked_by_them(interaction: Interaction) -> bool:
    message = interaction.message
    if message is None or message.flags.ephemeral or in_bot_dm(interaction):
        return True
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == interaction.user.id


def _events_on_page(paper: Paper, number: int) -> tuple[Event, ...]:
    every = events(paper)
    last = max(0, (len(every) - 1) // PER_PAGE)
    start = min(max(number, 0), last) * PER_PAGE
    return every[start : start + PER_PAGE]


def _title(shown: tuple[Event, ...]) -> str:
    if not shown:
        return "No dated events"
    first, last = shown[0].date, shown[-1].date
    return first if first == last else f"{first} to {last}"
