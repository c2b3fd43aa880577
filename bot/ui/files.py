"""Text files beside a message."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import discord
from discord import ui


class Attached(discord.File):
    """A file whose id is sent as text: Discord describes no other form."""

    def to_dict(self, index: int) -> dict[str, Any]:
        """What is sent of it beside its contents."""
        return {**super().to_dict(index), "id": str(index)}


def text_file(name: str, text: str) -> Attached:
    """A file of that name with this text."""
    return Attached(BytesIO(text.encode()), name)


def shown(file: discord.File) -> ui.File[ui.LayoutView]:
    """The place in a message where a file that is sent with it stands."""
    return ui.File(f"attachment://{file.filename}")
