"""Error replies, logging and shutdown tracking for all interactions."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Final

import aiohttp
import discord
from discord import app_commands

from bot.discord_kit.context import Interaction, begin_context
from bot.discord_kit.markdown import plain_but_mentions
from bot.errors import StudyBotError
from bot.runtime.log import get_logger
from bot.storage.database import in_haste

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.rate_limits import Wait


RESTARTING: Final = "The bot is restarting. Please try again in a minute."

_log = get_logger(__name__)

_BEGAN: Final = "began"

_OUTCOME: Final = "outcome"

_COOLDOWN: Final = "cooldown"

# Refusals after which the same input would be taken at another time.
_NOT_THEIRS: Final = frozenset(
    {"closing", "DatabaseTroubleError", "KnowledgeUnavailableError", "RoundNotKeptError"}
)

# Unknown or already acknowledged interactions, where no reply is possible.
BLOCKED: Final = (
    "This server’s AutoMod, or its filter of links, does not let the answer through. Ask somebody "
    "who manages the server to make an exception for me, or write to me directly."
)

_MESSAGE_GONE: Final = (
    "The message that this belongs to has been deleted. What you did is saved, if it was to be."
)

_STUMBLED: Final = (
    "Discord did not take my reply. What you did may be done all the same; please look before you "
    "do it again."
)

_UNKNOWN_MESSAGE: Final = 10008

# Blocked by AutoMod, a title blocked by it, and a link that is held to be harmful.
_BLOCKED_CODES: Final = frozenset({200000, 200001, 240000})

_SERVER_ERROR: Final = 500

_TOO_LATE: Final = frozenset({10062, 40060, 10015})


def note_outcome(interaction: Interaction, outcome: str, **more: object) -> None:
    """Store the outcome of an interaction for the log."""
    interaction.extras[_OUTCOME] = {"outcome": outcome, **more}


def went_wrong(interaction: Interaction) -> bool:
    """Return whether a finished interaction was refused or failed."""
    return interaction.extras.get(_OUTCOME, {}).get("outcome") in {"refused", "failed", _COOLDOWN}


def input_was_lost(interaction: Interaction) -> bool:
    """Return whether a finished interaction failed for a reason that is not the person's."""
    outcome = interaction.extras.get(_OUTCOME, {})
    return outcome.get("outcome") == "failed" or outcome.get("reason") in _NOT_THEIRS


def begin_interaction(interaction: Interaction) -> None:
    """Start the timer of an interaction and register it as in flight."""
    in_haste()
    interaction.extras[_BEGAN] = time.perf_counter()
    services = interaction.client.services
    services.in_flight.begin(interaction.id)
    services.metrics.arrived(interaction.id)


def seconds_since(interaction: Interaction) -> float:
    """Return how many seconds ago work on an interaction began."""
    now = time.perf_counter()
    return now - float(interaction.extras.get(_BEGAN, now))


def finish_interaction(interaction: Interaction, command: str) -> None:
    """Log a finished interaction with its id, command, outcome and duration, and unregister it.

    If several errors occurred, the log has the first, which is the one that `command failed` has.
    """
    services = interaction.client.services
    services.in_flight.end(interaction.id)
    services.metrics.interaction(
        interaction.id,
        command,
        str(interaction.extras.get(_OUTCOME, {}).get("outcome", "done")),
        seconds_since(interaction),
        acknowledged=interaction.response.is_done(),
    )
    _log.info(
        "interaction",
        id=interaction.id,
        command=command,
        **interaction.extras.get(_OUTCOME, {"outcome": "done"}),
        ms=round(1000 * seconds_since(interaction), 1),
    )


async def run_handled(
    interaction: Interaction,
    name: str,
    action: Callable[[Interaction], Awaitable[None]],
) -> None:
    """Run the action of a button, menu or modal; report and log any error."""
    if interaction.client.services.in_flight.closing:
        # The modal then sends back what was typed.
        note_outcome(interaction, "refused", reason="closing")
        await tell(interaction, RESTARTING)
        return
    begin_interaction(interaction)
    try:
        if wait := interaction.client.services.cooldowns.press(interaction.user.id):
            await _refuse_press(interaction, wait)
            return
        await begin_context(interaction)
        await action(interaction)
    except Exception as error:  # noqa: BLE001  # the library would only log it
        await report_error(interaction, error, name)
    finally:
        finish_interaction(interaction, name)


async def _refuse_press(interaction: Interaction, wait: Wait) -> None:
    """Tell a person who presses too often so, once in a while; and do nothing else for them."""
    note_outcome(interaction, _COOLDOWN)
    if wait.again and interaction.type is discord.InteractionType.component:
        await interaction.response.defer()
    else:
        await tell(interaction, str(wait))


async def report_error(interaction: Interaction, error: Exception, command: str) -> None:
    """Report an error: an expected one in words, others with a reference to the log."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, StudyBotError):
        note_outcome(interaction, "refused", reason=type(cause).__name__)
        await tell(interaction, error_sentence(cause))
        return
    if isinstance(cause, discord.HTTPException) and cause.code in _TOO_LATE:
        note_outcome(interaction, "expired")
        _log.warning("interaction expired", id=interaction.id, command=command, code=cause.code)
        return
    if (told := _words_for(cause)) is not None:
        note_outcome(interaction, "not shown", reason=repr(cause))
        await tell(interaction, told)
        return
    reference = secrets.token_hex(4)
    note_outcome(interaction, "failed", reference=reference)
    _log.error(
        "command failed", reference=reference, id=interaction.id, command=command, exc_info=cause
    )
    await tell(interaction, apology(reference))


def is_blocked_here(error: BaseException) -> bool:
    """Return whether a rule of the server, such as AutoMod's, has refused a message."""
    return isinstance(error, discord.HTTPException) and error.code in _BLOCKED_CODES


def _words_for(error: BaseException) -> str | None:
    """Return in words why Discord did not show a reply; None if it is the bot's own fault."""
    if is_blocked_here(error):
        return BLOCKED
    if isinstance(error, discord.HTTPException):
        if error.code == _UNKNOWN_MESSAGE:
            return _MESSAGE_GONE
        return _STUMBLED if error.status >= _SERVER_ERROR else None
    return _STUMBLED if isinstance(error, aiohttp.ClientError | ConnectionError) else None


def error_sentence(error: StudyBotError) -> str:
    """Return an expected error as a sentence."""
    text = plain_but_mentions(str(error)).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('?', '!')) else '.'}"


def apology(reference: str) -> str:
    """Return the apology for an unexpected error."""
    return (
        f"Something went wrong here, and it has been logged as {reference}. Please try again; if "
        f"it happens again, tell the person who runs this bot that number."
    )


async def tell(interaction: Interaction, text: str) -> None:
    """Send the person a private message, as the first reply or a follow-up."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except discord.HTTPException as error:
        level = "info" if error.code in _TOO_LATE else "warning"
        getattr(_log, level)("reply not sent", id=interaction.id, code=error.code)
    except (aiohttp.ClientError, ConnectionError) as error:
        _log.warning("reply not sent", id=interaction.id, why=repr(error))
