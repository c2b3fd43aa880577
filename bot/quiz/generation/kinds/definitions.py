"""What the base says in one phrase that a thing is: the stuff of terms and their definitions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import names_of
from bot.paper.model import ActorType, Kind
from bot.quiz.cards import LONGEST_OPTION, CardKind
from bot.quiz.generation.options import (
    WRONG,
    QuestionDraft,
    card_of,
    choose,
    draft_of,
    gives_away,
    shuffled,
)
from bot.quiz.generation.statements import about_text, capital, curly, holds, quoted, unended

if TYPE_CHECKING:
    from random import Random

    from bot.paper.model import Entry
    from bot.quiz.cards import Card
    from bot.quiz.generation.statements import Pool, Statement


# After a name: an acronym in parentheses, an aside between commas, then the verb and the rest. An
# aside after the verb ("are, with the military, the people …") belongs to what is said.
_AFTER_NAME: Final = re.compile(
    r"(?: \([^)]*\))?(?:, [^.;]*?,)? (?P<verb>is|are|was|were|means|[a-z]{3,}s)\b"
    r"(?:, (?:in|for) the paper,)?(?P<what> .+)"
)

# "SEA means …. By the UN definition it is …": the second sentence says more than the letters.
_SPELT_OUT: Final = re.compile(r"[^.]*\. [^.;]*\bit (?P<verb>is|means)\b(?P<what> .+)")

_REST: Final = re.compile(
    r"; .*|,? \(?(?:cited|published|named) (?:in|on|as)\b.*|, (?:whose|on which)\b.*"
)

_CALLED: Final = re.compile(r"\b(?:what the paper calls|the paper's name for) ")

_TITLE_ENDS: Final = re.compile(r" (?:as an?|of an?|compared|in the paper)\b.*")

# Only a chapter is part of a charter: such a description betrays its name.
_A_PART: Final = re.compile(r"the (?:part|article|chapter|section|rule) of\b")

_MANY: Final = frozenset({"are", "were"})

_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Described:
    """An entry by the name that its claim begins with, and what that says of it."""

    statement: Statement
    name: str
    verb: str
    what: str

    @property
    def text(self) -> str:
        """What is said, as a phrase that can stand alone: "It is a state that …"."""
        if self.statement.entry.kind is Kind.ACTOR:
            return capital(self.what)
        return f"{'They' if self.verb in _MANY else 'It'} {self.verb} {self.what}"

    @property
    def head(self) -> str:
        """The first word of it that tells what sort of thing it is, such as "author"."""
        return self.what.split()[1] if self.statement.entry.kind is Kind.ACTOR else ""

    @property
    def sort(self) -> tuple[ActorType | None, bool]:
        """Its sort and number: things of another sort are told apart without any knowledge."""
        return (self.statement.entry.actor_type, self.verb in _MANY)


def described(pool: Pool) -> list[Described]:
    """The definitions and actors whose claims say what they are, one phrase for each."""
    found: dict[str, Described] = {}
    for one in pool.plain:
        if one.entry.kind in {Kind.DEFINITION, Kind.ACTOR} and one.entry.id not in found:
            made = _described(one)
            if made is not None:
                found[one.entry.id] = made
    return list(found.values())


def short_names(entry: Entry) -> list[str]:
    """What an entry is called, longest first; its title without what is added to it."""
    names = [name for name in names_of(entry) if name]
    names += [_TITLE_ENDS.sub("", name) for name in names[:2]]
    bare = {re.sub(r"^(?:The|An?) ", "", name): None for name in names}
    return sorted(bare, key=lambda name: (-len(name), name))


def label(entry: Entry) -> str:
    """An entry's name among others: its title without article and parentheses."""
    bare = re.sub(r"\s*\([^)]*\)|, (?=[a-z]).*", "", entry.title)
    return capital(re.sub(r"^(?:The|An?) ", "", _TITLE_ENDS.sub("", bare)))


def is_many(name: str, *, person: bool) -> bool:
    """Whether a name is that of several: of persons by "and", else by the form of its noun."""
    if person:
        return " and " in name
    noun = re.split(r" (?:of|in|for|on|from|with|to) ", name)[0]
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def _described(one: Statement) -> Described | None:
    text = re.sub(r"^(?:The|An?) ", "", one.text)
    name = next((n for n in short_names(one.entry) if text.casefold().startswith(n.casefold())), "")
    said = _SPELT_OUT.fullmatch(text) or _AFTER_NAME.fullmatch(text[len(name) :])
    if not 0 < len(name) <= _LONGEST_NAME or said is None:
        return None
    what = unended(_CALLED.sub("", _REST.sub("", said["what"]))).strip()
    if not _tells(one.entry, said["verb"], what):
        return None
    shown = capital(re.sub(r"\s*\([^)]*\)", "", text[: len(name)]))
    return Described(one, shown, said["verb"], curly(what))


