"""`/kb queue`: suggestions one by one, with what each would become, and a decision on it."""

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
from bot.discord_kit.citation_lines import source_line
from bot.discord_kit.context import Interaction, engine_of, paper_of, services_of
from bot.discord_kit.deferred import in_time, show_in_place
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import Layout, button, container, line, rows
from bot.discord_kit.markdown import cut, one_line, person, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.persistent_modal import PersistentModal
from bot.errors import StudyBotError
from bot.storage.feedback_rows import APPROVED, StoredSuggestion
from cogs.answers.answer_card import fit
from cogs.entries.edit_entry import open_draft
from cogs.feedback.attach_wordings import ATTACH, attach_card, near_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.model import Entry
    from bot.paper.paper import Paper


_NEXT, _APPROVE, _WRITE = "queue-next", "queue-approve", "queue-write"

_ATTACH, _REJECT = f"queue-{ATTACH}", "queue-reject"

_REASON: Final = "reason"

_TEXT: Final = 1_000

_PREVIEW: Final = 900

_TITLE: Final = 80

_MOST_NEAR: Final = 3

_EMPTY: Final = "### The queue is empty\nNo suggestion is waiting for a decision."


class NoReasonError(StudyBotError):
    """A suggestion is to be rejected without a word."""

    def __str__(self) -> str:
        return "write why: the student reads it"


async def show_queue(interaction: Interaction) -> None:
    """Reply with the suggestion that has waited longest."""
    guild = need_curator(interaction)
    await interaction.response.send_message(
        view=await _next_card(interaction, guild), ephemeral=True
    )


async def _next_card(interaction: Interaction, guild: int, after: int = 0) -> Layout:
    services = services_of(interaction)
    found, count = await services.suggestions.waiting(guild, after)
    if found is None:
        return Layout(container(_EMPTY))
    engine = engine_of(interaction)
    near = near_entries(engine, [found.text], _MOST_NEAR)
    entry = await services.suggestions.made_of(guild, found)
    return suggestion_card(found, count, entry, near, engine.paper)


def suggestion_card(
    suggestion: StoredSuggestion,
    waiting: int,
    entry: Entry | None,
    near: Sequence[Entry],
    paper: Paper,
) -> Layout:
    """A suggestion, the entry that it would make if any, and what can be decided."""
    what = "question" if is_question(suggestion.text) else "statement"
    when = int(suggestion.at.timestamp())
    left = f"{waiting} waiting" if waiting > 1 else "the last one waiting"
    titles = " · ".join(f"*{plain(one_line(one.title, _TITLE))}*" for one in near)
    items: list[str | ui.Item[Any]] = [
        f"### A suggested {what}\n-# by {person(suggestion.author)}, <t:{when}:R>; {left}",
        plain(cut(suggestion.text, _TEXT)),
        _place(suggestion.place, paper),
        f"Nearest entries: {titles}" if titles else "No entry comes near.",
        line(),
    ]
    if entry is not None:
        fitted = fit(opened(paper, entry), _PREVIEW)
        items += ["-# Approved, students would read:", fitted.text, "\n".join(fitted.sources)]
    return Layout(container(*items, *rows(_decisions(suggestion.id, approvable=entry is not None))))


def _place(place: str, paper: Paper) -> str:
    if not place:
        return "-# It does not say where this stands in the paper."
    number = note_of(place, paper)
    if number is not None:
        return f"-# Where it stands: footnote {number}\n{source_line(paper.cite(number), 200)}"
    if place.isdecimal():
        return f"-# Where it stands: footnote {place}, for which the paper prints no text"
    return f"-# Where it stands: {plain(place)}"


def _decisions(number: int, *, approvable: bool) -> list[ui.Button[ui.LayoutView]]:
    primary = discord.ButtonStyle.primary
    write = discord.ButtonStyle.secondary if approvable else primary
    made = [
        button(f"{_WRITE}:{number}", "Edit" if approvable else "Write it up", style=write),
        button(f"{_ATTACH}:{number}", "Attach to an entry"),
        button(f"{_REJECT}:{number}", "Reject", style=discord.ButtonStyle.danger),
        button(f"{_NEXT}:{number}", "Next"),
    ]
    if approvable:
        made.insert(0, button(f"{_APPROVE}:{number}", "Approve", style=primary))
    return made


def decided_card(told: str, number: int, entry: str = "") -> Layout:
    """What was decided, and the way on."""
    made = [button(f"{_NEXT}:{number}", "Next", style=discord.ButtonStyle.primary)]
    if entry:
        made.append(button(custom_ids.opening(entry), "Show the entry"))
    return Layout(container(told, *rows(made)))


