"""True or false: a claim as it is, or with one thing in it changed."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.paper.model import ActorType
from bot.quiz.cards import CardKind
from bot.quiz.generation.kinds.dated_events import DATES, dates_in, has_doubtful_date
from bot.quiz.generation.kinds.fill_in import false_values, quantity_in
from bot.quiz.generation.kinds.name_mentions import ActorNames
from bot.quiz.generation.options import QuestionDraft, make_card, make_draft
from bot.quiz.generation.statements import (
    is_about_text,
    is_grave,
    needs_context,
    quoted,
    without_final_stop,
)

if TYPE_CHECKING:
    from random import Random

    from bot.quiz.cards import Card
    from bot.quiz.generation.statements import Pool, Statement


TRUE_OR_FALSE: Final = ("True", "False")

_SHIFTS: Final = (-4, -3, -2, 2, 3, 4)

# A claim with another date that is said so much elsewhere may be true.
_MAY_BE_TRUE: Final = 0.4

# Where a claim gives a reason or says a thing twice, turning one half makes it contradict itself.
_REASONED: Final = re.compile(r";|\b(?:because|so|as|since|although|yet|but)\b", re.IGNORECASE)

# Words that turn a claim into its opposite and leave its grammar whole.
_OPPOSITES: Final = (
    ("rarely", "regularly"),
    ("seldom", "usually"),
    ("Few of", "Most of"),
    ("has no standing army", "has a standing army"),
    ("has no army", "has an army"),
    ("reluctant to", "ready to"),
    ("strengthen", "weaken"),
    ("reinforce", "weaken"),
    ("has no jurisdiction", "has jurisdiction"),
    ("no legal authority", "full legal authority"),
    ("does not prosecute", "itself prosecutes"),
    ("non-binding", "binding"),
    ("expand", "reduce"),
    ("a larger role", "a smaller role"),
    ("before", "after"),
    ("from prevention towards enforcement", "from enforcement towards prevention"),
    ("closely resembled", "had little in common with"),
    ("one specific mission", "all missions alike"),
    ("must be consulted", "need not be consulted"),
)


def truth_drafts(pool: Pool) -> list[QuestionDraft]:
    """Each claim of which a false version can be made, so that neither betrays itself."""
    names = ActorNames(pool)
    return [
        make_draft(CardKind.TRUTH, one, partial(_truth_card, pool, names, one))
        for one in pool.body_statements
        if not needs_context(one.text) and not is_about_text(one.text)
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
    """Another year for the only date of a claim."""
    of_person = one.entry.actor_type is ActorType.PERSON
    if of_person or len(dates_in(one.text)) != 1 or has_doubtful_date(pool, one.entry):
        return None
    found = DATES.search(one.text)
    year = re.search(r"\d{4}", found.group()) if found else None
    if found is None or year is None:
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
    """Another quantity for the only one of a claim."""
    figure = quantity_in(one.text)
    values = false_values(pool, one, figure, rng) if figure else []
    if figure is None or not values:
        return None
    return one.text[: figure.start] + values[0] + one.text[figure.end :]


def _opposite(_pool: Pool, _names: ActorNames, one: Statement, _rng: Random) -> str | None:
    """The opposite by one word or phrase, where no harm is told."""
    fit = not is_grave(one.text) and not _REASONED.search(one.text)
    for word, other in _OPPOSITES if fit else ():
        pattern = rf"\b{re.escape(word)}\b"
        if len(re.findall(pattern, one.text)) == 1:
            return re.sub(pattern, other, one.text)
    return None


def _other_name(pool: Pool, names: ActorNames, one: Statement, rng: Random) -> str | None:
    """Another body, mission or document for one that is named, where no harm is told."""
    del pool
    mentions = [] if is_grave(one.text) else names.mentions(one.text)
    for mention in rng.sample(mentions, len(mentions)):
        if mention.actor.actor_type in {ActorType.PERSON, ActorType.PLACE}:
            continue
        others = [o for o in names.distractors_for(one, mention) if not names.contains_person(o)]
        if others:
            return one.text[: mention.start] + rng.choice(others) + one.text[mention.end :]
    return None
