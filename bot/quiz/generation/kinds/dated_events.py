"""Questions on time: the order of events, the date of an event, a date missing in a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Final

from bot.browse.entries import date_in_words
from bot.paper.model import ActorType, Kind
from bot.quiz.cards import Card, CardKind, card_id, references
from bot.quiz.generation.claim_wording import GAP, capitalized, quoted, without_final_stop
from bot.quiz.generation.options import (
    DISTRACTORS,
    QuestionDraft,
    gives_away,
    make_card,
    make_draft,
    ordered_options,
    shuffled_options,
)
from bot.text.phrases import MONTHS

if TYPE_CHECKING:
    from random import Random

    from bot.paper.model import Claim, Entry
    from bot.quiz.generation.statements import Pool, Statement


_SET: Final = 4

# A set combines events that are close in time: from this many in a row.
_REACH: Final = 7


def order_drafts(pool: Pool) -> list[QuestionDraft]:
    """Return drafts on sets of four events in four different years: which came first, or last."""
    whole = sorted(dated_events(pool), key=lambda one: (one.date, one.entry.id))
    made = []
    for start in range(len(whole)):
        for many in combinations(whole[start : start + _REACH], _SET):
            years = [one.date[:4] for one in many]
            if many[0] is whole[start] and len(set(years)) == _SET:
                made.append(_order_draft(pool, many))
    return made


def _order_draft(pool: Pool, many: tuple[DatedEvent, ...]) -> QuestionDraft:
    return QuestionDraft(
        kind=CardKind.ORDER,
        asked=" ".join(one.entry.id for one in many),
        entries=tuple(one.entry for one in many),
        section=many[0].entry.section,
        stems=frozenset[str]().union(*(one.claim.stems for one in many)),
        make=partial(_order_card, pool, many),
    )


def _order_card(pool: Pool, many: tuple[DatedEvent, ...], rng: Random) -> Card | None:
    last = rng.random() < 0.5  # noqa: PLR2004  # as often as not
    right = many[-1] if last else many[0]
    options, answer = shuffled_options(
        rng, right.text, [one.text for one in many if one is not right]
    )
    if len(set(options)) != len(options):
        return None
    dates = "; ".join(f"{date_in_words(one.date)}, {one.text}" for one in many)
    word = "last" if last else "first"
    return Card(
        id=card_id(CardKind.ORDER, (word, *(one.entry.id for one in many))),
        kind=CardKind.ORDER,
        prompt=f"Which of these came {word}, by the paper's account?",
        explanation=f"In the order of time: {dates}.",
        citations=references(pool.paper, [one.claim.claim for one in many]),
        options=options,
        answer=answer,
        entries=tuple(one.entry.id for one in many),
        section=right.entry.section,
    )


_MONTH: Final = "|".join(MONTHS)

# A date in running text, from a whole day to a decade.
DATES: Final = re.compile(
    rf"(?<![/\w])(?:(?:\d{{1,2}} )?(?:{_MONTH}) (?:\d{{1,2}}, )?)?(?:1[5-9]|20)\d\d(?![/\w])"
)

_DECADES: Final = re.compile(r"\b(?:1[5-9]|20)\d0s\b")

_LEADING: Final = re.compile(rf"(?:In|On|By|For) (?:\d{{1,2}} )?(?:(?:{_MONTH}) )?\d{{4}},? ")

# "In 1850 came the railway" is not a sentence without its beginning.
_SUBJECT: Final = re.compile(r"(?!(?:Came|The paper)\b)")

_TIMED: Final = re.compile(r"\d{4}|\b[Dd]ate[sd]?\b|\b[Pp]eriod\b|\b[Ff]irst\b|\b[Bb]egin")

# Words before a date that tells when something happened.
_WHEN: Final = re.compile(r"\b(?:in|on|since|until|by|from) $", re.IGNORECASE)

# The year of a publication is bibliography.
_PUBLISHED: Final = re.compile(r"\b(?:publish|issu|titled)", re.IGNORECASE)

_OFF: Final = (-5, -4, -3, -2, -1, 1, 2, 3, 4)

# A claim with its date changed that overlaps this much with another claim may be true.
_MAY_BE_TRUE: Final = 0.4

_NEAR_YEARS: Final = 10


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event that can be asked about: its text without a date, and its date in sortable form."""

    entry: Entry
    claim: Statement
    text: str
    date: str


def dates_in(text: str) -> list[str]:
    """Return the years and fuller dates in a text, but not decades."""
    return DATES.findall(text)


def has_doubtful_date(pool: Pool, entry: Entry) -> bool:
    """Return whether an erratum says that the paper contradicts itself on an entry's date."""
    slips = (pool.paper.entries.get(key) for key in entry.errata)
    told = " ".join(f"{s.title} {' '.join(c.text for c in s.claims)}" for s in slips if s)
    return bool(
        re.search(r"\bdate[sd]?\b|\bwhen\b|\byears?\b|\bearly\b|\bera", told, re.IGNORECASE)
    )


def dated_events(pool: Pool) -> list[DatedEvent]:
    """Return what has one certain date and can be told without it, once for each entry.

    Claims of other kinds of entry count too, if their date is that of what they tell.
    """
    found: dict[str, DatedEvent] = {}
    for one in pool.body_statements:
        if one.entry.id not in found and not has_doubtful_date(pool, one.entry):
            made = _dated(pool, one)
            if made is not None:
                found[one.entry.id] = made
    return list(found.values())


