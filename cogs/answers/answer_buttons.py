"""The buttons under answers and lists, and the follow-up modal."""

from __future__ import annotations

from typing import Final

from discord import ui

from bot.browse.entries import citations_behind
from bot.browse.lists import EntryList
from bot.discord_kit import custom_ids
from bot.discord_kit.access import is_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.inputs import chosen_value
from bot.discord_kit.layout import LONGEST_QUESTION, Layout
from bot.discord_kit.markdown import plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.discord_kit.replies import in_bot_dm, reply_with_card
from bot.errors import StudyBotError
from cogs.answers.answer_card import remove_button
from cogs.answers.answer_replies import (
    answer_context_of,
    asks_too_often,
    need_answer_context,
    reply_with_answer,
    reply_with_entry,
)
from cogs.answers.list_pages import page, turn_page
from cogs.answers.remarks_card import remarks_card
from cogs.answers.source_cards import sources_card

QUESTION: Final = "question"


class FollowUp(ui.Modal, title="Follow up"):
    """The modal for a follow-up question to an answer."""

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
    """A submitted follow-up question."""

    name = custom_ids.FOLLOW_UP_MODAL
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Answer it, as privately or publicly as the answer it follows."""
        if await asks_too_often(interaction):
            return
        message = interaction.message
        private = bool(message and message.flags.ephemeral)
        context = answer_context_of(message, context_of(interaction).paper)
        await reply_with_answer(
            interaction,
            self.text(QUESTION),
            private=private and not in_bot_dm(interaction),
            context=context,
        )


FORMS = (FollowUpForm,)


class AllSources(PersistentButton, template=rf"{custom_ids.SOURCES}:(?P<carried>.*)"):
    """The button for all sources behind an answer, shown to the person alone."""

    name = "all sources"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the sources of every claim in the answer's entries."""
        paper = context_of(interaction).paper
        citations = citations_behind(paper, need_answer_context(interaction.message, paper))
        await reply_with_card(interaction, sources_card(citations))


class Related(PersistentButton, template=rf"{custom_ids.RELATED}:(?P<carried>.*)"):
    """The button for the entries related to an answer's entries."""

    name = "related"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show them as a list."""
        paper = context_of(interaction).paper
        entry_list = EntryList.related(need_answer_context(interaction.message, paper).entries)
        await reply_with_card(interaction, page(paper, entry_list, 0))


class FollowUpButton(PersistentButton, template=rf"{custom_ids.FOLLOW_UP}:(?P<carried>.*)"):
    """The button that asks a follow-up question."""

    name = "follow up"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the modal for it."""
        need_answer_context(interaction.message, context_of(interaction).paper)
        await interaction.response.send_modal(FollowUp())


# The copy gets a Remove button of its own, for who shared it.
_NOT_SHARED: Final = (custom_ids.SHARE, custom_ids.REMOVE)


class Share(PersistentButton, template=custom_ids.SHARE):
    """The button that shows a private answer to the channel."""

    name = "share"
    answers = True
    shares = True

    async def run(self, interaction: Interaction) -> None:
        """Send the card again without this button, and say who shared it."""
        if interaction.message is None:
            raise custom_ids.NothingCarriedError
        if await asks_too_often(interaction):
            return
        copy = ui.LayoutView.from_message(interaction.message, timeout=None)
        for item in list(copy.walk_children()):
            if isinstance(item, ui.ActionRow):
                for child in item.children:
                    if str(getattr(child, "custom_id", "")).startswith(_NOT_SHARED):
                        item.remove_item(child)
                if not item.children:
                    # Discord refuses a row without a button.
                    parent = item.parent if isinstance(item.parent, ui.Container) else copy
                    parent.remove_item(item)
        for item in list(copy.children):
            if isinstance(item, ui.Container):
                item.add_item(ui.ActionRow(remove_button(interaction.user.id)))
        name = plain(interaction.user.display_name)
        note = ui.TextDisplay[ui.LayoutView](f"-# Shared by {name}")
        await interaction.response.send_message(view=Layout(*copy.children, note))


class Remarks(PersistentButton, template=custom_ids.REMARKS):
    """The button that opens what a reader should know besides: mistakes, lost marks, notes."""

    name = "remarks"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show them to the person."""
        paper = context_of(interaction).paper
        context = need_answer_context(interaction.message, paper)
        await reply_with_card(interaction, remarks_card(paper, context))


class NotYourAnswerError(StudyBotError):
    """Refused because somebody else asked."""

    def __str__(self) -> str:
        return "only the person who asked, and curators and moderators here, can remove an answer"


class RemoveAnswer(PersistentButton, template=rf"{custom_ids.REMOVE}:(?P<asker>\d{{1,20}})"):
    """The button that removes an answer: for who asked, for curators and for moderators."""

    name = "remove answer"

    async def run(self, interaction: Interaction) -> None:
        """Delete the message; asking again brings the answer back."""
        asked = interaction.user.id == int(self.match["asker"])
        moderates = interaction.permissions.manage_messages or is_curator(interaction)
        if not (asked or (moderates and interaction.guild_id is not None)):
            raise NotYourAnswerError
        await interaction.response.defer()
        await interaction.delete_original_response()


class OpenEntry(PersistentButton, template=rf"{custom_ids.OPEN}:(?P<entry>.+)"):
    """A button that opens a whole entry, such as a suggested one."""

    name = "open entry"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show it to the person."""
        await _open_entry(interaction, self.match["entry"])


class PickEntry(PersistentButton, template=custom_ids.PICK):
    """A menu of entries or lists."""

    name = "open entry"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the chosen entry or list."""
        value = chosen_value(interaction)
        if value.startswith(custom_ids.LIST_SIGN):
            entry_list = EntryList.parse(value.removeprefix(custom_ids.LIST_SIGN))
            await reply_with_card(interaction, page(context_of(interaction).paper, entry_list, 0))
            return
        await _open_entry(interaction, value)


async def _open_entry(interaction: Interaction, name: str) -> None:
    entry = custom_ids.entry_named(context_of(interaction).paper, name)
    await reply_with_entry(interaction, entry, private=not in_bot_dm(interaction))


class TurnPage(PersistentButton, template=rf"{custom_ids.PAGE}:(?P<page>\d{{1,3}}):(?P<shelf>.+)"):
    """A button to another page of a long list."""

    name = "turn page"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the page, in place for the person who asked for the list."""
        entry_list = EntryList.parse(self.match["shelf"])
        await turn_page(
            interaction, context_of(interaction).paper, entry_list, int(self.match["page"])
        )


ITEMS = (
    AllSources,
    Related,
    FollowUpButton,
    Remarks,
    Share,
    RemoveAnswer,
    OpenEntry,
    PickEntry,
    TurnPage,
)
