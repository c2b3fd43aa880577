"""A card under review: its question, then its answer with four grades; and the end for now."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_kit import quiz_card_text
from bot.discord_kit.layout import MOST_TEXT, Layout, button, container, line, rows
from bot.discord_kit.markdown import cut, plain_line
from bot.quiz.cards import LONGEST_OPTION, CardKind
from bot.text.phrases import counted
from bot.ui.review import ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.quiz.cards import Card
    from bot.review.review_service import Rest, ToShow
    from bot.review.scheduler import Grade

# Of a question that was just read so much is shown again above its answer.
_AGAIN: Final = 400
_SPARE: Final = 50
# Their options have an order of their own: of time, of size, or true before false.
_IN_ORDER: Final = frozenset({CardKind.DATE, CardKind.FIGURE, CardKind.TRUTH})


def front(shown: ToShow) -> Layout:
    """The question, and its options where it has any."""
    card = shown.card
    options = "" if card.typed or not card.options else quiz_card_text.lettered(_mixed(shown))
    show = button(
        ids.of_card("show", shown.id, shown.version),
        "Show answer",
        style=discord.ButtonStyle.primary,
    )
    return Layout(container(_head(shown), quiz_card_text.prompt(card), options, *rows([show])))


def back(shown: ToShow, intervals: Mapping[Grade, str]) -> Layout:
    """The answer with its sources, and the four grades with what each of them does."""
    card = shown.card
    sources = quiz_card_text.sources(card)
    prompt = f"**{plain_line(card.prompt, _AGAIN)}**"
    # The options are not shown again, so that no letter would say anything.
    right = f"Right is **{plain_line(card.right, LONGEST_OPTION)}**."
    room = MOST_TEXT - _SPARE - sum(map(len, (prompt, right, sources)))
    grades = [
        button(
            ids.of_card("grade", shown.id, shown.version, grade.value),
            f"{grade.label} · {interval}",
        )
        for grade, interval in intervals.items()
    ]
    drop = button(ids.of_card("drop", shown.id, shown.version), "Take this card out")
    below = [*rows(grades), *rows([drop])]
    why = cut(quiz_card_text.why(card), max(1, room))
    return Layout(container(prompt, right, why, line(), sources, *below))


def rest(state: Rest, *, done: bool) -> Layout:
    """That nothing is due; `done` says that something just was."""
    if not state.has_cards:
        return Layout(
            container(
                "### Your review is empty",
                "/review add puts cards into it: a section, a topic or a deck. With "
                "/review settings, questions that you miss in quizzes enter it by themselves.",
            )
        )
    told = ["That was all for now." if done else "Nothing is due just now."]
    if state.back is not None:
        told.append(f"The next card comes back {_when(state.back)}.")
    if state.later:
        cards = counted(state.later, "new card")
        told.append(
            f"{cards} {'waits' if state.later == 1 else 'wait'} for another day: /review settings "
            f"says how many you begin in one."
        )
    return Layout(container("### Your review", " ".join(told)))


def _head(shown: ToShow) -> str:
    return f"-# {counted(shown.left, 'card')} to go. Only you see this."


def _mixed(shown: ToShow) -> Card:
    """The card with its options in another order each time, so that no place is learnt by heart."""
    card = shown.card
    if card.kind in _IN_ORDER:
        return card
    options = list(card.options)
    Random(f"{shown.id} {shown.version}").shuffle(options)  # noqa: S311  # nothing is secret
    return replace(card, options=tuple(options), answer=options.index(card.right))


def _when(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:R>"
