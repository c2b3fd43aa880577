"""An outcome as JSON data: the form that programs read, described in docs/command-line.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.answering.outcome import (
    Answered,
    Civil,
    NotCovered,
    NotStated,
    Pointer,
    Suggested,
)
from bot.browse.reply_text import UNSURE, left_text, verdict_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.outcome import Outcome, Part, Suggestion
    from bot.paper.model import Claim
    from bot.paper.paper import Citation


def as_json(question: str, outcome: Outcome, elapsed_ms: float) -> dict[str, Any]:
    """Return one question's JSON data; every outcome has the same keys in the same order."""
    made: dict[str, Any] = {
        "question": question,
        "status": status_of(outcome),
        "lead": None,
        "text": plain_text(outcome),
        "claims": [],
        "missing": [],
        "nearest": [],
        "remarks": [],
        "entries": [],
        "citations": [],
        "suggestions": [],
        "command": None,
        "confidence": round(outcome.confidence, 4),
        "elapsed_ms": round(elapsed_ms, 3),
    }
    match outcome:
        case Answered():
            made |= _answer(outcome)
        case NotStated():
            made["nearest"] = _claims(outcome.nearest)
        case Suggested():
            made["suggestions"] = _titles(outcome.suggestions)
        case NotCovered():
            made["suggestions"] = _titles(outcome.nearest)
        case Pointer():
            made["command"] = outcome.command
        case Civil():
            pass
    return made


def status_of(outcome: Outcome) -> str:
    """Return the outcome's name for programs."""
    match outcome:
        case Answered():
            return "answered"
        case Suggested():
            return "suggested"
        case NotStated():
            return "not_stated"
        case NotCovered():
            return "personal" if outcome.personal else "not_covered"
        case Pointer():
            return "pointer"
        case Civil():
            return "civil"


def plain_text(outcome: Outcome) -> str:
    """Return the text of an outcome: an answer's verdict and claims, one a line; no citations."""
    match outcome:
        case Answered():
            verdict = [verdict_text(outcome.lead)] if outcome.lead else []
            return "\n".join([*verdict, *dict.fromkeys(claim.text for claim in outcome.claims)])
        case Suggested():
            return f"{UNSURE} Did you mean one of these?"
        case NotStated() | NotCovered() | Pointer() | Civil():
            return outcome.reason


def _answer(answer: Answered) -> dict[str, Any]:
    left = left_text(answer)
    return {
        "lead": answer.lead or None,
        "claims": _claims(answer.parts),
        "missing": [*answer.missing, *answer.postponed],
        "remarks": [*([left] if left else []), *answer.remarks],
        "entries": list(answer.entries),
        "citations": [_citation(citation) for citation in answer.citations],
    }


def _claims(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Return the data of each claim, in the order shown; a text that recurs is given once."""
    made: dict[str, dict[str, Any]] = {}
    for part in parts:
        for claim in part.claims:
            made.setdefault(claim.text, _claim(claim, part.entry))
    return list(made.values())


def _claim(claim: Claim, entry: str | None) -> dict[str, Any]:
    return {
        "text": claim.text,
        "footnotes": list(claim.footnotes),
        "basis": claim.basis.value,
        "entry": entry,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "footnote": citation.footnote,
        "text": citation.text,
        "locator": citation.locator,
        "url": citation.url,
    }


def _titles(suggestions: Iterable[Suggestion]) -> list[str]:
    return [one.title for one in suggestions]
