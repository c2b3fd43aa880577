"""What students press where an answer is wrong or missing, and how they suggest what is."""

from __future__ import annotations

from typing import Final

import discord
from discord import ui

from bot.answering.outcome import NotCovered, Query
from bot.curation.suggestions import (
    LONGEST_PLACE,
    LONGEST_TEXT,
    SHORTEST_TEXT,
    WrongSuggestionError,
    checked,
)
from bot.discord_kit import custom_ids
from bot.discord_kit.context import Interaction, engine_of, paper_of, services_of
from bot.discord_kit.error_replies import note_outcome, tell
from bot.discord_kit.layout import DOUBT, Layout, button, container, rows
from bot.discord_kit.markdown import plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.discord_kit.replies import has_moderators
from bot.errors import StudyBotError
from bot.storage import feedback_rows
from cogs.answers.answer_buttons import NothingCarriedError

_FORM: Final = "suggestion"

_AGAIN: Final = "suggest-again"

_ABOUT: Final = "suggest-about"

_TEXT, _PLACE = "text", "place"

_THANKS: Final = (
    "### Thank you\nThe moderators see your question among what students miss, without your name. "
    "You will be told what comes of it: by direct message, or else after your next command here."
)

_TWICE: Final = "You have told the moderators of this one already. They see it in their list."

_LOOKED_AT: Final = "You have told the moderators of this one already, and they have looked at it."

_SUGGESTED: Final = (
    "Thank you. The moderators see your suggestion, with your name, in their queue. You will be "
    "told what they decide: by direct message, or else after your next command here."
)


class NoModeratorsError(StudyBotError):
    """There is nobody here who could be told."""

    def __str__(self) -> str:
        return "there are no moderators here; in a class’s server they can be told"


def _guild(interaction: Interaction) -> int:
    """The id of the server whose moderators are told; raises NoModerators."""
    if interaction.guild_id is None or not has_moderators(interaction):
        raise NoModeratorsError
    return interaction.guild_id


def _question(interaction: Interaction) -> str:
    """The question to which the message pressed on replied; raises NothingCarried."""
    message = interaction.message
    found = (
        custom_ids.asked(custom_ids.ids_in(message.components), paper_of(interaction))
        if message
        else ""
    )
    if not found:
        raise NothingCarriedError
    return found


async def _report(interaction: Interaction, kind: str, shown: str) -> None:
    """Keep the question of a message as a gap, once a person, and say what happens next."""
    guild, question = _guild(interaction), _question(interaction)
    message = interaction.message
    if message is None:
        raise NothingCarriedError
    gap, new = await services_of(interaction).gaps.report(
        guild, interaction.user.id, message.id, text=question, kind=kind, entry=shown
    )
    note_outcome(interaction, "reported" if new else "reported before")
    more = button(f"{_ABOUT}:{gap.id}", "Suggest what is missing")
    twice = _TWICE if gap.state == feedback_rows.OPEN else _LOOKED_AT
    card = Layout(container(_THANKS if new else twice, *rows([more])))
    await interaction.response.send_message(view=card, ephemeral=True)


class NotWhatIAsked(PersistentButton, template=rf"{custom_ids.WRONG}:(?P<carried>.*)"):
    """An answer to another question than was asked."""

    name = "not what I asked"

    async def act(self, interaction: Interaction) -> None:
        """Keep what was asked, and what was shown for it."""
        message = interaction.message
        held = custom_ids.ids_in(message.components) if message else []
        context = custom_ids.carried(held, paper_of(interaction))
        entry = next(iter(context.entries), "") if context else ""
        await _report(interaction, feedback_rows.MISMATCHED, entry)


class NoneOfThese(PersistentButton, template=rf"{custom_ids.NONE}:(?P<carried>.*)"):
    """A choice in which what was meant is missing."""

    name = "none of these"

    async def act(self, interaction: Interaction) -> None:
        """Keep what was asked."""
        await _report(interaction, feedback_rows.MISMATCHED, "")


class SuggestMissing(PersistentButton, template=rf"{custom_ids.MISSING}:(?P<carried>.*)"):
    """A question that is not covered."""

    name = "tell the moderators"

    async def act(self, interaction: Interaction) -> None:
        """Keep what was asked."""
        await _report(interaction, feedback_rows.MISSING, "")


