"""Files that are sent with a message."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import discord
from discord import ui


class SentFile(discord.File):
    """A file whose id is sent as text: Discord describes no other form."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(BytesIO(content), name)

    def to_dict(self, index: int) -> dict[str, Any]:
        """As it stands in a request."""
        return {**super().to_dict(index), "id": str(index)}


def text_file(name: str, text: str) -> SentFile:
    """A file of that name with this text."""
    return SentFile(text.encode(), name)


def shown(file: discord.File) -> ui.File[ui.LayoutView]:
    """The place in a message where a file that is sent with it stands."""
    return ui.File(f"attachment://{file.filename}")
