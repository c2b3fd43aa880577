"""/ask, and questions in messages: mentions, replies that ping the bot, DMs, and a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import LONGEST_QUESTION, OPTION_LABEL
from bot.discord_kit.replies import in_bot_dm, wants_private
from cogs.answers.answer_replies import reply_with_answer
from cogs.answers.changed_questions import follow_deletion, follow_edit
from cogs.answers.correct_answer import message_menus
from cogs.answers.messages import is_for, reply_to_message, written

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


class MessageCog(commands.Cog):
    """Questions in plain messages."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        if self._bot.user is not None and is_for(message, self._bot.user):
            await reply_to_message(message, self._bot, self._bot.services, self._bot.user)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Remove the answer to a deleted message."""
        await follow_deletion(self._bot, payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Remove the answers to deleted messages."""
        for question in payload.message_ids:
            await follow_deletion(self._bot, question)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Renew the answer to an edited message."""
        await follow_edit(self._bot, payload.message)


class AskCog(commands.Cog):
    """Questions by command, and by the menu of a message."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        answer = app_commands.ContextMenu(name="Answer from the paper", callback=answer_message)
        self._menus = (answer, *message_menus())

    async def cog_load(self) -> None:
        """Add the menus of a message; unlike commands, a class cannot declare them."""
        for menu in self._menus:
            self._bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Remove the menus of a message."""
        for menu in self._menus:
            self._bot.tree.remove_command(menu.name, type=menu.type)

    @app_commands.command()
    @app_commands.describe(
        question="What you want to know about the paper",
        private="Whether only you see the answer",
    )
    async def ask(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, LONGEST_QUESTION],
        private: bool | None = None,  # noqa: FBT001  # an option of the command
    ) -> None:
        """Answer a question from the paper, with its footnotes."""
        await reply_with_answer(interaction, question, private=wants_private(interaction, private))

    @ask.autocomplete("question")
    async def phrasings(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer questions that match."""
        engine = context_of(interaction).engine
        found = engine.complete(typed)
        return [app_commands.Choice(name=q, value=q) for q in found if len(q) <= OPTION_LABEL]


async def answer_message(interaction: Interaction, message: discord.Message) -> None:
    """Answer a message's question for the person who chose the menu."""
    question = written(message).strip()
    if not question:
        await tell(interaction, "There is no text in that message to answer.")
        return
    private = not in_bot_dm(interaction)
    await reply_with_answer(interaction, question[:LONGEST_QUESTION], private=private)


async def setup(bot: StudyBot) -> None:
    """Add the cogs to the bot."""
    await bot.add_cog(AskCog(bot))
    await bot.add_cog(MessageCog(bot))
