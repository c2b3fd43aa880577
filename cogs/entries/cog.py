"""/kb add, edit and phrasing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from discord import app_commands

from bot.browse.lookup import entry_called, section_called
from bot.curation.drafts.draft import need_what_its_kind_needs, new_draft, sound
from bot.curation.entry_actions import ActionKind, EntryAction
from bot.curation.revision_history import WordingOwnedError
from bot.discord_kit.access import need_curator
from bot.discord_kit.autocomplete_choices import choices_of_entries, choices_of_sections
from bot.discord_kit.command_groups import KB, add_to_group
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.deferred import defer_if_slow, show_alone
from bot.discord_kit.direct_messages import send_notices
from bot.discord_kit.draft_form import open_draft
from bot.discord_kit.layout import Layout, container
from bot.errors import StudyBotError
from bot.paper.model import ActorType, Kind
from cogs.entries.confirm_action import called, propose, taught_card

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot
    from bot.paper.paper import Paper


class NoWordsError(StudyBotError):
    """The wording contains no word."""

    def __str__(self) -> str:
        return "that wording has no words; write what students ask"


async def teach(interaction: Interaction, guild: int, entry_id: str, wording: str) -> None:
    """Add a wording to an entry at once; offer to move it if another entry has it."""
    ctx = context_of(interaction)
    services = ctx.services
    text = " ".join(sound(wording).split())
    if not ctx.paper.vocabulary.wording_key(text):
        raise NoWordsError
    request = f"phrasing:{interaction.id}"
    teaching = services.history.teach(guild, ctx.user_id, entry_id, text, request)
    try:
        made = await defer_if_slow(interaction, teaching, new=True)
    except WordingOwnedError as owned:
        await _reply_to_owned(interaction, guild, entry_id, text, owned.owner)
        return
    (last,) = made.revisions
    taught = taught_card(text, last, made.knowledge.engine.paper.entries.get(entry_id))
    await show_alone(interaction, taught)
    await send_notices(interaction)


async def _reply_to_owned(
    interaction: Interaction, guild: int, entry_id: str, text: str, owner: str
) -> None:
    """Say that the entry already has the wording, or offer to move it from its owner."""
    # Another curator may have changed the server while this one waited for their turn.
    ctx = context_of(interaction).latest()
    if owner == entry_id:
        name = called(ctx.paper.entries.get(owner), owner)
        card = Layout(container(f"**{name}** already has that wording."))
        await show_alone(interaction, card)
        return
    histories = ctx.services.history
    seen = len((await histories.history(guild, entry_id)).revisions)
    theirs = len((await histories.history(guild, owner)).revisions)
    action = EntryAction(
        ActionKind.MOVE, entry_id, seen, wording=text, owner=owner, owner_seen=theirs
    )
    await propose(interaction, guild, action)


Choices = list[app_commands.Choice[str]]

Name = app_commands.Range[str, 1, 100]

Wording = app_commands.Range[str, 1, 300]

Short = app_commands.Range[str, 1, 20]

_DATE = "When it happened, for an event: 2004, 2004-05, 2004-05-17 or 1990s"

_NUMBER = "Its number, for a recommendation, such as 1b"

_TYPE = "What sort of actor it is, for an actor"

# The library would offer enumerations in capitals.
_KINDS = [app_commands.Choice(name=one.value.capitalize(), value=one.value) for one in Kind]

_TYPES = [app_commands.Choice(name=one.value.capitalize(), value=one.value) for one in ActorType]


@app_commands.command(name="add")
@app_commands.describe(
    kind="What the entry is",
    section="Where in the paper it stands; the first footnote’s section if left out",
    date=_DATE,
    number=_NUMBER,
    actor_type=_TYPE,
)
@app_commands.choices(kind=_KINDS, actor_type=_TYPES)
async def add(  # noqa: PLR0917  # the options of the command
    interaction: Interaction,
    kind: str,
    section: Name | None = None,
    date: Short | None = None,
    number: Short | None = None,
    actor_type: str | None = None,
) -> None:
    """Write a new entry; students see it once you have looked at its preview and publish it."""
    ctx = context_of(interaction)
    need_curator(interaction)
    draft = new_draft(
        Kind(kind),
        _section_id(ctx.paper, section),
        date=date or "",
        number=number or "",
        actor_type=ActorType(actor_type) if actor_type else None,
    )
    need_what_its_kind_needs(draft, ctx.paper)
    await open_draft(interaction, draft)


@app_commands.command(name="edit")
@app_commands.describe(
    entry="The entry",
    section="Where it stands, if that is to change",
    date=_DATE,
    number=_NUMBER,
    actor_type=_TYPE,
)
@app_commands.choices(actor_type=_TYPES)
async def edit(  # noqa: PLR0917  # the options of the command
    interaction: Interaction,
    entry: Name,
    section: Name | None = None,
    date: Short | None = None,
    number: Short | None = None,
    actor_type: str | None = None,
) -> None:
    """Correct an entry; what it was stays in its history."""
    ctx = context_of(interaction)
    guild = need_curator(interaction)
    draft = await ctx.services.drafts.draft_for(guild, _entry_id(ctx.paper, entry))
    given = {"date": date, "number": number, "actor_type": actor_type}
    draft = replace(
        draft,
        section=_section_id(ctx.paper, section) or draft.section,
        kept={**draft.kept, **{name: value for name, value in given.items() if value}},
    )
    need_what_its_kind_needs(draft, ctx.paper)
    await open_draft(interaction, draft)


@app_commands.command(name="phrasing")
@app_commands.describe(entry="The entry that answers it", wording="How a student asked for it")
async def phrasing(interaction: Interaction, entry: Name, wording: Wording) -> None:
    """Teach an entry another way in which students ask for it."""
    guild = need_curator(interaction)
    await teach(interaction, guild, _entry_id(context_of(interaction).paper, entry), wording)


def _entry_id(paper: Paper, name: str) -> str:
    return entry_called(paper, name).id


def _section_id(paper: Paper, name: str | None) -> str:
    return section_called(paper, name).id if name else ""


@edit.autocomplete("entry")
@phrasing.autocomplete("entry")
async def entries(interaction: Interaction, typed: str) -> Choices:
    """Offer entries by title."""
    return choices_of_entries(typed, context_of(interaction).paper.entries.values())


@add.autocomplete("section")
@edit.autocomplete("section")
async def sections(interaction: Interaction, typed: str) -> Choices:
    """Offer the paper's sections."""
    return choices_of_sections(typed, context_of(interaction).paper)


async def setup(bot: StudyBot) -> None:
    """Add the commands to the bot."""
    add_to_group(bot.tree, KB, add, edit, phrasing)
