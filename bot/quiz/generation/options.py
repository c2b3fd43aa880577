"""Question drafts, and the options of a card: drawing distractors, shuffling, fairness checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.browse.name_matching import folded
from bot.quiz.cards import LONGEST_OPTION, Card, CardKind, card_id, references
from bot.quiz.generation.claim_wording import contains_name

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
    """A question that could be asked, before its options are drawn.

    `asked` is unique among the drafts of its kind. `stems` are the word stems of the claim it asks
    about, so that a round does not ask the same thing twice. `make` draws the distractors and
    returns the card, or None if no fair question results.
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
    """Return a draft about one statement, and about the entries `also`."""
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
    """Return a card about one statement, which is also its explanation unless one is given.

    `also` are further entries that it is about. `shown` makes its id unique among cards of one kind
    about the same claim.
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

# An option is similar in length within these ratios, or within a few characters.
_SHORTEST: Final = 0.6

_LONGEST: Final = 1.7

_FEW: Final = 12

# Distractors are drawn from this many candidates, those nearest in length to the right option.
_DRAWN_FROM: Final = 7

# Words that the question shares with the right option alone give it away, if they are more than
# this many, or more than this share of the option.
_MOST_SHARED: Final = 1

_LARGEST_SHARE: Final = 0.25


def alike_in_length(right: str, wrong: str) -> bool:
    """Return whether a distractor is 0.6 to 1.7 times as long as the right option, or nearly."""
    few = abs(len(wrong) - len(right)) <= _FEW
    return few or _SHORTEST * len(right) <= len(wrong) <= _LONGEST * len(right)


def draw_distractors(
    rng: Random, right: str, candidates: Iterable[str], most: int = DISTRACTORS
) -> tuple[str, ...] | None:
    """Return at most `most` distractors drawn from candidates; None if fewer than two are fair."""
    once = {folded(one): one for one in candidates}
    once.pop(folded(right), None)
    fair = [o for o in once.values() if alike_in_length(right, o) and len(o) <= LONGEST_OPTION]
    fair.sort(key=lambda one: (abs(len(one) - len(right)), one))
    if len(fair) < _FEWEST_DISTRACTORS:
        return None
    drawn = fair[:_DRAWN_FROM]
    return tuple(rng.sample(drawn, min(most, len(drawn))))


def shuffled_options(rng: Random, right: str, wrong: Sequence[str]) -> Options:
    """Shuffle the options; return them with the index of the right one."""
    options = [right, *wrong]
    rng.shuffle(options)
    return tuple(options), options.index(right)


def ordered_options(right: str, wrong: Iterable[str], order: Sequence[str]) -> Options:
    """Return options in natural order (dates, figures), with the index of the right one."""
    options = sorted({right, *wrong}, key=order.index)
    return tuple(options), options.index(right)


def gives_away(pool: Pool, prompt: str, right: str, wrong: Sequence[str]) -> bool:
    """Return whether the words of the prompt give the right option away.

    They do if the prompt contains one of the options, or shares with the right one something that
    no distractor has: an acronym, more than one word, or a word that is much of the option.
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
