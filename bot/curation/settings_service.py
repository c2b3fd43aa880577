"""Changes a guild's settings field by field, with an audit record, in force once confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.curation.guild_settings import GuildSettings, differences, read_settings, written_settings
from bot.curation.overlay import KnowledgeUnavailableError
from bot.runtime.log import get_logger
from bot.storage import guild_rows, revision_rows

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.overlay import GuildKnowledge


ACTION: Final = "settings"

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ChangedSetting:
    """Result of changing settings: a line for each one that changed, and the knowledge now."""

    changed: tuple[str, ...]
    knowledge: GuildKnowledge


class SettingsService:
    """Changes guilds' settings; two managers at once do not undo each other's fields."""

    def __init__(self, guilds: GuildKnowledgeRegistry, clock: Clock) -> None:
        self._guilds = guilds
        self._clock = clock

    async def change(self, guild: int, actor: int, **values: Any) -> ChangedSetting:  # noqa: ANN401  # as the settings' own
        """Set the named settings to `values`, leave the others, and serve them; then return.

        Values that were set already make no audit record and no new generation. Raises pydantic's
        ValidationError for values that the settings refuse, and KnowledgeUnavailableError when the
        stored settings cannot be read.
        """
        async with self._guilds.transaction(guild) as connection:
            row = await guild_rows.lock(connection, guild)
            try:
                before = read_settings(row.settings)
            except ValueError as error:
                _log.exception("settings unreadable", guild=guild)
                raise KnowledgeUnavailableError from error
            after = GuildSettings.model_validate({**dict(before), **values})
            changed = differences(before, after)
            if after != before:
                await guild_rows.set_settings(connection, guild, written_settings(after))
                await guild_rows.bump(connection, guild)
                await revision_rows.record_audit(
                    connection,
                    guild=guild,
                    at=self._clock.now(),
                    actor=actor,
                    action=ACTION,
                    detail="\n".join(changed),
                )
        return ChangedSetting(changed, self._guilds.get(guild))