class SuggestionModal(ui.Modal, title="Suggest what is missing"):
    """Asks for a question or statement, and where it stands; filled with what was typed before."""

    def __init__(self, draft: str = "", text: str = "", place: str = "") -> None:
        super().__init__(custom_id=f"{_FORM}:{draft}", timeout=None)
        self.add_item(
            ui.Label(
                text="A question, or a statement of the paper",
                description="In your own words. The moderators see your name with it.",
                component=ui.TextInput(
                    custom_id=_TEXT,
                    style=discord.TextStyle.paragraph,
                    min_length=SHORTEST_TEXT,
                    max_length=LONGEST_TEXT,
                    default=text[:LONGEST_TEXT] or None,
                ),
            )
        )
        self.add_item(
            ui.Label(
                text="Where it stands in the paper",
                description="A footnote’s number, such as 12, or a link; leave it empty if unsure.",
                component=ui.TextInput(
                    custom_id=_PLACE,
                    max_length=LONGEST_PLACE,
                    required=False,
                    default=place[:LONGEST_PLACE] or None,
                ),
            )
        )


async def open_suggestion(interaction: Interaction, text: str = "") -> None:
    """Show the modal, with `text` in it."""
    _guild(interaction)
    await interaction.response.send_modal(SuggestionModal(text=text))


class SuggestButton(PersistentButton, template=rf"{custom_ids.SUGGEST}:(?P<carried>.*)"):
    """Something to suggest where nothing was found."""

    name = "suggest"

    async def act(self, interaction: Interaction) -> None:
        """Show the modal with the question in it."""
        await open_suggestion(interaction, _question(interaction))


class SuggestAbout(PersistentButton, template=rf"{_ABOUT}:(?P<gap>\d+)"):
    """Something to suggest beside a report."""

    name = "suggest"

    async def act(self, interaction: Interaction) -> None:
        """Show the modal with the reported question in it."""
        guild = _guild(interaction)
        gap = await services_of(interaction).gaps.find(guild, int(self.match["gap"]))
        await open_suggestion(interaction, gap.text if gap else "")


class SuggestAgain(PersistentButton, template=rf"{_AGAIN}:(?P<draft>\d+)"):
    """What could not be kept as it was typed, to be changed."""

    name = "change suggestion"

    async def act(self, interaction: Interaction) -> None:
        """Show the modal with what was typed, to the one who typed it."""
        guild = _guild(interaction)
        draft, kept = self.match["draft"], services_of(interaction).typed_forms
        typed = await kept.find_own(guild, interaction.user.id, draft)
        modal = SuggestionModal(draft, str(typed.get(_TEXT, "")), str(typed.get(_PLACE, "")))
        await interaction.response.send_modal(modal)


class SuggestionForm(PersistentModal, template=rf"{_FORM}:(?P<draft>\d*)"):
    """A suggestion that was typed."""

    name = "suggestion"

    async def act(self, interaction: Interaction) -> None:
        """Keep it, or say what is wrong with it and keep what was typed."""
        guild = _guild(interaction)
        services, person = services_of(interaction), interaction.user.id
        heard = engine_of(interaction).ask(Query(self.text(_TEXT)))
        if isinstance(heard, NotCovered) and heard.personal:
            # Somebody tells of harm: it is not kept, and no moderator sees it.
            note_outcome(interaction, "personal")
            await tell(interaction, heard.reason)
            return
        try:
            said = checked(self.text(_TEXT), self.text(_PLACE), paper_of(interaction))
            await services.suggestions.suggest(guild, person, said, str(interaction.id))
        except StudyBotError as error:
            if not isinstance(error, WrongSuggestionError):
                note_outcome(interaction, "refused", reason=type(error).__name__)
            await self._offer_change(interaction, guild, str(error))
            return
        if self.match["draft"]:
            await services.typed_forms.drop_own(guild, person, self.match["draft"])
        await tell(interaction, _SUGGESTED)

    async def _offer_change(self, interaction: Interaction, guild: int, why: str) -> None:
        name = self.match["draft"] or str(interaction.id)
        typed = {_TEXT: self.text(_TEXT), _PLACE: self.text(_PLACE)}
        await services_of(interaction).typed_forms.keep(guild, interaction.user.id, name, typed)
        told = plain(why)
        card = container(
            f"### Not sent yet\n{told[:1].upper()}{told[1:]}.",
            "What you typed is kept: press Change.",
            *rows([button(f"{_AGAIN}:{name}", "Change", style=discord.ButtonStyle.primary)]),
            colour=DOUBT,
        )
        await interaction.response.send_message(view=Layout(card), ephemeral=True)


ITEMS = (NotWhatIAsked, NoneOfThese, SuggestMissing, SuggestButton, SuggestAbout, SuggestAgain)

FORMS = (SuggestionForm,)
