"""Questions that found nothing, grouped by likeness, so that one entry can answer many."""

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

# Of the two questions' weight so much is shared; or they are one question with a slip or two.
ALIKE: Final = 0.5

_SAME_BUT_FOR_SLIPS: Final = 85.0

# A question is compared with so many groups that share its weightiest words.
_MOST_COMPARED: Final = 24


@dataclass(frozen=True, slots=True)
class Report:
    """One time that somebody asked or reported something.

    `id` is that of its row, of which `kind` says the table: missing and mismatched are reports in
    one press, logged are questions of the log. `person` is a name for counting; `entry` is what was
    shown instead.
    """

    id: int
    kind: str
    text: str
    person: str
    at: datetime
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording, as its key tells wordings apart, with every report of it, oldest first."""

    text: str
    key: str
    reports: tuple[Report, ...]

    @property
    def times(self) -> int:
        """How often it came up; asked and then reported by one person counts once."""
        people = {report.person for report in self.reports if report.kind != LOGGED}
        logged = [one for one in self.reports if one.kind == LOGGED and one.person not in people]
        return len(logged) + sum(one.kind != LOGGED for one in self.reports)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Wordings that ask alike, the commonest first: it stands for them all."""

    wordings: tuple[Wording, ...]

    @property
    def text(self) -> str:
        """The wording that stands for all."""
        return self.wordings[0].text

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report of every wording."""
        return tuple(report for wording in self.wordings for report in wording.reports)

    @property
    def times(self) -> int:
        """How often it came up."""
        return sum(wording.times for wording in self.wordings)

    @property
    def people(self) -> int:
        """How many asked or reported it."""
        return len({report.person for report in self.reports})

    @property
    def kinds(self) -> Counter[str]:
        """How many reports of each kind there are."""
        return Counter(report.kind for report in self.reports)


def worded(reports: Iterable[Report], key_of: Callable[[str], str]) -> tuple[Wording, ...]:
    """Return reports by wording: the commonest first, the shortest of equals, then by the alphabet.

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
        made.append(Wording(text, key, tuple(told)))
    return tuple(sorted(made, key=_commonest))


def clustered(wordings: Iterable[Wording], sign: Sign) -> tuple[Cluster, ...]:
    """Wordings that are alike together, the largest group first.

    `sign` reads a text as the engine does, so that synonyms count as alike. Each wording, from the
    commonest on, joins the group whose first wording it is likest to, or begins one. The same
    wordings give the same groups, in whatever order they come.
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
    """A text by its units with their weights, and each feature's greatest strength.

    `letters` are its words as they are read, by the alphabet.
    """

    letters: str
    units: tuple[tuple[Features, float], ...]
    strengths: Mapping[str, float]
    weight: float

    @classmethod
    def of(cls, read: str, signature: Signature) -> Signed:
        """The text whose signature this is.

        A rare word says more than a common one, but not so much more that it alone makes two
        questions alike: weights are evened out by their square root.
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
    """A group and how its first wording is read."""

    first: Signed
    wordings: list[Wording]


def _commonest(wording: Wording) -> tuple[int, int, str]:
    return (-wording.times, len(wording.text), wording.text)


def _likest(
    text: Signed, groups: Sequence[_Group], by_feature: Mapping[str, list[int]]
) -> _Group | None:
    """The group that a text is likest to, the first of equals; None where it is like none."""
    shared: dict[int, float] = defaultdict(float)
    for features, weight in text.units:
        for number in {number for name, _ in features for number in by_feature.get(name, ())}:
            shared[number] += weight
    # A word that nearly every question has would otherwise compare each with all.
    chosen = nsmallest(_MOST_COMPARED, shared, key=lambda number: (-shared[number], number))
    best, most = None, 0.0
    for number in sorted(chosen):
        alike = likeness(text, groups[number].first)
        if alike >= ALIKE and alike > most:
            best, most = groups[number], alike
    return best


def likeness(text: Signed, other: Signed) -> float:
    """How alike two texts are, 0 to 1: the share of their weight that is common, or their letters.

    Letters count only where they say that it is the same question but for a slip.
    """
    total = text.weight + other.weight
    common = _common(text, other) + _common(other, text)
    letters = ratio(text.letters, other.letters, score_cutoff=_SAME_BUT_FOR_SLIPS) / 100
    return max(common / total if total else 0.0, letters)


def _common(text: Signed, other: Signed) -> float:
    """The weight of what `text` has in common with `other`."""
    has = other.strengths
    common = 0.0
    for features, weight in text.units:
        most = 0.0
        for feature, own in features:
            if feature in has:
                most = max(most, min(own, has[feature]))
        common += weight * most
    return common
