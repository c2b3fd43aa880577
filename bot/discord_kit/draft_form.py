"""The modal for an entry that a curator writes or changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import ui

from bot.curation.drafts.draft import LONGEST
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.text.phrases import cut

if TYPE_CHECKING:
    from bot.curation.drafts.draft import Draft


DRAFT_FORM: Final = "draft"

_TITLE: Final = 45

_LONGEST_TITLE: Final = 200


_FIELDS: Final = (
    ("title", "Title", "What it is about, in a few words", True),
    (
        "statements",
        "Statements",
        "One a line, each ending with its footnote [12], with [paper], or with a source",
        True,
    ),
    ("phrasings", "How students ask for it", "One question a line", False),
    ("keywords", "Keywords", "One a line", False),
    ("related", "Related entries", "One a line: title or id", False),
)

_EXAMPLES: Final = {
    "statements": "It was decided in that year. [12]\nThe author thinks it right. [paper]",
    "phrasings": "When was it decided?\nWhat does the author think of it?",
}


async def open_draft(interaction: Interaction, draft: Draft) -> None:
    """Store a new draft and show its form as the first reply to a command or press.

    Raises NotACuratorError.
    """
    ctx = context_of(interaction)
    guild = need_curator(interaction)
    name = str(interaction.id)
    await ctx.services.drafts.keep(guild, ctx.user_id, name, draft)
    await interaction.response.send_modal(DraftModal(name, draft))


class DraftModal(ui.Modal):
    """The fields of an entry, filled with what was typed before."""

    def __init__(self, name: str, draft: Draft) -> None:
        title = "New entry" if draft.is_new else cut(f"Change: {draft.title}", _TITLE)
        super().__init__(title=title, custom_id=f"{DRAFT_FORM}:{name}", timeout=None)
        for field, text, description, needed in _FIELDS:
            value = str(getattr(draft, field))
            if len(value) <= LONGEST:
                most = _LONGEST_TITLE if len(value) <= _LONGEST_TITLE else LONGEST
                short = field == "title"
                self.add_item(
                    text_field(
                        field,
                        text,
                        description,
                        value,
                        most=most if short else LONGEST,
                        long=not short,
                        needed=needed,
                        example=_EXAMPLES.get(field, ""),
                    )
                )


def text_field(
    field: str,
    text: str,
    description: str,
    value: str,
    *,
    most: int,
    long: bool = False,
    needed: bool = False,
    example: str = "",
) -> ui.Label[ui.LayoutView]:
    """Return a labelled text field of at most `most` characters, filled with `value`."""
    return ui.Label(
        text=text,
        description=description,
        component=ui.TextInput(
            custom_id=field,
            style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
            default=value or None,
            max_length=most,
            required=needed,
            placeholder=example or None,
        ),
    )
