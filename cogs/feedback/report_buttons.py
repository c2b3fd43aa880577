"""Buttons that report a wrong or missing answer, and the form for suggestions."""

from __future__ import annotations

from typing import Final

import discord
from discord import ui

from bot.curation.pending import PendingGoneError
from bot.curation.suggestions import (
    LONGEST_PLACE,
    LONGEST_TEXT,
    SHORTEST_TEXT,
    WrongSuggestionError,
    checked,
)
from bot.discord_kit import custom_ids
from bot.discord_kit.access import is_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.error_replies import note_outcome, tell
from bot.discord_kit.harm_reply import (
    is_personal_message,
    is_personal_name,
    reply_about_harm,
)
from bot.discord_kit.layout import DOUBT, Layout, button, container, rows
from bot.discord_kit.markdown import plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.discord_kit.replies import has_moderators
from bot.errors import StudyBotError
from bot.storage import feedback_rows

_FORM: Final = "suggestion"

_AGAIN: Final = "suggest-again"

_ABOUT: Final = "suggest-about"

_TEXT, _PLACE = "text", "place"

_THANKS: Final = (
    "### Thank you\nThe moderators now read your question, word for word but without your name. "
    "You will be told what comes of it: by direct message, or else after your next command here."
)

_REPORTED_BEFORE: Final = (
    "You have told the moderators of this one already. They see it in their list."
)

_REVIEWED_BEFORE: Final = (
    "You have told the moderators of this one already, and they have looked at it."
)

_THANKS_FOR_SUGGESTION: Final = (
    "Thank you. The moderators see your suggestion, with your name, in their queue. You will be "
    "told what they decide: by direct message, or else after your next command here."
)


class NoModeratorsError(StudyBotError):
    """Refused because there are no moderators here."""

    def __str__(self) -> str:
        return "there are no moderators here; use this in your class’s server"


def _need_moderators(interaction: Interaction) -> int:
    """Return the server's id; raise NoModeratorsError if there are no moderators."""
    if interaction.guild_id is None or not has_moderators(interaction):
        raise NoModeratorsError
    return interaction.guild_id


def _question_answered(interaction: Interaction) -> str:
    """Return the question that the pressed message answered; raises NothingCarriedError."""
    message = interaction.message
    found = (
        custom_ids.question_carried(
            custom_ids.ids_in(message.components), context_of(interaction).paper
        )
        if message
        else ""
    )
    if not found:
        raise custom_ids.NothingCarriedError
    return found


async def _report(interaction: Interaction, kind: str, shown: str) -> None:
    """Store a message's question as a gap, once per person, and say what happens next."""
    ctx = context_of(interaction)
    guild, question = _need_moderators(interaction), _question_answered(interaction)
    message = interaction.message
    if message is None:
        raise custom_ids.NothingCarriedError
    if is_personal_message(ctx, question):
        # A button of before the bot understood the question.
        await reply_about_harm(interaction)
        return
    gap, new = await ctx.services.gaps.report(
        guild, ctx.user_id, message.id, text=question, kind=kind, entry=shown
    )
    note_outcome(interaction, "reported" if new else "reported before")
    more = [button(f"{_ABOUT}:{gap.id}", "Suggest what is missing")]
    if shown and is_curator(interaction):
        more.append(button(custom_ids.editing_id(shown), "Edit this entry"))
    twice = _REPORTED_BEFORE if gap.state == feedback_rows.OPEN else _REVIEWED_BEFORE
    card = Layout(container(_THANKS if new else twice, *rows(more)))
    await interaction.response.send_message(view=card, ephemeral=True)


class NotWhatIAsked(PersistentButton, template=rf"{custom_ids.WRONG}:(?P<carried>.*)"):
    """The button for an answer to a different question."""

    name = "not what I asked"

    async def run(self, interaction: Interaction) -> None:
        """Report the question, and the entry that was shown."""
        message = interaction.message
        held = custom_ids.ids_in(message.components) if message else []
        context = custom_ids.context_carried(held, context_of(interaction).paper)
        entry = next(iter(context.entries), "") if context else ""
        await _report(interaction, feedback_rows.MISMATCHED, entry)


class NoneOfThese(PersistentButton, template=rf"{custom_ids.NONE}:(?P<carried>.*)"):
    """The button for suggestions that all miss the question."""

    name = "none of these"

    async def run(self, interaction: Interaction) -> None:
        """Report the question."""
        await _report(interaction, feedback_rows.MISMATCHED, "")


