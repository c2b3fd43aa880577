"""Names in claims: where an actor is named, and who else might be named there."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import names_of
from bot.paper.model import ActorType, Kind
from bot.quiz.generation.kinds.dated_events import DATES
from bot.quiz.generation.kinds.definitions import is_plural, short_title
from bot.quiz.generation.statements import contains_name, is_grave

if TYPE_CHECKING:
    from bot.paper.model import Entry
    from bot.quiz.generation.statements import Pool, Statement


# A claim with another name that is said so much elsewhere may be true.
_MAY_BE_TRUE: Final = 0.4

_TOO_COMMON: Final = 0.1

_SELDOM: Final = 5

# A name by which the base calls an actor less than every fourth time is not put for others.
_OFTEN: Final = 4

# "former Yugoslavia", "Bosnian (BiH)", "the Special Representative for MONUC", "Chairman Roe".
_BOUND_BEFORE: Final = re.compile(r"\($|\b(?:former|ex) $")

_BOUND_AFTER: Final = re.compile(
    r" (?:for|of) | [A-Z][a-z]|-|, the | (?:desk|offices?|officers?|resolutions?|members|countries|"
    r"staff|personnel|police|polic(?:y|ies)|missions?|peacekeep\w+|discipline|account\w+)\b"
)

_SMALL: Final = frozenset({"of", "in", "to", "for", "on", "and", "at"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor's name as it stands in a text, with its acronym where that follows."""

    actor: Entry
    start: int
    end: int
    name: str
    after_the: bool


def _is_exchangeable(text: str, mention: Mention) -> bool:
    """Whether a name can be exchanged: nothing beside it belongs to it."""
    before, after = text[: mention.start], text[mention.end :]
    return not _BOUND_BEFORE.search(before) and not _BOUND_AFTER.match(after)


def _is_proper_name(name: str) -> bool:
    """Whether a name is one to its end, unlike "UN peacekeepers"."""
    return name.rsplit(maxsplit=1)[-1][0].isupper()


def _name_form(name: str) -> tuple[bool, bool, bool, bool, frozenset[str]]:
    """What a name shows of its form: letters, words, number, a genitive, and its small words."""
    small = frozenset(name.split()) & _SMALL
    return (name.isupper(), " " in name, is_plural(name, person=False), "'" in name, small)


