"""What a server's curators may set; what they leave out is as the bot's own settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AwareDatetime, Field, Strict, ValidationError

from bot.config import CooldownSettings
from bot.strict_yaml.strict_model import Strictly, Text

if TYPE_CHECKING:
    from datetime import datetime

KEPT_DAYS: Final = 30
MOST_KEPT_DAYS: Final = 365
# As many as one menu of Discord takes.
MOST_CHANNELS: Final = 25


class ServerSettings(Strictly):
    """A server's settings; None is the bot's default. Days are whole, moments in UTC.

    Without `channels` the bot answers everywhere. `kept_days` of 0 keeps no questions.
    """

    curator_role: int | None = None
    channels: Annotated[tuple[int, ...], Strict(strict=False), Field(max_length=MOST_CHANNELS)] = ()
    audit_channel: int | None = None
    user_cooldown: CooldownSettings | None = None
    channel_cooldown: CooldownSettings | None = None
    private: bool | None = None
    content_note: Text | None = None
    kept_days: Annotated[int, Field(ge=0, le=MOST_KEPT_DAYS)] = KEPT_DAYS
    paused_until: Annotated[AwareDatetime | None, Strict(strict=False)] = None

    def is_paused(self, now: datetime) -> bool:
        """Whether answers are held back at `now`, as for an exam."""
        return self.paused_until is not None and now < self.paused_until

    def answers_in(self, *channels: int | None) -> bool:
        """Whether the bot answers in a channel, given by its id and that of what it is in."""
        return not self.channels or any(channel in self.channels for channel in channels)


UNSET: Final = ServerSettings()


def read_settings(text: str) -> ServerSettings:
    """The settings as they were stored; raises ValueError if this program cannot read them."""
    try:
        return ServerSettings.model_validate_json(text)
    except ValidationError as error:
        raise ValueError(str(error)) from error


def written_settings(settings: ServerSettings) -> str:
    """The settings as they are stored: JSON of what is set."""
    return settings.model_dump_json(exclude_defaults=True)