class SuggestMissing(PersistentButton, template=rf"{custom_ids.MISSING}:(?P<carried>.*)"):
    """The button for a question that is not covered."""

    name = "tell the moderators"

    async def run(self, interaction: Interaction) -> None:
        """Report the question."""
        await _report(interaction, feedback_rows.MISSING, "")


class SuggestionModal(ui.Modal, title="Suggest what is missing"):
    """The form for a suggestion and its place in the paper, filled with earlier input."""

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
    """Show the form, filled with `text`."""
    _need_moderators(interaction)
    await interaction.response.send_modal(SuggestionModal(text=text))


class SuggestButton(PersistentButton, template=rf"{custom_ids.SUGGEST}:(?P<carried>.*)"):
    """The button that suggests something where nothing was found."""

    name = "suggest"

    async def run(self, interaction: Interaction) -> None:
        """Show the form, filled with the question."""
        await open_suggestion(interaction, _question_answered(interaction))


class SuggestAbout(PersistentButton, template=rf"{_ABOUT}:(?P<gap>\d+)"):
    """The button that adds a suggestion to a report."""

    name = "suggest"

    async def run(self, interaction: Interaction) -> None:
        """Show the form, filled with the reported question."""
        ctx, guild = context_of(interaction), _need_moderators(interaction)
        gap = await ctx.services.gaps.find(guild, int(self.match["gap"]))
        own = gap is not None and gap.author == ctx.user_id
        await open_suggestion(interaction, gap.text if gap and own else "")


class SuggestAgain(PersistentButton, template=rf"{_AGAIN}:(?P<draft>\d+)"):
    """The button that returns to a suggestion that was not accepted."""

    name = "change suggestion"

    async def run(self, interaction: Interaction) -> None:
        """Show the form to the person who filled it in, with their input."""
        ctx = context_of(interaction)
        guild = _need_moderators(interaction)
        draft, kept = self.match["draft"], ctx.services.typed_suggestions
        typed = await kept.find_open(guild, ctx.user_id, draft)
        modal = SuggestionModal(draft, str(typed.get(_TEXT, "")), str(typed.get(_PLACE, "")))
        await interaction.response.send_modal(modal)


class SuggestionForm(PersistentModal, template=rf"{_FORM}:(?P<draft>\d*)"):
    """A submitted suggestion."""

    name = "suggestion"

    async def run(self, interaction: Interaction) -> None:
        """Save the suggestion, or say what is wrong and keep the input."""
        ctx = context_of(interaction)
        guild = _need_moderators(interaction)
        services, person = ctx.services, ctx.user_id
        said = self.text(_TEXT)
        if is_personal_message(ctx, said) or is_personal_name(ctx.paper, self.text(_PLACE)):
            # A report of harm: it is not kept, and no moderator sees it.
            if self.match["draft"]:
                await services.typed_suggestions.drop(guild, person, self.match["draft"])
            await reply_about_harm(interaction)
            return
        try:
            suggestion = checked(self.text(_TEXT), self.text(_PLACE), ctx.paper)
            await services.suggestions.suggest(guild, person, suggestion, str(interaction.id))
        except StudyBotError as error:
            if not isinstance(error, WrongSuggestionError):
                note_outcome(interaction, "refused", reason=type(error).__name__)
            await self._offer_change(interaction, guild, str(error))
            return
        if self.match["draft"]:
            await services.typed_suggestions.drop(guild, person, self.match["draft"])
        await tell(interaction, _THANKS_FOR_SUGGESTION)

    async def _offer_change(self, interaction: Interaction, guild: int, why: str) -> None:
        ctx = context_of(interaction)
        name, forms = self.match["draft"] or str(interaction.id), ctx.services.typed_suggestions
        typed = {_TEXT: self.text(_TEXT), _PLACE: self.text(_PLACE)}
        try:
            await forms.keep(guild, ctx.user_id, name, typed)
        except PendingGoneError:
            # Of the name that the form carries there is nothing of this person's any more.
            name = str(interaction.id)
            await forms.keep(guild, ctx.user_id, name, typed)
        text = plain(why)
        card = container(
            f"### Not sent yet\n{text[:1].upper()}{text[1:]}.",
            "What you typed is kept: press Change.",
            *rows([button(f"{_AGAIN}:{name}", "Change", style=discord.ButtonStyle.primary)]),
            colour=DOUBT,
        )
        await interaction.response.send_message(view=Layout(card), ephemeral=True)


ITEMS = (NotWhatIAsked, NoneOfThese, SuggestMissing, SuggestButton, SuggestAbout, SuggestAgain)

FORMS = (SuggestionForm,)
