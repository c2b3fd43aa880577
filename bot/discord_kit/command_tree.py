"""The digest of the commands that Discord has had last."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord_kit.access import count, is_answer, is_work, need_admission
from bot.discord_kit.context import Interaction, data_of, services_of, wake
from bot.discord_kit.error_replies import RESTARTING, begin, failed, finish, note_outcome, tell
from bot.errors import StudyBotError
from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from pathlib import Path


_log = get_logger(__name__)


class SyncRecord:
    """Remembers one digest in a file; a file that cannot be kept only costs a sync at each start.

    Discord allows 200 creations of commands a day and server, so they are not sent for nothing.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> str | None:
        """The digest kept, or None without one."""
        try:
            return self._file.read_text(encoding="ascii").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, digest: str) -> None:
        """Keep a digest."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(f"{digest}\n", encoding="ascii")
        except OSError as error:
            _log.warning("digest of the commands not kept", file=str(self._file), why=str(error))


class StudyTree(app_commands.CommandTree[Any]):
    """The commands; wherever a person can write, in servers, in DMs and between friends."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401  # as the library's own signature
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let a command through unless the bot is stopping, or its server holds answers back."""
        services = services_of(interaction)
        if interaction.type is discord.InteractionType.autocomplete:
            return await self._completes(interaction)
        if services.in_flight.closing:
            await tell(interaction, RESTARTING)
            return False
        begin(interaction)
        try:
            await wake(interaction)
            if is_answer(_whole_name(interaction)):
                need_admission(interaction)
        except StudyBotError as error:
            await failed(interaction, error, _name(interaction))
            finish(interaction, _name(interaction))
            return False
        working = is_work(interaction, _whole_name(interaction))
        if not working and (wait := count(interaction)):
            note_outcome(interaction, "cooldown")
            await tell(interaction, str(wait))
            finish(interaction, _name(interaction))
            return False
        return True

    async def _completes(self, interaction: Interaction) -> bool:
        """Whether what is typed may be completed; in a pause nothing is offered or said."""
        try:
            await wake(interaction)
            if is_answer(_whole_name(interaction)):
                need_admission(interaction)
        except StudyBotError:
            await interaction.response.autocomplete([])
            return False
        return True

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person, and log what was not expected."""
        if interaction.type is discord.InteractionType.autocomplete:
            _log.error("failed", command=_name(interaction), id=interaction.id, exc_info=error)
            return
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            note_outcome(interaction, "outdated command")
            await tell(interaction, "This command has just changed. Please try again in a minute.")
        else:
            await failed(interaction, error, _name(interaction))
        finish(interaction, _name(interaction))

    def digest(self, application: int) -> str:
        """A digest of everything that syncing the commands would send for an application."""
        payload = sorted(
            (command.to_dict(self) for command in self.get_commands()),
            key=lambda command: (command["type"], command["name"]),
        )
        text = json.dumps([application, payload], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    async def sync_if_changed(self, record: SyncRecord, application: int) -> bool:
        """Sync the commands unless Discord has had just these; whether it was done."""
        digest = self.digest(application)
        if record.read() == digest:
            return False
        await self.sync()
        record.write(digest)
        return True


def _name(interaction: Interaction) -> str:
    return str(data_of(interaction).get("name", "?"))


def _whole_name(interaction: Interaction) -> str:
    """The name with that of its group before it: "quiz stop"."""
    command = interaction.command
    return command.qualified_name if command is not None else _name(interaction)
