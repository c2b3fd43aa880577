"""Teaching an entry another way in which students ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.curation.drafts.draft import sound
from bot.curation.entry_actions import ActionKind, EntryAction
from bot.curation.revision_history import WordingOwnedError
from bot.discord_kit.context import paper_of, services_of
from bot.discord_kit.deferred import in_time, show_alone
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import Layout, container
from bot.errors import StudyBotError
from bot.paper.cross_checks import fold
from bot.ui.step_cards import called, taught_card
from bot.ui.steps import propose

if TYPE_CHECKING:
    import discord


class NoWords(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """A wording without a word in it."""

    def __str__(self) -> str:
        return "that wording has no word in it; write what students ask"


async def teach(
    interaction: discord.Interaction[Any], guild: int, entry_id: str, wording: str
) -> None:
    """Teach an entry a wording at once; one that another entry has is offered to be moved."""
    services = services_of(interaction)
    said = " ".join(sound(wording).split())
    if not fold(said):
        raise NoWords
    request = f"phrasing:{interaction.id}"
    teaching = services.chronicle.teach(guild, interaction.user.id, entry_id, said, request)
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
    interaction: discord.Interaction[Any], guild: int, entry_id: str, said: str, owner: str
) -> None:
    """Say that the entry has the wording, or offer to move it from the one that has it."""
    if owner == entry_id:
        name = called(paper_of(interaction).entries.get(owner), owner)
        told = Layout(container(f"**{name}** has that wording already."))
        await show_alone(interaction, told)
        return
    chronicle = services_of(interaction).chronicle
    seen = len((await chronicle.history(guild, entry_id)).revisions)
    theirs = len((await chronicle.history(guild, owner)).revisions)
    step = EntryAction(
        ActionKind.MOVE, entry_id, seen, wording=said, owner=owner, owner_seen=theirs
    )
    await propose(interaction, guild, step)
