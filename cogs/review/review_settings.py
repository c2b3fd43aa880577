"""What a person has set about their review, and the reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.discord_kit.context import Interaction, services_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import Layout, button, container, rows
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.replies import in_bot_dm
from bot.review.reminders import reminder_of
from bot.text.phrases import counted
from bot.timeparse import read_time, read_zone
from cogs.review import review_session

if TYPE_CHECKING:
    from bot.storage.review_rows import Learner


_OFF: Final = frozenset({"off", "none", "no", "stop", "never"})

_NO_REMINDER: Final = "You have no reminder. /review remind sets one."


async def show_settings(
    interaction: Interaction,
    *,
    missed: bool | None = None,
    new_per_day: int | None = None,
    zone: str | None = None,
) -> None:
    """Change what is given, then reply with everything that is set."""
    named = None if zone is None else read_zone(zone).key
    services = services_of(interaction)
    if missed is None and new_per_day is None and named is None:
        learner = await services.reviews.settings(interaction.user.id)
    else:
        learner = await services.reviews.change(
            interaction.user.id, missed=missed, new_per_day=new_per_day, zone=named
        )
    view = settings_card(learner)
    await interaction.response.send_message(view=view, ephemeral=not in_bot_dm(interaction))


async def set_reminder(interaction: Interaction, at: str, zone: str | None) -> None:
    """Set the daily reminder, or turn it off, and say so."""
    if at.strip().casefold() in _OFF:
        await _stop(interaction)
        return
    services = services_of(interaction)
    time, named = read_time(at), None if zone is None else read_zone(zone).key
    learner = await services.reminders.set(interaction.user.id, time, named)
    asked = "" if zone else f" Your time zone is {learner.zone}; the option zone changes it."
    await tell(interaction, f"{_reminder(learner)}{asked} It comes as a direct message.")


async def _stop(interaction: Interaction) -> None:
    stopped = await services_of(interaction).reminders.stop(interaction.user.id)
    told = "Your reminder is off. /review remind sets it again." if stopped else _NO_REMINDER
    await tell(interaction, told)


def settings_card(learner: Learner) -> Layout:
    """Everything that is set, and the buttons that change it."""
    lets = "do" if learner.missed else "do not"
    new = counted(learner.new_per_day, "new card")
    lines = [
        f"Questions that you miss in quizzes **{lets}** enter your review by themselves.",
        f"You begin up to **{new}** a day.",
        f"Your day is that of **{learner.zone}**.",
        _reminder(learner),
    ]
    wanted, label = ("off", "Leave missed out") if learner.missed else ("on", "Collect missed")
    made = [button(review_session.missed(wanted), label)]
    if learner.remind_at:
        made.append(button(review_session.STOP_REMINDING, "Stop reminding me"))
    told = "\n".join(f"- {one}" for one in lines)
    hint = "-# /review settings changes the number and the zone, /review remind the reminder."
    return Layout(container("### How you review", told, *rows(made), hint))


def _reminder(learner: Learner) -> str:
    reminder = reminder_of(learner)
    return (
        _NO_REMINDER
        if reminder is None
        else f"Reminder: {str(reminder)[0].lower()}{str(reminder)[1:]}"
    )


class CollectMisses(PersistentButton, template=review_session.MISSED):
    """Lets missed questions into the review, or no more."""

    name = "review missed"

    async def act(self, interaction: Interaction) -> None:
        """Change it, and show the settings as they are now."""
        learner = await services_of(interaction).reviews.change(
            interaction.user.id, missed=self.match["wanted"] == "on"
        )
        await interaction.response.edit_message(view=settings_card(learner))


class StopReminding(PersistentButton, template=review_session.STOP_REMINDING):
    """Ends the daily reminder, wherever it is pressed."""

    name = "review quiet"

    async def act(self, interaction: Interaction) -> None:
        """Turn it off, and say so."""
        await _stop(interaction)


ITEMS: Final = (CollectMisses, StopReminding)
