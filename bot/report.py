"""An outcome as the plain data that `ask --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.answering.outcome import Answered, NotCovered, Suggested

if TYPE_CHECKING:
    from bot.answering.outcome import Outcome


def as_json(question: str, outcome: Outcome, elapsed_ms: float) -> dict[str, Any]:
    """The object for one question; `text` has one claim a line, without marks or sources."""
    made: dict[str, Any] = {
        "question": question,
        "status": "not_covered",
        "entries": [],
        "text": plain_text(outcome),
        "citations": [],
        "confidence": round(outcome.confidence, 4),
        "suggestions": [],
        "elapsed_ms": round(elapsed_ms, 3),
    }
    match outcome:
        case Answered():
            made["status"] = "answered"
            made["entries"] = list(outcome.entries)
            made["citations"] = [
                {"footnote": c.footnote, "text": c.text, "locator": c.locator, "url": c.url}
                for c in outcome.citations
            ]
        case Suggested():
            made["status"] = "suggested"
            made["suggestions"] = [s.title for s in outcome.suggestions]
        case NotCovered():
            made["suggestions"] = [s.title for s in outcome.nearest]
    return made


def plain_text(outcome: Outcome) -> str:
    """What is said, without citations."""
    match outcome:
        case Answered():
            return "\n".join(dict.fromkeys(claim.text for claim in outcome.claims))
        case Suggested():
            return "I am not sure that the paper covers that. Did you mean one of these?"
        case NotCovered():
            return outcome.reason
