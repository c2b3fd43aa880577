"""A server's settings as a card with menus and buttons, and the forms behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import discord
from discord import ui

from bot.config import MOST_CONTACT
from bot.curation.guild_settings import described
from bot.curation.settings_form import (
    LONGEST_NOTE,
    UnreadableSettingError,
    contact_of,
    days_of,
    note_of,
    rate_of,
    typed_settings,
)
from bot.discord_kit.access import need_manager
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.deferred import defer_if_slow, show_in_place
from bot.discord_kit.inputs import chosen_channels, chosen_role, chosen_value
from bot.discord_kit.layout import Layout, button, container, line, rows
from bot.discord_kit.markdown import plain_but_mentions
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.errors import StudyBotError
from bot.timeparse import UnreadableMomentError, paused_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from bot.config import Config
    from bot.curation.guild_settings import GuildSettings


ROLE, CHANNELS, AUDIT, PRIVATE = "set:role", "set:channels", "set:audit", "set:private"

OPEN, RESUME, AGAIN, FORM = "set:open", "set:resume", "set:again", "settings"

COOLDOWNS, NOTE, LOG, PAUSE = "cooldowns", "note", "log", "pause"

CONTACT: Final = "contact"

PRIVACY: Final = {"usual": None, "yes": True, "no": False}

_MOST_CHOSEN: Final = 25

_SHORT: Final = 100

_ANSWER_CHANNELS: Final = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]

_AUDIT_CHANNELS: Final = [discord.ChannelType.text, discord.ChannelType.news]


class _Field(NamedTuple):
    """A field of a form; `setting` is the setting that it changes."""

    setting: str
    label: str
    description: str
    example: str
    longest: int = _SHORT


_RATE: Final = "So many questions in so many seconds; leave it empty for the bot’s usual limit."

SETTING_FORMS: Final[Mapping[str, tuple[str, tuple[_Field, ...]]]] = {
    COOLDOWNS: (
        "How often people may ask",
        (
            _Field("user_cooldown", "Each person", _RATE, "8 in 30"),
            _Field("channel_cooldown", "Everybody in one channel", _RATE, "30 in 30"),
        ),
    ),
    NOTE: (
        "Content note",
        (
            _Field(
                "content_note",
                "What /about says of the subject",
                "Leave it empty for the bot’s own note.",
                "The paper deals with …",
                LONGEST_NOTE,
            ),
        ),
    ),
    CONTACT: (
        "School contact",
        (
            _Field(
                "school_contact",
                "Whom a student can turn to",
                "Shown privately to anybody who reports harm to the bot. Empty: nobody is named.",
                "The school’s counsellor, room 12, Mon–Fri",
                MOST_CONTACT,
            ),
        ),
    ),
    LOG: (
        "Questions that are kept",
        (
            _Field(
                "kept_days",
                "For how many days",
                "Without names, to show curators what is missing. 0 keeps nothing; at most 365.",
                "30",
            ),
        ),
    ),
    PAUSE: (
        "Pause answers",
        (
            _Field(
                "paused_until",
                "Until when",
                "How long (2h30m), or a time with its zone (14:30 UTC), or a Discord timestamp.",
                "2h30m",
            ),
        ),
    ),
}


def settings_card(
    settings: GuildSettings,
    config: Config,
    guild: discord.Guild | None,
    now: datetime,
    changed: Iterable[str] = (),
) -> Layout:
    """Return the settings with all that changes them; `changed` lists what was just saved."""
    saved = "\n".join(f"**Saved.** {plain_but_mentions(text)}" for text in changed)
    openers = [
        button(f"{OPEN}:{COOLDOWNS}", "Limits"),
        button(f"{OPEN}:{NOTE}", "Content note"),
        button(f"{OPEN}:{CONTACT}", "School contact"),
        button(f"{OPEN}:{LOG}", "Questions kept"),
        button(f"{OPEN}:{PAUSE}", "Pause answers"),
    ]
    if settings.is_paused(now):
        openers.append(button(RESUME, "Answer again", style=discord.ButtonStyle.primary))
    menus: list[str | ui.Item[Any]] = [
        "-# Curator role: may add to, correct and retire what the bot knows here",
        _role_menu(settings, guild),
        "-# Channels in which the bot answers, with their threads; none chosen: everywhere",
        _channel_menu(CHANNELS, settings.channels, guild, "Everywhere", _MOST_CHOSEN),
        "-# Audit channel: every change is told there",
        _channel_menu(AUDIT, [settings.audit_channel], guild, "No audit channel", 1),
        "-# Are answers private unless somebody asks otherwise?",
        _privacy_menu(settings, config),
    ]
    return Layout(
        container(
            saved, _settings_text(settings, config, now), line(), *menus, line(), *rows(openers)
        )
    )


def shown_card(settings: GuildSettings, config: Config, now: datetime) -> Layout:
    """Return the settings, read-only."""
    hint = "-# /server setup changes them."
    return Layout(container(_settings_text(settings, config, now), hint))


def failed_card(problem: str, draft: str) -> Layout:
    """Return what was wrong with the input, and a button to change it."""
    again = button(f"{AGAIN}:{draft}", "Change", style=discord.ButtonStyle.primary)
    return Layout(container(plain_but_mentions(problem), *rows([again])))


def form(name: str, typed: Mapping[str, str]) -> ui.Modal:
    """Return the form of that name, its fields filled with `typed`."""
    title, fields = SETTING_FORMS[name]
    modal = ui.Modal(title=title, custom_id=f"{FORM}:{name}", timeout=None)
    for field in fields:
        style = discord.TextStyle.long if field.longest > _SHORT else discord.TextStyle.short
        modal.add_item(
            ui.Label(
                text=field.label,
                description=field.description,
                component=ui.TextInput(
                    custom_id=field.setting,
                    placeholder=field.example,
                    default=typed.get(field.setting, "")[: field.longest] or None,
                    max_length=field.longest,
                    style=style,
                    required=name == PAUSE,
                ),
            )
        )
    return modal


def form_of(name: str, settings: GuildSettings) -> ui.Modal:
    """Return the form of that name, filled with the current settings."""
    return form(name, typed_settings(settings))


def _settings_text(settings: GuildSettings, config: Config, now: datetime) -> str:
    shown = described(settings, config)
    if not settings.is_paused(now):
        shown["Answers paused"] = "no"
    message = "\n".join(f"**{label}**: {plain_but_mentions(text)}" for label, text in shown.items())
    return f"### How the bot behaves here\n{message}"


def _role_menu(settings: GuildSettings, guild: discord.Guild | None) -> ui.ActionRow[Any]:
    role = settings.curator_role
    there = role is not None and guild is not None and guild.get_role(role) is not None
    return ui.ActionRow(
        ui.RoleSelect(
            custom_id=ROLE,
            placeholder="Only those who manage the server",
            min_values=0,
            default_values=[_MenuDefault.of(role, "role")] if there and role else [],
        )
    )


def _channel_menu(
    custom_id: str,
    chosen: Iterable[int | None],
    guild: discord.Guild | None,
    placeholder: str,
    most: int,
) -> ui.ActionRow[Any]:
    # Discord refuses a menu whose default is a deleted channel.
    there = [one for one in chosen if one and guild and guild.get_channel(one)]
    return ui.ActionRow(
        ui.ChannelSelect(
            custom_id=custom_id,
            placeholder=placeholder,
            min_values=0,
            max_values=most,
            channel_types=_ANSWER_CHANNELS if most > 1 else _AUDIT_CHANNELS,
            default_values=[_MenuDefault.of(one, "channel") for one in there],
        )
    )


def _privacy_menu(settings: GuildSettings, config: Config) -> ui.ActionRow[Any]:
    usual = "yes" if config.replies.private else "no"
    labels = {
        "usual": f"The bot’s usual: {usual}",
        "yes": "Yes, private",
        "no": "No, in the channel",
    }
    return ui.ActionRow(
        ui.Select(
            custom_id=PRIVATE,
            options=[
                discord.SelectOption(
                    label=label, value=value, default=PRIVACY[value] is settings.private
                )
                for value, label in labels.items()
            ],
        )
    )


class _MenuDefault(discord.SelectDefaultValue):
    """A menu's default with its id as a string, the only form that Discord documents."""

    @classmethod
    def of(cls, chosen: int, kind: str) -> _MenuDefault:
        return cls(id=chosen, type=discord.SelectDefaultValueType[kind])

    def to_dict(self) -> Any:  # noqa: ANN401  # the library's own type is not public
        return {**super().to_dict(), "id": str(self.id)}


