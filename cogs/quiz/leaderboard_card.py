"""The leaderboard as text and as a picture, and its reset."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.browse.lookup import section_called
from bot.decks.anki import anki_package
from bot.decks.deck_export import csv_table, deck_card
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, paper_of, services_of
from bot.discord_kit.error_replies import tell
from bot.discord_kit.layout import ANSWER, DOUBT, Layout, SentFile, button, container, rows
from bot.discord_kit.markdown import plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.figures.charts import bars
from bot.quiz.cards import card_in
from bot.reports.leaderboard import leaderboard_figure, leaderboard_title, score_text, top_places
from bot.text.phrases import counted
from cogs.quiz import quiz_ids
from cogs.quiz.redo_misses import stored_round

if TYPE_CHECKING:
    from datetime import datetime

    from bot.quiz.round.state import Round
    from bot.reports.leaderboard import PlacedPlayer, Span


_FILE: Final = "leaderboard.png"

_RULE: Final = "-# More right answers stand higher; with as many, fewer tries."


async def show_board(interaction: Interaction, span: Span, topic: str | None) -> None:
    """Reply with the leaderboard of a span, about one section or all."""
    services, guild = services_of(interaction), interaction.guild_id or 0
    section = section_called(paper_of(interaction), topic) if topic else None
    await interaction.response.defer()
    about = section.id if section else None
    board = await services.leaderboards.of(guild, span, about)
    heading = leaderboard_title(span, section.title if section else None)
    # A picture takes longer than the event loop may be held up.
    chart = await asyncio.to_thread(bars, leaderboard_figure(heading, board))
    items: list[str | ui.Item[Any]] = [f"### {plain(heading)}", _lines(board)]
    files = []
    if chart.png is not None:
        picture = discord.MediaGalleryItem(f"attachment://{_FILE}", description=chart.alt)
        items.append(ui.MediaGallery(picture))
        files.append(SentFile(chart.png, _FILE))
    view = Layout(container(*items, _RULE if board else "", colour=ANSWER))
    await interaction.followup.send(view=view, files=files)


def _lines(board: tuple[PlacedPlayer, ...]) -> str:
    shown = [f"{one.place}\\. <@{one.player}>: {score_text(one)}" for one, _ in top_places(board)]
    left = len(board) - len(shown)
    more = [f"-# and {counted(left, 'player')} more"] if left else []
    return "\n".join([*shown, *more]) or "Nobody has answered in this time."


async def offer_reset(interaction: Interaction) -> None:
    """Ask a curator whether the scores are really to go."""
    guild = need_curator(interaction)
    answers, people = await services_of(interaction).leaderboards.kept(guild)
    if not answers:
        await tell(interaction, "This server has no scores.")
        return
    told_ = (
        f"This deletes the scores of {counted(answers, 'answer')} by "
        f"{counted(people, 'person', 'people')} for good. Rounds that run go on."
    )
    below = rows([button(quiz_ids.RESET, "Delete the scores", style=discord.ButtonStyle.danger)])
    view = Layout(container("### Reset the leaderboard?", told_, *below, colour=DOUBT))
    await interaction.response.send_message(view=view, ephemeral=True)


class Reset(PersistentButton, template=quiz_ids.RESET):
    """The button that deletes all scores of a server."""

    name = "reset scores"

    async def act(self, interaction: Interaction) -> None:
        """Delete them, if the person is a curator still, and record who did."""
        guild, leaderboards = need_curator(interaction), services_of(interaction).leaderboards
        gone = await leaderboards.reset(guild, interaction.user.id)
        done = f"The scores are deleted: {counted(gone, 'answer')}."
        await interaction.response.edit_message(view=Layout(container(done)))


ITEMS: Final = (Reset,)

# All rounds of a server fill one deck in Anki, in which a card stands once.
_DECK: Final = "rounds"

_TOLD: Final = (
    "The cards of this round: one file for Anki, one for spreadsheets. Importing a card again "
    "updates it."
)


class ExportRound(PersistentButton, template=quiz_ids.EXPORT):
    """The button under the scores."""

    name = "export round"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Send the files, to the person alone."""
        state = await stored_round(interaction, quiz_ids.round_in(self.match))
        await interaction.response.defer(ephemeral=True, thinking=True)
        clock = services_of(interaction).clock
        anki, table = await asyncio.to_thread(_made, state, clock.now())
        files = [SentFile(anki, "quiz-round.apkg"), SentFile(table, "quiz-round.csv")]
        await interaction.followup.send(_TOLD, files=files, ephemeral=True)


def _made(state: Round, now: datetime) -> tuple[bytes, bytes]:
    deck = [deck_card(card_in(one)) for one in state.plan.cards]
    name = "Study bot: quiz rounds"
    anki = anki_package(deck, guild=state.plan.guild, deck=_DECK, name=name, now=now)
    return anki, csv_table(deck)


EXPORT_ITEMS: Final = (ExportRound,)
