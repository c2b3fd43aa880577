"""Steps that are looked at before they are taken, and what can be pressed on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.curation.diff import differences
from bot.curation.entry_actions import SeenRevision
from bot.curation.revision_history import ActionImpossibleError
from bot.curation.revision_service import EntryChangedError
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import paper_of, services_of
from bot.discord_kit.deferred import in_time, show_alone, show_in_place
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.markdown import diff_text
from bot.discord_kit.persistent_button import PersistentButton
from bot.ui.drafts import open_draft
from bot.ui.previews import who_and_when
from bot.ui.step_cards import AS_DRAFT, LEAVE, TAKE, step_card, taken_card

if TYPE_CHECKING:
    import discord

    from bot.curation.entry_actions import EntryAction
    from bot.storage.revision_rows import Revision

_NAME: Final = r"(?P<name>\d+)"
_DIFF: Final = 1200


async def propose(interaction: discord.Interaction[Any], guild: int, step: EntryAction) -> None:
    """Keep a step, and show what it would do; the reply to a curator's command or press."""
    name = str(interaction.id)
    chronicle = services_of(interaction).chronicle
    outlook = await chronicle.outlook(guild, step)
    await chronicle.keep(guild, interaction.user.id, name, step)
    card = step_card(name, outlook, paper_of(interaction).entries.get(step.owner))
    await show_alone(interaction, card)


class Take(PersistentButton, template=rf"{TAKE}:{_NAME}:(?P<entry>\d+):(?P<owner>\d+)"):
    """Takes a step over just what its card has shown."""

    name = "take step"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Confirm it once it is served; pressed twice, it is taken once."""
        guild = need_curator(interaction)
        chronicle = services_of(interaction).chronicle
        name = self.match["name"]
        step, _ = await chronicle.find(guild, name)
        step = replace(step, seen=int(self.match["entry"]), owner_seen=int(self.match["owner"]))
        try:
            seen = SeenRevision(step.seen, step.owner_seen)
            taking = chronicle.take(guild, interaction.user.id, name, seen)
            made = await in_time(interaction, taking)
        except ActionImpossibleError:
            await _show_again(interaction, guild, name, step)
        except EntryChangedError as overtaken:
            await _show_overtaken(interaction, guild, name, step, overtaken.last)
        else:
            last = made.revisions[-1]
            entry = made.served.engine.paper.entries.get(last.entry)
            title = (await chronicle.history(guild, step.entry)).title
            card = taken_card(step, last, entry, title)
            await show_in_place(interaction, card)
            await tell_people(interaction)


async def _show_again(
    interaction: discord.Interaction[Any], guild: int, name: str, step: EntryAction, above: str = ""
) -> None:
    outlook = await services_of(interaction).chronicle.outlook(guild, step)
    owner = paper_of(interaction).entries.get(step.owner)
    await show_in_place(interaction, step_card(name, outlook, owner, above))


async def _show_overtaken(
    interaction: discord.Interaction[Any], guild: int, name: str, step: EntryAction, last: Revision
) -> None:
    """Show what somebody else has done meanwhile; the new button goes over that."""
    chronicle = services_of(interaction).chronicle
    history = await chronicle.history(guild, last.entry)
    seen = step.owner_seen if last.entry == step.owner else step.seen
    diff = diff_text(differences(history.state(seen), history.now), _DIFF)
    if last.entry == step.owner:
        step = replace(step, owner_seen=last.number)
    else:
        step = replace(step, seen=last.number)
    above = f"**It was changed meanwhile.** {who_and_when(last)}\n{diff}"
    await _show_again(interaction, guild, name, step, above)


class Leave(PersistentButton, template=rf"{LEAVE}:{_NAME}"):
    """Ends a step that is not to be taken."""

    name = "leave step"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Say that nothing has changed."""
        guild = need_curator(interaction)
        await services_of(interaction).chronicle.discard(guild, self.match["name"])
        await interaction.response.edit_message(view=Layout(container("Nothing has changed.")))


class AsDraft(PersistentButton, template=rf"{AS_DRAFT}:{_NAME}"):
    """Opens what an entry was as a draft, where it no longer fits to the others as it was."""

    name = "step as draft"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the draft's form."""
        guild = need_curator(interaction)
        chronicle = services_of(interaction).chronicle
        await open_draft(interaction, await chronicle.draft_for(guild, self.match["name"]))


ITEMS = (Take, Leave, AsDraft)
