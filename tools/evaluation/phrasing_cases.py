"""Cases made from the base's own phrasings: as they stand, hidden, mistyped, or both."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import Answered, Part
from tools.evaluation.cases import EvalQuestion, Hidden, phrasing_case
from tools.evaluation.typos import mistype

if TYPE_CHECKING:
    from bot.paper.paper import Paper
    from tools.evaluation.cases import Case


_MOST_ERRORS: Final = 2


def phrasing_cases(paper: Paper, *, sample: int = 0, seed: int = 1) -> list[Case]:
    """Each phrasing known and hidden, without slips and with one and two; groups by name.

    `sample` above 0 draws that many phrasings, the same for every group. A phrasing that another
    text of the base repeats, as the engine reads them, is left out: hiding it hides nothing.
    """
    phrasings = _unrepeated(paper)
    if 0 < sample < len(phrasings):
        # A draw for each phrasing by itself: an edit of the base leaves the others' draws alone.
        phrasings = sorted(sorted(phrasings, key=lambda p: _draw(seed, p))[:sample])
    cases = []
    for entry, phrasing in phrasings:
        for errors in range(_MOST_ERRORS + 1):
            # The slips depend on nothing but the phrasing, so a sample's are those of the whole.
            random = Random(f"{seed} {errors} {phrasing}")
            typed = mistype(phrasing, errors, random) if errors else phrasing
            for hidden in (None, Hidden(entry, phrasing)):
                asked = EvalQuestion(typed, hidden=hidden)
                cases.append(
                    phrasing_case(group_name(errors, hidden=hidden is not None), entry, asked)
                )
    return cases


def _draw(seed: int, phrasing: tuple[str, str]) -> float:
    return Random(f"{seed} {phrasing}").random()


def group_name(errors: int, *, hidden: bool) -> str:
    """The name of the group of phrasings with so many slips."""
    slips = {0: "", 1: ", 1 error", 2: ", 2 errors"}[errors]
    return f"{'hidden' if hidden else 'known'} phrasings{slips}"


def _unrepeated(paper: Paper) -> list[tuple[str, str]]:
    key_of = paper.vocabulary.wording_key
    texts: Counter[str] = Counter()
    for entry in paper.entries.values():
        texts.update({key_of(t) for t in (entry.title, entry.acronym, *entry.names)})
        texts.update(key_of(phrasing) for phrasing in entry.phrasings)
    return [
        (entry.id, phrasing)
        for entry in paper.entries.values()
        for phrasing in entry.phrasings
        if texts[key_of(phrasing)] == 1
    ]


def whole_entry(paper: Paper, entry_id: str, confidence: float) -> Answered:
    """All claims of an entry with all that they cite."""
    entry = paper.entries[entry_id]
    part = Part(
        title=entry.title,
        claims=entry.claims,
        citations=tuple(paper.citations(claim) for claim in entry.claims),
        entry=entry.id,
    )
    return Answered((part,), confidence)
