"""Questions in plain messages, and the replies to them."""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import discord

from bot.answering.outcome import Civil, Pointer, Query
from bot.curation.question_log import is_personal
from bot.discord_kit.access import count_question, may_curate, open_question, refusal
from bot.discord_kit.context import load_context
from bot.discord_kit.direct_messages import open_dm
from bot.discord_kit.error_replies import BLOCKED, apology, error_sentence, is_blocked_here
from bot.discord_kit.harm_reply import harm_card, heard, is_guarded
from bot.discord_kit.layout import LONGEST_QUESTION
from bot.discord_kit.markdown import plain
from bot.errors import StudyBotError
from bot.runtime.log import get_logger
from bot.runtime.recent_replies import RecentReply, digest_of
from cogs.answers.answer_card import CardOptions, outcome_card
from cogs.answers.answer_replies import answer_context_of, name_of_outcome, question_logged

if TYPE_CHECKING:
    from bot.answering.outcome import Answered, Context, NotCovered, NotStated, Suggested
    from bot.discord_kit.context import GuildContext
    from bot.paper.paper import Paper
    from bot.services import Services


USAGE: Final = (
    "Ask a question about the paper after the mention, or use /ask. /help lists everything else."
)

NO_TEXT: Final = (
    "Discord does not pass on what a reply to a command’s answer says. Press “Follow up” under the "
    "answer, or mention the bot in your reply."
)

NOT_SHOWN: Final = (
    "Discord does not show me that message. To have it answered, open its menu and choose Apps › "
    "Answer from the paper."
)

_MENTION: Final = re.compile(r"<(?:@[!&]?|#)\d{1,20}>")

_log = get_logger(__name__)

# Seconds until a channel is reminded that no answers are given there.
_REFUSAL_INTERVAL: Final = 300


def is_for(message: discord.Message, me: discord.ClientUser) -> bool:
    """Return whether a person wrote this to the bot: a DM, a mention, or a reply that pings it."""
    if message.author.bot or message.webhook_id is not None or message.author.id == me.id:
        return False
    if message.type not in (discord.MessageType.default, discord.MessageType.reply):
        return False
    return message.guild is None or any(user.id == me.id for user in message.mentions)


async def reply_to_message(
    message: discord.Message,
    client: discord.Client,
    services: Services,
    me: discord.ClientUser,
    *,
    renew: RecentReply | None = None,
) -> None:
    """Answer with a reply that pings nobody, or `renew` an earlier one; report and log errors."""
    if services.in_flight.closing:
        return
    services.in_flight.begin(message.id)
    began = time.perf_counter()
    outcome: dict[str, str] = {}
    try:
        outcome = await _answer(message, client, services, me, renew)
    except discord.Forbidden as error:
        # Where the bot may not write, the error cannot be reported either.
        outcome = {"outcome": "not allowed to write"}
        if is_blocked_here(error):
            await _tell_alone(client, message, BLOCKED)
    except StudyBotError as error:
        outcome = {"outcome": "refused", "reason": type(error).__name__}
        await _try_reply(message, error_sentence(error))
    except (discord.HTTPException, aiohttp.ClientError, ConnectionError) as error:
        outcome = {"outcome": "not shown", "reason": repr(error)}
        if is_blocked_here(error):
            await _tell_alone(client, message, BLOCKED)
    except Exception as error:  # noqa: BLE001  # the library would only log it
        reference = secrets.token_hex(4)
        outcome = {"outcome": "failed", "reference": reference}
        _log.error("message failed", reference=reference, id=message.id, exc_info=error)
        await _try_reply(message, apology(reference))
    finally:
        services.in_flight.end(message.id)
        took = round(1000 * (time.perf_counter() - began), 1)
        _log.info("message", id=message.id, **outcome, ms=took)


async def _answer(
    message: discord.Message,
    client: discord.Client,
    services: Services,
    me: discord.ClientUser,
    renew: RecentReply | None,
) -> dict[str, str]:
    guild = message.guild.id if message.guild else None
    ctx = await load_context(services, message.author.id, guild)
    parent = getattr(message.channel, "parent_id", None)
    refused = refusal(ctx.settings, services.clock.now(), message.channel.id, parent)
    if refused := refused or open_question(services, message.channel.id, message.author.id):
        # Rarely enough: the channel is meant for something else, or holds an exam.
        name = type(refused).__name__
        if services.cooldowns.say_once(name, message.channel.id, _REFUSAL_INTERVAL):
            await _reply(message, error_sentence(refused))
        return {"outcome": "refused", "reason": name}
    if wait := count_question(ctx, message.channel.id):
        # Repeated warnings would only add to the flood.
        if not wait.again:
            await _reply(message, str(wait))
        return {"outcome": "cooldown"}
    question = _without_mention(written(message), me.id)[:LONGEST_QUESTION].strip()
    if not question:
        hint = await _usage(message, me)
        await _deliver(message, client, services, renew, text=hint)
        return {"outcome": "usage"}
    context = await _replied_context(message, ctx.paper, me)
    outcome = heard(ctx, Query(question, context))
    guarded = is_guarded(question, outcome)
    if isinstance(outcome, Civil | Pointer):
        await _deliver(message, client, services, renew, text=plain(outcome.reason))
    else:
        card = _card(message, ctx, outcome, "" if guarded else question)
        if guild is None or not guarded or not await _sent_by_dm(message, client, card):
            await _deliver(message, client, services, renew, card=card)
        elif renew is not None:
            services.replies.take(message.id)
            await remove_reply(client, renew)
    if guild is not None and not guarded:
        services.questions.note(guild, message.author.id, question, outcome)
    return {
        "outcome": name_of_outcome(outcome),
        **question_logged(services, question, outcome),
    }


