"""The leaderboard, its reset, and the export of a round's cards."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.browse.lookup import section_called
from bot.decks.anki import anki_package
from bot.decks.deck_export import csv_table, deck_card
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import ANSWER, DOUBT, Layout, SentFile, button, container, rows
from bot.discord_kit.markdown import plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.figures.charts import bars
from bot.quiz.cards import card_in
from bot.reports.leaderboard import leaderboard_figure, leaderboard_title, score_text, top_places
from bot.text.phrases import counted
from cogs.quiz import quiz_ids
from cogs.quiz.redo_misses import ended_round

if TYPE_CHECKING:
    from datetime import datetime

    from bot.quiz.round.state import Round
    from bot.reports.leaderboard import PlacedPlayer, Span


_FILE: Final = "leaderboard.png"

_RULE: Final = "-# More right answers stand higher; with as many, fewer tries."

_TOPIC_RULE: Final = "-# More right answers stand higher. What was not right is not shown."


async def show_board(interaction: Interaction, span: Span, topic: str | None) -> None:
    """Reply with the leaderboard of a time span, for one section or all."""
    ctx = context_of(interaction)
    services, guild = ctx.services, ctx.guild_id or 0
    section = section_called(ctx.paper, topic) if topic else None
    await interaction.response.defer()
    about = section.id if section else None
    board = await services.leaderboards.of(guild, span, about)
    heading = leaderboard_title(span, section.title if section else None)
    # Drawing would block the event loop for too long.
    topical = section is not None
    chart = await asyncio.to_thread(bars, leaderboard_figure(heading, board, topic=topical))
    items: list[str | ui.Item[Any]] = [f"### {plain(heading)}", _board_lines(board, topic=topical)]
    files = []
    if chart.png is not None:
        picture = discord.MediaGalleryItem(f"attachment://{_FILE}", description=chart.alt)
        items.append(ui.MediaGallery(picture))
        files.append(SentFile(chart.png, _FILE))
    view = Layout(container(*items, _rule(topic=topical) if board else "", colour=ANSWER))
    await interaction.followup.send(view=view, files=files)


def _rule(*, topic: bool) -> str:
    return _TOPIC_RULE if topic else _RULE


def _board_lines(board: tuple[PlacedPlayer, ...], *, topic: bool) -> str:
    shown = [
        f"{one.place}\\. <@{one.player}>: {score_text(one, topic=topic)}"
        for one, _ in top_places(board)
    ]
    left = len(board) - len(shown)
    more = [f"-# and {counted(left, 'player')} more"] if left else []
    return "\n".join([*shown, *more]) or "Nobody has answered in this time."


async def offer_reset(interaction: Interaction) -> None:
    """Ask a curator to confirm the deletion of all scores."""
    guild = need_curator(interaction)
    answers, people = await context_of(interaction).services.leaderboards.kept(guild)
    if not answers:
        await tell(interaction, "This server has no scores.")
        return
    text = (
        f"This deletes the scores of {counted(answers, 'answer')} by "
        f"{counted(people, 'person', 'people')} for good. Rounds that run go on."
    )
    below = rows([button(quiz_ids.RESET, "Delete the scores", style=discord.ButtonStyle.danger)])
    view = Layout(container("### Reset the leaderboard?", text, *below, colour=DOUBT))
    await interaction.response.send_message(view=view, ephemeral=True)


class Reset(PersistentButton, template=quiz_ids.RESET):
    """The button that deletes a server's scores."""

    name = "reset scores"

    async def run(self, interaction: Interaction) -> None:
        """Delete the scores if the person is still a curator, and record who did it."""
        ctx = context_of(interaction)
        guild, leaderboards = need_curator(interaction), ctx.services.leaderboards
        gone = await leaderboards.reset(guild, ctx.user_id)
        done = f"The scores are deleted: {counted(gone, 'answer')}."
        await interaction.response.edit_message(view=Layout(container(done)))


ITEMS: Final = (Reset,)

# All rounds of a server share one deck in Anki, so that a card appears in it once.
_DECK: Final = "rounds"

_EXPORT_TEXT: Final = (
    "The cards of this round: one file for Anki, one for spreadsheets. Importing a card again "
    "updates it."
)


class ExportRound(PersistentButton, template=quiz_ids.EXPORT):
    """The button that exports a round's cards."""

    name = "export round"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Send the files to the person alone."""
        state = await ended_round(context_of(interaction), quiz_ids.round_in(self.match))
        await interaction.response.defer(ephemeral=True, thinking=True)
        clock = context_of(interaction).services.clock
        anki, table = await asyncio.to_thread(_export_files, state, clock.now())
        files = [SentFile(anki, "quiz-round.apkg"), SentFile(table, "quiz-round.csv")]
        await interaction.followup.send(_EXPORT_TEXT, files=files, ephemeral=True)


def _export_files(state: Round, now: datetime) -> tuple[bytes, bytes]:
    deck = [deck_card(card_in(one)) for one in state.plan.cards]
    name = "Study bot: quiz rounds"
    anki = anki_package(deck, guild=state.plan.guild, deck=_DECK, name=name, now=now)
    return anki, csv_table(deck)


EXPORT_ITEMS: Final = (ExportRound,)
