"""How well messages that report harm are told apart from those that do not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.harm_disclosure import may_tell_of_harm, tells_of_harm
from tools.evaluation.question_files import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ToldMessage:
    """A message of a set: whether it discloses harm, and what the bot makes of it.

    `guarded` messages are neither shown to others nor kept, whether recognised or not.
    """

    text: str
    kind: str
    discloses: bool
    recognised: bool
    guarded: bool


@dataclass(frozen=True, slots=True)
class DisclosureRates:
    """Shares of 0 to 1, and the messages that were judged wrongly."""

    recall: float
    precision: float
    guarded: float
    missed: tuple[ToldMessage, ...]
    false_alarms: tuple[ToldMessage, ...]


def holds_disclosures(file: Path) -> bool:
    """Return whether a file of messages says of each whether it discloses harm."""
    return file.name.startswith("disclosures")


def disclosure_rates(file: Path) -> DisclosureRates:
    """Judge each message of a file; raise BadQuestionFileError with the first bad line."""
    told = list(_judged(file))
    right = sum(one.discloses and one.recognised for one in told)
    disclosing = [one for one in told if one.discloses]
    return DisclosureRates(
        recall=right / max(len(disclosing), 1),
        precision=right / max(sum(one.recognised for one in told), 1),
        guarded=sum(one.guarded for one in disclosing) / max(len(disclosing), 1),
        missed=tuple(one for one in disclosing if not one.recognised),
        false_alarms=tuple(one for one in told if one.recognised and not one.discloses),
    )


def _judged(file: Path) -> Iterator[ToldMessage]:
    for text, kind, discloses in read_rows(
        file, lambda row: (str(row["q"]), str(row["kind"]), bool(row["disclosure"]))
    ):
        recognised = tells_of_harm(text)
        yield ToldMessage(text, kind, discloses, recognised, may_tell_of_harm(text))


def rates_text(rates: DisclosureRates, *, failures: bool) -> str:
    """Return the rates in lines; with `failures`, also each message that was judged wrongly."""
    shares = f"recall {rates.recall:.3f}, precision {rates.precision:.3f}"
    lines = [f"{shares}, neither shown nor kept {rates.guarded:.3f}"]
    for what, wrong in (("missed", rates.missed), ("false alarm", rates.false_alarms)):
        kinds = Counter(one.kind for one in wrong)
        lines += [f"{what}: {kind} {many}" for kind, many in kinds.most_common()]
        lines += [f"  {one.text}" for one in wrong if failures]
    return "\n".join(lines)
