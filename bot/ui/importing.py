"""Files in and out of a server: /kb export, /kb import, and what is pressed on them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from bot.curation.file_exchange import exchange_plan
from bot.curation.file_exchange.exchange_service import ImportProposal
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import services_of
from bot.discord_kit.direct_messages import tell_people
from bot.discord_kit.layout import Layout, container
from bot.discord_kit.persistent_button import PersistentButton
from bot.errors import KnowledgeError, StudyBotError
from bot.paper.revision_file import MAX_BYTES
from bot.ui.exchange_cards import (
    APPLY,
    DISCARD,
    applied_card,
    exported_card,
    problems_card,
    proposal_card,
    tell,
)

if TYPE_CHECKING:
    import discord

    from bot.ui.exchange_cards import Shown

_DRAFT: Final = r"(?P<draft>\d+)"


class TooLarge(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """A file that is not even looked into."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size

    def __str__(self) -> str:
        return f"the file has {self.size:,} bytes, more than {MAX_BYTES:,}; divide it into several"


async def send_export(interaction: discord.Interaction[Any]) -> None:
    """Reply with what the server has made of the paper, as a file."""
    guild, services = need_curator(interaction), services_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    served, now = services.servers.of(guild), services.clock.now()
    server = interaction.guild.name if interaction.guild else str(guild)
    above = exchange_plan.head(server, now, served.base.paper)
    # Writing YAML takes longer than the event loop may be held up.
    text = await asyncio.to_thread(exchange_plan.exported, served, above)
    name = f"revisions-{now:%Y-%m-%d}.yaml"
    view, files = exported_card(name, text, exchange_plan.own_work(served), served.aside)
    await interaction.followup.send(view=view, files=files, ephemeral=True)


async def propose_import(
    interaction: discord.Interaction[Any], attached: discord.Attachment
) -> None:
    """Reply with what a file would change, or with all that is wrong with it."""
    guild = need_curator(interaction)
    if attached.size > MAX_BYTES:
        raise TooLarge(attached.size)
    await interaction.response.defer(ephemeral=True, thinking=True)
    data = await attached.read()
    importing, name = services_of(interaction).importing, str(interaction.id)
    try:
        made = await importing.propose(guild, interaction.user.id, name, attached.filename, data)
    except KnowledgeError as error:
        view, files = problems_card(attached.filename, error.problems)
    else:
        view, files = await _shown(made)
    await interaction.followup.send(view=view, files=files, ephemeral=True)


async def _shown(made: ImportProposal, *, anew: bool = False) -> Shown:
    # Two thousand differences are not found in an instant.
    told = await asyncio.to_thread(tell, made.plan)
    return proposal_card(made, told, anew=anew)


class Apply(PersistentButton, template=rf"{APPLY}:{_DRAFT}:(?P<shown>[0-9a-f]+)"):
    """Applies a file that was looked at."""

    name = "apply import"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Confirm it once it is served; pressed twice, it is applied once."""
        guild, importing = need_curator(interaction), services_of(interaction).importing
        await interaction.response.defer()
        try:
            draft, shown = self.match["draft"], self.match["shown"]
            done = await importing.apply(guild, interaction.user.id, draft, shown)
        except KnowledgeError as error:
            view, files = problems_card("The file", error.problems)
        else:
            if isinstance(done, ImportProposal):
                view, files = await _shown(done, anew=True)
            else:
                view, files = applied_card(done.file, done.plan), []
        await interaction.edit_original_response(view=view, attachments=files)
        await tell_people(interaction)


class Discard(PersistentButton, template=rf"{DISCARD}:{_DRAFT}"):
    """Lets go of a file that was looked at."""

    name = "discard import"

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Say that nothing has changed."""
        guild = need_curator(interaction)
        await services_of(interaction).importing.discard(guild, self.match["draft"])
        view = Layout(container("Nothing has changed."))
        await interaction.response.edit_message(view=view, attachments=[])


ITEMS = (Apply, Discard)
