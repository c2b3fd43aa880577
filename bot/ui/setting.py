"""What changes a server's settings: menus, buttons and forms, each for managers at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.curation.settings_form import UnreadableSettingError, days_of, note_of, rate_of
from bot.discord_kit.access import need_manager, settings_of
from bot.discord_kit.context import data_of, services_of
from bot.discord_kit.deferred import in_time, show_in_place
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.errors import StudyBotError
from bot.timeparse import UnreadableMomentError, paused_until
from bot.ui import settings_card as card
from bot.ui.settings_card import failed_card, form, form_of, settings_card

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    import discord


class Everyone(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """The role that everybody has is to be the curators'."""

    def __str__(self) -> str:
        return "everybody has that role; choose one that you give to curators"


async def show_setup(interaction: discord.Interaction[Any]) -> None:
    """Reply with the settings and all that changes them."""
    need_manager(interaction)
    await interaction.response.send_message(view=_card(interaction), ephemeral=True)


def _card(interaction: discord.Interaction[Any], changed: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  # a Layout
    services = services_of(interaction)
    settings, now = settings_of(interaction), services.clock.now()
    return settings_card(settings, services.config, interaction.guild, now, changed)


async def _change(interaction: discord.Interaction[Any], **values: object) -> None:
    """Make the change, then show the card anew in its place."""
    guild, services = need_manager(interaction), services_of(interaction)
    changing = services.setting_up.change(guild, interaction.user.id, **values)
    made = await in_time(interaction, changing)
    await show_in_place(interaction, _card(interaction, made.changed))


def _chosen(interaction: discord.Interaction[Any]) -> list[int]:
    return [int(value) for value in data_of(interaction).get("values", ())]


class ChooseRole(PersistentButton, template=card.ROLE):
    """Whose role curates."""

    name = "settings role"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Set it, or none."""
        role = next(iter(_chosen(interaction)), None)
        # A server's role for everybody has the server's own id.
        if role is not None and role == interaction.guild_id:
            raise Everyone
        await _change(interaction, curator_role=role)


class ChooseChannels(PersistentButton, template=card.CHANNELS):
    """Where the bot answers."""

    name = "settings channels"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Set them; none for everywhere."""
        await _change(interaction, channels=tuple(_chosen(interaction)))


class ChooseAudit(PersistentButton, template=card.AUDIT):
    """Where changes are told."""

    name = "settings audit channel"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Set it, or none."""
        await _change(interaction, audit_channel=next(iter(_chosen(interaction)), None))


class ChoosePrivacy(PersistentButton, template=card.PRIVATE):
    """Whether answers are private by default."""

    name = "settings private"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Set it, or leave it to the bot's own settings."""
        chosen = str(data_of(interaction)["values"][0])
        await _change(interaction, private=card.PRIVACY.get(chosen))


class Resume(PersistentButton, template=card.RESUME):
    """The end of a pause before its time."""

    name = "settings resume"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Answer again."""
        await _change(interaction, paused_until=None)


class OpenForm(PersistentButton, template=rf"{card.OPEN}:(?P<form>{'|'.join(card.FORMS)})"):
    """A form for what has to be typed."""

    name = "settings form"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show it with what holds now."""
        need_manager(interaction)
        await interaction.response.send_modal(form_of(self.match["form"], settings_of(interaction)))


class TypeAgain(PersistentButton, template=rf"{card.AGAIN}:(?P<draft>\d{{1,20}})"):
    """What was typed and could not be read, given back."""

    name = "settings form again"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form with it."""
        guild = need_manager(interaction)
        typed = services_of(interaction).typed
        kept = await typed.find_own(guild, interaction.user.id, self.match["draft"])
        await interaction.response.send_modal(form(kept["form"], kept["typed"]))


class SettingsForm(PersistentModal, template=rf"{card.FORM}:(?P<form>{'|'.join(card.FORMS)})"):
    """A form of the settings, filled in."""

    name = "settings form"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Save what was typed; or say what to write, and keep what was typed for another try."""
        need_manager(interaction)
        fields = [field.setting for field in card.FORMS[self.match["form"]][1]]
        typed = {name: self.text(name) for name in fields}
        try:
            values = _read(typed, services_of(interaction).clock.now())
        except (UnreadableSettingError, UnreadableMomentError) as error:
            await _give_back(interaction, self.match["form"], typed, str(error))
            return
        await _change(interaction, **values)


def _read(typed: Mapping[str, str], now: datetime) -> dict[str, object]:
    readers: dict[str, Callable[[str], object]] = {
        "user_cooldown": lambda text: rate_of(text, "Each person"),
        "channel_cooldown": lambda text: rate_of(text, "Everybody in one channel"),
        "content_note": note_of,
        "kept_days": days_of,
        "paused_until": lambda text: paused_until(text, now),
    }
    return {name: readers[name](text) for name, text in typed.items()}


async def _give_back(
    interaction: discord.Interaction[Any], name: str, typed: Mapping[str, str], problem: str
) -> None:
    guild, draft = need_manager(interaction), str(interaction.id)
    kept = {"form": name, "typed": typed}
    await services_of(interaction).typed.keep(guild, interaction.user.id, draft, kept)
    told = f"{problem[:1].upper()}{problem[1:]}."
    view = failed_card(told, draft)
    await interaction.response.send_message(view=view, ephemeral=True)


ITEMS = (ChooseRole, ChooseChannels, ChooseAudit, ChoosePrivacy, Resume, OpenForm, TypeAgain)
FORMS = (SettingsForm,)
