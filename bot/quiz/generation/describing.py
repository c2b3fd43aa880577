"""What the base says in one phrase that a thing is: the stuff of terms and their definitions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import names_of
from bot.paper.model import ActorType, Kind
from bot.quiz.cards import LONGEST_OPTION
from bot.quiz.generation.wording import about_text, capital, curly, holds, unended

if TYPE_CHECKING:
    from bot.paper.model import Entry
    from bot.quiz.generation.pool import Pool, Statement

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
