"""What holds for everything people do: errors are told and logged, and stopping waits for it."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.discord_kit.context import Interaction, services_of, wake
from bot.discord_kit.markdown import plain_but_mentions
from bot.errors import StudyBotError
from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


RESTARTING: Final = "The bot is restarting. Please try again in a minute."

_log = get_logger(__name__)

_BEGAN: Final = "began"

_OUTCOME: Final = "outcome"

# Unknown interaction, and one that has been answered: nobody is left to tell anything.
_TOO_LATE: Final = frozenset({10062, 40060, 10015})


def note_outcome(interaction: Interaction, outcome: str, **more: object) -> None:
    """Remember for the log what came of an interaction."""
    interaction.extras[_OUTCOME] = {"outcome": outcome, **more}


def went_wrong(interaction: Interaction) -> bool:
    """Whether an interaction that is over was refused or failed."""
    return interaction.extras.get(_OUTCOME, {}).get("outcome") in {"refused", "failed"}


def begin(interaction: Interaction) -> None:
    """Note that work on an interaction has begun."""
    interaction.extras[_BEGAN] = time.perf_counter()
    services_of(interaction).in_flight.begin(interaction.id)


def seconds_since(interaction: Interaction) -> float:
    """How long ago work on an interaction began."""
    now = time.perf_counter()
    return now - float(interaction.extras.get(_BEGAN, now))


def finish(interaction: Interaction, command: str) -> None:
    """Note that it is over, and log it: its id, what was asked for, what came of it, and the time.

    Of an error only the first is logged: what `failed` has told.
    """
    services_of(interaction).in_flight.end(interaction.id)
    _log.info(
        "interaction",
        id=interaction.id,
        command=command,
        **interaction.extras.get(_OUTCOME, {"outcome": "done"}),
        ms=round(1000 * seconds_since(interaction), 1),
    )


async def handled(
    interaction: Interaction,
    name: str,
    act: Callable[[Interaction], Awaitable[None]],
) -> None:
    """Do what a button, menu or modal asks for; whatever goes wrong is told and logged."""
    if services_of(interaction).in_flight.closing:
        # What was typed is then sent back.
        note_outcome(interaction, "refused", reason="closing")
        await tell(interaction, RESTARTING)
        return
    begin(interaction)
    try:
        await wake(interaction)
        await act(interaction)
    except Exception as error:  # noqa: BLE001  # the library would only log it
        await failed(interaction, error, name)
    finally:
        finish(interaction, name)


async def failed(interaction: Interaction, error: Exception, command: str) -> None:
    """Tell the person what went wrong, in words that help, or with an id that the log has too."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, StudyBotError):
        note_outcome(interaction, "refused", reason=type(cause).__name__)
        await tell(interaction, in_words(cause))
        return
    if isinstance(cause, discord.HTTPException) and cause.code in _TOO_LATE:
        note_outcome(interaction, "too late")
        _log.warning("too late", id=interaction.id, command=command, code=cause.code)
        return
    reference = secrets.token_hex(4)
    note_outcome(interaction, "failed", reference=reference)
    _log.error("failed", reference=reference, id=interaction.id, command=command, exc_info=cause)
    await tell(interaction, sorry(reference))


def in_words(error: StudyBotError) -> str:
    """What the program raises on purpose, as a sentence."""
    told = plain_but_mentions(str(error)).rstrip(".")
    return f"{told[:1].upper()}{told[1:]}{'' if told.endswith(('?', '!')) else '.'}"


def sorry(reference: str) -> str:
    """What is said of an error that the bot did not expect."""
    return (
        f"Something went wrong here, and it has been logged as {reference}. Please try again; if "
        f"it happens again, tell the person who runs this bot that number."
    )


async def tell(interaction: Interaction, text: str) -> None:
    """Say something to the person alone, whether or not they have had a reply."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except discord.HTTPException as error:
        level = "info" if error.code in _TOO_LATE else "warning"
        getattr(_log, level)("not told", id=interaction.id, code=error.code)