class EveryoneError(StudyBotError):
    """The role that everybody has cannot be the curators' role."""

    def __str__(self) -> str:
        return "everybody has that role; choose one that only curators have"


async def show_setup(interaction: Interaction) -> None:
    """Reply with the settings and everything that changes them."""
    need_manager(interaction)
    await interaction.response.send_message(
        view=_current_card(interaction, context_of(interaction).settings), ephemeral=True
    )


def _current_card(
    interaction: Interaction, settings: GuildSettings, changed: tuple[str, ...] = ()
) -> Layout:
    services = context_of(interaction).services
    now = services.clock.now()
    return settings_card(settings, services.config, interaction.guild, now, changed)


async def _save(interaction: Interaction, **values: object) -> None:
    """Save a change, then show the updated card in place."""
    ctx = context_of(interaction)
    guild, services = need_manager(interaction), ctx.services
    changing = services.settings.change(guild, ctx.user_id, **values)
    made = await defer_if_slow(interaction, changing)
    await show_in_place(
        interaction, _current_card(interaction, made.knowledge.settings, made.changed)
    )


class ChooseRole(PersistentButton, template=ROLE):
    """The menu for the curators' role."""

    name = "settings role"

    async def run(self, interaction: Interaction) -> None:
        """Set the role, or none."""
        role = chosen_role(interaction)
        # The role that everybody has carries the server's id.
        if role is not None and role == interaction.guild_id:
            raise EveryoneError
        await _save(interaction, curator_role=role)


