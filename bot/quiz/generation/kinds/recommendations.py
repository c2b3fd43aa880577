"""Questions on recommendations: who should act, and which one answers a finding."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import folded, names_of
from bot.paper.model import ActorType, Kind, Standing
from bot.quiz.cards import Card, CardKind, card_id, references
from bot.quiz.generation.claim_wording import capitalized, contains_name, quoted, without_final_stop
from bot.quiz.generation.kinds.definitions import is_plural
from bot.quiz.generation.options import (
    QuestionDraft,
    draw_distractors,
    gives_away,
    make_card,
    make_draft,
    shuffled_options,
)

if TYPE_CHECKING:
    from random import Random

    from bot.paper.model import Entry
    from bot.quiz.generation.statements import Pool, Statement


# "The crown should repair …", "… that the Crown put in place …": who should act, and what to do.
_TO_ACT: Final = re.compile(
    r"(?:.*?, |.* is that )?(?:[Tt]he )?(?P<who>[^,]+?)(?: \([^)]*\))? "
    r"(?:should|must|ought to|has to|have to)(?: also)? (?P<what>.+)"
)

_URGED: Final = re.compile(
    r".* is that (?:the )?(?P<who>[A-Z]\w+) (?P<what>(?!should|must)[a-z].+)"
)

_OF_ONE: Final = re.compile(r"\bthat it (?:will|would|must|should)\b")

# A recommendation that overlaps this much with a problem may answer it as well.
_MAY_ANSWER: Final = 0.25

# One that overlaps less with a problem cannot be recognised as its answer.
_SAYS_ENOUGH: Final = 0.2


def _recommendations(pool: Pool) -> list[Entry]:
    return [entry for entry in pool.entries if entry.kind is Kind.RECOMMENDATION]


def recommendation_drafts(pool: Pool) -> list[QuestionDraft]:
    """Return drafts on who should act, and on which recommendation answers a problem."""
    return [*_who_drafts(pool), *_remedy_drafts(pool)]


def _who_drafts(pool: Pool) -> list[QuestionDraft]:
    made = []
    for one in pool.body_statements:
        entry = one.entry
        # What a cited person asks for is not the paper's own recommendation.
        own = entry.kind is Kind.RECOMMENDATION and entry.standing is not Standing.REPORTED
        acting = _actor_and_task(pool, one) if own else None
        if acting is not None:
            make = partial(_who_card, pool, one, *acting)
            made.append(make_draft(CardKind.WHO, one, make))
    return made


def _actor_and_task(pool: Pool, one: Statement) -> tuple[Entry, str] | None:
    """Return the actor who should act according to a claim, and what to do; None if unclear."""
    said = _URGED.fullmatch(one.text) or _TO_ACT.fullmatch(one.text)
    if said is None:
        return None
    who, what = said["who"], without_final_stop(said["what"])
    asked = [pool.paper.entries[key] for key in one.entry.who if key in pool.paper.entries]
    names = [name for each in asked for name in names_of(each) if name]
    if any(contains_name(what, name) for name in names):
        return None
    # Only asked if the claim itself names the actor; the entry's `who` field is not enough.
    named = [a for a in asked if any(contains_name(who, name) for name in names_of(a) if name)]
    return (named[0], what) if named and _is_only_names(who, names) else None


def _is_only_names(who: str, names: list[str]) -> bool:
    """Return whether a phrase consists of names only, unlike "the plans of the guild"."""
    rest = f" {folded(who)} "
    for name in sorted(map(folded, names), key=len, reverse=True):
        rest = rest.replace(f" {name} ", "  ")
    return not rest.strip()


def _actor_label(actor: Entry) -> str:
    """Return an actor's title without parentheses, as it is shown among options."""
    return capitalized(re.sub(r"\s*\([^)]*\)", "", actor.title))


def _who_card(pool: Pool, one: Statement, actor: Entry, what: str, rng: Random) -> Card | None:
    prompt = f"Who should do this, as the paper recommends? {quoted(capitalized(what))}"
    right = _actor_label(actor)
    wrong = draw_distractors(rng, right, _distractor_actors(pool, one, actor, prompt))
    if wrong is None or gives_away(pool, prompt, right, wrong):
        return None
    others = [pool.paper.entries[k] for k in one.entry.who if k in pool.paper.entries]
    names = [
        name for each in (actor, *others) for name in pool.accepted_names(each, _actor_label(each))
    ]
    return make_card(
        pool,
        CardKind.WHO,
        one,
        prompt=prompt,
        options=shuffled_options(rng, right, wrong),
        accepted=tuple({folded(name): name for name in reversed(names)}.values())[::-1],
    )


