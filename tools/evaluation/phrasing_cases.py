"""Cases made from the base's own phrasings: unchanged, hidden, mistyped, or both."""

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
    """Return cases for each phrasing, both known and hidden, with 0, 1 and 2 typing errors.

    `group_name` names their groups. `sample` above 0 draws that many phrasings, the same for every
    group. A phrasing that reads to the engine like another text of the base is left out, since
    hiding it would hide nothing.
    """
    phrasings = _unrepeated(paper)
    if 0 < sample < len(phrasings):
        # Each phrasing has a draw of its own, so an edit of the base does not change the others'.
        phrasings = sorted(sorted(phrasings, key=lambda p: _draw(seed, p))[:sample])
    cases = []
    for entry, phrasing in phrasings:
        for errors in range(_MOST_ERRORS + 1):
            # The errors depend only on seed, count and phrasing, so a sample has the same ones as
            # the whole.
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
    """Return the name of the group of phrasings with this many typing errors, 0 to 2."""
    slips = {0: "", 1: ", 1 error", 2: ", 2 errors"}[errors]
    return f"{'hidden' if hidden else 'known'} phrasings{slips}"


def _unrepeated(paper: Paper) -> list[tuple[str, str]]:
    key_of = paper.vocabulary.wording_key
    texts: Counter[str] = Counter()
    for entry in paper.entries.values():
        texts.update({key_of(t) for t in (entry.title, entry.acronym, *entry.names)})
        texts.update(key_of(phrasing) for phrasing in entry.wordings)
    return [
        (entry.id, phrasing)
        for entry in paper.entries.values()
        for phrasing in entry.wordings
        if texts[key_of(phrasing)] == 1
    ]


def whole_entry(paper: Paper, entry_id: str, confidence: float) -> Answered:
    """Return an answer of all claims of an entry, with all their citations."""
    entry = paper.entries[entry_id]
    part = Part(
        title=entry.title,
        claims=entry.claims,
        citations=tuple(paper.citations(claim) for claim in entry.claims),
        entry=entry.id,
    )
    return Answered((part,), confidence)
