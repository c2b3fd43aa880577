"""Building blocks of messages: containers, buttons, menus, files, and Discord's limits."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class SentFile(discord.File):
    """A file whose id is sent as a string, the only form that Discord documents."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(BytesIO(content), name)

    def to_dict(self, index: int) -> dict[str, Any]:
        """Return the file's description in a request."""
        return {**super().to_dict(index), "id": str(index)}


def text_file(name: str, text: str) -> SentFile:
    """Return a file with this name and text."""
    return SentFile(text.encode(), name)


def file_display(file: discord.File) -> ui.File[ui.LayoutView]:
    """Return the component that shows a file sent with the message."""
    return ui.File(f"attachment://{file.filename}")


# Discord's limits for messages with components.
MOST_TEXT: Final = 4000

MOST_COMPONENTS: Final = 40

MOST_BUTTONS: Final = 5

MOST_OPTIONS: Final = 25

LABEL: Final = 80

OPTION_LABEL: Final = 100

LIMIT_OF_ID: Final = 100

# Characters of a question, in commands, forms and messages.
LONGEST_QUESTION: Final = 500

ANSWER: Final = discord.Colour(0x4F6D7A)

DOUBT: Final = discord.Colour(0xB08900)

NOTHING: Final = discord.Colour(0x8A8D93)


class Layout(ui.LayoutView):
    """A view that the library does not track; its buttons are found by their ids alone.

    Therefore every button works after a restart, and memory does not grow with the answers given.
    """

    def __init__(self, *items: ui.Item[Any]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)

    def is_finished(self) -> bool:
        """Return True, so that the library does not wait for this view."""
        return True


def container(
    *texts: str | ui.Item[Any], colour: discord.Colour = ANSWER
) -> ui.Container[ui.LayoutView]:
    """Return a framed block of texts and components, leaving out empty texts."""
    box: ui.Container[ui.LayoutView] = ui.Container(accent_colour=colour)
    for part in texts:
        if isinstance(part, str):
            if part.strip():
                box.add_item(ui.TextDisplay(part))
        else:
            box.add_item(part)
    return box


def line() -> ui.Separator[ui.LayoutView]:
    """Return a line, as between claims and their sources."""
    return ui.Separator(visible=True, spacing=discord.SeparatorSpacing.small)


def button(
    custom_id: str,
    label: str,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> ui.Button[ui.LayoutView]:
    """Return a button; pressing it is handled by the class that its id matches."""
    return ui.Button(custom_id=custom_id, label=label, style=style, disabled=disabled)


def rows(buttons: Iterable[ui.Button[ui.LayoutView]]) -> list[ui.ActionRow[ui.LayoutView]]:
    """Return buttons in rows of five."""
    every = list(buttons)
    return [
        ui.ActionRow(*every[start : start + MOST_BUTTONS])
        for start in range(0, len(every), MOST_BUTTONS)
    ]


def choice(
    custom_id: str, placeholder: str, options: Sequence[tuple[str, str, str]]
) -> ui.ActionRow[ui.LayoutView]:
    """Return a menu of up to 25 options, given as (value, label, description)."""
    select: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=custom_id,
        placeholder=placeholder,
        options=[
            discord.SelectOption(
                value=value,
                label=label[:OPTION_LABEL],
                description=description[:OPTION_LABEL] or None,
            )
            for value, label, description in options[:MOST_OPTIONS]
        ],
    )
    return ui.ActionRow(select)
