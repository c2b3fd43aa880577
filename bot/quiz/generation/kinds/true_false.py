"""True-or-false questions: a claim as it is, or with a date, figure, word or name changed."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.paper.model import ActorType
from bot.quiz.cards import CardKind
from bot.quiz.generation.claim_wording import quoted, without_final_stop
from bot.quiz.generation.kinds.dated_events import (
    DATES,
    dates_in,
    has_doubtful_date,
    is_date_of_what_happened,
)
from bot.quiz.generation.kinds.fill_in import false_values, quantity_in
from bot.quiz.generation.kinds.name_mentions import ActorNames
from bot.quiz.generation.options import QuestionDraft, make_card, make_draft

if TYPE_CHECKING:
    from random import Random

    from bot.quiz.cards import Card
    from bot.quiz.generation.statements import Pool, Statement


TRUE_OR_FALSE: Final = ("True", "False")

_SHIFTS: Final = (-4, -3, -2, 2, 3, 4)

# A claim with its date changed that overlaps this much with another claim may be true.
_MAY_BE_TRUE: Final = 0.4

_FEWEST_WORDS: Final = 3

# If a claim gives a reason or repeats itself, reversing one half makes it contradict itself.
_REASONED: Final = re.compile(r";|\b(?:because|so|as|since|although|yet|but)\b", re.IGNORECASE)


def truth_drafts(pool: Pool) -> list[QuestionDraft]:
    """Return a draft for each claim that can stand alone and is about the subject."""
    names = ActorNames(pool)
    return [
        make_draft(CardKind.TRUTH, one, partial(_truth_card, pool, names, one))
        for one in pool.body_statements
        if pool.wording.stands_alone(one.text)
    ]


def _truth_card(pool: Pool, names: ActorNames, one: Statement, rng: Random) -> Card | None:
    ways = [_other_date, _other_figure, _opposite, _other_name]
    rng.shuffle(ways)
    false = next((made for way in ways if (made := way(pool, names, one, rng))), None)
    if false is None:
        return None
    true = rng.random() < 0.5  # noqa: PLR2004  # as often as not
    shown = one.text if true else false
    told = one.claim.text if true else f"The paper's account: {one.claim.text}"
    return make_card(
        pool,
        CardKind.TRUTH,
        one,
        prompt=f"True or false, by the paper's account? {quoted(without_final_stop(shown))}",
        options=(TRUE_OR_FALSE, 0 if true else 1),
        shown=shown,
        explanation=told,
    )


def _other_date(pool: Pool, _names: ActorNames, one: Statement, rng: Random) -> str | None:
    """Return a claim with another year for its only date; None if none is surely false."""
    of_person = one.entry.actor_type is ActorType.PERSON
    if of_person or len(dates_in(one.text)) != 1 or has_doubtful_date(pool, one.entry):
        return None
    found = DATES.search(one.text)
    year = re.search(r"\d{4}", found.group()) if found else None
    if found is None or year is None:
        return None
    if not is_date_of_what_happened(one.text, one.text[: found.start()]):
        return None
    for shift in rng.sample(_SHIFTS, len(_SHIFTS)):
        other = str(int(year.group()) + shift)
        if other > pool.paper.date[:4]:
            continue
        at = found.start() + year.start()
        changed = one.text[:at] + other + one.text[at + 4 :]
        if pool.best_overlap(changed, other, one) < _MAY_BE_TRUE:
            return changed
    return None


def _other_figure(pool: Pool, _names: ActorNames, one: Statement, rng: Random) -> str | None:
    """Return a claim with another quantity for its only one; None if none is surely false."""
    figure = quantity_in(one.text)
    values = false_values(pool, one, figure, rng) if figure else []
    if figure is None or not values:
        return None
    return one.text[: figure.start] + values[0] + one.text[figure.end :]


def _opposite(pool: Pool, _names: ActorNames, one: Statement, _rng: Random) -> str | None:
    """Return a claim reversed by one word or phrase; None for claims about harm."""
    if pool.wording.is_grave(one.text):
        return None
    reasoned = bool(_REASONED.search(one.text))
    for word, other in pool.wording.opposites:
        # A phrase of several words was written for its claim, reasons and all.
        if reasoned and len(word.split()) < _FEWEST_WORDS:
            continue
        pattern = rf"\b{re.escape(word)}\b"
        if len(re.findall(pattern, one.text)) == 1:
            return re.sub(pattern, other, one.text)
    return None


def _other_name(pool: Pool, names: ActorNames, one: Statement, rng: Random) -> str | None:
    """Return a claim with another body, mission or document named; None for claims about harm."""
    mentions = [] if pool.wording.is_grave(one.text) else names.mentions(one.text)
    for mention in rng.sample(mentions, len(mentions)):
        if mention.actor.actor_type in {ActorType.PERSON, ActorType.PLACE}:
            continue
        others = [o for o in names.distractors_for(one, mention) if not names.contains_person(o)]
        if others:
            return one.text[: mention.start] + rng.choice(others) + one.text[mention.end :]
    return None
