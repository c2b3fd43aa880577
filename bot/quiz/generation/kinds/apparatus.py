"""Questions on the apparatus: the section a claim is in, the work a footnote cites."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import folded, names_of_section, names_of_source
from bot.paper.citations import Style, format_source
from bot.paper.model import Kind, NoteStatus
from bot.quiz.cards import CardKind
from bot.quiz.generation.claim_wording import contains_name, quoted, without_final_stop
from bot.quiz.generation.options import (
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

    from bot.paper.model import Source
    from bot.quiz.cards import Card
    from bot.quiz.generation.statements import Pool, Statement


# No definitions: they combine what the paper says about a term in several places.
_KINDS: Final = frozenset({Kind.FINDING, Kind.RECOMMENDATION, Kind.EVENT})

# Words by which a claim tells its own place in the paper.
_PLACED: Final = re.compile(r"\bpaper\b|\brecommendation\b(?! of the)|\bfinal\b|\bconclu")

# A claim that overlaps this much with another section could be said to be there too.
_SAID_THERE_TOO: Final = 0.45

_FEWEST_WORDS: Final = 6

_MOST_OPTIONS: Final = 4


def section_drafts(pool: Pool) -> list[QuestionDraft]:
    """Return a draft for each claim that is surely in its section only: "in which section …?"."""
    return [
        make_draft(CardKind.SECTION, one, partial(_section_card, pool, one))
        for one in pool.body_statements
        if one.entry.kind in _KINDS and _is_surely_in_section(pool, one)
    ]


def _is_surely_in_section(pool: Pool, one: Statement) -> bool:
    """Return whether a claim is in its section with all its footnotes, and can stand alone."""
    notes = [pool.paper.footnotes.get(number) for number in one.claim.footnotes]
    there = all(note is not None and note.section == one.claim.section for note in notes)
    wordy = len(one.stems) >= _FEWEST_WORDS
    placed = _PLACED.search(one.text)
    return there and wordy and not placed and pool.wording.stands_alone(one.text)


def _section_card(pool: Pool, one: Statement, rng: Random) -> Card | None:
    body = pool.paper.body
    right = next((s for s in body if s.id == one.claim.section), None)
    if right is None:
        return None
    said = pool.overlap_by_section(one)
    if max(said.values(), default=0.0) >= _SAID_THERE_TOO:
        return None
    if any(contains_name(one.text, name) for name in names_of_section(right)):
        return None
    prompt = f"In which section does the paper say this? {quoted(without_final_stop(one.text))}"
    others = [section.title for section in body if section is not right]
    wrong = rng.sample(others, min(_MOST_OPTIONS - 1, len(others)))
    if len(wrong) < 1 or gives_away(pool, prompt, right.title, wrong):
        return None
    return make_card(
        pool,
        CardKind.SECTION,
        one,
        prompt=prompt,
        options=ordered_options(right.title, wrong, [section.title for section in body]),
        explanation=f"It stands in section {quoted(right.title)}: {one.claim.text}",
    )


_SHORTEST_NAME: Final = 4


def source_drafts(pool: Pool) -> list[QuestionDraft]:
    """Return a draft for each claim with one certain source: "which work does footnote … cite?"."""
    return [
        make_draft(CardKind.SOURCE, one, partial(_source_card, pool, one))
        for one in pool.body_statements
        if _has_certain_source(pool, one) and pool.wording.stands_alone(one.text)
    ]


def _has_certain_source(pool: Pool, one: Statement) -> bool:
    """Return whether it is certain which one work supports a claim.

    It is not if the footnote's place or work was inferred, if the footnote is missing, or if an
    erratum is about it.
    """
    if len(one.claim.footnotes) != 1 or one.claim.uncertain:
        return False
    note = pool.paper.footnotes.get(one.claim.footnotes[0])
    if note is None or note.source is None or note.status is NoteStatus.MISSING:
        return False
    return note.number not in pool.doubtful_notes or note.status is NoteStatus.FULL


def source_label(source: Source) -> str:
    """Return a work in the Chicago short form of later notes, without its full stop."""
    short = format_source(source, Style.CHICAGO_SHORT)
    return re.sub(r"\.(?=”?$)", "", short)


def _source_card(pool: Pool, one: Statement, rng: Random) -> Card | None:
    number = one.claim.footnotes[0]
    source = pool.paper.sources[str(pool.paper.footnotes[number].source)]
    if _names_work(source, one.text):
        return None
    prompt = (
        f"Which work does footnote {number} cite for this? {quoted(without_final_stop(one.text))}"
    )
    right = source_label(source)
    wrong = draw_distractors(
        rng, right, [source_label(other) for other in _distractor_works(pool, source, prompt)]
    )
    if wrong is None or gives_away(pool, prompt, right, wrong):
        return None
    return make_card(
        pool,
        CardKind.SOURCE,
        one,
        prompt=prompt,
        options=shuffled_options(rng, right, wrong),
        accepted=_accepted_names(pool, source, right),
    )


def _names_work(source: Source, text: str) -> bool:
    """Return whether a text names a work, or one of its authors or editors."""
    makers = [name.family for name in (*source.authors, *source.editors)]
    names = [name for name in (*names_of_source(source), *makers) if len(name) >= _SHORTEST_NAME]
    return any(contains_name(text, name) for name in names)


def _distractor_works(pool: Pool, source: Source, prompt: str) -> list[Source]:
    """Return works for distractors: cited, and neither part of this one nor its whole."""
    cited = {note.source for note in pool.paper.footnotes.values()}
    makers = {name.full for name in source.authors or source.editors}
    return [
        other
        for key, other in pool.paper.sources.items()
        if key in cited
        and key != source.key
        and not other.outside
        and makers.isdisjoint(name.full for name in other.authors or other.editors)
        and folded(source.container) != folded(other.title)
        and folded(other.container) != folded(source.title)
        and not _names_work(other, prompt)
    ]


def _accepted_names(pool: Pool, source: Source, first: str) -> tuple[str, ...]:
    """Return the accepted names of a work, without those that another work has too."""
    taken = {
        folded(name)
        for other in pool.paper.sources.values()
        if other.key != source.key
        for name in (*names_of_source(other), *(n.family for n in other.authors or other.editors))
    }
    names = {folded(first): first}
    for name in (*names_of_source(source), *(n.family for n in source.authors[:1])):
        if name != source.key and folded(name) not in taken and _names_it(source, name):
            names.setdefault(folded(name), name)
    return tuple(names.values())


def _names_it(source: Source, name: str) -> bool:
    """Return whether a name says which work it is: by its title or its first author.

    A publisher, a website or a later author alone does not.
    """
    if folded(name) in {folded(author.family) for author in source.authors[1:]}:
        return False
    first = {word for author in source.authors[:1] for word in folded(author.full).split()}
    title = {word for word in folded(source.title).split() if len(word) >= _SHORTEST_NAME}
    return name.isupper() or not (first | title).isdisjoint(folded(name).split())
