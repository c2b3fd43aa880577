"""The follow-up: a modal under every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.discord_kit import custom_ids
from bot.discord_kit.context import paper_of
from bot.discord_kit.persistent_modal import PersistentModal
from bot.discord_kit.replies import in_bot_dm
from bot.ui.replying import asks_too_often, context_of, reply_with_answer

if TYPE_CHECKING:
    import discord

QUESTION: Final = "question"
LONGEST_QUESTION: Final = 500


class FollowUp(ui.Modal, title="Follow up"):
    """Asks for a question that leans on the answer under whose button it was opened."""

    def __init__(self) -> None:
        super().__init__(custom_id=custom_ids.FOLLOW_UP_MODAL, timeout=None)
        self.add_item(
            ui.Label(
                text="Your question",
                description="It is read in the light of this answer: “who said that?”, “more”.",
                component=ui.TextInput(
                    custom_id=QUESTION, max_length=LONGEST_QUESTION, placeholder="who said that?"
                ),
            )
        )


class FollowedUp(PersistentModal, template=custom_ids.FOLLOW_UP_MODAL):
    """A follow-up that was typed."""

    name = custom_ids.FOLLOW_UP_MODAL
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Answer it as publicly as the answer that it was asked under."""
        if await asks_too_often(interaction):
            return
        message = interaction.message
        private = bool(message and message.flags.ephemeral)
        context = context_of(message, paper_of(interaction))
        await reply_with_answer(
            interaction,
            self.text(QUESTION),
            private=private and not in_bot_dm(interaction),
            context=context,
        )


FORMS = (FollowedUp,)
