"""A question before it is asked, and the card that is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.browse.name_matching import folded
from bot.quiz.cards import LONGEST_OPTION, Card, CardKind, card_id, references
from bot.quiz.generation.statements import contains_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

    from bot.paper.model import Entry
    from bot.quiz.generation.statements import Pool, Statement


Make: TypeAlias = "Callable[[Random], Card | None]"

# The options in order, and the index of the right one.
Options: TypeAlias = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """One thing that can be asked.

    `asked` tells it from all others of its kind. `stems` are those of what it asks about, so that
    a round does not ask the same twice. `make` gives None where no fair question comes of it.
    """

    kind: CardKind
    asked: str
    entries: tuple[Entry, ...]
    section: str
    stems: frozenset[str]
    make: Make


Drafting: TypeAlias = "Callable[[Pool], list[QuestionDraft]]"


def make_draft(
    kind: CardKind, one: Statement, make: Make, *also: Entry, asked: str | None = None
) -> QuestionDraft:
    """A draft about one statement, and about the entries `also`."""
    text = one.claim.text if asked is None else f"{asked}\0{one.claim.text}"
    return QuestionDraft(kind, text, (one.entry, *also), one.claim.section, one.stems, make)


def make_card(
    pool: Pool,
    kind: CardKind,
    one: Statement,
    *also: Entry,
    prompt: str,
    options: Options,
    accepted: tuple[str, ...] = (),
    shown: str = "",
    explanation: str = "",
) -> Card:
    """A card about one statement; that is its explanation, unless there is another.

    `also` are further entries that it is about, `shown` what tells it from other cards that ask
    the same of the same claim.
    """
    entries = tuple(dict.fromkeys((one.entry.id, *(entry.id for entry in also))))
    return Card(
        id=card_id(kind, (*entries, one.claim.text, *((shown,) if shown else ()))),
        kind=kind,
        prompt=prompt,
        explanation=explanation or one.claim.text,
        citations=references(pool.paper, [one.claim]),
        options=options[0],
        answer=options[1],
        accepted=accepted,
        entries=entries,
        section=one.claim.section,
    )


DISTRACTORS: Final = 3

_FEWEST_DISTRACTORS: Final = 2

# Lengths are alike within these, or where they differ by a few characters only.
_SHORTEST: Final = 0.6

_LONGEST: Final = 1.7

_FEW: Final = 12

# Of the candidates nearest in length, so many take part in the draw.
_DRAWN_FROM: Final = 7

# Words that only the right option shares with the question give it away.
_MOST_SHARED: Final = 1

_LARGEST_SHARE: Final = 0.25


def alike_in_length(right: str, wrong: str) -> bool:
    """Whether a wrong option is 0.6 to 1.7 times as long as the right one, or nearly so."""
    few = abs(len(wrong) - len(right)) <= _FEW
    return few or _SHORTEST * len(right) <= len(wrong) <= _LONGEST * len(right)


def draw_distractors(
    rng: Random, right: str, candidates: Iterable[str], most: int = DISTRACTORS
) -> tuple[str, ...] | None:
    """At most `most` wrong options drawn from candidates; None where fewer than two are fair."""
    once = {folded(one): one for one in candidates}
    once.pop(folded(right), None)
    fair = [o for o in once.values() if alike_in_length(right, o) and len(o) <= LONGEST_OPTION]
    fair.sort(key=lambda one: (abs(len(one) - len(right)), one))
    if len(fair) < _FEWEST_DISTRACTORS:
        return None
    drawn = fair[:_DRAWN_FROM]
    return tuple(rng.sample(drawn, min(most, len(drawn))))


def shuffled_options(rng: Random, right: str, wrong: Sequence[str]) -> Options:
    """The options in a drawn order, and the index of the right one."""
    options = [right, *wrong]
    rng.shuffle(options)
    return tuple(options), options.index(right)


def ordered_options(right: str, wrong: Iterable[str], order: Sequence[str]) -> Options:
    """The options in their own order, as dates and figures have one."""
    options = sorted({right, *wrong}, key=order.index)
    return tuple(options), options.index(right)


def gives_away(pool: Pool, prompt: str, right: str, wrong: Sequence[str]) -> bool:
    """Whether the prompt points to the right option by its words.

    It does if it holds one of the options, or if the right one shares with it what no wrong one
    has: an acronym, more than one word, or a word that makes up much of the option.
    """
    if any(contains_name(prompt, one) for one in (right, *wrong)):
        return True
    named = [word for word in right.split() if word.isupper() and contains_name(prompt, word)]
    if any(not any(contains_name(one, word) for one in wrong) for word in named):
        return True
    asked = pool.stems(prompt)
    others = frozenset[str]().union(*(pool.stems(one) for one in wrong))
    mine = pool.stems(right)
    betraying = (mine & asked) - others
    return len(betraying) > _MOST_SHARED or pool.overlap(mine, betraying) > _LARGEST_SHARE
