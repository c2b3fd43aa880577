"""Error replies, logging and shutdown tracking for all interactions."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.discord_kit.context import Interaction, begin_context
from bot.discord_kit.markdown import plain_but_mentions
from bot.errors import StudyBotError
from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


RESTARTING: Final = "The bot is restarting. Please try again in a minute."

_log = get_logger(__name__)

_BEGAN: Final = "began"

_OUTCOME: Final = "outcome"

# Unknown or already acknowledged interactions, where no reply is possible.
_TOO_LATE: Final = frozenset({10062, 40060, 10015})


def note_outcome(interaction: Interaction, outcome: str, **more: object) -> None:
    """Store the outcome of an interaction for the log."""
    interaction.extras[_OUTCOME] = {"outcome": outcome, **more}


def went_wrong(interaction: Interaction) -> bool:
    """Return whether a finished interaction was refused or failed."""
    return interaction.extras.get(_OUTCOME, {}).get("outcome") in {"refused", "failed"}


def begin_interaction(interaction: Interaction) -> None:
    """Start the timer of an interaction and register it as in flight."""
    interaction.extras[_BEGAN] = time.perf_counter()
    interaction.client.services.in_flight.begin(interaction.id)


def seconds_since(interaction: Interaction) -> float:
    """Return how many seconds ago work on an interaction began."""
    now = time.perf_counter()
    return now - float(interaction.extras.get(_BEGAN, now))


def finish_interaction(interaction: Interaction, command: str) -> None:
    """Log a finished interaction with its id, command, outcome and duration, and unregister it.

    If several errors occurred, the log has the first, which is the one that `command failed` has.
    """
    interaction.client.services.in_flight.end(interaction.id)
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
        await begin_context(interaction)
        await action(interaction)
    except Exception as error:  # noqa: BLE001  # the library would only log it
        await report_error(interaction, error, name)
    finally:
        finish_interaction(interaction, name)


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
    reference = secrets.token_hex(4)
    note_outcome(interaction, "failed", reference=reference)
    _log.error(
        "command failed", reference=reference, id=interaction.id, command=command, exc_info=cause
    )
    await tell(interaction, apology(reference))


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
