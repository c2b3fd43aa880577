"""Clusters similar questions that found no answer, so that one entry can answer many."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from rapidfuzz.fuzz import ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.answering.lexicon import Features
    from bot.answering.question import Signature

    Sign = Callable[[str], tuple[str, Signature]]


LOGGED: Final = "logged"

# The least share of two questions' weight in common; typos in the same question count apart.
ALIKE: Final = 0.5

_SAME_BUT_FOR_SLIPS: Final = 85.0

# A question is compared with at most this many groups: those that share its weightiest words.
_MOST_COMPARED: Final = 24


@dataclass(frozen=True, slots=True)
class Report:
    """One question that somebody asked in vain or reported.

    `kind` says which table `id` belongs to: missing and mismatched are reports by button, logged
    are questions of the log. `person` is a pseudonym; `entry` is what was shown instead.
    """

    id: int
    kind: str
    text: str
    person: str
    at: datetime
    entry: str = ""


@dataclass(frozen=True, slots=True)
class ReportedWording:
    """One wording, told from others by its wording key, with its reports, oldest first."""

    text: str
    key: str
    reports: tuple[Report, ...]

    @property
    def times(self) -> int:
        """Return how often it came up; a question asked and reported by one person counts once."""
        people = {report.person for report in self.reports if report.kind != LOGGED}
        logged = [one for one in self.reports if one.kind == LOGGED and one.person not in people]
        return len(logged) + sum(one.kind != LOGGED for one in self.reports)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Similar wordings, the most frequent first, which represents the cluster."""

    wordings: tuple[ReportedWording, ...]

    @property
    def text(self) -> str:
        """Return the wording that represents the cluster."""
        return self.wordings[0].text

    @property
    def reports(self) -> tuple[Report, ...]:
        """Return every report of every wording."""
        return tuple(report for wording in self.wordings for report in wording.reports)

    @property
    def times(self) -> int:
        """Return how often the cluster's questions came up."""
        return sum(wording.times for wording in self.wordings)

    @property
    def people(self) -> int:
        """Return how many people asked or reported it."""
        return len({report.person for report in self.reports})

    @property
    def kinds(self) -> Counter[str]:
        """Return how many reports of each kind there are."""
        return Counter(report.kind for report in self.reports)


def worded(reports: Iterable[Report], key_of: Callable[[str], str]) -> tuple[ReportedWording, ...]:
    """Group reports by wording: most frequent first, then the shortest, then alphabetically.

    `key_of` gives a text's wording key.
    """
    same: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        same[key_of(report.text)].append(report)
    made = []
    for key, told in same.items():
        told.sort(key=lambda report: (report.at, report.kind, report.id))
        spelt = Counter(report.text for report in told)
        text = min(spelt, key=lambda one: (-spelt[one], len(one), one))
        made.append(ReportedWording(text, key, tuple(told)))
    return tuple(sorted(made, key=_commonest))


def clustered(wordings: Iterable[ReportedWording], sign: Sign) -> tuple[Cluster, ...]:
    """Cluster similar wordings, the largest cluster first.

    `sign` returns a text's signature in the engine, so that synonyms count as equal. Each wording,
    the most frequent first, joins the cluster whose first wording is most similar, or begins one.
    The result does not depend on the order of the wordings.
    """
    groups: list[_Group] = []
    by_feature: dict[str, list[int]] = defaultdict(list)
    for wording in sorted(wordings, key=_commonest):
        text = Signed.of(*sign(wording.text))
        found = _likest(text, groups, by_feature)
        if found is not None:
            found.wordings.append(wording)
            continue
        for feature in text.strengths:
            by_feature[feature].append(len(groups))
        groups.append(_Group(text, [wording]))
    made = [Cluster(tuple(group.wordings)) for group in groups]
    return tuple(sorted(made, key=lambda one: (-one.people, -one.times, one.text)))


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature of a text: its units with their weights, and each feature's greatest strength.

    `letters` are its words as the engine reads them, in alphabetical order.
    """

    letters: str
    units: tuple[tuple[Features, float], ...]
    strengths: Mapping[str, float]
    weight: float

    @classmethod
    def of(cls, read: str, signature: Signature) -> Signed:
        """Return the text that the engine reads as `read` with this signature.

        A rare word says more than a common one, but must not make two questions similar by itself:
        weights are evened out by their square root.
        """
        units = tuple((features, math.sqrt(weight)) for features, weight in signature)
        strengths: dict[str, float] = {}
        for features, _ in units:
            for feature, strength in features:
                strengths[feature] = max(strength, strengths.get(feature, 0.0))
        letters = " ".join(sorted(read.split()))
        return cls(letters, units, strengths, sum(weight for _, weight in units))


@dataclass(frozen=True, slots=True)
class _Group:
    """A cluster in the making, with the signature of its first wording."""

    first: Signed
    wordings: list[ReportedWording]


def _commonest(wording: ReportedWording) -> tuple[int, int, str]:
    return (-wording.times, len(wording.text), wording.text)


def _likest(
    text: Signed, groups: Sequence[_Group], by_feature: Mapping[str, list[int]]
) -> _Group | None:
    """Return the most similar group, the first of equals; None if none is similar enough."""
    shared: dict[int, float] = defaultdict(float)
    for features, weight in text.units:
        for number in {number for name, _ in features for number in by_feature.get(name, ())}:
            shared[number] += weight
    # Otherwise a word that most questions have would compare each question with all others.
    chosen = nsmallest(_MOST_COMPARED, shared, key=lambda number: (-shared[number], number))
    best, most = None, 0.0
    for number in sorted(chosen):
        alike = likeness(text, groups[number].first)
        if alike >= ALIKE and alike > most:
            best, most = groups[number], alike
    return best


def likeness(text: Signed, other: Signed) -> float:
    """Return the similarity of two texts, 0 to 1: the share of weight in common, or of letters.

    Letters count only if they are so similar that the questions differ by a typo.
    """
    total = text.weight + other.weight
    common = _common(text, other) + _common(other, text)
    letters = ratio(text.letters, other.letters, score_cutoff=_SAME_BUT_FOR_SLIPS) / 100
    return max(common / total if total else 0.0, letters)


def _common(text: Signed, other: Signed) -> float:
    """Return the weight of what `text` has in common with `other`."""
    has = other.strengths
    common = 0.0
    for features, weight in text.units:
        most = 0.0
        for feature, own in features:
            if feature in has:
                most = max(most, min(own, has[feature]))
        common += weight * most
    return common
