"""The `ask` command: one answer, JSON, a batch of questions, or a conversation."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from typing import TYPE_CHECKING, Any

from bot.answering.outcome import Answered, NotCovered, Query, Suggested
from bot.app import build_engine
from bot.cli import terminal
from bot.errors import StudyBotError

if TYPE_CHECKING:
    import argparse

    from bot.answering.engine import Engine
    from bot.answering.outcome import Context, Outcome


def as_json(question: str, outcome: Outcome, elapsed_ms: float) -> dict[str, Any]:
    """Return one question's JSON data; `text` has one claim a line, without marks or sources."""
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
    """Return the text of an outcome, without citations."""
    match outcome:
        case Answered():
            return "\n".join(dict.fromkeys(claim.text for claim in outcome.claims))
        case Suggested():
            return "I am not sure that the paper covers that. Did you mean one of these?"
        case NotCovered():
            return outcome.reason


class NoQuestionError(StudyBotError):
    """The command line has no question, or one where none belongs."""


def run_ask(arguments: argparse.Namespace) -> int:
    """Answer and return 0 whenever a reply was given, whatever its outcome."""
    if arguments.question is not None and not arguments.question.strip():
        raise NoQuestionError(
            'The question is empty. Ask something, for example: ask "What is footnote 42?"'
        )
    if arguments.jsonl:
        return _lines(build_engine(arguments.knowledge), arguments)
    if arguments.question is None:
        if arguments.json or not sys.stdin.isatty():
            raise NoQuestionError(
                "No question was given. Put it in quotes, or use --jsonl to read many from a pipe."
            )
        return _conversation(build_engine(arguments.knowledge))
    engine = build_engine(arguments.knowledge)
    if arguments.json:
        print(json.dumps(_answer(engine, arguments.question), ensure_ascii=False))
        return 0
    query = Query(arguments.question)
    print(terminal.render(engine.ask(query), terminal.Look.of(sys.stdout)))
    if arguments.explain:
        print(terminal.render_matches(engine.ranking(query.text)))
    return 0


def _answer(engine: Engine, question: str) -> dict[str, Any]:
    start = time.perf_counter()
    outcome = engine.ask(Query(question))
    return as_json(question, outcome, 1000 * (time.perf_counter() - start))


def _lines(engine: Engine, arguments: argparse.Namespace) -> int:
    if arguments.question is not None:
        raise NoQuestionError(
            "--jsonl reads its questions from standard input; leave the question out."
        )
    # Bytes that are no UTF-8 become replacement characters: one bad line must not end the run.
    for raw in sys.stdin.buffer:
        question = raw.decode("utf-8", errors="replace").rstrip("\r\n")
        print(json.dumps(_answer(engine, question), ensure_ascii=False), flush=True)
    return 0


def _conversation(engine: Engine) -> int:
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  # gives input() editing and history where it exists
    look = terminal.Look.of(sys.stdout)
    print(terminal.greeting(engine.paper))
    context: Context | None = None
    while True:
        try:
            question = input("\n> ").strip()
        except EOFError:
            print()
            return 0
        if question.lower() in {"quit", "exit", "bye", ":q"}:
            return 0
        if not question:
            continue
        outcome: Outcome = engine.ask(Query(question, context))
        if isinstance(outcome, Answered):
            context = outcome.as_context(question)
        print(terminal.render(outcome, look))
