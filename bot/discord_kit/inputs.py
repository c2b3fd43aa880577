"""What comes out of an id, a menu or a form is checked here, before anything uses it.

Discord sends what a person's client made of a message that may be old, of another version, or
changed by hand. So a value proves neither that it was offered nor that it belongs to this server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from bot.discord_kit.context import Interaction, data_of
from bot.errors import StudyBotError
from bot.text.normalize import without_broken_characters

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Container, Mapping


# The largest number that both databases can store, and that an id of Discord's has room for.
LARGEST_NUMBER: Final = 2**63 - 1

_LONGEST_NUMBER: Final = len(str(LARGEST_NUMBER))


class OutdatedChoiceError(StudyBotError):
    """What was pressed or chosen is nothing that this version of the bot offers here."""

    def __str__(self) -> str:
        return "that can no longer be chosen here; please open it again"


class OtherServersChoiceError(StudyBotError):
    """The chosen role or channel is not one of this server's that could be offered."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return f"choose a {self.what} of this server; if it is one, open the settings again"


class FileGoneError(StudyBotError):
    """An attached file cannot be fetched from Discord."""

    def __str__(self) -> str:
        return "the file that you attached cannot be fetched; please attach it again"


def number_in(text: str, base: int = 10) -> int:
    """Return a whole number from 0 to the largest; raise OutdatedChoiceError for anything else."""
    try:
        number = int(text, base) if len(text) <= _LONGEST_NUMBER else LARGEST_NUMBER + 1
    except ValueError:
        raise OutdatedChoiceError from None
    if not 0 <= number <= LARGEST_NUMBER:
        raise OutdatedChoiceError
    return number


def check_numbers(match: re.Match[str]) -> None:
    """Raise OutdatedChoiceError if an id holds a number that is too large to be one of ours."""
    for text in match.groupdict().values():
        if text is not None and text.isdecimal():
            number_in(text)


def chosen_values(interaction: Interaction) -> list[str]:
    """Return what was chosen in a menu, without characters that cannot be stored."""
    values = data_of(interaction).get("values")
    if not isinstance(values, list):
        raise OutdatedChoiceError
    return [without_broken_characters(str(value)) for value in values]


def chosen_value(interaction: Interaction, among: Container[str] | None = None) -> str:
    """Return the one value that was chosen in a menu, which must be `among` these if given.

    Raises OutdatedChoiceError.
    """
    values = chosen_values(interaction)
    if len(values) != 1 or (among is not None and values[0] not in among):
        raise OutdatedChoiceError
    return values[0]


def chosen_number(interaction: Interaction) -> int:
    """Return the one number that was chosen in a menu; raise OutdatedChoiceError."""
    return number_in(chosen_value(interaction))


def chosen_role(interaction: Interaction) -> int | None:
    """Return the role that was chosen, or None for none; it is this server's.

    Raises OtherServersChoiceError.
    """
    chosen = [number_in(value) for value in chosen_values(interaction)]
    guild = interaction.guild
    if len(chosen) > 1 or guild is None or any(guild.get_role(role) is None for role in chosen):
        raise OtherServersChoiceError("role")
    return next(iter(chosen), None)


def chosen_channels(
    interaction: Interaction, kinds: Collection[discord.ChannelType], most: int
) -> tuple[int, ...]:
    """Return the channels that were chosen; each is this server's and of one of `kinds`.

    Raises OtherServersChoiceError.
    """
    chosen = tuple(number_in(value) for value in chosen_values(interaction))
    guild = interaction.guild
    there = [guild.get_channel(channel) for channel in chosen] if guild is not None else [None]
    if len(chosen) > most or any(one is None or one.type not in kinds for one in there):
        raise OtherServersChoiceError("channel")
    return chosen


async def read_attached(attached: discord.Attachment) -> bytes:
    """Return what a person has attached; raise FileGoneError if Discord does not give it out."""
    try:
        return await attached.read()
    except (discord.HTTPException, aiohttp.ClientError, ConnectionError, TimeoutError) as error:
        raise FileGoneError from error


def cleaned(values: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return a form's input without characters that cannot be stored."""
    return {
        field: [without_broken_characters(text) for text in texts]
        for field, texts in values.items()
    }