def _tells(entry: Entry, verb: str, what: str) -> bool:
    """Whether what is said of an entry tells it from others, and without its name."""
    if entry.kind is Kind.ACTOR and not (verb in {"is", "are"} and what.startswith("the ")):
        # "A country of origin" is true of several; what is said of "the" one is not.
        return False
    if _A_PART.match(what) or about_text(what) or not 0 < len(what) <= LONGEST_OPTION:
        return False
    return not any(holds(what, known) for known in short_names(entry))


_WHAT: Final = {None: "Which term fits", ActorType.PERSON: "Who fits"}

# What is so much alike may be right as well.
_TOO_ALIKE: Final = 0.4

# Where more than so many are said to be the same, such as authors, they stand beside their like:
# one official among authors would be seen at once.
_CROWD: Final = 3


def term_drafts(pool: Pool) -> list[QuestionDraft]:
    """Both ways for each thing described."""
    things = described(pool)
    made = []
    for one in things:
        others = [other for other in things if _told_apart(pool, one, other)]
        makers = (
            (CardKind.DEFINITION, partial(_definition, pool, one, others)),
            (CardKind.TERM, partial(_term, pool, one)),
        )
        made += [draft_of(kind, one.statement, make) for kind, make in makers]
    return made


def _told_apart(pool: Pool, one: Described, other: Described) -> bool:
    """Whether what is said of `other` is not true of `one`, though they are of the same sort."""
    entry = other.statement.entry
    if one.sort != other.sort or not _another(pool, one, entry, other.name):
        return False
    return pool.shared(pool.stems(other.what), pool.stems(one.what)) < _TOO_ALIKE


def _another(pool: Pool, one: Described, entry: Entry, name: str) -> bool:
    """Whether an entry is another thing than `one`, by its links, its name and what is said."""
    if pool.linked(one.statement.entry, entry):
        return False
    mine, theirs = pool.stems(one.name), pool.stems(name)
    if mine <= theirs or theirs <= mine:
        return False
    told = (pool.shared(pool.stems(one.what), pool.stems(claim.text)) for claim in entry.claims)
    return max(told) < _TOO_ALIKE


def _definition(pool: Pool, one: Described, others: list[Described], rng: Random) -> Card | None:
    """From the term to its description."""
    prompt = f"Which description does the paper give of {quoted(one.name)}?"
    heads = Counter(other.head for other in [one, *others])
    # A word of the term that the description repeats betrays it, unless the others have it too.
    repeated = pool.stems(one.name) & pool.stems(one.what)
    fair = [
        other.text
        for other in others
        if (other.head == one.head or max(heads[other.head], heads[one.head]) <= _CROWD)
        and repeated <= pool.stems(other.what)
        and not any(holds(other.what, name) for name in short_names(one.statement.entry))
    ]
    wrong = choose(rng, one.text, fair)
    if wrong is None or gives_away(pool, prompt, one.text, wrong):
        return None
    return card_of(
        pool,
        CardKind.DEFINITION,
        one.statement,
        prompt=prompt,
        options=shuffled(rng, one.text, wrong),
    )


def _term(pool: Pool, one: Described, rng: Random) -> Card | None:
    """From the description to the term."""
    asks = _WHAT.get(one.statement.entry.actor_type, "Which name fits")
    prompt = f"{asks} this description from the paper? {quoted(one.text)}"
    repeated = pool.stems(one.name) & pool.stems(one.what)
    fair = [name for name in _names_beside(pool, one) if repeated <= pool.stems(name)]
    wrong = choose(rng, one.name, fair)
    if wrong is None or gives_away(pool, prompt, one.name, wrong):
        return None
    return card_of(
        pool,
        CardKind.TERM,
        one.statement,
        prompt=prompt,
        options=shuffled(rng, one.name, wrong),
        accepted=pool.accepted(one.statement.entry, one.name),
    )


def _names_beside(pool: Pool, one: Described) -> list[str]:
    """Names of other things of the same sort and number."""
    entry = one.statement.entry
    person = entry.actor_type is ActorType.PERSON
    found: dict[str, bool] = {}
    for other in pool.entries:
        name = label(other)
        alike = (other.kind, other.actor_type) == (entry.kind, entry.actor_type)
        if (
            not alike
            or not _is_name(pool, other, name)
            or is_many(name, person=person) != one.sort[1]
        ):
            continue
        if not holds(one.what, name) and _another(pool, one, other, name):
            found[name] = other.section == entry.section
    kin = [name for name in found if pool.stems(name) & pool.stems(one.name)]
    if len(kin) > 1:
        return kin
    near = [name for name, same_section in found.items() if same_section]
    return near if len(near) >= WRONG else list(found)


def _is_name(pool: Pool, entry: Entry, name: str) -> bool:
    """Whether a claim speaks of an entry by this name: then it is a name, not a headline.

    Of persons only those count who are called by a proper name; of bodies, none that is there as
    the maker or publisher of a work.
    """
    if entry.actor_type is ActorType.PERSON and not name.rsplit(maxsplit=1)[-1][0].isupper():
        return False
    if entry.actor_type is ActorType.ORGANISATION and pool.makes_works(entry):
        return False
    return any(holds(claim.text, name) for claim in entry.claims)