def _dated(pool: Pool, one: Statement) -> DatedEvent | None:
    """Return a claim as an event, told without its date; None if it is none, or has no date."""
    dates = dates_in(one.text)
    if len(dates) != 1 or _DECADES.search(one.text):
        return None
    own = one.entry.kind is Kind.EVENT
    if own and dates[0] != date_in_words(one.entry.date):
        return None
    text = capitalized(_LEADING.sub("", one.text))
    if own or one.entry.actor_type is ActorType.RESOLUTION:
        # "The mission of 1948": an event, as a resolution, is of the day on which it happened.
        text = re.sub(rf" of {re.escape(dates[0])}(?=[ ,.])", "", text)
    if _SUBJECT.match(text) and not dates_in(text) and pool.wording.stands_alone(text):
        return DatedEvent(one.entry, one, without_final_stop(text), _sortable(dates[0]))
    title = one.entry.title
    titled = own and one.claim is one.entry.claims[0] and not _TIMED.search(title)
    return DatedEvent(one.entry, one, title, one.entry.date) if titled else None


def _sortable(date: str) -> str:
    """Return "March 2016" as "2016-03", and a year as it is."""
    parts = [date[-4:]]
    month = next((n for n, name in enumerate(MONTHS, 1) if name in date), 0)
    day = re.search(r"\b\d{1,2}\b(?!\d)", date)
    if month:
        parts.append(f"{month:02}")
    if month and day:
        parts.append(f"{int(day.group()):02}")
    return "-".join(parts)


def date_drafts(pool: Pool) -> list[QuestionDraft]:
    """Return drafts on the date of each event, and on the one date in each other claim."""
    known = dated_events(pool)
    dates = [one.date for one in known]
    return [
        *(
            make_draft(CardKind.DATE, one.claim, partial(_date_card, pool, one, dates))
            for one in known
        ),
        *_gap_drafts(pool, {one.claim.claim for one in known}),
    ]


def _date_card(pool: Pool, one: DatedEvent, known: list[str], rng: Random) -> Card | None:
    prompt = f"When was this, by the paper's account? {quoted(one.text)}"
    wrong = _distractor_dates(rng, one.date, known)
    right = date_in_words(one.date)
    words = [date_in_words(date) for date in wrong]
    if gives_away(pool, prompt, right, words):
        return None
    order = [date_in_words(date) for date in sorted([one.date, *wrong])]
    return make_card(
        pool,
        CardKind.DATE,
        one.claim,
        prompt=prompt,
        options=ordered_options(right, words, order),
        accepted=tuple(dict.fromkeys((right, one.date))),
    )


def _distractor_dates(rng: Random, date: str, known: list[str]) -> list[str]:
    """Return distractors of the same precision: dates from the paper, then invented near ones."""
    year, *rest = date.split("-")
    grain = [one for one in dict.fromkeys(known) if one.count("-") == len(rest) and one != date]
    grain = [one for one in grain if abs(int(one[:4]) - int(year)) <= _NEAR_YEARS]
    grain.sort(key=lambda one: (abs(int(one[:4]) - int(year)), one))
    drawn = grain[:_SET]
    while len(drawn) < _SET + 2:
        off = str(int(year) + rng.choice((-5, -4, -3, -2, -1, 1, 2, 3)))
        moved = [f"{(int(part) + rng.randrange(12)) % 12 + 1:02}" for part in rest]
        made = "-".join([off, *moved])
        if made not in {date, *drawn}:
            drawn.append(made)
    return rng.sample(drawn, DISTRACTORS)


def _gap_drafts(pool: Pool, known: set[Claim]) -> list[QuestionDraft]:
    made = []
    for one in pool.body_statements:
        fit = pool.wording.stands_alone(one.text) and not has_doubtful_date(pool, one.entry)
        found = list(DATES.finditer(one.text)) if fit else []
        if (
            len(found) == 1
            and one.claim not in known
            and not _DECADES.search(one.text)
            and one.entry.kind is not Kind.EVENT
            and one.entry.actor_type is not ActorType.PERSON
            and is_date_of_what_happened(one.text, one.text[: found[0].start()])
        ):
            make = partial(_date_gap_card, pool, one, found[0].span())
            made.append(make_draft(CardKind.DATE, one, make))
    return made


def is_date_of_what_happened(text: str, before: str) -> bool:
    """Return whether the date after `before` tells when what a claim says happened.

    "The bulletin of 2003" and "its 2004 paper" only name a document by its year.
    """
    return bool(_WHEN.search(before)) and not _PUBLISHED.search(text)


def _date_gap_card(pool: Pool, one: Statement, span: tuple[int, int], rng: Random) -> Card | None:
    right = one.text[slice(*span)]
    asked = one.text[: span[0]] + GAP + one.text[span[1] :]
    year = int(right[-4:])
    wrong: list[str] = []
    for off in rng.sample(_OFF, len(_OFF)):
        other = f"{right[:-4]}{year + off}"
        changed = one.text.replace(right, other)
        past = other[-4:] <= pool.paper.date[:4]
        if past and pool.best_overlap(changed, other, one) < _MAY_BE_TRUE:
            wrong.append(other)
    order = [f"{right[:-4]}{year + off}" for off in range(min(_OFF), max(_OFF) + 1)]
    prompt = f"Which date belongs in the gap? {quoted(without_final_stop(asked))}"
    if len(wrong) < DISTRACTORS or gives_away(pool, prompt, right, wrong[:DISTRACTORS]):
        return None
    return make_card(
        pool,
        CardKind.DATE,
        one,
        prompt=prompt,
        options=ordered_options(right, wrong[:DISTRACTORS], order),
        accepted=(right,),
    )
