"""Terms and what they mean: from the term to its description, and back."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.paper.model import ActorType
from bot.quiz.cards import CardKind
from bot.quiz.generation.choosing import WRONG, choose, gives_away, shuffled
from bot.quiz.generation.describing import (
    Described,
    described,
    is_many,
    label,
    short_names,
)
from bot.quiz.generation.drafts import Draft, card_of, draft_of
from bot.quiz.generation.wording import holds, quoted

if TYPE_CHECKING:
    from random import Random

    from bot.paper.model import Entry
    from bot.quiz.cards import Card
    from bot.quiz.generation.pool import Pool

_WHAT: Final = {None: "Which term fits", ActorType.PERSON: "Who fits"}
# What is so much alike may be right as well.
_TOO_ALIKE: Final = 0.4
# Where more than so many are said to be the same, such as authors, they stand beside their like:
# one official among authors would be seen at once.
_CROWD: Final = 3


def drafts(pool: Pool) -> list[Draft]:
    """Both ways for each thing described."""
    things = described(pool)
    made = []
    for one in things:
        others = [other for other in things if _told_apart(pool, one, other)]
        makers = (
            (CardKind.DEFINITION, partial(_definition, pool, one, others)),
            (CardKind.TERM, partial(_term, pool, one)),
        )
        made += [draft_of(kind, one.statement, make) for kind, make in makers]
    return made


def _told_apart(pool: Pool, one: Described, other: Described) -> bool:
    """Whether what is said of `other` is not true of `one`, though they are of the same sort."""
    entry = other.statement.entry
    if one.sort != other.sort or not _another(pool, one, entry, other.name):
        return False
    return pool.shared(pool.stems(other.what), pool.stems(one.what)) < _TOO_ALIKE


def _another(pool: Pool, one: Described, entry: Entry, name: str) -> bool:
    """Whether an entry is another thing than `one`, by its links, its name and what is said."""
    if pool.linked(one.statement.entry, entry):
        return False
    mine, theirs = pool.stems(one.name), pool.stems(name)
    if mine <= theirs or theirs <= mine:
        return False
    told = (pool.shared(pool.stems(one.what), pool.stems(claim.text)) for claim in entry.claims)
    return max(told) < _TOO_ALIKE


def _definition(pool: Pool, one: Described, others: list[Described], rng: Random) -> Card | None:
    """From the term to its description."""
    prompt = f"Which description does the paper give of {quoted(one.name)}?"
    heads = Counter(other.head for other in [one, *others])
    # A word of the term that the description repeats betrays it, unless the others have it too.
    repeated = pool.stems(one.name) & pool.stems(one.what)
    fair = [
        other.text
        for other in others
        if (other.head == one.head or max(heads[other.head], heads[one.head]) <= _CROWD)
        and repeated <= pool.stems(other.what)
        and not any(holds(other.what, name) for name in short_names(one.statement.entry))
    ]
    wrong = choose(rng, one.text, fair)
    if wrong is None or gives_away(pool, prompt, one.text, wrong):
        return None
    return card_of(
        pool,
        CardKind.DEFINITION,
        one.statement,
        prompt=prompt,
        options=shuffled(rng, one.text, wrong),
    )


def _term(pool: Pool, one: Described, rng: Random) -> Card | None:
    """From the description to the term."""
    asks = _WHAT.get(one.statement.entry.actor_type, "Which name fits")
    prompt = f"{asks} this description from the paper? {quoted(one.text)}"
    repeated = pool.stems(one.name) & pool.stems(one.what)
    fair = [name for name in _names_beside(pool, one) if repeated <= pool.stems(name)]
    wrong = choose(rng, one.name, fair)
    if wrong is None or gives_away(pool, prompt, one.name, wrong):
        return None
    return card_of(
        pool,
        CardKind.TERM,
        one.statement,
        prompt=prompt,
        options=shuffled(rng, one.name, wrong),
        accepted=pool.accepted(one.statement.entry, one.name),
    )


def _names_beside(pool: Pool, one: Described) -> list[str]:
    """Names of other things of the same sort and number."""
    entry = one.statement.entry
    person = entry.actor_type is ActorType.PERSON
    found: dict[str, bool] = {}
    for other in pool.entries:
        name = label(other)
        alike = (other.kind, other.actor_type) == (entry.kind, entry.actor_type)
        if (
            not alike
            or not _is_name(pool, other, name)
            or is_many(name, person=person) != one.sort[1]
        ):
            continue
        if not holds(one.what, name) and _another(pool, one, other, name):
            found[name] = other.section == entry.section
    kin = [name for name in found if pool.stems(name) & pool.stems(one.name)]
    if len(kin) > 1:
        return kin
    near = [name for name, same_section in found.items() if same_section]
    return near if len(near) >= WRONG else list(found)


def _is_name(pool: Pool, entry: Entry, name: str) -> bool:
    """Whether a claim speaks of an entry by this name: then it is a name, not a headline.

    Of persons only those count who are called by a proper name; of bodies, none that is there as
    the maker or publisher of a work.
    """
    if entry.actor_type is ActorType.PERSON and not name.rsplit(maxsplit=1)[-1][0].isupper():
        return False
    if entry.actor_type is ActorType.ORGANISATION and pool.makes_works(entry):
        return False
    return any(holds(claim.text, name) for claim in entry.claims)