def _told_before(suggestion: StoredSuggestion) -> str:
    verb = "approved" if suggestion.state == APPROVED else "rejected"
    when = int(suggestion.decided_at.timestamp()) if suggestion.decided_at else 0
    why = f" The reason given: {plain(suggestion.reason)}" if suggestion.reason else ""
    who = person(suggestion.decided_by)
    return f"### Decided already\n{who} {verb} this suggestion <t:{when}:R>.{why}"


async def _still_open(interaction: Interaction, number: int) -> StoredSuggestion | None:
    """The suggestion, or None once the curator has been told who decided it."""
    guild = need_curator(interaction)
    try:
        return await services_of(interaction).suggestions.open_one(guild, number)
    except AlreadyDecidedError as error:
        await _say_decided(interaction, error)
        return None


async def _say_decided(interaction: Interaction, error: AlreadyDecidedError) -> None:
    card = decided_card(_told_before(error.suggestion), error.suggestion.id, error.suggestion.entry)
    await show_in_place(interaction, card)


class NextSuggestion(PersistentButton, template=rf"{_NEXT}:(?P<number>\d+)"):
    """The one after this."""

    name = "queue next"

    async def act(self, interaction: Interaction) -> None:
        """Show it in place of this one; after the last, the first again."""
        guild = need_curator(interaction)
        card = await _next_card(interaction, guild, int(self.match["number"]))
        await interaction.response.edit_message(view=card)


class ApproveSuggestion(PersistentButton, template=rf"{_APPROVE}:(?P<number>\d+)"):
    """A suggestion that is good as it stands."""

    name = "queue approve"

    async def act(self, interaction: Interaction) -> None:
        """Publish it, confirm, and tell its author."""
        guild, number = need_curator(interaction), int(self.match["number"])
        suggesting = services_of(interaction).suggestions
        try:
            approving = suggesting.approve(guild, interaction.user.id, number)
            made = await in_time(interaction, approving)
        except AlreadyDecidedError as error:
            await _say_decided(interaction, error)
            return
        title = plain(made.entry.title if made.entry else made.revision.entry)
        told = f"### Published\nStudents are answered from **{title}** now."
        await show_in_place(interaction, decided_card(told, number, made.revision.entry))
        await tell_people(interaction)


class WriteFromSuggestion(PersistentButton, template=rf"{_WRITE}:(?P<number>\d+)"):
    """A suggestion to be worded by the curator."""

    name = "queue write"

    async def act(self, interaction: Interaction) -> None:
        """Show the modal of a new entry with the suggestion in it."""
        found = await _still_open(interaction, int(self.match["number"]))
        if found is None:
            return
        origin = Origin(suggestion=found.id)
        if is_question(found.text):
            draft = new_draft(phrasings=found.text, origin=origin, author=found.author)
        else:
            note = note_of(found.place, paper_of(interaction))
            rests = f" [{note}]" if note is not None else ""
            draft = new_draft(
                title=title_of(found.text),
                statements=f"{found.text}{rests}",
                origin=origin,
                author=found.author,
            )
        await open_draft(interaction, draft)


class AttachSuggestion(PersistentButton, template=rf"{_ATTACH}:(?P<number>\d+)"):
    """A suggestion that an entry is to learn."""

    name = "queue attach"

    async def act(self, interaction: Interaction) -> None:
        """Show the nearest entries to choose from."""
        guild = need_curator(interaction)
        found = await _still_open(interaction, int(self.match["number"]))
        if found is None:
            return
        lesson = _lesson_of(found, paper_of(interaction))
        name = str(interaction.id)
        await services_of(interaction).phrasings.keep(guild, interaction.user.id, name, lesson)
        near = near_entries(engine_of(interaction), [found.text])
        await interaction.response.edit_message(view=attach_card(name, lesson, near))


def _lesson_of(suggestion: StoredSuggestion, paper: Paper) -> PhrasingBatch:
    """A statement with a footnote is one of the entry's; all else is a way to ask for it."""
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
    """A suggestion that is not taken up."""

    name = "queue reject"

    async def act(self, interaction: Interaction) -> None:
        """Ask for the reason, which its author reads."""
        found = await _still_open(interaction, int(self.match["number"]))
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
    """The reason for which a suggestion is not taken up."""

    name = "queue reject"

    async def act(self, interaction: Interaction) -> None:
        """Decide, confirm, and tell its author."""
        guild, number = need_curator(interaction), int(self.match["number"])
        reason = " ".join(self.text(_REASON).split())
        if not reason:
            raise NoReasonError
        suggesting = services_of(interaction).suggestions
        try:
            await suggesting.reject(guild, interaction.user.id, number, reason)
        except AlreadyDecidedError as error:
            await _say_decided(interaction, error)
            return
        told = f"### Rejected\nThe student is told: {plain(reason)}"
        await interaction.response.edit_message(view=decided_card(told, number))
        await tell_people(interaction)


ITEMS = (NextSuggestion, ApproveSuggestion, WriteFromSuggestion, AttachSuggestion, RejectSuggestion)

FORMS = (RejectionForm,)
