"""/kb queue: suggestions one by one, and the decision on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.browse.entries import opened
from bot.curation.drafts.draft import Origin, new_draft
from bot.curation.resolve_feedback import AlreadyDecidedError
from bot.curation.suggestions import LONGEST_REASON, claim_of, is_question, note_of, title_of
from bot.curation.teach_phrasings import PhrasingBatch
from bot.discord_kit import custom_ids
from bot.discord_kit.access import need_curator
from bot.discord_kit.answer_text import fit
from bot.discord_kit.citation_lines import source_line
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.deferred import defer_if_slow, show_in_place
from bot.discord_kit.direct_messages import send_notices
from bot.discord_kit.draft_form import open_draft
from bot.discord_kit.layout import Layout, button, container, line, rows
from bot.discord_kit.markdown import one_line, person, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.errors import StudyBotError
from bot.storage.feedback_rows import APPROVED, StoredSuggestion
from bot.text.phrases import cut
from cogs.feedback.attach_wordings import ATTACH, attach_card, near_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_kit.context import GuildContext
    from bot.paper.model import Entry
    from bot.paper.paper import Paper


_NEXT, _APPROVE, _WRITE = "queue-next", "queue-approve", "queue-write"

_ATTACH, _REJECT, _ERASE = f"queue-{ATTACH}", "queue-reject", "queue-erase"

_REASON: Final = "reason"

_TEXT: Final = 1_000

_PREVIEW: Final = 900

_TITLE: Final = 80

_MOST_NEAR: Final = 3

_EMPTY: Final = "### The queue is empty\nNo suggestion is waiting for a decision."


class NoReasonError(StudyBotError):
    """A rejection needs a reason."""

    def __str__(self) -> str:
        return "write a reason: the student will read it"


async def show_queue(interaction: Interaction) -> None:
    """Reply with the oldest open suggestion."""
    guild = need_curator(interaction)
    await interaction.response.send_message(
        view=await _next_card(context_of(interaction), guild), ephemeral=True
    )


async def _next_card(ctx: GuildContext, guild: int, after: int = 0) -> Layout:
    found, count = await ctx.services.suggestions.waiting(guild, after)
    if found is None:
        return Layout(container(_EMPTY))
    near = near_entries(ctx.engine, [found.text], _MOST_NEAR)
    entry = await ctx.services.suggestions.made_of(guild, found)
    return suggestion_card(found, count, entry, near, ctx.paper)


def suggestion_card(
    suggestion: StoredSuggestion,
    waiting: int,
    entry: Entry | None,
    near: Sequence[Entry],
    paper: Paper,
) -> Layout:
    """Return a suggestion, the entry it would become, and the possible decisions."""
    what = "question" if is_question(suggestion.text) else "statement"
    when = int(suggestion.at.timestamp())
    left = f"{waiting} waiting" if waiting > 1 else "the last one waiting"
    titles = " · ".join(f"*{plain(one_line(one.title, _TITLE))}*" for one in near)
    items: list[str | ui.Item[Any]] = [
        f"### A suggested {what}\n-# by {person(suggestion.author)}, <t:{when}:R>; {left}",
        plain(cut(suggestion.text, _TEXT)),
        _place_text(suggestion.place, paper),
        f"Nearest entries: {titles}" if titles else "No entry comes near.",
        line(),
    ]
    if entry is not None:
        fitted = fit(opened(paper, entry), _PREVIEW)
        items += ["-# Approved, students would read:", fitted.text, "\n".join(fitted.sources)]
    return Layout(
        container(*items, *rows(_decision_buttons(suggestion.id, approvable=entry is not None)))
    )


def _place_text(place: str, paper: Paper) -> str:
    if not place:
        return "-# It does not say where this stands in the paper."
    number = note_of(place, paper)
    if number is not None:
        return f"-# Where it stands: footnote {number}\n{source_line(paper.cite(number), 200)}"
    if place.isdecimal():
        return f"-# Where it stands: footnote {place}, for which the paper prints no text"
    return f"-# Where it stands: {plain(place)}"


def _decision_buttons(number: int, *, approvable: bool) -> list[ui.Button[ui.LayoutView]]:
    primary = discord.ButtonStyle.primary
    write = discord.ButtonStyle.secondary if approvable else primary
    made = [
        button(f"{_WRITE}:{number}", "Edit" if approvable else "Write it up", style=write),
        button(f"{_ATTACH}:{number}", "Attach to an entry"),
        button(f"{_REJECT}:{number}", "Reject", style=discord.ButtonStyle.danger),
        button(f"{_ERASE}:{number}", "Delete", style=discord.ButtonStyle.danger),
        button(f"{_NEXT}:{number}", "Next"),
    ]
    if approvable:
        made.insert(0, button(f"{_APPROVE}:{number}", "Approve", style=primary))
    return made


def decided_card(told: str, number: int, entry: str = "") -> Layout:
    """Return a decision, with the way on."""
    made = [button(f"{_NEXT}:{number}", "Next", style=discord.ButtonStyle.primary)]
    if entry:
        made.append(button(custom_ids.opening_id(entry), "Show the entry"))
    return Layout(container(told, *rows(made)))


def _decided_text(suggestion: StoredSuggestion) -> str:
    verb = "approved" if suggestion.state == APPROVED else "rejected"
    when = int(suggestion.decided_at.timestamp()) if suggestion.decided_at else 0
    why = f" The reason given: {plain(suggestion.reason)}" if suggestion.reason else ""
    who = person(suggestion.decided_by)
    return f"### Decided already\n{who} {verb} this suggestion <t:{when}:R>.{why}"


async def _find_open(interaction: Interaction, number: int) -> StoredSuggestion | None:
    """Return the suggestion; or say who decided it already, and return None."""
    guild = need_curator(interaction)
    try:
        return await context_of(interaction).services.suggestions.open_one(guild, number)
    except AlreadyDecidedError as error:
        await _reply_decided(interaction, error)
        return None


async def _reply_decided(interaction: Interaction, error: AlreadyDecidedError) -> None:
    card = decided_card(
        _decided_text(error.suggestion), error.suggestion.id, error.suggestion.entry
    )
    await show_in_place(interaction, card)


class NextSuggestion(PersistentButton, template=rf"{_NEXT}:(?P<number>\d+)"):
    """The button to the next suggestion."""

    name = "queue next"

    async def run(self, interaction: Interaction) -> None:
        """Show the next suggestion in place; after the last comes the first."""
        guild = need_curator(interaction)
        card = await _next_card(context_of(interaction), guild, int(self.match["number"]))
        await interaction.response.edit_message(view=card)


class ApproveSuggestion(PersistentButton, template=rf"{_APPROVE}:(?P<number>\d+)"):
    """The button that approves a suggestion."""

    name = "queue approve"

    async def run(self, interaction: Interaction) -> None:
        """Publish the suggestion, confirm, and notify its author."""
        ctx = context_of(interaction)
        guild, number = need_curator(interaction), int(self.match["number"])
        suggesting = ctx.services.suggestions
        try:
            approving = suggesting.approve(guild, ctx.user_id, number)
            made = await defer_if_slow(interaction, approving)
        except AlreadyDecidedError as error:
            await _reply_decided(interaction, error)
            return
        title = plain(made.entry.title if made.entry else made.revision.entry)
        text = f"### Published\nStudents are answered from **{title}** now."
        await show_in_place(interaction, decided_card(text, number, made.revision.entry))
        await send_notices(interaction)


class WriteFromSuggestion(PersistentButton, template=rf"{_WRITE}:(?P<number>\d+)"):
    """The button that writes an entry from a suggestion."""

    name = "queue write"

    async def run(self, interaction: Interaction) -> None:
        """Show the form of a new entry, filled with the suggestion."""
        found = await _find_open(interaction, int(self.match["number"]))
        if found is None:
            return
        origin = Origin(suggestion=found.id)
        if is_question(found.text):
            draft = new_draft(phrasings=found.text, origin=origin, author=found.author)
        else:
            note = note_of(found.place, context_of(interaction).paper)
            rests = f" [{note}]" if note is not None else ""
            draft = new_draft(
                title=title_of(found.text),
                statements=f"{found.text}{rests}",
                origin=origin,
                author=found.author,
            )
        await open_draft(interaction, draft)


class AttachSuggestion(PersistentButton, template=rf"{_ATTACH}:(?P<number>\d+)"):
    """The button that attaches a suggestion to an entry."""

    name = "queue attach"

    async def run(self, interaction: Interaction) -> None:
        """Show the nearest entries to choose from."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        found = await _find_open(interaction, int(self.match["number"]))
        if found is None:
            return
        batch = _batch_of(found, ctx.paper)
        name = str(interaction.id)
        await ctx.services.phrasings.keep(guild, ctx.user_id, name, batch)
        near = near_entries(ctx.engine, [found.text])
        await interaction.response.edit_message(view=attach_card(name, batch, near))


