"""Connecting to Discord, and checking the token and permissions."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import aiohttp
import discord
from discord import http

from bot.discord_kit.client import PERMISSIONS, StudyBot
from bot.errors import StartError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.config import Config


# The gateway's code for a rejected token, such as one that was just reset.
_AUTHENTICATION_FAILED: Final = 4004

_REFUSED: Final = (
    "Discord refused the token; get a new one in the developer portal under Bot, Reset Token."
)


def use_api_base(address: str) -> None:
    """Send all REST requests to `address`; applies to the whole process."""
    http.Route.BASE = address
    # Voice is never used, and a failed start must print one line only.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


async def connect(bot: StudyBot, token: str) -> None:
    """Log in and stay connected until the bot is closed.

    Raises StartError, one line that says what to do, if Discord refuses or cannot be reached.
    """
    with _as_start_errors(bot.services.config):
        await bot.login(token)
        try:
            await bot.connect()
        except AttributeError as error:
            # The library looks up the connection to resume, and fails if there has not been one
            # yet.
            if bot.ws is not None:
                raise
            raise StartError(
                "Discord answers, but its gateway cannot be reached; check the network connection."
            ) from error


@dataclass(frozen=True, slots=True)
class BotDiagnosis:
    """What Discord says about a bot: its name, invite link, and missing permissions per server."""

    name: str
    application: int
    invite: str
    servers: tuple[tuple[str, tuple[str, ...]], ...]


async def diagnose(config: Config, token: str) -> BotDiagnosis:
    """Log in, collect the diagnosis, and log out; raises StartError like `connect`."""
    async with discord.Client(intents=discord.Intents.none()) as client:
        with _as_start_errors(config):
            await client.login(token)
            application = client.application or await client.application_info()
            guilds = await client.http.get_guilds(limit=200)
    servers = tuple(
        (str(guild["name"]), _missing_permissions(int(guild["permissions"]))) for guild in guilds
    )
    invite = discord.utils.oauth_url(
        application.id, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
    )
    return BotDiagnosis(application.name, application.id, invite, servers)


def _missing_permissions(value: int) -> tuple[str, ...]:
    has = discord.Permissions(value)
    if has.administrator:
        return ()
    return tuple(
        name.replace("_", " ") for name, needed in PERMISSIONS if needed and not getattr(has, name)
    )


@contextlib.contextmanager
def _as_start_errors(config: Config) -> Iterator[None]:
    """Turn errors of Discord and the network into a StartError of one line."""
    try:
        yield
    except discord.LoginFailure as error:
        raise StartError(_REFUSED) from error
    except discord.PrivilegedIntentsRequired as error:
        raise StartError(
            "Discord refused the intents that the bot asks for; please report this."
        ) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        host = urlsplit(config.discord.api_base).hostname
        raise StartError(f"{host} cannot be reached; check the network connection.") from error
    except (discord.HTTPException, discord.GatewayNotFound, discord.ConnectionClosed) as error:
        code = getattr(error, "status", None) or getattr(error, "code", None)
        if code == _AUTHENTICATION_FAILED:
            raise StartError(_REFUSED) from error
        why = f" (status {code})" if code else ""
        raise StartError(f"Discord does not let the bot in{why}; try again later.") from error
