"""The cards of a round as files to take along."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from bot.decks.anki import anki_package
from bot.decks.deck_export import csv_table, deck_card
from bot.discord_kit.context import services_of
from bot.discord_kit.layout import SentFile
from bot.discord_kit.persistent_button import PersistentButton
from bot.quiz.cards import card_in
from bot.ui.quiz import ids
from bot.ui.quiz.redoing import stored_round

if TYPE_CHECKING:
    from datetime import datetime

    import discord

    from bot.quiz.round.state import Round

# All rounds of a server fill one deck in Anki, in which a card stands once.
_DECK: Final = "rounds"
_TOLD: Final = (
    "The cards of this round: one file for Anki, one for spreadsheets. Importing a card again "
    "updates it."
)


class Export(PersistentButton, template=ids.EXPORT):
    """The button under the scores."""

    name = "export round"
    answers = True

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Send the files, to the person alone."""
        state = await stored_round(interaction, ids.round_in(self.match))
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


ITEMS: Final = (Export,)
