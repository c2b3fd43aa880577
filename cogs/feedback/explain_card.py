"""/kb explain: why a question got its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.browse.entries import shortened
from bot.curation.explain_match import describe_matches, outcome_sentence, step_sentence
from bot.curation.teach_phrasings import PhrasingBatch
from bot.discord_kit import custom_ids
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.layout import OPTION_LABEL, Layout, choice, container, line, rows
from bot.discord_kit.markdown import one_line, plain
from bot.text.phrases import cut
from bot.text.tokenizer import words
from cogs.feedback.attach_wordings import attach_button

if TYPE_CHECKING:
    from bot.answering.outcome import Explained, Match
    from bot.paper.paper import Paper


MOST_SHOWN: Final = 3

_MOST_OPTIONS: Final = 10

_MOST_WORDS: Final = 15

_QUESTION: Final = 200

_TITLE: Final = 80

_SENTENCE: Final = 400

_MATCHES_ROOM: Final = 250


async def show_explanation(interaction: Interaction, question: str) -> None:
    """Reply with how a question is answered here, and offer to attach it to an entry."""
    ctx = context_of(interaction)
    guild = need_curator(interaction)
    engine = ctx.engine
    explained = engine.explain(question)
    name = str(interaction.id)
    batch = PhrasingBatch((question,))
    await ctx.services.phrasings.keep(guild, ctx.user_id, name, batch)
    card = explained_card(question, explained, engine.paper, name)
    await interaction.response.send_message(view=card, ephemeral=True)


def explained_card(question: str, explained: Explained, paper: Paper, name: str) -> Layout:
    """Return what a question is told, why, and the best entries.

    `name` is that of the stored batch.
    """
    known = [match for match in explained.matches if match.entry in paper.entries]
    asked = f"-# “{plain(one_line(question, _QUESTION))}”"
    read = ""
    if explained.read != " ".join(words(question)):
        read = f"Read as: “{plain(one_line(explained.read, _QUESTION))}”."
    ranked = [_match_line(place, match, paper) for place, match in enumerate(known[:MOST_SHOWN], 1)]
    options = [
        (shortened(match.entry), one_line(paper.entries[match.entry].title, OPTION_LABEL), "")
        for match in known[:_MOST_OPTIONS]
    ]
    card = container(
        f"**{plain(cut(outcome_sentence(explained.outcome), _SENTENCE))}**",
        asked,
        plain(step_sentence(explained)),
        read,
        line(),
        "\n".join(ranked) or "No entry has any of its words.",
        *([choice(custom_ids.PICK, "Open one …", options)] if options else []),
        *rows([attach_button(name)]),
    )
    return Layout(card)


def _match_line(place: int, match: Match, paper: Paper) -> str:
    title = plain(one_line(paper.entries[match.entry].title, _TITLE))
    phrasing = plain(one_line(match.phrasing, _TITLE))
    matches = describe_matches(match.words[:_MOST_WORDS], paper.vocabulary)
    return (
        f"{place}\\. **{title}** (score {match.score:.2f}), by “{phrasing}”\n"
        f"-# {plain(cut(matches, _MATCHES_ROOM))}."
    )