def _distractor_actors(pool: Pool, one: Statement, actor: Entry, prompt: str) -> list[str]:
    """Return distractors for who should act: actors not asked here, but preferably elsewhere."""
    asked = {key for entry in _recommendations(pool) for key in entry.who}
    # "A message that it will not …" is no task of several.
    alone = bool(_OF_ONE.search(prompt))
    fit = [
        other
        for other in pool.entries
        if other.kind is Kind.ACTOR
        and other.actor_type is ActorType.ORGANISATION
        and not pool.wording.is_grave(other.title)
        and not pool.is_maker_of_works(other)
        and other.id not in one.entry.who
        and (not alone or not is_plural(_actor_label(other), person=False))
        and not any(
            pool.are_linked(other, pool.paper.entries[key])
            for key in one.entry.who
            if key in pool.paper.entries
        )
        and (other.id in asked or not _is_part_of(pool, other, actor))
        and not any(contains_name(prompt, name) for name in names_of(other) if name)
    ]
    first = [_actor_label(other) for other in fit if other.id in asked or len(other.claims) > 1]
    return first if len(first) > 1 else [_actor_label(other) for other in fit]


def _is_part_of(pool: Pool, other: Entry, actor: Entry) -> bool:
    """Return whether `other`'s name says that it is part of `actor`, as "Guild Office" does."""
    label = pool.stems(_actor_label(other))
    return any(pool.stems(name) <= label for name in names_of(actor) if name)


def _remedy_drafts(pool: Pool) -> list[QuestionDraft]:
    made = []
    whole = {entry.id: entry for entry in pool.entries}
    texts = {one.claim: one for one in pool.body_statements}
    for entry in _recommendations(pool):
        for key in entry.answers:
            problem = whole.get(key)
            one = texts.get(problem.claims[0]) if problem else None
            if problem is None or one is None or not pool.wording.stands_alone(one.text):
                continue
            if _clearest_answer(pool, one, _recommendations(pool)) is entry:
                make = partial(_remedy_card, pool, one, entry)
                made.append(make_draft(CardKind.REMEDY, one, make, entry))
    return made


def _stems_of(pool: Pool, entry: Entry) -> frozenset[str]:
    return frozenset[str]().union(
        pool.stems(entry.title), *(pool.stems(claim.text) for claim in entry.claims)
    )


def _clearest_answer(pool: Pool, one: Statement, all_of_them: list[Entry]) -> Entry | None:
    """Return the recommendation for a problem that overlaps most with it; None if too little."""
    answering = [entry for entry in all_of_them if one.entry.id in entry.answers]
    said = {entry.id: pool.overlap(one.stems, _stems_of(pool, entry)) for entry in answering}
    best = max(answering, key=lambda entry: said[entry.id])
    return best if said[best.id] >= _SAYS_ENOUGH else None


def _remedy_card(pool: Pool, one: Statement, entry: Entry, rng: Random) -> Card | None:
    finding = quoted(without_final_stop(one.text))
    prompt = f"Which recommendation of the paper takes up this finding? {finding}"
    wrong = draw_distractors(rng, entry.title, _distractor_titles(pool, one, entry))
    if wrong is None or gives_away(pool, prompt, entry.title, wrong):
        return None
    options, answer = shuffled_options(rng, entry.title, wrong)
    return Card(
        id=card_id(CardKind.REMEDY, (entry.id, one.entry.id, one.claim.text)),
        kind=CardKind.REMEDY,
        prompt=prompt,
        explanation=entry.claims[0].text,
        citations=references(pool.paper, [entry.claims[0], one.claim]),
        options=options,
        answer=answer,
        entries=(entry.id, one.entry.id),
        section=one.claim.section,
    )


def _distractor_titles(pool: Pool, one: Statement, entry: Entry) -> list[str]:
    """Return distractors: titles of recommendations that do not answer a problem."""
    number = entry.number.rstrip("abcdefghijklmnopqrstuvwxyz")
    found = []
    for other in _recommendations(pool):
        told = _stems_of(pool, other)
        answering = one.entry.id in other.answers or not set(other.answers).isdisjoint(
            one.entry.related
        )
        same = other.number.rstrip("abcdefghijklmnopqrstuvwxyz") == number
        if not answering and not same and pool.overlap(one.stems, told) < _MAY_ANSWER:
            found.append(other.title)
    return found
