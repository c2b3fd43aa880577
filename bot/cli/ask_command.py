"""The `ask` command: one answer, JSON, a batch of questions, or a conversation."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from bot.answering.outcome import (
    Answered,
    Civil,
    NotCovered,
    NotStated,
    Pointer,
    Query,
    Suggested,
)
from bot.app import build_engine
from bot.cli import terminal
from bot.cli.outcome_json import as_json
from bot.errors import StudyBotError

if TYPE_CHECKING:
    import argparse

    from bot.answering.engine import Engine
    from bot.answering.outcome import Context, Outcome


_CONVERSATION: Final = "conversation"

_LINE_FORM: Final = 'a line that begins with "{" must be {"conversation": ["…", "…"]}'


class NoQuestionError(StudyBotError):
    """The command line has no question, or one where none belongs."""


class _LineFormError(StudyBotError):
    """A line of a batch is meant as an object, but does not have the form of one."""


def run_ask(arguments: argparse.Namespace) -> int:
    """Answer and return 0 whenever a reply was given, whatever its outcome."""
    if arguments.question is not None and not arguments.question.strip():
        raise NoQuestionError(
            'The question is empty. Ask something, for example: ask "What is footnote 42?"'
        )
    if arguments.jsonl:
        if arguments.question is not None:
            raise NoQuestionError(
                "--jsonl reads its questions from standard input; leave the question out."
            )
        return _lines(build_engine(arguments.knowledge))
    if arguments.question is None:
        if arguments.json or not sys.stdin.isatty():
            raise NoQuestionError(
                "No question was given. Put it in quotes, or use --jsonl to read many from a pipe."
            )
        return _conversation(build_engine(arguments.knowledge))
    engine = build_engine(arguments.knowledge)
    if arguments.json:
        _print_json(_replies(engine, [arguments.question])[0])
        return 0
    look = terminal.Look.of(sys.stdout)
    if arguments.explain:
        explained = engine.explain(arguments.question)
        print(terminal.render(explained.outcome, look))
        print(terminal.render_explanation(explained, look))
        return 0
    print(terminal.render(engine.ask(Query(arguments.question)), look))
    return 0


def _replies(engine: Engine, questions: list[str]) -> list[dict[str, Any]]:
    """Return the data of each question of a conversation, each asked in the light of the last."""
    made: list[dict[str, Any]] = []
    context: Context | None = None
    for question in questions:
        start = time.perf_counter()
        outcome = engine.ask(Query(question, context))
        made.append(as_json(question, outcome, 1000 * (time.perf_counter() - start)))
        context = _context_after(outcome, question, context)
    return made


def _context_after(outcome: Outcome, question: str, before: Context | None) -> Context | None:
    """Return what the next question is read in the light of.

    That is the last reply with a topic; before there is one, the last question that found none.
    """
    match outcome:
        case Answered() | NotStated():
            return outcome.as_context(question)
        case NotCovered(personal=True) | Civil() | Pointer():
            return before
        case Suggested() | NotCovered():
            return before or outcome.as_context(question)


def _lines(engine: Engine) -> int:
    # Bytes that are no UTF-8 become replacement characters: one bad line must not end the run.
    for number, raw in enumerate(sys.stdin.buffer, 1):
        text = raw.decode("utf-8", errors="replace").rstrip("\r\n")
        try:
            _print_json(_line(engine, text))
        except _LineFormError as error:
            _print_json({"error": str(error), "line": number})
    return 0


def _line(engine: Engine, text: str) -> dict[str, Any]:
    """Return the data for one line: a question's, or a conversation's replies."""
    if not text.lstrip().startswith("{"):
        return _replies(engine, [text])[0]
    return {"replies": _replies(engine, _turns(text))}


def _turns(text: str) -> list[str]:
    """Return the questions of a conversation's line; raise _LineFormError if it is not one."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _LineFormError(f"not JSON: {_LINE_FORM}") from error
    turns = read.get(_CONVERSATION)
    if list(read) != [_CONVERSATION] or not isinstance(turns, list):
        raise _LineFormError(f"not a conversation: {_LINE_FORM}")
    if not all(isinstance(turn, str) for turn in turns):
        raise _LineFormError(f"not every turn is a text: {_LINE_FORM}")
    return turns


def _print_json(data: dict[str, Any]) -> None:
    print(json.dumps(data, ensure_ascii=False), flush=True)


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
        outcome = engine.ask(Query(question, context))
        context = _context_after(outcome, question, context)
        print(terminal.render(outcome, look))
