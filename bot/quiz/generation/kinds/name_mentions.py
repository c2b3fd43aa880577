"""Mentions of actors' names in claims, and which other names are fair distractors for them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import names_of
from bot.paper.model import ActorType, Kind
from bot.quiz.generation.claim_wording import contains_name, is_bound_before
from bot.quiz.generation.kinds.dated_events import DATES
from bot.quiz.generation.kinds.definitions import is_plural, short_title

if TYPE_CHECKING:
    from bot.paper.model import Entry
    from bot.quiz.generation.statements import Pool, Statement


# A claim with another name that overlaps this much with another claim may be true.
_MAY_BE_TRUE: Final = 0.4

_TOO_COMMON: Final = 0.1

_SELDOM: Final = 5

# A spelling used in fewer than a quarter of an actor's mentions is not used as a distractor.
_OFTEN: Final = 4

_SMALL: Final = frozenset({"of", "in", "to", "for", "on", "and", "at"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor's name at a position in a text, and whether "the" comes before it."""

    actor: Entry
    start: int
    end: int
    name: str
    after_the: bool


def _is_proper_name(name: str) -> bool:
    """Return whether a name's last word is capitalised, unlike "Crown officers"."""
    return name.rsplit(maxsplit=1)[-1][0].isupper()


def _has_article(before: str) -> bool:
    """Return whether the text before a name ends with "the", or a genitive in its place."""
    return before.lower().endswith(("the ", "'s "))


def _name_form(name: str) -> tuple[bool, bool, bool, bool, frozenset[str]]:
    """Return what a name's form gives away: upper case, words, number, genitive, small words."""
    small = frozenset(name.split()) & _SMALL
    return (name.isupper(), " " in name, is_plural(name, person=False), "'" in name, small)


class ActorNames:
    """The proper names of a paper's actors, and how often each spelling is used."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._actors = [e for e in pool.entries if e.kind is Kind.ACTOR]
        forms: dict[str, Entry] = {}
        shared: set[str] = set()
        for actor in self._actors:
            for name in names_of(actor):
                if (
                    not name[:1].isupper()
                    or name.startswith("The ")
                    or "." in name
                    or "(" in name
                    or DATES.fullmatch(name)
                ):
                    continue
                if forms.setdefault(name, actor) is not actor:
                    shared.add(name)
        self._by_name = {name: actor for name, actor in forms.items() if name not in shared}
        names = sorted(self._by_name, key=lambda name: (-len(name), name))
        any_name = "|".join(map(re.escape, names)) or r"(?!)"
        self._pattern = re.compile(rf"(?<![\w-])(?:{any_name})(?![\w-])")
        self._spellings = self._count()
        most = max(_TOO_COMMON * len(pool.body_statements), _SELDOM)
        # A name that is everywhere, as the state often is, can be filled in without any knowledge.
        self._common = {key for key, ways in self._spellings.items() if sum(ways.values()) > most}

    def _count(self) -> dict[str, dict[tuple[str, bool], int]]:
        """Count, for each actor, how often each name is used with and without "the"."""
        counted: dict[str, dict[tuple[str, bool], int]] = defaultdict(lambda: defaultdict(int))
        for one in self._pool.body_statements:
            for found in self._pattern.finditer(one.text):
                actor, before = self._by_name[found.group()], one.text[: found.start()]
                if not is_bound_before(before):
                    counted[actor.id][found.group(), _has_article(before)] += 1
        return counted

    def mentions(self, text: str) -> list[Mention]:
        """Return the exchangeable names in a text, of actors that are named exactly once."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for match in self._pattern.finditer(text):
            actor = self._by_name[match.group()]
            found[actor.id].append(
                Mention(
                    actor,
                    match.start(),
                    match.end(),
                    match.group(),
                    _has_article(text[: match.start()]),
                )
            )
        return [
            many[0]
            for key, many in found.items()
            if len(many) == 1 and key not in self._common and self._is_exchangeable(text, many[0])
        ]

    def _is_exchangeable(self, text: str, mention: Mention) -> bool:
        """Return whether a name can be exchanged: no word next to it belongs to it."""
        before, after = text[: mention.start], text[mention.end :]
        return not is_bound_before(before) and not self._pool.wording.is_bound_after(after)

    def contains_person(self, name: str) -> bool:
        """Return whether a name contains a person's, as a letter's name contains its writer's."""
        people = (a for a in self._actors if a.actor_type is ActorType.PERSON)
        return any(contains_name(name, known) for one in people for known in names_of(one) if known)

    def distractors_for(self, one: Statement, mention: Mention) -> list[str]:
        """Return distractors: names that fit the place of a mention and make the claim false."""
        if mention.actor.actor_type is ActorType.PERSON and self._pool.wording.is_grave(one.text):
            return []
        named = {self._by_name[m.group()].id for m in self._pattern.finditer(one.text)}
        found = []
        for other in self._same_sort(mention.actor):
            if any(contains_name(one.text, name) for name in names_of(other) if name):
                continue
            # An actor allied with one that the claim names may have a part in it.
            if any(self._pool.are_linked(other, self._pool.paper.entries[key]) for key in named):
                continue
            name = self._fitting_name(other, mention)
            if name and self._is_false(one, mention, name):
                found.append(name)
        return found

    def _same_sort(self, actor: Entry) -> list[Entry]:
        """Return actors of the same sort; for places, only akin ones (such as origins) if any."""
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
            # An actor without links to others is only named in passing.
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
        """Return whether the claims of one name the other, as a continent names its countries."""
        names = [name for name in names_of(other) if name]
        return any(contains_name(claim.text, name) for claim in one.claims for name in names)

    def _fitting_name(self, other: Entry, mention: Mention) -> str | None:
        """Return the name used most for `other` in places like this; None if none fits."""
        written = self._spellings.get(other.id, {})
        document = other.actor_type is ActorType.DOCUMENT
        ways = {
            name: count
            for (name, after), count in written.items()
            if after == mention.after_the
            # "the Hansa towns" does not make it "the Hansa".
            and count > written.get((name, not after), 0)
            and _OFTEN * count >= sum(written.values())
            and _name_form(name) == _name_form(mention.name)
            and (document or _is_proper_name(name) == _is_proper_name(mention.name))
        }
        return max(sorted(ways), key=ways.__getitem__) if ways else None

    def _is_false(self, one: Statement, mention: Mention, name: str) -> bool:
        changed = one.text[: mention.start] + name + one.text[mention.end :]
        return self._pool.best_overlap(changed, name, one) < _MAY_BE_TRUE
