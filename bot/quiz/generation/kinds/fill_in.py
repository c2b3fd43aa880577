"""Fill-in questions: the name (cloze) or the quantity that is missing in a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import names_of
from bot.paper.model import ActorType, Kind
from bot.quiz.cards import CardKind
from bot.quiz.generation.claim_wording import GAP, contains_name, quoted, without_final_stop
from bot.quiz.generation.kinds.dated_events import DATES
from bot.quiz.generation.kinds.name_mentions import ActorNames, Mention
from bot.quiz.generation.options import (
    DISTRACTORS,
    QuestionDraft,
    draw_distractors,
    gives_away,
    make_card,
    make_draft,
    ordered_options,
    shuffled_options,
)

if TYPE_CHECKING:
    from random import Random

    from bot.quiz.cards import Card
    from bot.quiz.generation.statements import Pool, Statement


WORDS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip

_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_SPELT: Final = {word: n for n, word in enumerate(WORDS)} | {
    word: 10 * n for n, word in enumerate(_TENS, 2)
}

_NUMBER: Final = re.compile(
    rf"(?<![\w/.,-])(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{2,6}})(?![\w/,-]*\d)(?!-?[a-z])"
    rf"|\b(?P<word>{'|'.join(sorted(set(_SPELT) - {'zero', 'one', 'two'}, key=len)[::-1])})\b(?!-)",
    re.IGNORECASE,
)

# The number of a thing is its name, not a quantity.
_NAMING: Final = re.compile(
    r"(?:[Rr]esolutions?|[Aa]rticles?|[Cc]hapters?|[Nn]otes?|[Ff]ootnotes?|[Pp]ages?|no\.|volume|"
    r"paragraphs?|sections?|recommendations?|themes?|rules?)\s$"
)

_JOINING: Final = re.compile(r"\d (?:and|to|or|,) $")

# If the items are listed after their number, counting them gives the answer.
_COUNTED_OUT: Final = re.compile(r"[,:]| and |\(|namely")

_SCALES: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.2, 1.4, 1.6, 2.0)

_ROUND: Final = 100


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity in a text: its position, its value, and whether it is written as a word."""

    start: int
    end: int
    value: int
    spelt: bool


def quantity_in(text: str) -> QuantityMention | None:
    """Return the only quantity in `text`; None if none, several, or its items are listed."""
    dated = {n for found in DATES.finditer(text) for n in range(*found.span())}
    found, naming = [], False
    for match in _NUMBER.finditer(text):
        # "Resolutions 1035 and 1244" names both, "between 10 and 20 ships" counts both.
        before = text[: match.start()]
        naming = bool(_NAMING.search(before)) or (naming and bool(_JOINING.search(before)))
        if match.start() not in dated and not naming:
            found.append(match)
    if len(found) != 1:
        return None
    match = found[0]
    if match["digits"]:
        value = int(match["digits"].replace(",", ""))
        return QuantityMention(match.start(), match.end(), value, spelt=False)
    if _COUNTED_OUT.search(text[match.end() :]) or match["word"][0].isupper():
        return None
    return QuantityMention(match.start(), match.end(), _SPELT[match["word"].lower()], spelt=True)


def quantity_text(value: int, *, spelt: bool) -> str:
    """Return a value as the paper writes it: "ten", "35,000"."""
    if not spelt:
        return f"{value:,}"
    tens = value // 10
    return WORDS[value] if value < len(WORDS) else _TENS[tens - 2]


