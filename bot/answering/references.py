"""Answer questions that name a footnote, recommendation, section or cited work outright."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answering import answer_parts
from bot.answering.outcome import Answered, NotCovered
from bot.answering.question_type import QuestionType
from bot.paper.model import Kind
from bot.text.normalize import fold
from bot.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.lexicon import Lexicon
    from bot.answering.list_questions import Catalogue
    from bot.answering.outcome import Outcome, Part
    from bot.answering.question import Question
    from bot.paper.model import Claim, Entry, Section, Source
    from bot.paper.paper import Paper


_NOTE_WORDS: Final = frozenset(
    ["footnote", "footnotes", "fn", "fns", "note", "notes", "endnote", "endnotes", "citation",
     "citations", "reference", "references", "ref", "refs"]
)  # fmt: skip

_RECOMMENDATION_WORDS: Final = frozenset(
    ["recommendation", "recommendations", "rec", "recs", "suggestion", "proposal", "remedy"]
)

_SECTION_WORDS: Final = frozenset(["section", "part", "heading"])

# Words that people use to ask for a record; with any other heavy word, the question is not for one.
_ASKING_WORDS: Final = frozenset(
    """
    say says said cite cites cited citing source sources refer refers reference referenced
    work page pages mean means support supports supported back backs used use uses claim
    claims paper about text content full show give tell locator link find found stand stands
    point points author authors wrote write written writer book article journal report
    published publish publication publisher publishing year date title called name named url
    doi online website address bibliography entry study chapter edited editor editors appear
    appears piece read please info information details quote quoted lead leads exactly number
    numbers missing empty blank printed print whose come out came volume issue pdf available
    get footnote footnotes fn note notes list every
    """.split()
)

_BIBLIOGRAPHIC: Final = frozenset(
    """
    wrote write written writer author authors authored book article journal published publish
    publication publisher publishing title url doi link online website bibliography edited
    editor editors chapter source sources study cite cites cited citing reference pdf volume
    issue works work page pages footnote footnotes notes
    """.split()
)

_MOST_NOTES: Final = 8

_MOST_RESTING: Final = 3

_MOST_CITED_FOR: Final = 6

_SUPPORTING: Final = frozenset(
    "support supports supported back backs backed claim claims statement statements".split()
)

_FOREIGN_WEIGHT: Final = 0.35

_SOURCE_COVERED: Final = 0.85


@dataclass(frozen=True, slots=True)
class _Work:
    source: Source
    names: frozenset[str]
    whole: tuple[frozenset[str], ...]


class References:
    """A resolver for explicit references, which are matched exactly before any fuzzy search."""

    def __init__(self, paper: Paper, lexicon: Lexicon, catalogue: Catalogue) -> None:
        self._paper = paper
        self._lexicon = lexicon
        self._catalogue = catalogue
        self._works = tuple(
            self._work(source) for source in paper.sources.values() if not source.outside
        )
        self._asking = frozenset(lexicon.stem(word) for word in _ASKING_WORDS)

    def over(self, paper: Paper, catalogue: Catalogue) -> References:
        """Return a copy with the same works that answers from another `paper` and `catalogue`."""
        made = copy(self)
        made._paper, made._catalogue = paper, catalogue
        return made

    def resolve(self, question: Question) -> Outcome | None:
        """Return the answer to a question that names a record, or None if it names none.

        The number of a footnote or recommendation that the paper lacks gives `NotCovered`, whose
        reason says which numbers exist.
        """
        return (
            self._footnotes(question)
            or self._recommendation(question)
            or self._section(question)
            or self._source(question)
        )

    # Footnotes

    def _footnotes(self, question: Question) -> Outcome | None:
        tokens = question.tokens
        numbers, used = numbers_after(tokens, _NOTE_WORDS, dashed_pairs(question.text))
        if not numbers or self._foreign(question, used):
            return None
        last = max(self._paper.footnotes)
        unknown = [n for n in numbers if n not in self._paper.footnotes]
        if unknown:
            named = listed(unknown[:_MOST_NOTES])
            others = " and others" if len(unknown) > _MOST_NOTES else ""
            return NotCovered(
                f"The paper has no footnote {named}{others}; its notes are numbered 1 to {last}."
            )
        heading = (
            f"The first {_MOST_NOTES} of the {len(numbers)} footnotes asked for"
            if len(numbers) > _MOST_NOTES
            else ""
        )
        first = not _SUPPORTING.isdisjoint(tokens)
        made = tuple(
            self.footnote(number, statements_first=first) for number in numbers[:_MOST_NOTES]
        )
        return Answered(made, confidence=1.0, heading=heading)

    def footnote(self, number: int, *, statements_first: bool = False) -> Part:
        """Return an answer part that says what footnote `number` is, and what rests on it.

        Up to three statements follow, or come first. Raise KeyError if the paper has no such
        footnote.
        """
        resting = [claim for _, claim in self._catalogue.resting_on(number)][:_MOST_RESTING]
        note = answer_parts.footnote_claim(self._paper, number)
        claims: list[Claim] = [*resting, note] if statements_first else [note, *resting]
        return answer_parts.record_part(
            self._paper, f"Footnote {number}", claims, source=self._paper.footnotes[number].source
        )

    # Recommendations and sections

    def _recommendation(self, question: Question) -> Outcome | None:
        tokens = question.tokens
        wanted, used = labels_near(tokens, _RECOMMENDATION_WORDS)
        if not wanted or self._foreign(question, used):
            return None
        made = self._catalogue.of_kind(Kind.RECOMMENDATION)
        if "last" in wanted or "final" in wanted:
            wanted = [entry.number for entry in made[-1:]]
        by_number = {entry.number: entry for entry in made}
        found = [by_number[label] for label in wanted if label in by_number]
        if not found:
            listed = ", ".join(by_number)
            return NotCovered(
                f"The paper has no recommendation {' or '.join(wanted)}; "
                f"they are numbered {listed}."
            )
        return Answered(tuple(self._entry(entry) for entry in found), confidence=1.0)

    def _section(self, question: Question) -> Outcome | None:
        wanted, used = labels_near(question.tokens, _SECTION_WORDS)
        if not wanted or self._foreign(question, used):
            return None
        chosen = [s for s in self._paper.body if str(s.number) in wanted]
        entries = [e for s in chosen if (e := self._about(s))]
        if not entries:
            return None
        return Answered(tuple(self._entry(entry) for entry in entries), confidence=1.0)

    def _about(self, section: Section) -> Entry | None:
        return self._paper.entries.get(f"section-{section.id}")

    def _entry(self, entry: Entry) -> Part:
        return answer_parts.entry_part(self._paper, entry, entry.claims)

    # Works

    def _work(self, source: Source) -> _Work:
        stem = self._lexicon.distinct_stems
        people = [person.family for person in (*source.authors, *source.editors)]
        texts = [
            source.title, source.short_title, source.container, source.publisher, source.number,
            str(source.year or ""), *people, *source.names,
            *(p.given for p in (*source.authors, *source.editors)),
        ]  # fmt: skip
        bag = frozenset(s for text in texts for s in stem(self._lexicon.expand(text)))
        wholes = [
            source.title.split(":")[0],
            source.short_title,
            " ".join(people),
            *people,
            *source.names,
        ]
        whole = tuple(s for text in wholes if (s := stem(self._lexicon.expand(text))))
        return _Work(source, bag, whole)

    def _source(self, question: Question) -> Outcome | None:
        """Answer with the works named, if the question holds little else but bibliographic words.

        At most two works are shown; None if no work is named, or nothing bibliographic asked.
        """
        if not any(token in _BIBLIOGRAPHIC for token in question.tokens):
            return None
        found = self.works_named(question)
        if not found:
            return None
        # "What is Foley cited for?" asks for the statements, not for the book.
        cited_for = {"cited", "for"} <= set(question.tokens) or not _SUPPORTING.isdisjoint(
            question.tokens
        )
        made = tuple(
            (cited_for and self._cited_for(source)) or self.source(source) for source in found[:2]
        )
        return Answered(made, confidence=0.95)

    def works_named(self, question: Question) -> list[Source]:
        """Return the works that a question names in full, by title, author or nickname.

        These are only the works whose matching name has the most words, sorted by key.
        """
        # Correction may join words that a title has apart ("South Eastern").
        typed = self._lexicon.expand(question.text)
        return self._named_by(question.tokens) or self._named_by(typed)

    def _named_by(self, tokens: Sequence[str]) -> list[Source]:
        asked = self._lexicon.distinct_stems(tokens)
        content = asked - self._asking
        if not content:
            content = asked
        scored: list[tuple[float, int, Source]] = []
        for work in self._works:
            named = max((len(w) for w in work.whole if w <= asked), default=0)
            if named and len(content & work.names) / len(content) >= _SOURCE_COVERED:
                scored.append((named, -len(work.names), work.source))
        scored.sort(key=lambda s: (-s[0], s[2].key))
        if not scored:
            return []
        return [source for named, _, source in scored if named == scored[0][0]]

    def source(self, source: Source) -> Part:
        """Return an answer part with a work's bibliographic record."""
        claims = answer_parts.source_claims(self._paper, source)
        return answer_parts.record_part(self._paper, source.title, claims, source=source.key)

    def _cited_for(self, source: Source) -> Part | None:
        """Return the statements that rest on a work, each once; None if there are none."""
        notes = answer_parts.footnotes_of(self._paper, source.key)
        resting = {
            claim.home or claim.text: claim
            for number in notes
            for _, claim in self._catalogue.resting_on(number)
        }
        if not resting:
            return None
        claims = list(resting.values())[:_MOST_CITED_FOR]
        return answer_parts.record_part(self._paper, source.title, claims, source=source.key)

    def _foreign(self, question: Question, used: frozenset[int]) -> bool:
        """Tell whether much of the question's weight lies in words outside the reference.

        `used` are the positions of the reference's own words; asking words don't count either.
        """
        plain = {question.tokens[i] for i in used}
        foreign = [
            asked
            for asked in question.asked
            if asked.word not in plain
            and QuestionType.SOURCE.value != asked.word
            and self._lexicon.stem(asked.word) not in self._asking
        ]
        return sum(asked.weight for asked in foreign) > _FOREIGN_WEIGHT * max(question.weight, 1.0)