def _batch_of(suggestion: StoredSuggestion, paper: Paper) -> PhrasingBatch:
    """Return a suggestion as a batch: a statement with a footnote, otherwise a wording."""
    claim = claim_of(suggestion.text, suggestion.place, paper)
    if claim is None:
        return PhrasingBatch((suggestion.text,), suggestion=suggestion.id, author=suggestion.author)
    return PhrasingBatch(
        suggestion=suggestion.id,
        statement=claim.text,
        note=claim.footnotes[0],
        section=claim.section,
        author=suggestion.author,
    )


class RejectSuggestion(PersistentButton, template=rf"{_REJECT}:(?P<number>\d+)"):
    """The button that rejects a suggestion."""

    name = "queue reject"

    async def run(self, interaction: Interaction) -> None:
        """Ask for the reason, which the author will read."""
        found = await _find_open(interaction, int(self.match["number"]))
        if found is None:
            return
        modal = ui.Modal(title="Reject", custom_id=f"{_REJECT}:{found.id}", timeout=None)
        typed: ui.TextInput[ui.Modal] = ui.TextInput(
            custom_id=_REASON,
            style=discord.TextStyle.paragraph,
            max_length=LONGEST_REASON,
        )
        modal.add_item(ui.Label(text="Why", description="The student reads this.", component=typed))
        await interaction.response.send_modal(modal)


