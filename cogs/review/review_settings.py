"""/review settings and /review remind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.discord_kit.context import Interaction, context_of
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
    """Change the given settings, then reply with all of them."""
    ctx = context_of(interaction)
    named = None if zone is None else read_zone(zone).key
    services = ctx.services
    if missed is None and new_per_day is None and named is None:
        learner = await services.reviews.settings(ctx.user_id)
    else:
        learner = await services.reviews.change(
            ctx.user_id, missed=missed, new_per_day=new_per_day, zone=named
        )
    view = settings_card(learner)
    await interaction.response.send_message(view=view, ephemeral=not in_bot_dm(interaction))


async def set_reminder(interaction: Interaction, at: str, zone: str | None) -> None:
    """Set the daily reminder or turn it off, and confirm."""
    ctx = context_of(interaction)
    if at.strip().casefold() in _OFF:
        await _stop_reminder(interaction)
        return
    services = ctx.services
    time, named = read_time(at), None if zone is None else read_zone(zone).key
    learner = await services.reminders.set(ctx.user_id, time, named)
    asked = "" if zone else f" Your time zone is {learner.zone}; the option zone changes it."
    await tell(interaction, f"{_reminder_line(learner)}{asked} It comes as a direct message.")


async def _stop_reminder(interaction: Interaction) -> None:
    ctx = context_of(interaction)
    stopped = await ctx.services.reminders.stop(ctx.user_id)
    text = "Your reminder is off. /review remind sets it again." if stopped else _NO_REMINDER
    await tell(interaction, text)


def settings_card(learner: Learner) -> Layout:
    """Return a person's settings, with buttons to change them."""
    lets = "do" if learner.missed else "do not"
    new = counted(learner.new_per_day, "new card")
    lines = [
        f"Questions that you miss in quizzes **{lets}** enter your review by themselves.",
        f"You begin up to **{new}** a day.",
        f"Your day is that of **{learner.zone}**.",
        _reminder_line(learner),
    ]
    wanted, label = ("off", "Leave missed out") if learner.missed else ("on", "Collect missed")
    made = [button(review_session.collect_misses_id(wanted), label)]
    if learner.remind_at:
        made.append(button(review_session.STOP_REMINDING, "Stop reminding me"))
    text = "\n".join(f"- {one}" for one in lines)
    hint = "-# /review settings changes the number and the zone, /review remind the reminder."
    return Layout(container("### How you review", text, *rows(made), hint))


def _reminder_line(learner: Learner) -> str:
    reminder = reminder_of(learner)
    return (
        _NO_REMINDER
        if reminder is None
        else f"Reminder: {str(reminder)[0].lower()}{str(reminder)[1:]}"
    )


class CollectMisses(PersistentButton, template=review_session.MISSED):
    """The button that turns the collection of missed questions on or off."""

    name = "review missed"

    async def run(self, interaction: Interaction) -> None:
        """Turn the collection on or off, and show the new settings."""
        ctx = context_of(interaction)
        learner = await ctx.services.reviews.change(
            ctx.user_id, missed=self.match["wanted"] == "on"
        )
        await interaction.response.edit_message(view=settings_card(learner))


class StopReminding(PersistentButton, template=review_session.STOP_REMINDING):
    """The button that ends the daily reminder, wherever it is shown."""

    name = "review quiet"

    async def run(self, interaction: Interaction) -> None:
        """Turn the reminder off, and confirm."""
        await _stop_reminder(interaction)


ITEMS: Final = (CollectMisses, StopReminding)
