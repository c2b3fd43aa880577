"""A draft's modal: opened with what the draft holds, and kept as soon as it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.curation.drafting import LONGEST
from bot.ui.host import services_of
from bot.ui.permitting import need_curator
from bot.ui.text import cut

if TYPE_CHECKING:
    from bot.curation.drafting import Draft

MODAL: Final = "draft"
_TITLE: Final = 45
_LONGEST_TITLE: Final = 200
_PLACEHOLDER: Final = 100


async def open_draft(interaction: discord.Interaction[Any], draft: Draft) -> None:
    """Keep a new draft and show its modal; the first reply to a curator's command or press.

    Raises NotACurator.
    """
    guild = need_curator(interaction)
    name = str(interaction.id)
    await services_of(interaction).desk.keep(guild, interaction.user.id, name, draft)
    await interaction.response.send_modal(DraftModal(name, draft))


class DraftModal(ui.Modal):
    """The fields of an entry, as they were typed before."""

    def __init__(self, name: str, draft: Draft) -> None:
        title = "New entry" if draft.is_new else cut(f"Edit: {draft.title}", _TITLE)
        super().__init__(title=title, custom_id=f"{MODAL}:{name}", timeout=None)
        for field, text, description, needed in _FIELDS:
            value = str(getattr(draft, field))
            if len(value) <= LONGEST:
                self.add_item(_label(field, text, description, value, needed=needed))


def _label(
    field: str, text: str, description: str, value: str, *, needed: bool
) -> ui.Label[ui.LayoutView]:
    short = field == "title"
    most = _LONGEST_TITLE if short and len(value) <= _LONGEST_TITLE else LONGEST
    return ui.Label(
        text=text,
        description=description,
        component=ui.TextInput(
            custom_id=field,
            style=discord.TextStyle.short if short else discord.TextStyle.paragraph,
            default=value or None,
            max_length=most,
            required=needed,
        ),
    )


_FIELDS: Final = (
    ("title", "Title", "What it is about, in a few words", True),
    (
        "statements",
        "Statements",
        "One a line, each ending with its footnote [12], [paper], or a source’s name",
        True,
    ),
    ("phrasings", "How students ask for it", "One question a line", False),
    ("keywords", "Keywords", "One a line", False),
    ("related", "Related entries", "One a line: title or id", False),
)
