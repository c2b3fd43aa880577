"""/progress and /insights, as text and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.figure_message import shown_figure
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.replies import in_bot_dm
from bot.errors import StudyBotError
from bot.figures.charts import bars, columns
from bot.reports.insights import SMALLEST_GROUP
from bot.reports.report_service import WEEKS

if TYPE_CHECKING:
    from discord import ui

    from bot.discord_kit.client import StudyBot


_OWN_HINT: Final = (
    "-# By the last answer on each topic, in quizzes and in your review. Only you see this."
)

_GROUP_HINT: Final = (
    "-# By the answers in this server's quizzes up to last midnight (UTC), on average of those who "
    "have begun a section. Reviews are private and do not count."
)

_TOO_SMALL: Final = f"### Nothing yet\nOf fewer than {SMALLEST_GROUP} people nothing is told:"

_INSIGHTS_HINT: Final = (
    f"-# The last {WEEKS} weeks up to midnight (UTC), as far as this server keeps questions."
)


class NoGroupError(StudyBotError):
    """Refused because a direct message has no study group."""

    def __str__(self) -> str:
        return "group progress is shown in the group’s server; ask there"


async def show_progress(interaction: Interaction, *, group: bool) -> None:
    """Reply with a person's progress, or with the server's."""
    ctx = context_of(interaction)
    server = interaction.guild
    if group and server is None:
        raise NoGroupError
    private = not in_bot_dm(interaction)
    await interaction.response.defer(ephemeral=private, thinking=True)
    reports, paper = ctx.services.reports, ctx.paper
    if group and server is not None:
        figure = await reports.group_progress(server.id, server.name, paper)
    else:
        figure = await reports.own_progress(ctx.user_id, ctx.guild_id, paper)
    items, files = await shown_figure(figure, "progress")
    view = Layout(container(*items, _GROUP_HINT if group else _OWN_HINT))
    await interaction.followup.send(view=view, files=files, ephemeral=private)


async def show_insights(interaction: Interaction) -> None:
    """Reply to a curator with what the class asks and misses; raises NotACuratorError."""
    ctx = context_of(interaction)
    guild = need_curator(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await ctx.services.reports.insights(guild, ctx.paper)
    figures = (
        (found.most_asked, "asked", bars, 900),
        (found.not_covered, "not-covered", bars, 1100),
        (found.most_missed, "missed", bars, 700),
        (found.trend, "weeks", columns, 400),
        (found.trend_not_covered, "weeks-not-covered", columns, 400),
    )
    parts: list[str | ui.Item[Any]] = [_INSIGHTS_HINT]
    files: list[discord.File] = []
    empty: list[str] = []
    for figure, name, draw, room in figures:
        if not figure.rows:
            empty.append(f"- {figure.title}")
            continue
        items, drawn = await shown_figure(figure, name, draw, room)
        parts += items
        files += drawn
    if empty:
        parts.append("\n".join([_TOO_SMALL, *empty]))
    view = Layout(container(*parts))
    await interaction.followup.send(view=view, files=files, ephemeral=True)


class ReportsCog(commands.Cog):
    """Commands for reports."""

    @app_commands.command()
    @app_commands.describe(whose="Yours, or that of this server as a study group")
    async def progress(
        self, interaction: Interaction, whose: Literal["mine", "group"] = "mine"
    ) -> None:
        """Show how much of each section is known."""
        await show_progress(interaction, group=whose == "group")

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_messages=True)
    async def insights(self, interaction: Interaction) -> None:
        """Show what the class asks, does not find, and misses; for curators."""
        await show_insights(interaction)


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(ReportsCog())
