"""Questions on definitions: from a term to its description, and from a description to its term."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import names_of
from bot.paper.model import ActorType, Kind
from bot.quiz.cards import LONGEST_OPTION, CardKind
from bot.quiz.generation.claim_wording import (
    capitalized,
    contains_name,
    curly_quotes,
    quoted,
    without_final_stop,
)
from bot.quiz.generation.options import (
    DISTRACTORS,
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
    from bot.quiz.cards import Card
    from bot.quiz.generation.statements import Pool, Statement


# After a name: an acronym in parentheses, an aside between commas, then the verb and the rest. An
# aside after the verb ("are, with the military, the people …") belongs to what is said.
_AFTER_NAME: Final = re.compile(
    r"(?: \([^)]*\))?(?:, [^.;]*?,)? "
    r"(?P<verb>is|are|was|were|means|arose|upheld|[a-z]{3,}(?:s|ed))\b"
    r"(?:, (?:in|for) the paper,)?(?P<what> .+)"
)

# "MBT means …. By the guild's definition it is …": the second sentence says more than letters.
_SPELT_OUT: Final = re.compile(r"[^.]*\. [^.;]*\bit (?P<verb>is|means)\b(?P<what> .+)")

_REST: Final = re.compile(
    r"; .*|,? \(?(?:cited|published|named) (?:in|on|as)\b.*|, (?:whose|on which)\b.*"
)

_CALLED: Final = re.compile(r"\b(?:what the paper calls|the paper's name for) ")

_TITLE_ENDS: Final = re.compile(r" (?:as an?|of an?|compared|in the paper)\b.*")

# Only a chapter is part of a charter: such a description gives the name away.
_A_PART: Final = re.compile(r"the (?:part|article|chapter|section|rule) of\b")

_MANY: Final = frozenset({"are", "were"})

_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase that describes an entry, with the name and the verb before it in the claim."""

    statement: Statement
    name: str
    verb: str
    what: str

    @property
    def text(self) -> str:
        """The description as a phrase that can stand alone: "It is a state that …"."""
        if self.statement.entry.kind is Kind.ACTOR:
            return capitalized(self.what)
        return f"{'They' if self.verb in _MANY else 'It'} {self.verb} {self.what}"

    @property
    def head(self) -> str:
        """The word that says what sort of thing an actor is, such as "author"; empty for a term."""
        return self.what.split()[1] if self.statement.entry.kind is Kind.ACTOR else ""

    @property
    def sort(self) -> tuple[ActorType | None, bool]:
        """Actor type and grammatical number: another sort is ruled out without any knowledge."""
        return (self.statement.entry.actor_type, self.verb in _MANY)


def descriptions(pool: Pool) -> list[Description]:
    """Return one description for each definition or actor that has a claim saying what it is."""
    found: dict[str, Description] = {}
    for one in pool.body_statements:
        if one.entry.kind in {Kind.DEFINITION, Kind.ACTOR} and one.entry.id not in found:
            made = _description_in(pool, one)
            if made is not None:
                found[one.entry.id] = made
    return list(found.values())


def short_names(entry: Entry) -> list[str]:
    """Return the names of an entry, longest first, without articles and additions to its title."""
    names = [name for name in names_of(entry) if name]
    names += [_TITLE_ENDS.sub("", name) for name in names[:2]]
    bare = {re.sub(r"^(?:The|An?) ", "", name): None for name in names}
    return sorted(bare, key=lambda name: (-len(name), name))


def short_title(entry: Entry) -> str:
    """Return an entry's title without article and parentheses, as it is shown among options."""
    bare = re.sub(r"\s*\([^)]*\)|, (?=[a-z]).*", "", entry.title)
    return capitalized(re.sub(r"^(?:The|An?) ", "", _TITLE_ENDS.sub("", bare)))


def is_plural(name: str, *, person: bool) -> bool:
    """Return whether a name is plural: for persons by "and", else by the form of its noun."""
    if person:
        return " and " in name
    noun = re.split(r" (?:of|in|for|on|from|with|to) ", name)[0]
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def _description_in(pool: Pool, one: Statement) -> Description | None:
    text = re.sub(r"^(?:The|An?) ", "", one.text)
    name = next((n for n in short_names(one.entry) if text.casefold().startswith(n.casefold())), "")
    said = _SPELT_OUT.fullmatch(text) or _AFTER_NAME.fullmatch(text[len(name) :])
    if not 0 < len(name) <= _LONGEST_NAME or said is None:
        return None
    what = without_final_stop(_CALLED.sub("", _REST.sub("", said["what"]))).strip()
    if not _is_distinctive(pool, one.entry, said["verb"], what):
        return None
    shown = capitalized(re.sub(r"\s*\([^)]*\)", "", text[: len(name)]))
    return Description(one, shown, said["verb"], curly_quotes(what))


def _is_distinctive(pool: Pool, entry: Entry, verb: str, what: str) -> bool:
    """Return whether a description fits only this entry and does not contain its name."""
    if entry.kind is Kind.ACTOR and not (verb in {"is", "are"} and what.startswith("the ")):
        # "A member state" is true of several entries; a description with "the" is not.
        return False
    if _A_PART.match(what) or pool.wording.is_about_text(what):
        return False
    if not 0 < len(what) <= LONGEST_OPTION:
        return False
    return not any(contains_name(what, known) for known in short_names(entry))


