"""The words that replies share on Discord, on a terminal and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.text.phrases import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.outcome import Answered
    from bot.paper.model import Verdict


UNSURE: Final = "I am not sure that the paper covers that."

# Above the nearest statements, where the paper does not say what was asked.
DOES_SAY: Final = "What the paper does say:"

_LONGEST_NAMED: Final = 100

_VERDICTS: Final[dict[Verdict, str]] = {"yes": "Yes.", "no": "No.", "": ""}


def verdict_text(lead: Verdict) -> str:
    """Return the sentence that opens the answer to a yes/no question, "" for no verdict."""
    return _VERDICTS[lead]


def left_text(answer: Answered) -> str:
    """Return sentences naming the parts of a message without an answer, "" if there are none."""
    said = []
    if answer.missing:
        said.append(f"I found nothing in the paper on: {_named(answer.missing)}.")
    if answer.postponed:
        said.append(f"That was a lot at once. Please ask me again: {_named(answer.postponed)}.")
    return " ".join(said)


def _named(questions: Sequence[str]) -> str:
    return "; ".join(cut(" ".join(one.split()), _LONGEST_NAMED) for one in questions)
