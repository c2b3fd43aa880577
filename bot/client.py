"""The bot's connection to Discord: what it may do there, and what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import aiohttp
import discord
import yarl
from discord import gateway, http
from discord.ext import commands

from bot.command_tree import StudyTree
from bot.config import API_BASE, is_loopback
from bot.cooldowns import Cooldowns, Rate
from bot.errors import StartError
from bot.logs import get_logger
from bot.ui.buttons import ITEMS, is_known
from bot.ui.handling import finish, handled, tell
from bot.ui.host import data_of
from bot.ui.ids import FOLLOW_UP_MODAL
from bot.ui.modals import submitted
from bot.under_way import UnderWay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.clock import Clock
    from bot.config import Config
    from bot.live import Live
    from bot.syncing import SyncRecord

_log = get_logger(__name__)
_GUILD_WAIT: Final = 0.5
_BAD_TOKEN: Final = 4004
REFUSED: Final = (
    "Discord refused the token; get a new one in the developer portal under Bot, Reset Token."
)
OUTDATED: Final = "This button is from an earlier version of the bot. Please ask again."


def intents() -> discord.Intents:
    """What the bot listens to; none of it is privileged.

    Without the privileged intent, a message's text arrives in DMs, in mentions and in replies that
    ping the bot, which is all it answers to.
    """
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class StudyBot(commands.Bot):
    """The bot: live knowledge, settings and commands; everything is handed in."""

    def __init__(
        self,
        *,
        live: Live,
        config: Config,
        clock: Clock,
        record: SyncRecord,
        extensions: Sequence[str],
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=StudyTree,
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=_GUILD_WAIT,
        )
        self.live = live
        self.config = config
        self.clock = clock
        limits = config.cooldowns
        self.cooldowns = Cooldowns(
            Rate(limits.user.uses, limits.user.seconds),
            Rate(limits.channel.uses, limits.channel.seconds),
            clock,
        )
        self.under_way = UnderWay()
        self._record = record
        self._wanted = extensions

    async def setup_hook(self) -> None:
        """Make the buttons known, load the commands, and sync them if they have changed."""
        await self._find_gateway()
        self.add_dynamic_items(*ITEMS)
        for name in self._wanted:
            await self.load_extension(name)
        tree: Any = self.tree
        if await tree.sync_if_changed(self._record, self.application_id or 0):
            _log.info("commands synced", count=len(self.tree.get_commands()))

    async def _find_gateway(self) -> None:
        """Ask whoever answers in Discord's place where the gateway is."""
        if self.config.discord.api_base == API_BASE:
            return
        _, url, _ = await self.http.get_bot_gateway()
        parts = urlsplit(url)
        if parts.scheme != "wss" and not (parts.scheme == "ws" and is_loopback(parts.hostname)):
            raise StartError(
                "discord.api_base names a gateway that is neither wss nor on this machine."
            )
        gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)

    async def on_ready(self) -> None:
        """Say that it is there."""
        _log.info("ready", user=str(self.user), servers=len(self.guilds))

    async def on_message(self, message: discord.Message, /) -> None:
        """Read no commands from messages: there are none; answering is a cog's work."""

    async def on_app_command_completion(
        self,
        interaction: discord.Interaction[Any],
        command: Any,  # noqa: ANN401
    ) -> None:
        """Log a command that went well."""
        finish(interaction, command.qualified_name)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer modals, and buttons that nothing knows any more."""
        custom_id = str(data_of(interaction).get("custom_id", ""))
        if interaction.type is discord.InteractionType.modal_submit:
            if custom_id == FOLLOW_UP_MODAL:
                await handled(interaction, FOLLOW_UP_MODAL, submitted)
        elif interaction.type is discord.InteractionType.component and not is_known(custom_id):
            await tell(interaction, OUTDATED)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Log an error in something that nobody waits for."""
        del args, kwargs
        _log.exception("failed", listener=event_method)


def use_api_base(address: str) -> None:
    """Send all of Discord's REST requests to `address`; holds for the whole process."""
    http.Route.BASE = address
    # Voice is never used, and a start that fails has to leave one line behind.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


async def connect(bot: StudyBot, token: str) -> None:
    """Log in and stay connected until the bot is closed.

    Raises StartError, one line that says what to do, when Discord refuses or cannot be reached.
    """
    host = urlsplit(bot.config.discord.api_base).hostname
    try:
        await bot.login(token)
        await bot.connect()
    except discord.LoginFailure as error:
        raise StartError(REFUSED) from error
    except discord.PrivilegedIntentsRequired as error:
        raise StartError(
            "Discord refused the bot’s intents; this is an error in the bot."
        ) from error
    except AttributeError as error:
        # The library looks for the connection to resume, and trips when there has been none.
        if bot.ws is not None:
            raise
        raise StartError(
            f"{host} answers, but its gateway cannot be reached; check the network connection."
        ) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise StartError(f"{host} cannot be reached; check the network connection.") from error
    except (discord.HTTPException, discord.GatewayNotFound, discord.ConnectionClosed) as error:
        code = getattr(error, "status", None) or getattr(error, "code", None)
        if code == _BAD_TOKEN:
            raise StartError(REFUSED) from error
        why = f" (status {code})" if code else ""
        raise StartError(f"Discord does not let the bot in{why}; try again later.") from error