_WHAT: Final = {None: "Which term fits", ActorType.PERSON: "Who fits"}

# A description that overlaps this much with the right one may be right as well.
_TOO_ALIKE: Final = 0.4

# If more than this many share a head word, such as "author", distractors have it too: one official
# among authors would stand out at once.
_CROWD: Final = 3


def term_drafts(pool: Pool) -> list[QuestionDraft]:
    """Return two drafts for each description: asking for the definition, and for the term."""
    things = descriptions(pool)
    made = []
    for one in things:
        others = [other for other in things if _is_fair_distractor(pool, one, other)]
        makers = (
            (CardKind.DEFINITION, partial(_definition_card, pool, one, others)),
            (CardKind.TERM, partial(_term_card, pool, one)),
        )
        made += [make_draft(kind, one.statement, make) for kind, make in makers]
    return made


def _is_fair_distractor(pool: Pool, one: Description, other: Description) -> bool:
    """Return whether `other` is of the same sort, but its description is not true of `one`."""
    entry = other.statement.entry
    if one.sort != other.sort or not _is_another_thing(pool, one, entry, other.name):
        return False
    return pool.overlap(pool.stems(other.what), pool.stems(one.what)) < _TOO_ALIKE


def _is_another_thing(pool: Pool, one: Description, entry: Entry, name: str) -> bool:
    """Return whether an entry is not the same thing as `one`, by links, names and claims."""
    if pool.are_linked(one.statement.entry, entry):
        return False
    mine, theirs = pool.stems(one.name), pool.stems(name)
    if mine <= theirs or theirs <= mine:
        return False
    told = (pool.overlap(pool.stems(one.what), pool.stems(claim.text)) for claim in entry.claims)
    return max(told) < _TOO_ALIKE


def _definition_card(
    pool: Pool, one: Description, others: list[Description], rng: Random
) -> Card | None:
    """Return the card that asks for the description of a term."""
    prompt = f"Which description does the paper give of {quoted(one.name)}?"
    heads = Counter(other.head for other in [one, *others])
    # A word of the term in its description gives it away, unless all distractors have it too.
    repeated = pool.stems(one.name) & pool.stems(one.what)
    fair = [
        other.text
        for other in others
        if (other.head == one.head or max(heads[other.head], heads[one.head]) <= _CROWD)
        and repeated <= pool.stems(other.what)
        and not any(contains_name(other.what, name) for name in short_names(one.statement.entry))
    ]
    wrong = draw_distractors(rng, one.text, fair)
    if wrong is None or gives_away(pool, prompt, one.text, wrong):
        return None
    return make_card(
        pool,
        CardKind.DEFINITION,
        one.statement,
        prompt=prompt,
        options=shuffled_options(rng, one.text, wrong),
    )


def _term_card(pool: Pool, one: Description, rng: Random) -> Card | None:
    """Return the card that asks for the term of a description."""
    asks = _WHAT.get(one.statement.entry.actor_type, "Which name fits")
    prompt = f"{asks} this description from the paper? {quoted(one.text)}"
    repeated = pool.stems(one.name) & pool.stems(one.what)
    fair = [name for name in _distractor_names(pool, one) if repeated <= pool.stems(name)]
    wrong = draw_distractors(rng, one.name, fair)
    if wrong is None or gives_away(pool, prompt, one.name, wrong):
        return None
    return make_card(
        pool,
        CardKind.TERM,
        one.statement,
        prompt=prompt,
        options=shuffled_options(rng, one.name, wrong),
        accepted=pool.accepted_names(one.statement.entry, one.name),
    )


def _distractor_names(pool: Pool, one: Description) -> list[str]:
    """Return names for distractors: other things of the same sort and grammatical number."""
    entry = one.statement.entry
    person = entry.actor_type is ActorType.PERSON
    found: dict[str, bool] = {}
    for other in pool.entries:
        name = short_title(other)
        alike = (other.kind, other.actor_type) == (entry.kind, entry.actor_type)
        if (
            not alike
            or not _is_name(pool, other, name)
            or is_plural(name, person=person) != one.sort[1]
        ):
            continue
        if not contains_name(one.what, name) and _is_another_thing(pool, one, other, name):
            found[name] = other.section == entry.section
    kin = [name for name in found if pool.stems(name) & pool.stems(one.name)]
    if len(kin) > 1:
        return kin
    near = [name for name, same_section in found.items() if same_section]
    return near if len(near) >= DISTRACTORS else list(found)


def _is_name(pool: Pool, entry: Entry, name: str) -> bool:
    """Return whether a claim uses this name for an entry: then it is a name, not a headline.

    Persons count only with a proper name; organisations do not if they are in the paper as the
    author or publisher of a work.
    """
    if entry.actor_type is ActorType.PERSON and not name.rsplit(maxsplit=1)[-1][0].isupper():
        return False
    if entry.actor_type is ActorType.ORGANISATION and pool.is_maker_of_works(entry):
        return False
    return any(contains_name(claim.text, name) for claim in entry.claims)
