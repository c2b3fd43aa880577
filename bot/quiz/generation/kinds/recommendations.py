"""The recommendations: who should act, and which of them answers a problem."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import folded, names_of
from bot.paper.model import ActorType, Kind
from bot.quiz.cards import Card, CardKind, card_id, references
from bot.quiz.generation.options import (
    QuestionDraft,
    card_of,
    choose,
    draft_of,
    gives_away,
    shuffled,
)
from bot.quiz.generation.statements import (
    about_text,
    capital,
    holds,
    is_grave,
    leans,
    quoted,
    unended,
)

if TYPE_CHECKING:
    from random import Random

    from bot.paper.model import Entry
    from bot.quiz.generation.statements import Pool, Statement


# "The UN should suspend …", "… that the UN put in place …": who is to act, and what is to be done.
_TO_ACT: Final = re.compile(
    r"(?:.*?, |.* is that )?(?:[Tt]he )?(?P<who>[^,]+?)(?: \([^)]*\))? "
    r"(?:should|must|ought to|has to|have to)(?: also)? (?P<what>.+)"
)

_URGED: Final = re.compile(
    r".* is that (?:the )?(?P<who>[A-Z]\w+) (?P<what>(?!should|must)[a-z].+)"
)

# A recommendation that says so much of a problem may answer it as well.
_MAY_ANSWER: Final = 0.25

# One that says less of a problem cannot be told to be its answer.
_SAYS_ENOUGH: Final = 0.2


def _recommendations(pool: Pool) -> list[Entry]:
    return [entry for entry in pool.entries if entry.kind is Kind.RECOMMENDATION]


def recommendation_drafts(pool: Pool) -> list[QuestionDraft]:
    """Who should act on each recommendation that says so, and each problem that one answers."""
    return [*_who_drafts(pool), *_remedy_drafts(pool)]


def _who_drafts(pool: Pool) -> list[QuestionDraft]:
    made = []
    for one in pool.plain:
        acting = _acting(pool, one) if one.entry.kind is Kind.RECOMMENDATION else None
        if acting is not None:
            make = partial(_who, pool, one, *acting)
            made.append(draft_of(CardKind.WHO, one, make))
    return made


def _acting(pool: Pool, one: Statement) -> tuple[Entry, str] | None:
    """The actor whom a claim names as the one to act, and what is to be done."""
    said = _URGED.fullmatch(one.text) or _TO_ACT.fullmatch(one.text)
    if said is None:
        return None
    who, what = said["who"], unended(said["what"])
    asked = [pool.paper.entries[key] for key in one.entry.who if key in pool.paper.entries]
    names = [name for each in asked for name in names_of(each) if name]
    if any(holds(what, name) for name in names):
        return None
    # What the claim does not say is not asked, even where the entry was filed under an actor.
    named = [a for a in asked if any(holds(who, name) for name in names_of(a) if name)]
    return (named[0], what) if named and _only(who, names) else None


def _only(who: str, names: list[str]) -> bool:
    """Whether a phrase is made of names alone: not "the plans of the council"."""
    rest = f" {folded(who)} "
    for name in sorted(map(folded, names), key=len, reverse=True):
        rest = rest.replace(f" {name} ", "  ")
    return not rest.strip()


def _label(actor: Entry) -> str:
    """What an actor is called among others: its title without what stands in parentheses."""
    return capital(re.sub(r"\s*\([^)]*\)", "", actor.title))


def _who(pool: Pool, one: Statement, actor: Entry, what: str, rng: Random) -> Card | None:
    prompt = f"Who should do this, as the paper recommends? {quoted(capital(what))}"
    right = _label(actor)
    wrong = choose(rng, right, _not_asked(pool, one, actor, prompt))
    if wrong is None or gives_away(pool, prompt, right, wrong):
        return None
    others = [pool.paper.entries[k] for k in one.entry.who if k in pool.paper.entries]
    names = [name for each in (actor, *others) for name in pool.accepted(each, _label(each))]
    return card_of(
        pool,
        CardKind.WHO,
        one,
        prompt=prompt,
        options=shuffled(rng, right, wrong),
        accepted=tuple({folded(name): name for name in reversed(names)}.values())[::-1],
    )


def _not_asked(pool: Pool, one: Statement, actor: Entry, prompt: str) -> list[str]:
    """Those who could act and are not asked to: first whom other recommendations ask."""
    asked = {key for entry in _recommendations(pool) for key in entry.who}
    fit = [
        other
        for other in pool.entries
        if other.kind is Kind.ACTOR
        and other.actor_type is ActorType.ORGANISATION
        and not is_grave(other.title)
        and not pool.makes_works(other)
        and other.id not in one.entry.who
        and not any(
            pool.linked(other, pool.paper.entries[key])
            for key in one.entry.who
            if key in pool.paper.entries
        )
        and (other.id in asked or not _part_of(pool, other, actor))
        and not any(holds(prompt, name) for name in names_of(other) if name)
    ]
    first = [_label(other) for other in fit if other.id in asked or len(other.claims) > 1]
    return first if len(first) > 1 else [_label(other) for other in fit]


def _part_of(pool: Pool, other: Entry, actor: Entry) -> bool:
    """Whether a name tells that one belongs to the other, as "UN Secretariat" does."""
    label = pool.stems(_label(other))
    return any(pool.stems(name) <= label for name in names_of(actor) if name)


def _remedy_drafts(pool: Pool) -> list[QuestionDraft]:
    made = []
    whole = {entry.id: entry for entry in pool.entries}
    texts = {one.claim: one for one in pool.plain}
    for entry in _recommendations(pool):
        for key in entry.answers:
            problem = whole.get(key)
            one = texts.get(problem.claims[0]) if problem else None
            if problem is None or one is None or leans(one.text) or about_text(one.text):
                continue
            if _plainest(pool, one, _recommendations(pool)) is entry:
                make = partial(_remedy, pool, one, entry)
                made.append(draft_of(CardKind.REMEDY, one, make, entry))
    return made


def _told(pool: Pool, entry: Entry) -> frozenset[str]:
    return frozenset[str]().union(
        pool.stems(entry.title), *(pool.stems(claim.text) for claim in entry.claims)
    )


def _plainest(pool: Pool, one: Statement, all_of_them: list[Entry]) -> Entry | None:
    """Of the recommendations that answer a problem, that which says most of it, and enough."""
    answering = [entry for entry in all_of_them if one.entry.id in entry.answers]
    said = {entry.id: pool.shared(one.stems, _told(pool, entry)) for entry in answering}
    best = max(answering, key=lambda entry: said[entry.id])
    return best if said[best.id] >= _SAYS_ENOUGH else None


def _remedy(pool: Pool, one: Statement, entry: Entry, rng: Random) -> Card | None:
    prompt = f"Which recommendation of the paper takes up this finding? {quoted(unended(one.text))}"
    wrong = choose(rng, entry.title, _no_answers(pool, one, entry))
    if wrong is None or gives_away(pool, prompt, entry.title, wrong):
        return None
    options, answer = shuffled(rng, entry.title, wrong)
    return Card(
        id=card_id(CardKind.REMEDY, (entry.id, one.entry.id, one.claim.text)),
        kind=CardKind.REMEDY,
        prompt=prompt,
        explanation=entry.claims[0].text,
        citations=references(pool.paper, [entry.claims[0], one.claim]),
        options=options,
        answer=answer,
        entries=(entry.id, one.entry.id),
        section=entry.section,
    )


def _no_answers(pool: Pool, one: Statement, entry: Entry) -> list[str]:
    """The titles of recommendations that do not answer a problem, as far as the base can tell."""
    number = entry.number.rstrip("abcdefghijklmnopqrstuvwxyz")
    found = []
    for other in _recommendations(pool):
        told = _told(pool, other)
        answering = one.entry.id in other.answers or not set(other.answers).isdisjoint(
            one.entry.related
        )
        same = other.number.rstrip("abcdefghijklmnopqrstuvwxyz") == number
        if not answering and not same and pool.shared(one.stems, told) < _MAY_ANSWER:
            found.append(other.title)
    return found
