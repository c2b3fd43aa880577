"""The parts of a quiz card as text: options with letters, right answer, explanation, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.discord_kit.citation_lines import join_source_lines
from bot.discord_kit.layout import LABEL
from bot.discord_kit.markdown import (
    INFERRED,
    INFERRED_NOTE,
    MODERATOR,
    mark,
    plain_line,
    with_link,
)
from bot.paper.model import Basis
from bot.text.phrases import cut

if TYPE_CHECKING:
    from bot.quiz.cards import Card, Reference


LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXY"

_PROMPT: Final = 900

_OPTION: Final = 300

# Two lines on a phone; the full option is shown above.
_OPTION_IN_SENTENCE: Final = 80

_EXPLANATION: Final = 900

_SOURCE: Final = 350

_MOST_SOURCES: Final = 4

# Characters that a button shows on a phone.
_ON_BUTTON: Final = 20


def prompt(card: Card) -> str:
    """Return the question in bold."""
    return f"**{plain_line(card.prompt, _PROMPT)}**"


def fits_buttons(card: Card) -> bool:
    """Return whether the options are short enough to stand on the buttons."""
    return all(len(option) <= _ON_BUTTON for option in card.options)


def options_list(card: Card) -> str:
    """Return the options with their letters, as a list: its lines are indented where they wrap."""
    return "\n".join(
        f"- **{LETTERS[place]}**\N{EN SPACE}{option(card, place)}"
        for place in _option_indices(card)
    )


def option(card: Card, place: int) -> str:
    """Return an option, escaped."""
    return plain_line(card.options[place], _OPTION)


def label(card: Card, place: int) -> str:
    """Return the label of an option's button."""
    return cut(card.options[place], LABEL) if fits_buttons(card) else LETTERS[place]


def option_mention(card: Card, place: int) -> str:
    """Return an option for a sentence, with its letter unless the buttons show its text."""
    text = plain_line(card.options[place], _OPTION_IN_SENTENCE)
    return f"**{text}**" if fits_buttons(card) else f"**{LETTERS[place]}**, “{text}”"


def right_answer(card: Card) -> str:
    """Return the line that gives the right answer."""
    if card.typed or card.answer is None:
        return f"Right is **{plain_line(card.right, _OPTION)}**."
    return f"Right is {option_mention(card, card.answer)}."


def why(card: Card) -> str:
    """Return the explanation with its footnote marks."""
    notes = [one.footnote for one in card.citations if one.footnote is not None]
    marks = "˒".join(map(mark, dict.fromkeys(notes)))
    return f"{plain_line(card.explanation, _EXPLANATION)}{marks}"


def sources(card: Card) -> str:
    """Return the sources of the answer, one a line."""
    # Notes with the same source and place share a line.
    every = join_source_lines(_source_line(one) for one in card.citations)
    lines = [*every[:_MOST_SOURCES]]
    left = len(every) - _MOST_SOURCES
    if left > 0:
        lines.append(f"-# and {left} more")
    if any(one.uncertain for one in card.citations):
        lines.append(INFERRED_NOTE)
    return "\n".join(lines)


def _source_line(one: Reference) -> str:
    if one.footnote is not None:
        sign = f"{mark(one.footnote)}{INFERRED if one.uncertain else ''}"
    else:
        sign = f"{MODERATOR}:" if one.basis is Basis.MODERATOR else "¶"
    return f"-# {sign} {with_link(cut(one.text, _SOURCE), one.url)}"


def _option_indices(card: Card) -> range:
    return range(len(card.options))