class ChooseChannels(PersistentButton, template=CHANNELS):
    """The menu for the channels in which the bot answers."""

    name = "settings channels"

    async def run(self, interaction: Interaction) -> None:
        """Set the channels; none for everywhere."""
        chosen = chosen_channels(interaction, _ANSWER_CHANNELS, _MOST_CHOSEN)
        await _save(interaction, channels=chosen)


class ChooseAudit(PersistentButton, template=AUDIT):
    """The menu for the audit channel."""

    name = "settings audit channel"

    async def run(self, interaction: Interaction) -> None:
        """Set the channel, or none."""
        chosen = chosen_channels(interaction, _AUDIT_CHANNELS, 1)
        await _save(interaction, audit_channel=next(iter(chosen), None))


class ChoosePrivacy(PersistentButton, template=PRIVATE):
    """The menu for whether answers are private by default."""

    name = "settings private"

    async def run(self, interaction: Interaction) -> None:
        """Set it, or follow the bot's config."""
        await _save(interaction, private=PRIVACY[chosen_value(interaction, PRIVACY)])


class Resume(PersistentButton, template=RESUME):
    """The button that ends a pause early."""

    name = "settings resume"

    async def run(self, interaction: Interaction) -> None:
        """End the pause."""
        await _save(interaction, paused_until=None)


class OpenForm(PersistentButton, template=rf"{OPEN}:(?P<form>{'|'.join(SETTING_FORMS)})"):
    """A button that opens a form."""

    name = "settings form"

    async def run(self, interaction: Interaction) -> None:
        """Show the form with the current settings."""
        ctx = context_of(interaction)
        need_manager(interaction)
        await interaction.response.send_modal(form_of(self.match["form"], ctx.settings))


class TypeAgain(PersistentButton, template=rf"{AGAIN}:(?P<draft>\d{{1,20}})"):
    """The button that opens a form again after unreadable input."""

    name = "settings form again"

    async def run(self, interaction: Interaction) -> None:
        """Show the form with that input."""
        ctx = context_of(interaction)
        guild = need_manager(interaction)
        typed = ctx.services.typed_settings
        kept = await typed.find_open(guild, ctx.user_id, self.match["draft"])
        await interaction.response.send_modal(form(kept["form"], kept["typed"]))


class SettingsForm(PersistentModal, template=rf"{FORM}:(?P<form>{'|'.join(SETTING_FORMS)})"):
    """A submitted form of settings."""

    name = "settings form"

    async def run(self, interaction: Interaction) -> None:
        """Save the input; or say what is wrong, and keep the input for another try."""
        need_manager(interaction)
        fields = [field.setting for field in SETTING_FORMS[self.match["form"]][1]]
        typed = {name: self.text(name) for name in fields}
        try:
            values = _parse(typed, context_of(interaction).services.clock.now())
        except (UnreadableSettingError, UnreadableMomentError) as error:
            await _offer_again(interaction, self.match["form"], typed, str(error))
            return
        await _save(interaction, **values)


def _parse(typed: Mapping[str, str], now: datetime) -> dict[str, object]:
    readers: dict[str, Callable[[str], object]] = {
        "user_cooldown": lambda text: rate_of(text, "Each person"),
        "channel_cooldown": lambda text: rate_of(text, "Everybody in one channel"),
        "content_note": note_of,
        "school_contact": contact_of,
        "kept_days": days_of,
        "paused_until": lambda text: paused_until(text, now),
    }
    return {name: readers[name](text) for name, text in typed.items()}


async def _offer_again(
    interaction: Interaction, name: str, typed: Mapping[str, str], problem: str
) -> None:
    ctx = context_of(interaction)
    guild, draft = need_manager(interaction), str(interaction.id)
    kept = {"form": name, "typed": typed}
    await ctx.services.typed_settings.keep(guild, ctx.user_id, draft, kept)
    text = f"{problem[:1].upper()}{problem[1:]}."
    view = failed_card(text, draft)
    await interaction.response.send_message(view=view, ephemeral=True)


ITEMS = (ChooseRole, ChooseChannels, ChooseAudit, ChoosePrivacy, Resume, OpenForm, TypeAgain)

FORMS = (SettingsForm,)
