"""Draws the questions of a round by a seed, one kind after another, without near-duplicates."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Final

from bot.errors import TooFewQuestionsError
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

# Questions about the book and not about its subject are asked only if they are chosen or nothing
# else can be.
_ABOUT_THE_BOOK: Final = frozenset({CardKind.SOURCE, CardKind.SECTION})

# A question that overlaps this much with one already drawn asks the same in other words.
_SAME: Final = 0.5

# One draw may find no fair question where another does; after this many, more find none either.
_DRAWS: Final = 8

# Every server with revisions has a paper of its own; each pool takes some megabytes.
_MOST_POOLS: Final = 8


@lru_cache(maxsize=_MOST_POOLS)
def _drafts_by_kind(paper: Paper) -> tuple[Pool, dict[CardKind, tuple[QuestionDraft, ...]]]:
    """Return all question drafts of a paper, by kind; slow at first, then cached."""
    found: dict[CardKind, list[QuestionDraft]] = {kind: [] for kind in ALL_KINDS}
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
    """Return at most `count` different questions, the same for the same paper and arguments.

    Kinds take turns. `topic` is a section, an actor or a kind of entry, by any of its names.
    Without `kinds`, all are drawn but those about the book: its sections, and the works it cites;
    they come last if `every_entry` is true, or if there is nothing else to ask.
    `excluded` holds ids of entries and of cards. In `mode` TYPED every card is typed, in MIXED
    every other one that can be. With `every_entry`, an entry is asked about even if all its
    questions are much like those about other entries. Fewer questions are returned if the paper
    has no more; raises TooFewQuestionsError if it has none.
    """
    pool, drafted = _drafts_by_kind(paper)
    excluded = frozenset(map(paper.present_id, excluded))
    wanted = [
        kind
        for kind in ALL_KINDS
        if (kind in kinds if kinds is not None else kind not in _ABOUT_THE_BOOK)
    ]
    about = topic_filter(paper, topic)
    rng = Random(f"{seed}")
    reserve = [] if kinds is not None else sorted(_ABOUT_THE_BOOK)
    left = {}
    for kind in (*wanted, *reserve):
        many = [d for d in drafted[kind] if about(d) and not _is_excluded(d, excluded)]
        rng.shuffle(many)
        left[kind] = many
    drawn = _DrawnCards(pool, mode, excluded, f"{seed}")
    rng.shuffle(wanted)
    drawn.draw(wanted, left, count)
    drawn.draw(wanted, drawn.take_passed_over(), count, same_entry=True)
    if every_entry or not drawn.cards:
        drawn.draw(reserve, left, count)
    if every_entry:
        drawn.fill_with_similar(count)
    if not drawn.cards:
        raise TooFewQuestionsError(_request_text(wanted, topic, mode))
    return tuple(drawn.cards[:count])


def askable_entries(paper: Paper) -> frozenset[str]:
    """Return the ids of the entries about which questions can be made, whatever the seed."""
    _, drafted = _drafts_by_kind(paper)
    found: set[str] = set()
    for draft in (draft for many in drafted.values() for draft in many):
        entries = {entry.id for entry in draft.entries}
        draws = (Random(f"{n} {draft.kind} {draft.asked}") for n in range(_DRAWS))
        if not entries <= found and any(draft.make(draw) for draw in draws):
            found |= entries
    return frozenset(found)


def _is_excluded(draft: QuestionDraft, excluded: Collection[str]) -> bool:
    return any(entry.id in excluded for entry in draft.entries)


def _round_robin(
    kinds: list[CardKind], left: dict[CardKind, list[QuestionDraft]]
) -> Iterator[CardKind]:
    """Yield the kinds in turn (round robin), skipping those without drafts left."""
    while any(left[kind] for kind in kinds):
        yield from (kind for kind in kinds if left[kind])


def _request_text(kinds: list[CardKind], topic: str | None, mode: Mode) -> str:
    whole = set(kinds) >= set(ALL_KINDS) - _ABOUT_THE_BOOK
    many = "all kinds" if whole else f"kind {', '.join(kinds) or 'none'}"
    about = f" on topic {topic!r}" if topic else ""
    return f"{many}{about}{' that can be typed' if mode is Mode.TYPED else ''}"


class _DrawnCards:
    """The cards drawn so far, and the claims and entries that they ask about."""

    def __init__(self, pool: Pool, mode: Mode, excluded: Collection[str], seed: str) -> None:
        self._pool = pool
        self._mode = mode
        self._excluded = excluded
        self._seed = seed
        self._asked: list[frozenset[str]] = []
        self._entries: set[str] = set()
        self.cards: list[Card] = []
        self._passed_over: dict[CardKind, list[QuestionDraft]] = {}
        self._like_others: list[QuestionDraft] = []

    def draw(
        self,
        kinds: list[CardKind],
        left: dict[CardKind, list[QuestionDraft]],
        count: int,
        *,
        same_entry: bool = False,
    ) -> None:
        """Draw from each kind in turn until there are `count` cards or no drafts are left."""
        for kind in _round_robin(kinds, left):
            if len(self.cards) >= count:
                return
            self._draw_next(left[kind], same_entry=same_entry)

    def take_passed_over(self) -> dict[CardKind, list[QuestionDraft]]:
        """Return the drafts that were passed over so far, and forget them."""
        taken = defaultdict(list, self._passed_over)
        self._passed_over = {}
        return taken

    def _draw_next(self, drafts: list[QuestionDraft], *, same_entry: bool) -> None:
        """Take drafts off the list until one becomes a card.

        Drafts about an entry that has a card are passed over, unless `same_entry` is true.
        """
        while drafts:
            draft = drafts.pop()
            if not same_entry and not self._entries.isdisjoint(e.id for e in draft.entries):
                self._passed_over.setdefault(draft.kind, []).append(draft)
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
        """Fill up to `count` with near-duplicates about entries that have no card yet."""
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
        card = draft.make(Random(f"{self._seed} {draft.kind} {draft.asked}"))
        if card is None or card.id in self._excluded:
            return None
        if self._mode is Mode.TYPED:
            return card.as_typed() if card.accepted else None
        every_other = self._mode is Mode.MIXED and len(self.cards) % 2 == 1
        return card.as_typed() if every_other and card.accepted else card
