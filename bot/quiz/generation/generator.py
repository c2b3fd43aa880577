"""A round's questions: drawn by a seed, kind after kind, and never twice of the same claim."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Final

from bot.errors import TooFewQuestionsError
from bot.gc_control import uncollected
from bot.quiz.cards import CardKind
from bot.quiz.generation.kinds import (
    apparatus,
    dated_events,
    definitions,
    fill_in,
    recommendations,
    true_false,
)
from bot.quiz.generation.statements import Pool
from bot.quiz.generation.topics import topic_filter
from bot.quiz.round.state import Mode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.paper.paper import Paper
    from bot.quiz.cards import Card
    from bot.quiz.generation.options import Drafting, QuestionDraft


_FAMILIES: Final[tuple[Drafting, ...]] = (
    definitions.term_drafts,
    recommendations.recommendation_drafts,
    dated_events.date_drafts,
    dated_events.order_drafts,
    apparatus.source_drafts,
    apparatus.section_drafts,
    fill_in.quantity_drafts,
    true_false.truth_drafts,
    fill_in.cloze_drafts,
)

ALL_KINDS: Final[tuple[CardKind, ...]] = tuple(
    kind for kind in CardKind if kind is not CardKind.WRITTEN
)

# What shares so much with a question already drawn asks the same in other words.
_SAME: Final = 0.5

# One draw may find no fair question where another does; after so many, more find none either.
_DRAWS: Final = 8

# Papers laid over one another by the servers of a bot; each costs some megabytes.
_MOST_POOLS: Final = 8


@lru_cache(maxsize=_MOST_POOLS)
def _drafts_by_kind(paper: Paper) -> tuple[Pool, dict[CardKind, tuple[QuestionDraft, ...]]]:
    """Everything that can be asked of a paper, by kind; the first call costs, others do not."""
    found: dict[CardKind, list[QuestionDraft]] = {kind: [] for kind in ALL_KINDS}
    # Kept for as long as the paper is, and as large: collections would look at all of it.
    with uncollected():
        pool = Pool(paper)
        for family in _FAMILIES:
            for draft in family(pool):
                found[draft.kind].append(draft)
    return pool, {kind: tuple(many) for kind, many in found.items()}


def generate(
    paper: Paper,
    seed: int | str,
    count: int,
    *,
    kinds: Collection[CardKind] | None = None,
    topic: str | None = None,
    mode: Mode = Mode.BUTTONS,
    excluded: Collection[str] = frozenset(),
    every_entry: bool = False,
) -> tuple[Card, ...]:
    """At most `count` different questions, the same for the same paper and arguments.

    Kinds take turns. `topic` is a section, an actor or a kind of entry, by any of its names.
    `excluded` holds ids of entries and of cards. In `mode` typed every card is to be typed, in
    mixed every other one that can be. With `every_entry` an entry is asked about even where all
    that can be asked of it is much like what is asked of others. Fewer come back where the
    knowledge has no more; raises TooFewQuestions where it has none.
    """
    pool, drafted = _drafts_by_kind(paper)
    wanted = [kind for kind in ALL_KINDS if kinds is None or kind in kinds]
    about = topic_filter(paper, topic)
    rng = Random(f"{seed}")  # noqa: S311  # drawn so that it repeats; nothing is secret
    left = {}
    for kind in wanted:
        many = [d for d in drafted[kind] if about(d) and not _is_excluded(d, excluded)]
        rng.shuffle(many)
        left[kind] = many
    drawn = _DrawnCards(pool, mode, excluded, f"{seed}")
    rng.shuffle(wanted)
    for again in (False, True):
        for kind in _round_robin(wanted, left):
            if len(drawn.cards) >= count:
                break
            drawn.draw_next(left[kind], same_entry=again)
        left = {kind: drawn.passed_over.get(kind, []) for kind in wanted}
    if every_entry:
        drawn.fill_with_similar(count)
    if not drawn.cards:
        raise TooFewQuestionsError(_request_text(wanted, topic, mode))
    return tuple(drawn.cards[:count])


def askable_entries(paper: Paper) -> frozenset[str]:
    """The ids of the entries that questions can be made of, whatever the seed."""
    _, drafted = _drafts_by_kind(paper)
    found: set[str] = set()
    for draft in (draft for many in drafted.values() for draft in many):
        entries = {entry.id for entry in draft.entries}
        draws = (Random(f"{n} {draft.kind} {draft.asked}") for n in range(_DRAWS))  # noqa: S311
        if not entries <= found and any(draft.make(draw) for draw in draws):
            found |= entries
    return frozenset(found)


def _is_excluded(draft: QuestionDraft, excluded: Collection[str]) -> bool:
    return any(entry.id in excluded for entry in draft.entries)


def _round_robin(
    kinds: list[CardKind], left: dict[CardKind, list[QuestionDraft]]
) -> Iterator[CardKind]:
    """The kinds in turn, for as long as each has drafts left."""
    while any(left[kind] for kind in kinds):
        yield from (kind for kind in kinds if left[kind])


def _request_text(kinds: list[CardKind], topic: str | None, mode: Mode) -> str:
    many = "all kinds" if len(kinds) == len(ALL_KINDS) else f"kind {', '.join(kinds) or 'none'}"
    about = f" on topic {topic!r}" if topic else ""
    return f"{many}{about}{' that can be typed' if mode is Mode.TYPED else ''}"


class _DrawnCards:
    """The cards drawn so far, and what they have asked about."""

    def __init__(self, pool: Pool, mode: Mode, excluded: Collection[str], seed: str) -> None:
        self._pool = pool
        self._mode = mode
        self._excluded = excluded
        self._seed = seed
        self._asked: list[frozenset[str]] = []
        self._entries: set[str] = set()
        self.cards: list[Card] = []
        self.passed_over: dict[CardKind, list[QuestionDraft]] = {}
        self._like_others: list[QuestionDraft] = []

    def draw_next(self, drafts: list[QuestionDraft], *, same_entry: bool) -> None:
        """Take drafts off the list until one becomes a card."""
        while drafts:
            draft = drafts.pop()
            if not same_entry and not self._entries.isdisjoint(e.id for e in draft.entries):
                self.passed_over.setdefault(draft.kind, []).append(draft)
                continue
            if any(self._are_alike(draft.stems, asked) for asked in self._asked):
                self._like_others.append(draft)
                continue
            card = self._card_from(draft)
            if card is not None:
                self.cards.append(card)
                self._asked.append(draft.stems)
                self._entries.update(card.entries)
                return

    def fill_with_similar(self, count: int) -> None:
        """Fill up to `count` with cards like others, on entries that no card is about yet."""
        for draft in self._like_others:
            if len(self.cards) >= count:
                return
            asked = self._entries.issuperset(entry.id for entry in draft.entries)
            card = None if asked else self._card_from(draft)
            if card is not None:
                self.cards.append(card)
                self._entries.update(card.entries)

    def _are_alike(self, one: frozenset[str], other: frozenset[str]) -> bool:
        return max(self._pool.overlap(one, other), self._pool.overlap(other, one)) >= _SAME

    def _card_from(self, draft: QuestionDraft) -> Card | None:
        card = draft.make(Random(f"{self._seed} {draft.kind} {draft.asked}"))  # noqa: S311
        if card is None or card.id in self._excluded:
            return None
        if self._mode is Mode.TYPED:
            return card.as_typed() if card.accepted else None
        every_other = self._mode is Mode.MIXED and len(self.cards) % 2 == 1
        return card.as_typed() if every_other and card.accepted else card
