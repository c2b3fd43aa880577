"""The command tree: checks before each command, errors, and syncing to Discord."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.discord_kit.access import (
    count_question,
    is_answer,
    is_curator_work,
    is_playing,
    need_answers_allowed,
)
from bot.discord_kit.context import Interaction, begin_context, data_of
from bot.discord_kit.error_replies import (
    RESTARTING,
    begin_interaction,
    finish_interaction,
    note_outcome,
    report_error,
    tell,
)
from bot.discord_kit.harm_reply import is_personal_name, reply_about_harm
from bot.errors import StudyBotError
from bot.runtime.log import get_logger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.paper.paper import Paper


_log = get_logger(__name__)


class SyncRecord:
    """The digest of the commands that were last synced, kept in a file.

    Discord allows 200 creations of commands per day and server, so an unchanged set is not sent
    again. If the file cannot be kept, the only cost is a sync at each start.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> str | None:
        """Return the stored digest, or None if there is none."""
        try:
            return self._file.read_text(encoding="ascii").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, digest: str) -> None:
        """Store a digest; log a warning if the file cannot be written."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(f"{digest}\n", encoding="ascii")
        except OSError as error:
            _log.warning("command digest not written", file=str(self._file), why=str(error))


class StudyTree(app_commands.CommandTree[Any]):
    """The commands, usable in servers, in DMs and in group chats."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401  # the library's own signature
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Return whether a command may run; reply if the bot is stopping, or answers are paused."""
        if interaction.type is discord.InteractionType.autocomplete:
            return await self._allows_autocomplete(interaction)
        if interaction.client.services.in_flight.closing:
            await tell(interaction, RESTARTING)
            return False
        begin_interaction(interaction)
        try:
            ctx = await begin_context(interaction)
            if is_answer(_qualified_name(interaction)):
                _need_answers_allowed(interaction)
        except StudyBotError as error:
            await report_error(interaction, error, _name(interaction))
            finish_interaction(interaction, _name(interaction))
            return False
        working = is_curator_work(interaction, _qualified_name(interaction))
        if not working and (wait := count_question(ctx, interaction.channel_id)):
            note_outcome(interaction, "cooldown")
            await tell(interaction, str(wait))
            finish_interaction(interaction, _name(interaction))
            return False
        if not working and _tells_in_options(interaction, ctx.paper):
            await reply_about_harm(interaction)
            finish_interaction(interaction, _name(interaction))
            return False
        return True

    async def _allows_autocomplete(self, interaction: Interaction) -> bool:
        """Return whether to offer choices; during a pause the list is empty and nothing is said."""
        try:
            await begin_context(interaction)
            if is_answer(_qualified_name(interaction)):
                _need_answers_allowed(interaction)
        except StudyBotError:
            await interaction.response.autocomplete([])
            return False
        return True

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person what went wrong, and log it if it was unexpected."""
        if interaction.type is discord.InteractionType.autocomplete:
            _log.error(
                "completion failed",
                command=_name(interaction),
                id=interaction.id,
                exc_info=error,
            )
            return
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            note_outcome(interaction, "outdated command")
            await tell(interaction, "This command has just changed. Please try again in a minute.")
        else:
            await report_error(interaction, error, _name(interaction))
        finish_interaction(interaction, _name(interaction))

    def digest(self, application: int) -> str:
        """Return a digest of all that syncing the commands would send for an application."""
        payload = sorted(
            (command.to_dict(self) for command in self.get_commands()),
            key=lambda command: (command["type"], command["name"]),
        )
        text = json.dumps([application, payload], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    async def sync_if_changed(self, record: SyncRecord, application: int) -> bool:
        """Sync the commands unless these were synced last; return whether they were synced."""
        digest = self.digest(application)
        if record.read() == digest:
            return False
        await self.sync()
        record.write(digest)
        return True


# It answers what it is told of harm itself, since it knows what the paper has on it.
_ASKING: Final = "ask"


def _tells_in_options(interaction: Interaction, paper: Paper) -> bool:
    """Return whether somebody has told of harm where a command wants a name, a term or a time."""
    if _qualified_name(interaction) == _ASKING:
        return False
    return any(is_personal_name(paper, value) for value in _typed_options(interaction))


def _typed_options(interaction: Interaction) -> Iterator[str]:
    """Return the options of a command that hold text, those of a subcommand too."""
    waiting = list(data_of(interaction).get("options", ()))
    while waiting:
        option = waiting.pop()
        waiting += option.get("options", ())
        if isinstance(value := option.get("value"), str):
            yield value


def _need_answers_allowed(interaction: Interaction) -> None:
    need_answers_allowed(interaction, playing=is_playing(_qualified_name(interaction)))


def _name(interaction: Interaction) -> str:
    return str(data_of(interaction).get("name", "?"))


def _qualified_name(interaction: Interaction) -> str:
    """Return the command's name with its group's: "quiz stop"."""
    command = interaction.command
    return command.qualified_name if command is not None else _name(interaction)
