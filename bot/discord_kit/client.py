"""The bot: its intents, permissions, start, and the dispatch of buttons and modals."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

import discord
import yarl
from discord import gateway, ui
from discord.ext import commands

from bot.config import API_BASE, is_loopback
from bot.discord_kit.command_tree import StudyTree
from bot.discord_kit.context import Interaction, data_of
from bot.discord_kit.direct_messages import show_waiting_notices
from bot.discord_kit.error_replies import finish_interaction, tell
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal, submit
from bot.errors import StartError
from bot.runtime.log import get_logger
from bot.storage.database_trouble import DatabaseTroubleError

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from bot.answering.live_engine import LiveEngine
    from bot.discord_kit.command_tree import SyncRecord
    from bot.runtime.process import InFlight
    from bot.services import Services


# Otherwise the library warns about voice twice at each start; this bot has no voice.
discord.VoiceClient.warn_nacl = False

discord.VoiceClient.warn_dave = False

_log = get_logger(__name__)

_GUILD_READY_TIMEOUT: Final = 0.5

# The least the bot needs: replies need the message history, the timeline a file.
PERMISSIONS: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    attach_files=True,
    read_message_history=True,
)

OUTDATED: Final = "This button is from an earlier version of the bot. Please ask again."

OUTDATED_FORM: Final = "This form is from an earlier version of the bot. Please open it again."


def intents() -> discord.Intents:
    """Return the gateway intents; none is privileged.

    Without the privileged intent, Discord sends the text of DMs, of mentions, and of replies that
    ping the bot, and the bot answers nothing else.
    """
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class StudyBot(commands.Bot):
    """The Discord client with its commands; it is given all services."""

    def __init__(
        self,
        *,
        services: Services,
        record: SyncRecord,
        extensions: Sequence[str],
        items: Sequence[type[ui.DynamicItem[Any]]] = (),
        forms: Sequence[type[PersistentModal]] = (),
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
            guild_ready_timeout=_GUILD_READY_TIMEOUT,
        )
        self.services = services
        self._record = record
        self._wanted = extensions
        self._items = items
        self.forms: list[type[PersistentModal]] = [*forms]
        self._patterns: set[re.Pattern[str]] = set()
        # Set while there is a session with Discord.
        self.online = asyncio.Event()

    @property
    def in_flight(self) -> InFlight:
        """The interactions in flight, which shutdown waits for."""
        return self.services.in_flight

    @property
    def live_engine(self) -> LiveEngine:
        """The live engine over the paper's own knowledge."""
        return self.services.live_engine

    def add_dynamic_items(self, *items: type[ui.DynamicItem[Any]]) -> None:
        """Register buttons by their ids; presses with any other id come from an earlier version."""
        super().add_dynamic_items(*items)
        self._patterns |= {item.pattern for item in items if issubclass(item, PersistentButton)}

    async def setup_hook(self) -> None:
        """Register the buttons, load the commands, and sync them if they have changed."""
        await self._find_gateway()
        self.add_dynamic_items(*self._items)
        for name in self._wanted:
            await self.load_extension(name)
        tree = cast("StudyTree", self.tree)
        if await tree.sync_if_changed(self._record, self.application_id or 0):
            _log.info("commands synced", count=len(self.tree.get_commands()))

    async def _find_gateway(self) -> None:
        """Look up the gateway of a Discord stand-in, if `discord.api_base` names one.

        Raises StartError for an address that is neither wss nor on this machine.
        """
        if self.services.config.discord.api_base == API_BASE:
            return
        _, url, _ = await self.http.get_bot_gateway()
        parts = urlsplit(url)
        if parts.scheme != "wss" and not (parts.scheme == "ws" and is_loopback(parts.hostname)):
            raise StartError(
                "discord.api_base names a gateway that is neither wss:// nor on this machine."
            )
        gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)

    def is_connected(self) -> bool:
        """Return whether the bot is connected, from the moment at which it is ready.

        The library drops a connection on which Discord leaves heartbeats unanswered.
        """
        return self.is_ready() and not self.is_closed() and self.online.is_set()

    async def on_ready(self) -> None:
        """Log that the bot is ready, and let what waited for the connection be posted."""
        self.online.set()
        _log.info("ready", user=str(self.user), servers=len(self.guilds))
        self.services.guilds.changed.set()

    async def on_resumed(self) -> None:
        """Note that the session goes on."""
        self.online.set()

    async def on_disconnect(self) -> None:
        """Note that there is no connection."""
        self.online.clear()

    async def on_message(self, message: discord.Message, /) -> None:
        """Override the library's message commands, since there are none; a cog answers messages."""

    async def on_app_command_completion(
        self,
        interaction: Interaction,
        command: Any,  # noqa: ANN401  # the library's own type
    ) -> None:
        """Log a command that succeeded, and show the person their waiting notices."""
        finish_interaction(interaction, command.qualified_name)
        await show_waiting_notices(interaction)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Handle modals, and say so when a button is from an earlier version."""
        if interaction.type is discord.InteractionType.modal_submit:
            if not await submit(interaction, self.forms):
                await tell(interaction, OUTDATED_FORM)
            return
        custom_id = str(data_of(interaction).get("custom_id", ""))
        pressed = interaction.type is discord.InteractionType.component
        if pressed and not any(pattern.fullmatch(custom_id) for pattern in self._patterns):
            await tell(interaction, OUTDATED)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Log an error in an event handler, since nobody is waiting for a reply."""
        del args, kwargs
        error = sys.exc_info()[1]
        if isinstance(error, DatabaseTroubleError):
            # The database has logged it already.
            _log.warning("event not handled", handler=event_method, why=error.trouble)
            return
        _log.exception("event handler failed", handler=event_method)