class RejectionForm(PersistentModal, template=rf"{_REJECT}:(?P<number>\d+)"):
    """A submitted reason for a rejection."""

    name = "queue reject"

    async def run(self, interaction: Interaction) -> None:
        """Reject the suggestion, confirm, and notify its author."""
        ctx = context_of(interaction)
        guild, number = need_curator(interaction), int(self.match["number"])
        reason = " ".join(self.text(_REASON).split())
        if not reason:
            raise NoReasonError
        suggesting = ctx.services.suggestions
        try:
            await suggesting.reject(guild, ctx.user_id, number, reason)
        except AlreadyDecidedError as error:
            await _reply_decided(interaction, error)
            return
        text = f"### Rejected\nThe student is told: {plain(reason)}"
        await interaction.response.edit_message(view=decided_card(text, number))
        await send_notices(interaction)


class EraseSuggestion(PersistentButton, template=rf"{_ERASE}:(?P<number>\d{{1,18}})"):
    """The button that deletes a suggestion with its text."""

    name = "queue erase"

    async def run(self, interaction: Interaction) -> None:
        """Delete it; its author is told nothing, and no word of it is repeated."""
        ctx = context_of(interaction)
        guild, number = need_curator(interaction), int(self.match["number"])
        await ctx.services.suggestions.erase(guild, ctx.user_id, number)
        text = "### Deleted\nNothing of the suggestion is kept here any more."
        await interaction.response.edit_message(view=decided_card(text, number))


ITEMS = (
    NextSuggestion,
    ApproveSuggestion,
    WriteFromSuggestion,
    AttachSuggestion,
    RejectSuggestion,
    EraseSuggestion,
)

FORMS = (RejectionForm,)