_NUMBERING: Final = frozenset(["number", "no", "num", "nr", "numbers", "nos"])

_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        start=1,
    )
} | {f"{n}{end}": n for n in range(1, 100) for end in ("st", "nd", "rd", "th")}

_DASHED: Final = re.compile(r"(\d{1,3})\s*-\s*(?=(\d{1,3})\b)")


def dashed_pairs(text: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of numbers in `text`, one to three digits each, with a dash between them."""
    return frozenset(_DASHED.findall(fold(text)))


def numbers_after(
    tokens: Sequence[str], words: frozenset[str], dashed: frozenset[tuple[str, str]]
) -> tuple[list[int], frozenset[int]]:
    """Return the numbers after one of `words` ("notes 12, 13 and 15", "footnotes 3 to 6").

    An ordinal before it ("12th note") counts if no number has been found by then. Numbers have at
    most three digits, since four are a year. Ranges are filled in; `dashed` are the pairs of
    numbers that were typed with a dash between them. Each number comes once, in order. The second
    value is the positions in `tokens` of the numbers and words used.
    """
    numbers: list[int] = []
    used: set[int] = set()
    for position, token in enumerate(tokens):
        if token not in words:
            continue
        at = position + 1
        while at < len(tokens) and (
            tokens[at].isdigit() or tokens[at] in {*_NUMBERING, "and", "to", "or", "through"}
        ):
            if tokens[at].isdigit() and len(tokens[at]) <= 3:  # noqa: PLR2004  # four digits are a year
                ranged = (
                    tokens[at - 1] in {"to", "through"} or (tokens[at - 1], tokens[at]) in dashed
                )
                if ranged and numbers:
                    numbers.extend(range(numbers[-1] + 1, int(tokens[at])))
                numbers.append(int(tokens[at]))
                used.update((position, at))
            at += 1
        before = tokens[position - 1] if position else ""
        if not used and before in _ORDINALS and before[0].isdigit():
            numbers.append(_ORDINALS[before])
            used.update((position, position - 1))
    return list(dict.fromkeys(numbers)), frozenset(used)


def labels_near(tokens: Sequence[str], words: frozenset[str]) -> tuple[list[str], frozenset[int]]:
    """Return labels such as "3", "1a", "third" or "last" next to one of `words`.

    A word such as "number" or "no" may stand before the label. Ordinals become digits. The second
    value is the positions in `tokens` of the labels and of the words they belong to.
    """
    labels: list[str] = []
    used: set[int] = set()
    for position, token in enumerate(tokens):
        if token not in words:
            continue
        near = [position - 1, position + 1]
        if position + 1 < len(tokens) and tokens[position + 1] in _NUMBERING:
            near.append(position + 2)
        for at in near:
            if not 0 <= at < len(tokens):
                continue
            label = _label(tokens[at])
            if label:
                labels.append(label)
                used.update((position, at))
    return labels, frozenset(used)


def _label(token: str) -> str:
    if token in _ORDINALS:
        return str(_ORDINALS[token])
    if token in {"last", "final"} or (token[0].isdigit() and len(token) <= 3 and "/" not in token):  # noqa: PLR2004  # "12b" at most
        return token
    return ""
