"""The follow-up: a modal under every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from discord import ui

from bot.browse.entries import citations_behind
from bot.browse.lists import EntryList
from bot.discord_kit import custom_ids
from bot.discord_kit.context import Interaction, data_of, paper_of
from bot.discord_kit.layout import Layout
from bot.discord_kit.markdown import plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.discord_kit.replies import in_bot_dm, reply_with_card
from bot.errors import StudyBotError
from cogs.answers.answer_replies import (
    asks_too_often,
    context_of,
    reply_with_answer,
    reply_with_entry,
)
from cogs.answers.list_pages import page, turn
from cogs.answers.source_cards import sources_card

if TYPE_CHECKING:
    from bot.answering.outcome import Context


QUESTION: Final = "question"

LONGEST_QUESTION: Final = 500


class FollowUp(ui.Modal, title="Follow up"):
    """Asks for a question that leans on the answer under whose button it was opened."""

    def __init__(self) -> None:
        super().__init__(custom_id=custom_ids.FOLLOW_UP_MODAL, timeout=None)
        self.add_item(
            ui.Label(
                text="Your question",
                description="It is read in the light of this answer: “who said that?”, “more”.",
                component=ui.TextInput(
                    custom_id=QUESTION, max_length=LONGEST_QUESTION, placeholder="who said that?"
                ),
            )
        )


class FollowUpForm(PersistentModal, template=custom_ids.FOLLOW_UP_MODAL):
    """A follow-up that was typed."""

    name = custom_ids.FOLLOW_UP_MODAL
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Answer it as publicly as the answer that it was asked under."""
        if await asks_too_often(interaction):
            return
        message = interaction.message
        private = bool(message and message.flags.ephemeral)
        context = context_of(message, paper_of(interaction))
        await reply_with_answer(
            interaction,
            self.text(QUESTION),
            private=private and not in_bot_dm(interaction),
            context=context,
        )


FORMS = (FollowUpForm,)


class NothingCarriedError(StudyBotError):
    """The message is of a time when the knowledge was another."""

    def __str__(self) -> str:
        return "this message no longer says what it answered; please ask again"


def _context(interaction: Interaction) -> Context:
    context = context_of(interaction.message, paper_of(interaction))
    if context is None:
        raise NothingCarriedError
    return context


class AllSources(PersistentButton, template=rf"{custom_ids.SOURCES}:(?P<carried>.*)"):
    """Every source behind an answer, shown to the person alone."""

    name = "all sources"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show the sources of all claims of the entries answered from."""
        paper = paper_of(interaction)
        citations = citations_behind(paper, _context(interaction))
        await reply_with_card(interaction, sources_card(citations))


class Related(PersistentButton, template=rf"{custom_ids.RELATED}:(?P<carried>.*)"):
    """The entries that an answer's entries name as related."""

    name = "related"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show them as a list to choose from."""
        shelf = EntryList.related(_context(interaction).entries)
        await reply_with_card(interaction, page(paper_of(interaction), shelf, 0))


class FollowUpButton(PersistentButton, template=rf"{custom_ids.FOLLOW_UP}:(?P<carried>.*)"):
    """A question that leans on the answer."""

    name = "follow up"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show the modal that asks for it."""
        _context(interaction)
        await interaction.response.send_modal(FollowUp())


class Share(PersistentButton, template=custom_ids.SHARE):
    """A private answer shown to everybody in the channel."""

    name = "share"
    answers = True
    shares = True

    async def act(self, interaction: Interaction) -> None:
        """Send the same card again, without this button, and say who shared it."""
        if interaction.message is None:
            raise NothingCarriedError
        if await asks_too_often(interaction):
            return
        copy = ui.LayoutView.from_message(interaction.message, timeout=None)
        for item in list(copy.walk_children()):
            if isinstance(item, ui.ActionRow):
                for child in item.children:
                    if getattr(child, "custom_id", None) == custom_ids.SHARE:
                        item.remove_item(child)
        name = plain(interaction.user.display_name)
        note = ui.TextDisplay[ui.LayoutView](f"-# Shared by {name}")
        await interaction.response.send_message(view=Layout(*copy.children, note))


class OpenEntry(PersistentButton, template=rf"{custom_ids.OPEN}:(?P<entry>.+)"):
    """An entry to read whole, such as one that may have been meant."""

    name = "open entry"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show it to the person."""
        await _open(interaction, self.match["entry"])


class PickEntry(PersistentButton, template=custom_ids.PICK):
    """A menu of entries, or of lists."""

    name = "open entry"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show what was chosen."""
        value = str(data_of(interaction)["values"][0])
        if value.startswith(custom_ids.LIST_SIGN):
            shelf = EntryList.parse(value.removeprefix(custom_ids.LIST_SIGN))
            await reply_with_card(interaction, page(paper_of(interaction), shelf, 0))
            return
        await _open(interaction, value)


async def _open(interaction: Interaction, name: str) -> None:
    entry = custom_ids.entry_named(paper_of(interaction), name)
    await reply_with_entry(interaction, entry, private=not in_bot_dm(interaction))


class TurnPage(PersistentButton, template=rf"{custom_ids.PAGE}:(?P<page>\d{{1,3}}):(?P<shelf>.+)"):
    """Another page of a long list."""

    name = "turn page"
    answers = True

    async def act(self, interaction: Interaction) -> None:
        """Show the page, for the one who asked for the list in the same message."""
        shelf = EntryList.parse(self.match["shelf"])
        await turn(interaction, paper_of(interaction), shelf, int(self.match["page"]))


ITEMS = (AllSources, Related, FollowUpButton, Share, OpenEntry, PickEntry, TurnPage)