def _card(
    message: discord.Message,
    ctx: GuildContext,
    outcome: Answered | Suggested | NotStated | NotCovered,
    question: str,
) -> discord.ui.LayoutView:
    """Return the reply to a message; `question` is "" for one that may report harm."""
    if is_personal(outcome):
        # Discord does not tell a bot the language of who wrote a message.
        return harm_card(ctx, str(message.guild.preferred_locale) if message.guild else "en")
    # The reply stands under the question, so the card need not repeat it.
    tell = message.guild is not None and bool(question)
    curates = isinstance(message.author, discord.Member) and may_curate(
        message.author, ctx.settings
    )
    asker = message.author.id if message.guild is not None else None
    options = CardOptions(tell=tell, edit=curates, asker=asker)
    return outcome_card(outcome, question, ctx.paper, options, repeat=False)


async def _sent_by_dm(
    message: discord.Message, client: discord.Client, card: discord.ui.LayoutView
) -> bool:
    """Send a reply to whoever wrote a message; return False if they take no direct messages.

    They then get it under their message, since saying nothing would be worse.
    """
    try:
        await (await open_dm(client, message.author.id)).send(view=card)
    except discord.Forbidden:
        return False
    return True


async def _replied_context(
    message: discord.Message, paper: Paper, me: discord.ClientUser
) -> Context | None:
    """Return the context of the bot's message that this one replies to, or None."""
    answered = await _replied_to(message)
    if answered is not None and answered.author.id == me.id:
        return answer_context_of(answered, paper)
    return None


async def _replied_to(message: discord.Message) -> discord.Message | None:
    """Return the message that this one replies to, or None if it is gone or not shown."""
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    answered = reference.resolved
    if answered is None:
        try:
            answered = await message.channel.fetch_message(reference.message_id)
        except discord.HTTPException:
            return None
    return answered if isinstance(answered, discord.Message) else None


async def _usage(message: discord.Message, me: discord.ClientUser) -> str:
    """Return what to do, for a message without a question."""
    if message.reference is None:
        return USAGE
    answered = await _replied_to(message)
    # Discord does not send the text of a reply to a command's answer, nor classmates' messages.
    return NO_TEXT if answered is None or answered.author.id == me.id else NOT_SHOWN


def written(message: discord.Message) -> str:
    """Return the text of a message, or that of the messages that it forwards."""
    if message.content.strip():
        return message.content
    return "\n".join(one.content for one in message.message_snapshots)


def plain_text_of(message: discord.Message) -> str:
    """Return the text of a message without the mentions of people, roles and channels in it."""
    return _MENTION.sub(" ", written(message))


def _without_mention(text: str, me: int) -> str:
    return re.sub(rf"<@!?{me}>", " ", text)


class _MessageReference(discord.MessageReference):
    """A reference to a message with its ids as strings, the only form that Discord documents."""

    @classmethod
    def of(cls, message: discord.Message) -> _MessageReference:
        return cls.from_message(message)

    def to_dict(self) -> Any:  # noqa: ANN401  # the library's own type is not public
        data: dict[str, Any] = {**super().to_dict()}
        return {name: str(value) if name.endswith("_id") else value for name, value in data.items()}

    to_message_reference_dict = to_dict


async def _deliver(
    message: discord.Message,
    client: discord.Client,
    services: Services,
    renew: RecentReply | None,
    *,
    card: discord.ui.LayoutView | None = None,
    text: str = "",
) -> None:
    """Reply with a card or a text, in place of the reply to `renew`, and remember the reply.

    A message cannot turn from a text into a card or back: then the earlier one is removed.
    """
    is_card = card is not None
    if renew is not None and renew.is_card == is_card:
        earlier = client.get_partial_messageable(renew.channel).get_partial_message(renew.message)
        try:
            sent = await (earlier.edit(view=card) if card else earlier.edit(content=text))
        except discord.NotFound:
            # Somebody has removed it; then nothing is to be renewed.
            services.replies.take(message.id)
            return
    else:
        if renew is not None:
            await remove_reply(client, renew)
        reference = _MessageReference.of(message)
        if card is not None:
            sent = await message.channel.send(view=card, reference=reference, mention_author=False)
        else:
            sent = await message.channel.send(text, reference=reference, mention_author=False)
    reply = RecentReply(sent.channel.id, sent.id, is_card, digest_of(written(message)))
    services.replies.note(message.id, reply)


async def remove_reply(client: discord.Client, reply: RecentReply) -> None:
    """Delete a reply of the bot's, if it is still there."""
    channel = client.get_partial_messageable(reply.channel)
    try:
        await channel.get_partial_message(reply.message).delete()
    except discord.NotFound:
        pass
    except discord.HTTPException as error:
        _log.warning("reply not removed", id=reply.message, code=error.code)


async def _reply(message: discord.Message, text: str) -> None:
    await message.channel.send(text, reference=_MessageReference.of(message), mention_author=False)


async def _tell_alone(client: discord.Client, message: discord.Message, text: str) -> None:
    """Tell somebody by direct message what cannot be said in the channel."""
    try:
        await (await open_dm(client, message.author.id)).send(text)
    except discord.HTTPException as error:
        _log.info("direct message not sent", id=message.id, code=error.code)


async def _try_reply(message: discord.Message, text: str) -> None:
    try:
        await _reply(message, text)
    except discord.HTTPException as error:
        _log.warning("reply not sent", id=message.id, code=error.code)
    except (aiohttp.ClientError, ConnectionError) as error:
        _log.warning("reply not sent", id=message.id, why=repr(error))
