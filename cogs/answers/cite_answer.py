"""Cite what an answer rests on, privately: a card ready to copy, and a menu of styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.outcome import Context
from bot.browse.entries import the_paper_itself
from bot.discord_kit import custom_ids
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.inputs import chosen_value
from bot.discord_kit.layout import LIMIT_OF_ID, Layout, choice, container
from bot.discord_kit.persistent_button import PersistentButton
from bot.discord_kit.replies import reply_with_card
from bot.paper.citations import Style, format_source
from cogs.answers.answer_replies import need_answer_context
from cogs.answers.source_cards import STYLES, copyable_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.paper import Paper


_MOST_NOTES, _MOST_WORKS = 20, 3

_FIRST_NOTES = f"-# These are the first {_MOST_NOTES} notes. /footnote and /cite give any other."


@dataclass(frozen=True, slots=True)
class CitedWorks:
    """What an answer rests on: footnotes by number, and works from outside the paper by key."""

    footnotes: tuple[int, ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, paper: Paper, context: Context) -> CitedWorks:
        """Return what the shown statements of an answer rest on."""
        known = set(context.shown)
        entries = filter(None, map(paper.entry, context.entries))
        every = [claim for entry in entries for claim in entry.claims]
        claims = [claim for claim in every if claim.text in known] or every
        notes = context.footnotes or [n for claim in claims for n in claim.footnotes]
        outside = [claim.source for claim in claims if claim.source]
        footnotes = tuple(dict.fromkeys(n for n in notes if n in paper.footnotes))
        return cls(footnotes, tuple(dict.fromkeys([*context.sources, *outside])))

    @classmethod
    def carried(cls, piece: str, paper: Paper) -> CitedWorks:
        """Return what the id of the menu of styles carries; raises NothingCarriedError."""
        found = custom_ids.unpack(piece, paper)
        if found is None:
            raise custom_ids.NothingCarriedError
        return cls(found.footnotes, found.sources)

    def packed(self, room: int) -> str:
        """Return them in a form for an id of at most `room` characters."""
        kept = Context(
            "", sources=self.sources[:_MOST_WORKS], footnotes=self.footnotes[:_MOST_NOTES]
        )
        return custom_ids.pack(kept, room)


def cite_card(paper: Paper, cited: CitedWorks, style: Style) -> Layout:
    """Return the works in a style, each in a block that can be copied, and the menu of styles."""
    prefix = f"{custom_ids.CITE_STYLE}:"
    menu = choice(
        f"{prefix}{cited.packed(LIMIT_OF_ID - len(prefix))}",
        f"Style: {STYLES[style]}",
        [(one.value, name, "") for one, name in STYLES.items()],
    )
    texts = dict.fromkeys([*_cited_texts(paper, cited, style), format_own(paper, style)])
    head = f"### Cite this\n-# {STYLES[style]}. The paper itself comes last."
    cut = len(cited.footnotes) >= _MOST_NOTES
    return Layout(
        container(head, copyable_blocks(tuple(texts), style), _FIRST_NOTES if cut else "", menu)
    )


def format_own(paper: Paper, style: Style) -> str:
    """Return the paper itself in a style."""
    return format_source(the_paper_itself(paper), style)


def _cited_texts(paper: Paper, cited: CitedWorks, style: Style) -> Iterable[str]:
    """Yield each work of the notes, with the note's page where the style has a place for it."""
    for number in cited.footnotes:
        for work in paper.footnotes[number].works:
            source = paper.sources[work.source]
            yield format_source(source, style, work.locator, work.locator_type)
    for key in cited.sources:
        yield format_source(paper.sources[key], style)


class CiteAnswer(PersistentButton, template=rf"{custom_ids.CITE}:(?P<carried>.*)"):
    """The button that cites what an answer rests on, for the person alone."""

    name = "cite"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the works in Chicago style."""
        paper = context_of(interaction).paper
        cited = CitedWorks.of(paper, need_answer_context(interaction.message, paper))
        await reply_with_card(interaction, cite_card(paper, cited, Style.CHICAGO_NOTE))


class ChooseStyle(PersistentButton, template=rf"{custom_ids.CITE_STYLE}:(?P<carried>.+)"):
    """The menu of citation styles."""

    name = "cite in a style"
    answers = True

    async def run(self, interaction: Interaction) -> None:
        """Show the same works in the chosen style, in place."""
        paper = context_of(interaction).paper
        cited = CitedWorks.carried(self.match["carried"], paper)
        style = Style(chosen_value(interaction, set(Style)))
        await interaction.response.edit_message(view=cite_card(paper, cited, style))


ITEMS = (CiteAnswer, ChooseStyle)
