"""Lists in pages: lines, a menu to open one, buttons to turn the page, and the timeline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.browse.entries import note_record, shortened, source_record
from bot.browse.lists import AS_TEXT, MAP, EntryList, listing
from bot.browse.recommendation_map import FOR, ON, map_key
from bot.discord_kit import custom_ids
from bot.discord_kit.citation_lines import source_line
from bot.discord_kit.layout import (
    ANSWER,
    OPTION_LABEL,
    Layout,
    button,
    choice,
    container,
    line,
    rows,
)
from bot.discord_kit.markdown import INFERRED_NOTE, claim_text, one_line, plain, with_link
from bot.discord_kit.replies import in_bot_dm
from bot.text.phrases import cut
from cogs.answers.answer_card import remove_button
from cogs.answers.pictured_lists import PICTURED, picture_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord
    from discord import ui

    from bot.answering.outcome import Context
    from bot.browse.lists import Listing, ListRow
    from bot.discord_kit.context import Interaction
    from bot.paper.paper import Paper


PER_PAGE: Final = 10

# A list of so many is not worth a second page.
_ON_ONE_PAGE: Final = 15

_MOST_SUMMED_UP: Final = 4

_LINE: Final = 150

_CLAIM: Final = 240

_FACT: Final = 400

_NAME: Final = 60

# Discord's 4,000 characters without the title and the page number.
_ROOM: Final = 3500

_CUTS: Final = (1.0, 0.5, 0.25, 0.1, 0.0)


def page(
    paper: Paper,
    entry_list: EntryList,
    number: int,
    *,
    picture: ui.Item[Any] | None = None,
    asker: int | None = None,
) -> Layout:
    """Return page `number` of a list, counted from 0; past the end, the last page.

    A `picture` stands in place of the lines. `asker` is the id of the person who may remove it.
    """
    shown = listing(paper, entry_list)
    pages, size = _page_count(entry_list, len(shown.rows)), _page_size(entry_list, len(shown.rows))
    number = _within(number, pages)
    here = shown.rows[number * size : (number + 1) * size]
    whole = replace(shown, summary=()) if number else shown
    texts, context = _fit_page(paper, entry_list, whole, here)
    items: list[str | ui.Item[Any]] = [
        f"### {plain(one_line(shown.title, _LINE))}",
        *([picture] if picture else texts),
        f"-# Page {number + 1} of {pages}, {len(shown.rows)} in all" if pages > 1 else "",
    ]
    opening = [row for row in here if row.opens is not None]
    if opening:
        items.append(choice(custom_ids.PICK, "Open one …", _options(opening)))
    items += rows(
        [
            *_page_buttons(entry_list, number, pages),
            *(_form_buttons(entry_list, number) if here else []),
            *_follow_up_buttons(context),
            *([] if asker is None else [remove_button(asker)]),
        ]
    )
    return Layout(container(*items, colour=ANSWER))


def _page_size(entry_list: EntryList, count: int) -> int:
    pictured = PICTURED.get(entry_list.kind.removesuffix(AS_TEXT))
    if pictured is not None:
        return pictured.size
    return max(PER_PAGE, count) if count <= _ON_ONE_PAGE else PER_PAGE


def _page_count(entry_list: EntryList, count: int) -> int:
    return max(1, -(-count // _page_size(entry_list, count)))


def _within(number: int, pages: int) -> int:
    return min(max(number, 0), pages - 1)


def _form_buttons(entry_list: EntryList, number: int) -> list[ui.Button[ui.LayoutView]]:
    """Return the button that shows the same list in another form, if it has one."""
    kind, key = entry_list.kind, entry_list.key
    if kind in PICTURED:
        other, label = EntryList(f"{kind}{AS_TEXT}", key), "As text"
    elif kind.endswith(AS_TEXT):
        other, label = EntryList(kind.removesuffix(AS_TEXT), key), "As a picture"
    elif kind in _MAPPED:
        other, label = EntryList(MAP, map_key(_MAPPED[kind], key) if key else ""), "As a map"
        number = 0
    else:
        return []
    return [button(f"{custom_ids.PAGE}:{number}:{other}", label)]


# Lists of recommendations, and which ones the map of them shows.
_MAPPED: Final = {"recommendations": "", "for": FOR, "on": ON}


def _fit_page(
    paper: Paper, entry_list: EntryList, shown: Listing, here: Sequence[ListRow]
) -> tuple[list[str | ui.Item[Any]], Context | None]:
    """Return the head of a list, a line, and its rows, cut to what a message holds.

    At ordinary lengths nothing is cut; in the extreme only the names of what can be opened remain.
    """
    for share in _CUTS:
        head, context = _head(paper, entry_list, share)
        head = head or _summary_text(shown, share)
        lines = [_row_line(row, share) for row in here] or ["There is nothing in this list."]
        # A text of its own, since under a list it would be drawn as part of the last line.
        claims = [*shown.summary, *(row.claim for row in here if row.claim is not None)]
        inferred = any(claim.uncertain for claim in claims)
        intro = plain(one_line(shown.intro, _FACT))
        texts = [head, intro, "\n".join(lines), INFERRED_NOTE if inferred else ""]
        if sum(map(len, texts)) <= _ROOM:
            break
    return [head, line() if head else "", *texts[1:]], context


def _summary_text(shown: Listing, share: float) -> str:
    most = int(_CLAIM * share)
    told = [replace(claim, text=one_line(claim.text, most)) for claim in shown.summary]
    return "\n".join(f"- {claim_text(claim)}" for claim in told[:_MOST_SUMMED_UP] if claim.text)


def _row_line(row: ListRow, share: float) -> str:
    if not share:
        return f"- {plain(one_line(row.label or row.text, _NAME))}"
    if row.number:
        text = f"**{plain(row.number)}.** {plain(one_line(row.text, int(_LINE * share)))}"
        most = int(_FACT * share)
        return "\n".join([text, *(f"-# {plain(one_line(told, most))}" for told in row.more)])
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


async def list_message(
    paper: Paper, entry_list: EntryList, number: int, *, asker: int | None = None
) -> tuple[Layout, list[discord.File]]:
    """Return page `number` of a list, and the files that it shows."""
    count = len(listing(paper, entry_list).rows)
    if entry_list.kind not in PICTURED or not count:
        return page(paper, entry_list, number, asker=asker), []
    number = _within(number, _page_count(entry_list, count))
    gallery, file = await picture_of(paper, entry_list.kind, entry_list.key, number)
    return page(paper, entry_list, number, picture=gallery, asker=asker), [file]


async def send_list(
    interaction: Interaction, paper: Paper, entry_list: EntryList, *, private: bool
) -> None:
    """Reply with the first page of a list; one that others see can be removed again."""
    dm = in_bot_dm(interaction)
    alone = private and not dm
    asker = None if alone or dm else interaction.user.id
    view, files = await list_message(paper, entry_list, 0, asker=asker)
    await interaction.response.send_message(view=view, files=files, ephemeral=alone)


async def turn_page(
    interaction: Interaction, paper: Paper, entry_list: EntryList, number: int
) -> None:
    """Turn the page in place for the person who asked for it; others get their own copy."""
    own = _was_asked_by_them(interaction)
    asker = _remover(interaction) if own else None
    view, files = await list_message(paper, entry_list, number, asker=asker)
    if own:
        await interaction.response.edit_message(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=True)


def _remover(interaction: Interaction) -> int | None:
    """Return the person's id if the pressed list can be removed."""
    held = custom_ids.ids_in(interaction.message.components) if interaction.message else []
    removable = any(one.startswith(f"{custom_ids.REMOVE}:") for one in held)
    return interaction.user.id if removable else None


def _was_asked_by_them(interaction: Interaction) -> bool:
    message = interaction.message
    if message is None or message.flags.ephemeral or in_bot_dm(interaction):
        return True
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == interaction.user.id
