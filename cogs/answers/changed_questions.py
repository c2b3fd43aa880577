"""Replies follow their questions: gone with a deleted one, renewed after an edit.

Discord tells of every deletion and edit in a channel, but sends the text of an edited message only
while it mentions the bot. Without that text the reply is left as it is.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.runtime.log import get_logger
from bot.runtime.recent_replies import digest_of
from cogs.answers.messages import is_for, remove_reply, reply_to_message, written

if TYPE_CHECKING:
    import discord

    from bot.discord_kit.client import StudyBot


_log = get_logger(__name__)

# An answer that others have read for longer does not change under their eyes.
_RENEWED_FOR: Final = timedelta(minutes=5)


async def follow_deletion(client: StudyBot, question: int) -> None:
    """Remove the reply to a message that was deleted."""
    reply = client.services.replies.take(question)
    if reply is not None:
        await remove_reply(client, reply)
        _log.info("reply removed", id=question)


async def follow_edit(client: StudyBot, message: discord.Message) -> None:
    """Answer an edited message anew, if it still asks the bot and is only a few minutes old."""
    services, me = client.services, client.user
    reply = services.replies.find(message.id)
    if reply is None or me is None or message.edited_at is None:
        return
    text = written(message)
    if not text.strip() or reply.digest == digest_of(text) or not is_for(message, me):
        return
    if services.clock.now() - message.created_at <= _RENEWED_FOR:
        await reply_to_message(message, client, services, me, renew=reply)
