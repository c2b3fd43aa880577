"""`/kb explain`: how a question came to its outcome, for somebody who wants to make it better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering.decision import ANSWER_FROM, COVERED_FROM
from bot.answering.outcome import Answered, NotCovered, Suggested
from bot.browse.entries import shortened
from bot.curation.explain_match import describe_matches
from bot.curation.teach_phrasings import PhrasingBatch
from bot.discord_kit import custom_ids
from bot.discord_kit.access import need_curator
from bot.discord_kit.context import Interaction, engine_of, services_of
from bot.discord_kit.layout import OPTION_LABEL, Layout, choice, container, line, rows
from bot.discord_kit.markdown import cut, one_line, plain
from bot.text.tokenizer import words
from cogs.feedback.attach_wordings import attaching

if TYPE_CHECKING:
    from bot.answering.outcome import Explained, Match, Outcome
    from bot.paper.paper import Paper


MOST_SHOWN: Final = 3

_MOST_OPTIONS: Final = 10

_MOST_WORDS: Final = 15

_QUESTION: Final = 200

_TITLE: Final = 80

_MET: Final = 250

_STEPS: Final = {
    "personal": "It tells of harm to a person, and was answered without a search.",
    "form": "It was settled by its form alone, without a search: an order, a sum or small talk.",
    "reference": "It names a record, such as a footnote, a section or a work, and was answered "
    "from that, without a search.",
    "nothing asked": "None of its words says anything about the paper’s subject.",
    "wording": "An entry has this very wording, and so it answers, whatever comes second.",
    "list": "It asks for a list, and was answered with one, without a search.",
    "pieces": "It asks two things; each was answered by itself.",
    "search": "",
}


async def show_explanation(interaction: Interaction, question: str) -> None:
    """Reply with how a question is answered here, and offer to teach its wording to an entry."""
    guild = need_curator(interaction)
    engine = engine_of(interaction)
    explained = engine.explain(question)
    name = str(interaction.id)
    lesson = PhrasingBatch((question,))
    await services_of(interaction).phrasings.keep(guild, interaction.user.id, name, lesson)
    card = explained_card(question, explained, engine.paper, name)
    await interaction.response.send_message(view=card, ephemeral=True)


def explained_card(question: str, explained: Explained, paper: Paper, name: str) -> Layout:
    """The outcome, why it came to it, and the entries that came first; `name` is the lesson's."""
    known = [match for match in explained.matches if match.entry in paper.entries]
    asked = f"-# “{plain(one_line(question, _QUESTION))}”"
    read = ""
    if explained.read != " ".join(words(question)):
        read = f"Read as: “{plain(one_line(explained.read, _QUESTION))}”."
    ranked = [_ranked(place, match, paper) for place, match in enumerate(known[:MOST_SHOWN], 1)]
    options = [
        (shortened(match.entry), one_line(paper.entries[match.entry].title, OPTION_LABEL), "")
        for match in known[:_MOST_OPTIONS]
    ]
    card = container(
        asked,
        f"### {_told(explained.outcome)}",
        read,
        _why(explained),
        line(),
        "\n".join(ranked) or "No entry has any of its words.",
        *([choice(custom_ids.PICK, "Open one …", options)] if options else []),
        *rows([attaching(name)]),
    )
    return Layout(card)


def _told(outcome: Outcome) -> str:
    match outcome:
        case Answered():
            titles = list(dict.fromkeys(part.title for part in outcome.parts))
            told = plain(one_line(outcome.heading or " and ".join(titles[:2]), _TITLE))
            return f"Answered with {told}"
        case Suggested():
            return "Asked back: did you mean one of these?"
        case NotCovered():
            return "Not covered"


def _why(explained: Explained) -> str:
    """What settled it; for a search, its two measures beside what each must reach."""
    if told := _STEPS.get(explained.step, ""):
        return told
    covered = f"**{explained.covered:.2f}** that the paper covers this ({COVERED_FROM:.2f} needed)"
    right = f"**{explained.right:.2f}** that the first entry is right ({ANSWER_FROM:.2f} needed)"
    if explained.covered < COVERED_FROM:
        return f"How likely, 0 to 1: {covered}. So nothing was offered as an answer."
    if explained.right < ANSWER_FROM:
        return f"How likely, 0 to 1: {covered}, but only {right}. So it asked back."
    return f"How likely, 0 to 1: {covered}, {right}. Both suffice."


def _ranked(place: int, match: Match, paper: Paper) -> str:
    title = plain(one_line(paper.entries[match.entry].title, _TITLE))
    phrasing = plain(one_line(match.phrasing, _TITLE))
    return (
        f"{place}\\. **{title}** (score {match.score:.2f}), by “{phrasing}”\n"
        f"-# {plain(cut(describe_matches(match.words[:_MOST_WORDS], paper.vocabulary), _MET))}."
    )
