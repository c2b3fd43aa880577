"""/kb gaps: questions without an answer, in groups, and what curators do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.curation.drafts.draft import Origin, new_draft
from bot.curation.gaps.clustering import LOGGED
from bot.curation.gaps.gap_service import cluster_named, name_of
from bot.curation.teach_phrasings import PhrasingBatch, PhrasingBatchGoneError
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.direct_messages import send_notices
from bot.discord_kit.draft_form import open_draft
from bot.discord_kit.inputs import chosen_value
from bot.discord_kit.layout import OPTION_LABEL, Layout, button, choice, container, rows
from bot.discord_kit.markdown import one_line, plain
from bot.discord_kit.persistent_button import PersistentButton
from bot.storage.feedback_rows import MISMATCHED, MISSING
from bot.text.phrases import counted
from cogs.feedback.attach_wordings import attach_button, near_entries, wordings_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discord import ui

    from bot.curation.gaps.clustering import Cluster
    from bot.paper.paper import Paper


PER_PAGE: Final = 10

_PAGE, _OPEN = "gaps-page", "gaps-open"

_WRITE, _DISMISS, _ERASE = "gap-write", "gap-dismiss", "gap-erase"

_LINE: Final = 110

_TITLE: Final = 200

_MOST_WORDINGS: Final = 12

_MOST_NEAR: Final = 3

_HEAD: Final = (
    "### What students miss\nQuestions that were not covered, or not what was asked; the most "
    "frequent first."
)

_NONE: Final = (
    "### What students miss\nNothing at the moment: no question is left that was not covered, and "
    "nothing has been reported."
)


def gaps_card(clusters: Sequence[Cluster], number: int) -> Layout:
    """Return page `number` of the groups, counted from 0; past the end, the last page."""
    if not clusters:
        return Layout(container(_NONE))
    pages = -(-len(clusters) // PER_PAGE)
    number = min(max(number, 0), pages - 1)
    here = clusters[number * PER_PAGE : (number + 1) * PER_PAGE]
    lines = [
        f"{number * PER_PAGE + place}\\. **{plain(one_line(cluster.text, _LINE))}**\n"
        f"-# {_people_text(cluster)}"
        for place, cluster in enumerate(here, 1)
    ]
    options = [
        (name_of(cluster), one_line(cluster.text, OPTION_LABEL), _people_text(cluster))
        for cluster in here
    ]
    items: list[str | ui.Item[Any]] = [
        _HEAD,
        "\n".join(lines),
        choice(_OPEN, "Open one …", options),
    ]
    if pages > 1:
        items.append(f"-# Page {number + 1} of {pages}, {len(clusters)} in all")
        items += rows(
            [
                button(f"{_PAGE}:{max(number - 1, 0)}:b", "Back", disabled=number == 0),
                button(f"{_PAGE}:{number + 1}:n", "Next", disabled=number == pages - 1),
            ]
        )
    return Layout(container(*items))


def _people_text(cluster: Cluster) -> str:
    people = "1 student" if cluster.people == 1 else f"{cluster.people} students"
    often = "once" if cluster.times == 1 else f"{cluster.times} times"
    wordings = len(cluster.wordings)
    worded = f", in {wordings} wordings" if wordings > 1 else ""
    reports = cluster.kinds[MISSING] + cluster.kinds[MISMATCHED]
    return f"{people}, {often}{worded}{f', {reports} reported' if reports else ''}"


async def show_gaps(interaction: Interaction) -> None:
    """Reply with the first page; asking all questions again may take seconds."""
    guild = need_curator(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await context_of(interaction).services.gaps.clusters(guild)
    await interaction.edit_original_response(view=gaps_card(found, 0))


class GapPage(PersistentButton, template=rf"{_PAGE}:(?P<page>\d{{1,4}}):\w"):
    """A button to another page of gaps."""

    name = "gaps page"

    async def run(self, interaction: Interaction) -> None:
        """Show the page in place."""
        guild = need_curator(interaction)
        await interaction.response.defer()
        found = await context_of(interaction).services.gaps.clusters(guild)
        card = gaps_card(found, int(self.match["page"]))
        await interaction.edit_original_response(view=card)


class OpenGroup(PersistentButton, template=_OPEN):
    """The menu that opens a group."""

    name = "gaps open"

    async def run(self, interaction: Interaction) -> None:
        """Show the group's wordings, the nearest entries, and what can be done.

        The group is stored as shown, so that the next step applies to exactly that.
        """
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        key = chosen_value(interaction)
        await interaction.response.defer()
        services = ctx.services
        cluster = cluster_named(await services.gaps.clusters(guild), key)
        if cluster is None:
            raise PhrasingBatchGoneError
        name = str(interaction.id)
        await services.phrasings.keep(guild, ctx.user_id, name, batch_of(cluster))
        engine = ctx.engine
        near = near_entries(engine, [cluster.text], _MOST_NEAR)
        card = group_card(name, cluster, [entry.title for entry in near], engine.paper)
        await interaction.edit_original_response(view=card)


def batch_of(cluster: Cluster) -> PhrasingBatch:
    """Return all wordings and reports of a group."""
    reports = cluster.reports
    return PhrasingBatch(
        wordings=tuple(wording.text for wording in cluster.wordings),
        gaps=tuple(report.id for report in reports if report.kind != LOGGED),
        questions=tuple(report.id for report in reports if report.kind == LOGGED),
    )


def group_card(name: str, cluster: Cluster, near: Sequence[str], paper: Paper) -> Layout:
    """Return a group: its wordings, who asked, and the titles of the nearest entries."""
    kinds = cluster.kinds
    lines = [
        f"{kinds[kind]} × {what}"
        for kind, what in (
            (LOGGED, "asked and not covered"),
            (MISSING, "reported as not covered"),
            (MISMATCHED, "reported as not what was asked"),
        )
        if kinds[kind]
    ]
    shown = {report.entry: None for report in cluster.reports if report.entry}
    instead = [paper.entries[key].title for key in shown if key in paper.entries][:_MOST_NEAR]
    made = [
        button(f"{_WRITE}:{name}", "Write an entry", style=discord.ButtonStyle.primary),
        attach_button(name),
        button(f"{_DISMISS}:{name}", "Dismiss"),
        button(f"{_ERASE}:{name}", "Delete for good", style=discord.ButtonStyle.danger),
        button(f"{_PAGE}:0:l", "Back to the list"),
    ]
    title = plain(one_line(cluster.text, _TITLE))
    card = container(
        f"### {title}\n-# {_people_text(cluster)}: {'; '.join(lines)}",
        wordings_list([wording.text for wording in cluster.wordings], _MOST_WORDINGS),
        f"Shown instead: {_titles_text(instead)}" if instead else "",
        f"Nearest entries: {_titles_text(near)}" if near else "No entry comes near.",
        *rows(made),
    )
    return Layout(card)


def _titles_text(titles: Sequence[str]) -> str:
    return " · ".join(f"*{plain(one_line(title, _LINE))}*" for title in titles)


class WriteForGap(PersistentButton, template=rf"{_WRITE}:(?P<name>\w+)"):
    """The button that writes an entry for a group."""

    name = "gap write"

    async def run(self, interaction: Interaction) -> None:
        """Show the form of a new entry, filled with the wordings."""
        ctx = context_of(interaction)
        guild = need_curator(interaction)
        batch = await ctx.services.phrasings.find_open(guild, ctx.user_id, self.match["name"])
        draft = new_draft(
            phrasings="\n".join(batch.wordings[:_MOST_WORDINGS]), origin=Origin(gaps=batch.gaps)
        )
        await open_draft(interaction, draft)


class DismissGap(PersistentButton, template=rf"{_DISMISS}:(?P<name>\w+)"):
    """The button that dismisses a group."""

    name = "gap dismiss"

    async def run(self, interaction: Interaction) -> None:
        """Dismiss the group and notify the people who reported its questions."""
        ctx = context_of(interaction)
        guild, name = need_curator(interaction), self.match["name"]
        services = ctx.services
        person, phrasings = ctx.user_id, services.phrasings
        batch = await phrasings.find_open(guild, person, name)
        await services.gaps.dismiss(person, phrasings.key(guild, person, name), batch)
        first = plain(one_line(batch.wordings[0], _TITLE))
        text = f"### Dismissed\n“{first}” is off the list, in all its wordings."
        back = button(f"{_PAGE}:0:l", "Back to the list")
        await interaction.response.edit_message(view=Layout(container(text, *rows([back]))))
        await send_notices(interaction)


class EraseGap(PersistentButton, template=rf"{_ERASE}:(?P<name>\w+)"):
    """The button that deletes a group's questions and reports for good."""

    name = "gap erase"

    async def run(self, interaction: Interaction) -> None:
        """Delete the group; nobody is told, and no word of it is repeated."""
        ctx = context_of(interaction)
        guild, name = need_curator(interaction), self.match["name"]
        person, phrasings = ctx.user_id, ctx.services.phrasings
        batch = await phrasings.find_open(guild, person, name)
        key = phrasings.key(guild, person, name)
        gone = await ctx.services.gaps.erase(person, key, batch)
        text = f"### Deleted\nNothing of it is kept here any more ({counted(gone, 'question')})."
        back = button(f"{_PAGE}:0:l", "Back to the list")
        await interaction.response.edit_message(view=Layout(container(text, *rows([back]))))


ITEMS = (GapPage, OpenGroup, WriteForGap, DismissGap, EraseGap)