def similar_values(rng: Random, figure: QuantityMention) -> list[int]:
    """Return distractors for a quantity, shuffled: as round as it is, and near in size."""
    value = figure.value
    if figure.spelt and value < len(WORDS):
        reach = max(2, value // 2)
        near = [n for n in range(max(2, value - reach), value + reach + 1) if n != value]
        near = [n for n in near if n < len(WORDS)]
    elif figure.spelt:
        near = [tens for tens in range(20, _ROUND, 10) if tens != value]
    else:
        grain = 10 ** max(len(str(value)) - 2, 0)
        grain = 5 * grain if value % (5 * grain) == 0 and value > 5 * grain else grain
        near = sorted({round(value * s / grain) * grain for s in _SCALES} - {value, 0})
    return rng.sample(near, len(near))


_FEWEST_WORDS: Final = 5

_WHAT: Final = {
    ActorType.PERSON: "Whose name",
    ActorType.ORGANISATION: "Which body or group",
    ActorType.MISSION: "Which mission",
    ActorType.RESOLUTION: "Which resolution",
    ActorType.DOCUMENT: "Which document",
    ActorType.PLACE: "Which place",
}


def cloze_drafts(pool: Pool) -> list[QuestionDraft]:
    """Return a cloze draft for each exchangeable name in a claim that can stand alone."""
    names = ActorNames(pool)
    acted = any(entry.actors for entry in pool.entries if entry.kind is Kind.ACTOR)
    return [
        make_draft(
            CardKind.CLOZE,
            one,
            partial(_cloze_card, pool, names, one, mention),
            mention.actor,
            asked=mention.name,
        )
        for one in pool.body_statements
        if pool.wording.stands_alone(one.text) and len(one.stems) >= _FEWEST_WORDS
        for mention in names.mentions(one.text)
        if not _is_in_title(pool, one.text, mention) and (mention.actor.actors or not acted)
    ]


def _is_in_title(pool: Pool, text: str, mention: Mention) -> bool:
    """Return whether a name is inside the title of a work, which must not be split."""
    for work in pool.paper.sources.values():
        for title in (work.title, work.short_title):
            at = text.find(title) if title else -1
            if 0 <= at <= mention.start < at + len(title):
                return True
    return False


def _cloze_card(
    pool: Pool, names: ActorNames, one: Statement, mention: Mention, rng: Random
) -> Card | None:
    after = re.sub(r"^ \([A-Z]\w*\)", "", one.text[mention.end :])
    asked = one.text[: mention.start] + GAP + after
    what = _WHAT[mention.actor.actor_type or ActorType.ORGANISATION]
    prompt = f"{what} belongs in the gap? {quoted(without_final_stop(asked))}"
    if any(contains_name(prompt, name) for name in names_of(mention.actor) if name):
        return None
    wrong = draw_distractors(rng, mention.name, names.distractors_for(one, mention))
    if wrong is None or gives_away(pool, prompt, mention.name, wrong):
        return None
    return make_card(
        pool,
        CardKind.CLOZE,
        one,
        mention.actor,
        prompt=prompt,
        options=shuffled_options(rng, mention.name, wrong),
        accepted=pool.accepted_names(mention.actor, mention.name),
    )


# A claim with its figure changed that overlaps this much with another claim may be true.
_MAY_BE_TRUE: Final = 0.4


def quantity_drafts(pool: Pool) -> list[QuestionDraft]:
    """Return a draft for each claim with exactly one quantity."""
    made = []
    for one in pool.body_statements:
        figure = quantity_in(one.text) if pool.wording.stands_alone(one.text) else None
        if figure is not None:
            made.append(make_draft(CardKind.FIGURE, one, partial(_figure_card, pool, one, figure)))
    return made


def false_values(pool: Pool, one: Statement, figure: QuantityMention, rng: Random) -> list[str]:
    """Return quantities that make this claim false: no other claim of the paper says them."""
    found = []
    for value in similar_values(rng, figure):
        shown = quantity_text(value, spelt=figure.spelt)
        changed = one.text[: figure.start] + shown + one.text[figure.end :]
        if pool.best_overlap(changed, shown, one) < _MAY_BE_TRUE:
            found.append(shown)
    return found


def _figure_card(pool: Pool, one: Statement, figure: QuantityMention, rng: Random) -> Card | None:
    asked = one.text[: figure.start] + GAP + one.text[figure.end :]
    right = one.text[figure.start : figure.end]
    wrong = false_values(pool, one, figure, rng)[:DISTRACTORS]
    if len(wrong) < DISTRACTORS:
        return None
    values = {quantity_text(v, spelt=figure.spelt): v for v in similar_values(rng, figure)}
    values[right] = figure.value
    return make_card(
        pool,
        CardKind.FIGURE,
        one,
        prompt=f"Which figure belongs in the gap? {quoted(without_final_stop(asked))}",
        options=ordered_options(right, wrong, sorted(values, key=values.__getitem__)),
        accepted=tuple(dict.fromkeys((right, str(figure.value)))),
    )