class ActorNames:
    """The proper names of a paper's actors, and how the base writes each."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._actors = [e for e in pool.entries if e.kind is Kind.ACTOR]
        forms: dict[str, Entry] = {}
        shared: set[str] = set()
        for actor in self._actors:
            for name in names_of(actor):
                if not name[:1].isupper() or "." in name or "(" in name or DATES.fullmatch(name):
                    continue
                if forms.setdefault(name, actor) is not actor:
                    shared.add(name)
        self._by_name = {name: actor for name, actor in forms.items() if name not in shared}
        names = sorted(self._by_name, key=lambda name: (-len(name), name))
        any_name = "|".join(map(re.escape, names)) or r"(?!)"
        self._pattern = re.compile(rf"(?<![\w-])(?:{any_name})(?![\w-])")
        self._spellings = self._count()
        most = max(_TOO_COMMON * len(pool.body_statements), _SELDOM)
        # What is named everywhere, as the UN is, can be filled in without any knowledge.
        self._common = {key for key, ways in self._spellings.items() if sum(ways.values()) > most}

    def _count(self) -> dict[str, dict[tuple[str, bool], int]]:
        """For each actor, how often each name stands with and without an article."""
        counted: dict[str, dict[tuple[str, bool], int]] = defaultdict(lambda: defaultdict(int))
        for one in self._pool.body_statements:
            for found in self._pattern.finditer(one.text):
                actor, before = self._by_name[found.group()], one.text[: found.start()]
                if not _BOUND_BEFORE.search(before):
                    counted[actor.id][found.group(), before.lower().endswith("the ")] += 1
        return counted

    def mentions(self, text: str) -> list[Mention]:
        """Every name in a text, each actor's where it stands first and alone."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for match in self._pattern.finditer(text):
            actor = self._by_name[match.group()]
            found[actor.id].append(
                Mention(
                    actor,
                    match.start(),
                    match.end(),
                    match.group(),
                    text[: match.start()].lower().endswith("the "),
                )
            )
        return [
            many[0]
            for key, many in found.items()
            if len(many) == 1 and key not in self._common and _is_exchangeable(text, many[0])
        ]

    def contains_person(self, name: str) -> bool:
        """Whether a name holds that of a person, as that of a letter by its writer does."""
        people = (a for a in self._actors if a.actor_type is ActorType.PERSON)
        return any(contains_name(name, known) for one in people for known in names_of(one) if known)

    def distractors_for(self, one: Statement, mention: Mention) -> list[str]:
        """Names of the same sort that fit the same place, and make the claim false by the base."""
        if mention.actor.actor_type is ActorType.PERSON and is_grave(one.text):
            return []
        named = {self._by_name[m.group()].id for m in self._pattern.finditer(one.text)}
        found = []
        for other in self._same_sort(mention.actor):
            if any(contains_name(one.text, name) for name in names_of(other) if name):
                continue
            # What is allied with anything that the claim names may have a part in it.
            if any(self._pool.are_linked(other, self._pool.paper.entries[key]) for key in named):
                continue
            name = self._fitting_name(other, mention)
            if name and self._is_false(one, mention, name):
                found.append(name)
        return found

    def _same_sort(self, actor: Entry) -> list[Entry]:
        """Those of the same sort; of places that belong together, such as origins, only these."""
        same = [
            other
            for other in self._actors
            if other.actor_type is actor.actor_type
            and other is not actor
            and is_plural(short_title(other), person=False)
            == is_plural(short_title(actor), person=False)
            and not self._names_other(other, actor)
            and not self._names_other(actor, other)
            and not (
                other.actor_type is ActorType.ORGANISATION and self._pool.is_maker_of_works(other)
            )
            # What has to do with nobody, as "Europe", is named in passing.
            and (other.actors or not actor.actors)
        ]
        if actor.actor_type is not ActorType.PLACE:
            return same
        near = [other for other in self._actors if self._are_akin(actor, other)]
        return near if len(near) > 1 else [o for o in same if not self._has_kin(o)]

    def _are_akin(self, actor: Entry, other: Entry) -> bool:
        alike = other.actor_type is actor.actor_type and other is not actor
        return alike and not set(other.actors).isdisjoint(actor.actors)

    def _has_kin(self, actor: Entry) -> bool:
        return sum(self._are_akin(actor, other) for other in self._actors) > 1

    def _names_other(self, one: Entry, other: Entry) -> bool:
        """Whether what is said of one names the other, as "Europe" does its countries."""
        names = [name for name in names_of(other) if name]
        return any(contains_name(claim.text, name) for claim in one.claims for name in names)

    def _fitting_name(self, other: Entry, mention: Mention) -> str | None:
        """How the base most often names another where this one is named."""
        written = self._spellings.get(other.id, {})
        document = other.actor_type is ActorType.DOCUMENT
        ways = {
            name: count
            for (name, after), count in written.items()
            if after == mention.after_the
            # "the NATO countries" does not make it "the NATO".
            and count > written.get((name, not after), 0)
            and _OFTEN * count >= sum(written.values())
            and _name_form(name) == _name_form(mention.name)
            and (document or _is_proper_name(name) == _is_proper_name(mention.name))
        }
        return max(sorted(ways), key=ways.__getitem__) if ways else None

    def _is_false(self, one: Statement, mention: Mention, name: str) -> bool:
        changed = one.text[: mention.start] + name + one.text[mention.end :]
        return self._pool.best_overlap(changed, name, one) < _MAY_BE_TRUE
