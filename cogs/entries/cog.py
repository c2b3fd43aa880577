"""Teaching an entry another way in which students ask for it."""

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
from bot.discord_kit.context import Interaction, paper_of, services_of
from bot.discord_kit.deferred import in_time, show_alone
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import Layout, container
from bot.errors import StudyBotError
from bot.paper.model import ActorType, Kind
from cogs.entries.confirm_action import called, propose, taught_card
from cogs.entries.edit_entry import open_draft

if TYPE_CHECKING:
    from bot.discord_kit.client import StudyBot


class NoWordsError(StudyBotError):
    """A wording without a word in it."""

    def __str__(self) -> str:
        return "that wording has no word in it; write what students ask"


async def teach(interaction: Interaction, guild: int, entry_id: str, wording: str) -> None:
    """Teach an entry a wording at once; one that another entry has is offered to be moved."""
    services = services_of(interaction)
    said = " ".join(sound(wording).split())
    if not paper_of(interaction).vocabulary.wording_key(said):
        raise NoWordsError
    request = f"phrasing:{interaction.id}"
    teaching = services.history.teach(guild, interaction.user.id, entry_id, said, request)
    try:
        made = await in_time(interaction, teaching, new=True)
    except WordingOwnedError as owned:
        await _tell_owned(interaction, guild, entry_id, said, owned.owner)
        return
    (last,) = made.revisions
    taught = taught_card(said, last, made.served.engine.paper.entries.get(entry_id))
    await show_alone(interaction, taught)
    await tell_people(interaction)


async def _tell_owned(
    interaction: Interaction, guild: int, entry_id: str, said: str, owner: str
) -> None:
    """Say that the entry has the wording, or offer to move it from the one that has it."""
    if owner == entry_id:
        name = called(paper_of(interaction).entries.get(owner), owner)
        told = Layout(container(f"**{name}** has that wording already."))
        await show_alone(interaction, told)
        return
    chronicle = services_of(interaction).history
    seen = len((await chronicle.history(guild, entry_id)).revisions)
    theirs = len((await chronicle.history(guild, owner)).revisions)
    step = EntryAction(
        ActionKind.MOVE, entry_id, seen, wording=said, owner=owner, owner_seen=theirs
    )
    await propose(interaction, guild, step)


Choices = list[app_commands.Choice[str]]

Name = app_commands.Range[str, 1, 100]

Wording = app_commands.Range[str, 1, 300]

Short = app_commands.Range[str, 1, 20]

_DATE = "When it happened, for an event: 2004, 2004-05, 2004-05-17 or 1990s"

_NUMBER = "Its number, for a recommendation, such as 1b"

_TYPE = "What sort of actor it is, for an actor"

# By themselves, enumerations are offered in capitals.
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
    need_curator(interaction)
    draft = new_draft(
        Kind(kind),
        _section(interaction, section),
        date=date or "",
        number=number or "",
        actor_type=ActorType(actor_type) if actor_type else None,
    )
    need_what_its_kind_needs(draft, paper_of(interaction))
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
    guild = need_curator(interaction)
    draft = await services_of(interaction).drafts.draft_for(guild, _entry(interaction, entry))
    given = {"date": date, "number": number, "actor_type": actor_type}
    draft = replace(
        draft,
        section=_section(interaction, section) or draft.section,
        kept={**draft.kept, **{name: value for name, value in given.items() if value}},
    )
    need_what_its_kind_needs(draft, paper_of(interaction))
    await open_draft(interaction, draft)


@app_commands.command(name="phrasing")
@app_commands.describe(entry="The entry that answers it", wording="How a student asked for it")
async def phrasing(interaction: Interaction, entry: Name, wording: Wording) -> None:
    """Teach an entry another way in which students ask for it."""
    guild = need_curator(interaction)
    await teach(interaction, guild, _entry(interaction, entry), wording)


def _entry(interaction: Interaction, name: str) -> str:
    return entry_called(paper_of(interaction), name).id


def _section(interaction: Interaction, name: str | None) -> str:
    return section_called(paper_of(interaction), name).id if name else ""


@edit.autocomplete("entry")
@phrasing.autocomplete("entry")
async def entries(interaction: Interaction, typed: str) -> Choices:
    """The entries that are served here, by title."""
    return choices_of_entries(typed, paper_of(interaction).entries.values())


@add.autocomplete("section")
@edit.autocomplete("section")
async def sections(interaction: Interaction, typed: str) -> Choices:
    """The paper's sections."""
    return choices_of_sections(typed, paper_of(interaction))


async def setup(bot: StudyBot) -> None:
    """Add the commands to the bot's tree."""
    add_to_group(bot.tree, KB, add, edit, phrasing)
