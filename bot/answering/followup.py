"""The follow-ups that need no new search: sources, persons, dates of works, and more of it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Final

from bot.answering import parts
from bot.answering.leaning import Leaning
from bot.answering.outcome import Answered
from bot.answering.traits import named
from bot.paper.model import ActorType, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.catalogue import Catalogue
    from bot.answering.lexicon import Lexicon
    from bot.answering.outcome import Context, Part
    from bot.paper.model import Claim, Entry
    from bot.paper.paper import Paper

_MORE_CLAIMS: Final = 3
_DATED: Final = frozenset([ActorType.DOCUMENT, ActorType.RESOLUTION])


class FollowUps:
    """Answers the questions that need only the answer before, not a new search."""

    def __init__(self, paper: Paper, lexicon: Lexicon, catalogue: Catalogue) -> None:
        self._paper = paper
        self._lexicon = lexicon
        self._people = self._persons(catalogue.of_kind(Kind.ACTOR))

    def _persons(self, entries: Iterable[Entry]) -> dict[str, tuple[frozenset[str], ...]]:
        """The ids of the persons among `entries`, each with the stems of what they are called."""
        lexicon = self._lexicon
        return {
            entry.id: tuple(lexicon.distinct_stems(lexicon.expand(name)) for name in named(entry))
            for entry in entries
            if entry.actor_type is ActorType.PERSON
        }

    def over(self, paper: Paper, changed: Iterable[Entry]) -> FollowUps:
        """The same for another state of the paper, in which some entries are `changed`."""
        made = copy(self)
        made._paper = paper
        made._people = self._people | self._persons(changed)
        return made

    def resolve(self, kind: Leaning, context: Context) -> Answered | None:
        """The answer to a leaning question of `kind`, or None where a new search is needed."""
        match kind:
            case Leaning.SOURCE:
                made = self._notes(context)
            case Leaning.PERSON:
                made = self._people_in(context) or self._notes(context)
            case Leaning.PUBLISHED if not self._on_a_document(context):
                made = self._works(context)
            case Leaning.MORE:
                made = self._more(context)
            case _:
                return None
        return Answered(tuple(made), confidence=0.9) if made else None

    def _on_a_document(self, context: Context) -> bool:
        """Whether the answer was about a document, so that "it" is no work that was cited."""
        return any(entry.actor_type in _DATED for entry in self._entries(context.entries[:1]))

    def _notes(self, context: Context) -> list[Part]:
        claims = [parts.footnote_claim(self._paper, n) for n in context.footnotes[:4]]
        if not claims:
            return self._own_statement(context)
        return [parts.record_part(self._paper, "Where that stands", claims)]

    def _own_statement(self, context: Context) -> list[Part]:
        entries = self._entries(context.entries)
        claims = [
            parts.stated(
                f"That stands in the paper itself, in the part "
                f"“{self._paper.section(e.section).title}”; it gives no footnote for it.",
                e.section,
            )
            for e in entries[:1]
        ]
        return [parts.record_part(self._paper, "Where that stands", claims)] if claims else []

    def _people_in(self, context: Context) -> list[Part]:
        """The persons named in what was shown, with the notes that report their words."""
        said = " ".join(context.shown)
        stems = self._lexicon.distinct_stems(self._lexicon.expand(said))
        spoken = [i for i, names in self._people.items() if any(n and n <= stems for n in names)]
        people = self._entries(spoken)
        if not people:
            return []
        made = [parts.entry_part(self._paper, e, e.claims[:2]) for e in people[:2]]
        return made + self._notes(context)[:1]

    def _works(self, context: Context) -> list[Part]:
        keys = list(context.sources)
        keys += [
            note.source
            for number in context.footnotes
            if (note := self._paper.footnotes.get(number)) and note.source
        ]
        made = []
        for key in dict.fromkeys(keys):
            source = self._paper.sources.get(key)
            if source is None:
                continue
            when = (
                f"was published in {source.year}" if source.year else "bears no date in the paper"
            )
            claim = parts.stated(
                f"{parts.by_line(source)} {when}.",
                self._paper.works_section,
                parts.footnotes_of(self._paper, key),
            )
            made.append(parts.record_part(self._paper, source.title, [claim], source=key))
        return made[:3]

    def _more(self, context: Context) -> list[Part]:
        shown = set(context.shown)
        entries = self._entries(context.entries)
        related = [i for entry in entries for i in entry.related]
        made: list[Part] = []
        for entry in [*entries, *self._entries(dict.fromkeys(related))]:
            fresh: list[Claim] = [c for c in entry.claims if c.text not in shown]
            if fresh:
                made.append(parts.entry_part(self._paper, entry, fresh[:_MORE_CLAIMS]))
            if len(made) == 2:  # noqa: PLR2004  # two topics fill a reply
                break
        return made

    def _entries(self, wanted: Iterable[str]) -> list[Entry]:
        return [self._paper.entries[i] for i in wanted if i in self._paper.entries]
