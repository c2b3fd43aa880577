"""What programs read of `ask`: each kind of reply, conversations, and lines that are neither."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from bot.answering.message import MOST_PIECES
from tests.cli.program import COMMAND, LONG_WAIT
from tests.support import lighthouse
from tests.support.lighthouse import write_lighthouse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.program import Run

KEYS = [
    "question", "status", "lead", "text", "claims", "missing", "nearest", "remarks", "entries",
    "citations", "suggestions", "command", "confidence", "elapsed_ms",
]  # fmt: skip

Asked = list[dict[str, Any]]


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> Callable[..., Asked]:
    """Asks the small paper line by line in one run of the program, and reads what it writes."""
    folder = write_lighthouse(tmp_path / "lighthouse")

    def ask(*lines: str) -> Asked:
        said = "\n".join(lines).encode("utf-8", "surrogateescape")
        status, out, err = run("ask", "--jsonl", "--knowledge", str(folder), said=said)
        assert (status, err) == (0, "")
        return [json.loads(line) for line in out.splitlines()]

    return ask


def test_every_kind_of_reply_has_its_status(ask: Callable[..., Asked]) -> None:
    """The same keys whatever the reply is; nothing but an answer makes claims or cites."""
    told = ask(
        lighthouse.ASKED,
        lighthouse.NOT_STATED,
        lighthouse.NOT_COVERED,
        lighthouse.QUIZ,
        lighthouse.THANKS,
        lighthouse.HARM,
    )

    assert [one["status"] for one in told] == [
        "answered", "not_stated", "not_covered", "pointer", "civil", "personal",
    ]  # fmt: skip
    assert all(list(one) == KEYS for one in told)
    assert all(one["text"] for one in told)
    assert [bool(one["claims"]) for one in told] == [True, False, False, False, False, False]
    assert [bool(one["citations"]) for one in told] == [True, False, False, False, False, False]
    assert [one["command"] for one in told] == [None, None, None, "quiz", None, None]
    assert "/quiz" in told[3]["text"]


def test_a_claim_says_what_it_rests_on(ask: Callable[..., Asked]) -> None:
    """Its text without marks, its notes, what it rests on, and the entry where it stands."""
    [told] = ask(lighthouse.ASKED)

    assert told["claims"] == [
        {"text": lighthouse.KEEPER, "footnotes": [1], "basis": "cited", "entry": "keepers"}
    ]
    assert told["text"] == lighthouse.KEEPER
    assert told["lead"] is None
    assert [(one["footnote"], one["locator"]) for one in told["citations"]] == [(1, "p. 27")]
    assert told["entries"] == ["keepers"]


def test_a_verdict_is_the_first_line_of_the_text(ask: Callable[..., Asked]) -> None:
    """And a field of its own; it is no claim."""
    [told] = ask(lighthouse.DENIED)

    assert told["lead"] == "no"
    assert told["text"].splitlines()[:2] == ["No.", lighthouse.LIT]
    assert told["claims"][0]["text"] == lighthouse.LIT


def test_what_has_no_answer_is_named(ask: Callable[..., Asked]) -> None:
    """As a field, and in a sentence among the remarks: whoever shows only text drops nothing."""
    [told] = ask(f"{lighthouse.ASKED} {lighthouse.NOT_COVERED}")

    left = lighthouse.NOT_COVERED.rstrip("?")
    assert told["status"] == "answered"
    assert told["text"] == lighthouse.KEEPER
    assert told["missing"] == [left]
    assert told["remarks"] == [f"I found nothing in the paper on: {left}."]


def test_what_was_too_much_at_once_is_named_too(ask: Callable[..., Asked]) -> None:
    """It was not looked up, and so it is not said that nothing was found."""
    cups = [f"Who won the football cup of {year}?" for year in range(1990, 1990 + MOST_PIECES + 1)]
    [told] = ask(" ".join([lighthouse.ASKED, *cups]))

    found, again = told["remarks"][0].split("ask me again")
    assert told["missing"] == [cup.rstrip("?") for cup in cups]
    assert "nothing in the paper on: Who won the football cup of 1990;" in found
    assert again == ": {}; {}.".format(*(cup.rstrip("?") for cup in cups[-2:]))


def test_what_is_not_stated_comes_with_what_is_nearest_apart(ask: Callable[..., Asked]) -> None:
    """The nearest claims are no answer: they stand under their own key, and nothing is cited."""
    [told] = ask(lighthouse.NOT_STATED)

    assert lighthouse.STORM not in told["text"]
    assert told["nearest"] == [
        {"text": lighthouse.STORM, "footnotes": [2], "basis": "cited", "entry": "storm"}
    ]
    assert (told["claims"], told["entries"], told["citations"]) == ([], [], [])


def test_each_turn_of_a_conversation_is_read_in_the_light_of_the_last(
    ask: Callable[..., Asked],
) -> None:
    """One reply for each turn; thanks in between do not break the thread."""
    alone, talk = ask(
        "who said that?",
        json.dumps({"conversation": [lighthouse.ASKED, lighthouse.THANKS, "who said that?"]}),
    )

    assert alone["status"] == "not_covered"
    assert list(talk) == ["replies"]
    first, thanks, source = talk["replies"]
    assert [one["status"] for one in (first, thanks, source)] == ["answered", "civil", "answered"]
    assert source["question"] == "who said that?"
    assert [one["footnote"] for one in source["citations"]] == [1]
    assert lighthouse.SOURCE in source["text"]


def test_a_topic_is_followed_up_though_the_detail_was_not_stated(
    ask: Callable[..., Asked],
) -> None:
    """What the paper does say of it answers the next question."""
    follow_up = "what happened then?"
    alone, talk = ask(follow_up, json.dumps({"conversation": [lighthouse.NOT_STATED, follow_up]}))

    assert alone["status"] != "answered"
    assert talk["replies"][0]["status"] == "not_stated"
    assert talk["replies"][1]["entries"] == ["storm"]


def test_one_conversation_does_not_run_into_the_next(ask: Callable[..., Asked]) -> None:
    """Nor into the questions around it; one without turns has no replies."""
    told = ask(
        json.dumps({"conversation": [lighthouse.ASKED]}),
        json.dumps({"conversation": ["who said that?"]}),
        "who said that?",
        json.dumps({"conversation": []}),
    )

    assert [one["status"] for one in told[1]["replies"]] == ["not_covered"]
    assert told[2]["status"] == "not_covered"
    assert told[3] == {"replies": []}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"conversation": ["a"]',
        '{"question": "a"}',
        '{"conversation": "a"}',
        '{"conversation": ["a", 1]}',
        '{"conversation": ["a"], "more": 1}',
        '{"conversation": ' + "[" * 100_000,
        '{"conversation": [' + "1" * 5_000 + "]}",
        "  {}",
    ],
    ids=lambda line: line[:40],
)
def test_a_bad_line_is_told_and_the_run_goes_on(ask: Callable[..., Asked], line: str) -> None:
    """By its number and what is wrong with it; the lines around it are answered."""
    before, wrong, after = ask(lighthouse.ASKED, line, lighthouse.THANKS)

    assert list(wrong) == ["error", "line"]
    assert wrong["line"] == 2
    assert '{"conversation": [' in wrong["error"]
    assert (before["status"], after["status"]) == ("answered", "civil")


@pytest.mark.parametrize("line", ["[2]", '"note 2"', "null", "2", "\udcff note 2 \udcfe"])
def test_whatever_else_a_line_is_it_is_a_question(ask: Callable[..., Asked], line: str) -> None:
    """A mark in brackets is one, as is a quotation, or bytes that are no text."""
    [told] = ask(line)

    assert list(told) == KEYS


def test_half_a_character_in_a_conversation_stops_nothing(ask: Callable[..., Asked]) -> None:
    """JSON can write what no text holds."""
    talk, after = ask('{"conversation": ["note 2 \\ud800"]}', lighthouse.THANKS)

    assert len(talk["replies"]) == 1
    assert after["status"] == "civil"


def test_one_object_is_the_same_as_a_line(
    ask: Callable[..., Asked], run: Run, tmp_path: Path
) -> None:
    """But for the time that it took."""
    base = str(tmp_path / "lighthouse")
    for question in (lighthouse.DENIED, lighthouse.NOT_STATED):
        [line] = ask(question)
        _, out, _ = run("ask", "--json", question, "--knowledge", base)
        assert {**json.loads(out), "elapsed_ms": 0} == {**line, "elapsed_ms": 0}


def test_a_conversation_is_answered_before_the_next_line(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """A program may hold it open."""
    base = write_lighthouse(tmp_path / "lighthouse")
    line = json.dumps({"conversation": [lighthouse.ASKED]}).encode() + b"\n"
    with subprocess.Popen(
        [*COMMAND, "ask", "--jsonl", "--knowledge", str(base)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env=environment,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for _ in range(2):
            program.stdin.write(line)
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["replies"][0]["status"] == "answered"
        program.stdin.close()
        assert program.wait(LONG_WAIT) == 0


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (lighthouse.DENIED, f"No.\nThe lamp of the lighthouse\n  {lighthouse.LIT}[1]\n"),
        (f"{lighthouse.ASKED} {lighthouse.NOT_COVERED}", "I found nothing in the paper on: Who "),
        (lighthouse.NOT_STATED, "\n\nWhat the paper does say:\nThe storm that broke the lantern\n"),
        (lighthouse.THANKS, "You are welcome."),
        (lighthouse.QUIZ, "/quiz"),
    ],
)
def test_people_read_the_same_at_a_terminal(
    run: Run, tmp_path: Path, question: str, told: str
) -> None:
    """The verdict first; what is missing named; what is not stated apart; a line for the rest."""
    base = write_lighthouse(tmp_path / "lighthouse")
    status, out, err = run("ask", question, "--knowledge", str(base))

    assert (status, err) == (0, "")
    assert told in out
    assert ("-" * 40 in out) == (question not in {lighthouse.THANKS, lighthouse.QUIZ})


@pytest.mark.parametrize(
    ("question", "sentence", "step"),
    [
        (
            lighthouse.DENIED,
            "is an answer from “The lamp of the lighthouse”",
            "has this very wording",
        ),
        (lighthouse.NOT_STATED, "does not state what was asked", "The search decided."),
        (lighthouse.NOT_COVERED, "does not cover this", "So it offered no answer."),
        (lighthouse.THANKS, "The message asks nothing", "Its form alone"),
        (lighthouse.QUIZ, "points to the command /quiz", "Its form alone"),
        (lighthouse.HARM, "people who can help", "reports harm"),
    ],
)
def test_an_explanation_begins_with_a_sentence(
    run: Run, tmp_path: Path, question: str, sentence: str, step: str
) -> None:
    """On what the reply is; the next one says which step settled it."""
    base = write_lighthouse(tmp_path / "lighthouse")
    status, out, err = run("ask", "--explain", question, "--knowledge", str(base))

    assert (status, err) == (0, "")
    first, _, then = " ".join(out.split("\n\n")[-1].split()).partition(". ")
    assert sentence in first
    assert step in then
