"""Adding cards to a review: of a section, a topic or a deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_kit.card_sources import cards_named, source_called
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.layout import Layout, button, container, rows
from bot.discord_kit.replies import in_bot_dm
from bot.reports.progress import MOST_AT_ONCE
from bot.text.phrases import counted
from cogs.review import review_session

if TYPE_CHECKING:
    from bot.review.review_queue import AddedCards


async def add_cards(interaction: Interaction, what: str) -> None:
    """Add the cards of a deck or topic to a person's review, and reply with the result."""
    ctx = context_of(interaction)
    private = not in_bot_dm(interaction)
    await interaction.response.defer(ephemeral=private, thinking=True)
    source = await source_called(ctx, what)
    cards = await cards_named(ctx, source, MOST_AT_ONCE)
    reviewing, person = ctx.services.reviews, ctx.user_id
    added = await reviewing.add(person, ctx.guild_id or 0, cards)
    settings = await reviewing.settings(person)
    text = (
        f"{_result_text(added)} You begin up to {counted(settings.new_per_day, 'new card')} a day; "
        f"/review settings changes that."
    )
    start = rows([button(review_session.START, "Start")])
    view = Layout(container("### Your review", text, *start))
    await interaction.followup.send(view=view, ephemeral=private)


def _result_text(added: AddedCards) -> str:
    lines = [f"{counted(added.new, 'card')} added."]
    if added.known:
        lines.append(f"{added.known} {'was' if added.known == 1 else 'were'} in it already.")
    if added.left_out:
        lines.append(f"{added.left_out} more had no room: a review holds 2,000 cards.")
    return " ".join(lines)
