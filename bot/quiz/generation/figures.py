"""Figures: a claim whose quantity is to be filled in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from bot.quiz.cards import CardKind
from bot.quiz.generation.choosing import WRONG, ordered
from bot.quiz.generation.drafts import Draft, card_of, draft_of
from bot.quiz.generation.numbers import Figure, figure_in, others_like, written
from bot.quiz.generation.wording import GAP, about_text, leans, quoted, unended

if TYPE_CHECKING:
    from random import Random

    from bot.quiz.cards import Card
    from bot.quiz.generation.pool import Pool, Statement

# A claim with another figure that is said so much elsewhere may be true.
_MAY_BE_TRUE: Final = 0.4


def drafts(pool: Pool) -> list[Draft]:
    """Each claim with one quantity in it."""
    made = []
    for one in pool.plain:
        figure = None if leans(one.text) or about_text(one.text) else figure_in(one.text)
        if figure is not None:
            made.append(draft_of(CardKind.FIGURE, one, partial(_figure, pool, one, figure)))
    return made


def false_values(pool: Pool, one: Statement, figure: Figure, rng: Random) -> list[str]:
    """Quantities that the base nowhere gives for this claim."""
    found = []
    for value in others_like(rng, figure):
        shown = written(value, spelt=figure.spelt)
        changed = one.text[: figure.start] + shown + one.text[figure.end :]
        if pool.said(changed, shown, one) < _MAY_BE_TRUE:
            found.append(shown)
    return found


def _figure(pool: Pool, one: Statement, figure: Figure, rng: Random) -> Card | None:
    asked = one.text[: figure.start] + GAP + one.text[figure.end :]
    right = one.text[figure.start : figure.end]
    wrong = false_values(pool, one, figure, rng)[:WRONG]
    if len(wrong) < WRONG:
        return None
    values = {written(v, spelt=figure.spelt): v for v in others_like(rng, figure)}
    values[right] = figure.value
    return card_of(
        pool,
        CardKind.FIGURE,
        one,
        prompt=f"Which figure belongs in the gap? {quoted(unended(asked))}",
        options=ordered(right, wrong, sorted(values, key=values.__getitem__)),
        accepted=tuple(dict.fromkeys((right, str(figure.value)))),
    )
