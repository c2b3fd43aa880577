"""The command line as a person or a program uses it: never a traceback, whatever is typed."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from bot.paper.loader import find_knowledge
from tests.cli.program import COMMAND, LONG_WAIT
from tests.support import lighthouse
from tests.support.lighthouse import write_lighthouse
from tests.support.small import write_small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.program import Run

MEASURING = "tools.evaluation"


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The folder of a knowledge base that is loaded at once."""
    return str(write_small(tmp_path / "small"))


def one_plain_line(told: str) -> bool:
    """Whether an error is a single line that a person can read."""
    return told.count("\n") == 1 and told.endswith("\n") and len(told) > 10


@pytest.fixture
def lamps(tmp_path: Path) -> str:
    """The folder of a small knowledge base on lighthouses."""
    return str(write_lighthouse(tmp_path / "lighthouse"))


def test_a_question_is_answered_in_plain_text(run: Run, lamps: str) -> None:
    """The claims with the numbers of their notes, a line, and each source once."""
    status, out, err = run("ask", lighthouse.ASKED, "--knowledge", lamps)
    assert (status, err) == (0, "")
    above, below = out.split("-" * 40)
    assert f"{lighthouse.KEEPER}[1]" in above
    assert below.strip().startswith("1. ")
    assert lighthouse.SOURCE in below
    assert "\033" not in out
    assert all(len(line) <= 80 or "http" in line for line in out.splitlines())


def test_a_list_is_printed_below_its_heading(run: Run) -> None:
    """On the first line; an answer without one begins with the title of what it says."""
    _, listed, _ = run("ask", "What are all the recommendations?")
    _, answered, _ = run("ask", "How many peacekeepers were sent to Kosovo?")

    assert listed.startswith("Recommendations\n\n")
    assert answered.startswith("Security Council Resolution 1244\n")


def test_a_json_answer_has_the_agreed_shape(run: Run) -> None:
    """One object: these keys in this order, of these types; the text has no marks or sources."""
    status, out, err = run("ask", "--json", "What does note 36 say, and who said so?")
    assert (status, err) == (0, "")
    assert out.count("\n") == 1
    answer = json.loads(out)
    assert list(answer) == [
        "question", "status", "lead", "text", "claims", "missing", "nearest", "remarks", "entries",
        "citations", "suggestions", "command", "confidence", "elapsed_ms",
    ]  # fmt: skip
    assert answer["question"] == "What does note 36 say, and who said so?"
    assert answer["status"] == "answered"
    assert all(isinstance(entry, str) for entry in answer["entries"])
    assert answer["text"]
    assert "[36]" not in answer["text"]
    assert not any(mark in answer["text"] for mark in "⁰¹²³⁴⁵⁶⁷⁸⁹")
    assert [one["footnote"] for one in answer["citations"]] == [36, None]
    cited = answer["citations"][0]
    assert list(cited) == ["footnote", "text", "locator", "url"]
    assert isinstance(cited["text"], str)
    assert cited["locator"] is None
    assert cited["url"] is None
    assert 0 <= answer["confidence"] <= 1
    assert answer["suggestions"] == []
    assert isinstance(answer["elapsed_ms"], float)


def test_many_questions_are_answered_line_by_line(run: Run, lamps: str) -> None:
    """In order, one object a line, whatever a line holds; a bad one does not end the run."""
    lines = [
        lighthouse.ASKED.encode(),
        b"",
        b"footnote \xff\xfe 2",
        b"a" * 10_000,
        b"What is recommendation 10?",
        "wer ist Roe? 😀".encode(),
        f'"{lighthouse.ASKED}"'.encode(),
        b"footnote 2\r",
        b"who said that?",
        b"footnote 99",
    ]
    status, out, err = run("ask", "--jsonl", "--knowledge", lamps, said=b"\n".join(lines))
    assert (status, err) == (0, "")
    answers = [json.loads(line) for line in out.splitlines()]
    assert len(answers) == len(lines)
    for line, answer in zip(lines, answers, strict=True):
        assert answer["question"] == line.decode("utf-8", errors="replace").rstrip("\r")
        assert answer["text"]
        assert (answer["status"] == "answered") == bool(answer["citations"])
    told = dict(enumerate(answers))
    assert told[0]["citations"][0]["footnote"] == 1
    assert told[0]["text"] == told[6]["text"] == lighthouse.KEEPER
    assert told[1]["status"] == told[3]["status"] == "not_covered"
    assert "10,000" in told[3]["text"]
    assert told[7]["citations"][0]["footnote"] == 2
    assert told[7]["citations"][0]["locator"] == "p. 31"
    assert told[7]["citations"][0]["url"] is None
    assert told[8]["status"] == "not_covered"
    assert "99" in told[9]["text"]


def test_each_answer_is_there_before_the_next_question(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """A program may ask, read the answer, and only then ask again."""
    with subprocess.Popen(
        [*COMMAND, "ask", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        for number in (42, 43):
            program.stdin.write(b"footnote %d\n" % number)
            program.stdin.flush()
            ready, _, _ = select.select([program.stdout], [], [], LONG_WAIT)
            assert ready, "the answer is held back"
            answer = json.loads(program.stdout.readline())
            assert answer["citations"][0]["footnote"] == number
        program.stdin.close()
        assert program.wait(LONG_WAIT) == 0
        assert program.stderr.read() == b""


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, environment: dict[str, str]) -> None:
    """The dump cut short, as by `head`, ends quietly."""
    with subprocess.Popen(
        [*COMMAND, "dump", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.read(10) == b'{"paper": '
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(LONG_WAIT) == 0


def test_questions_are_printed_with_answer_and_source(run: Run) -> None:
    """The right option is marked, and the note stands below."""
    status, out, err = run("quiz", "--seed", "7", "--count", "3", "--kind", "source")
    assert (status, err) == (0, "")
    questions = out.split("\n\n")
    assert len(questions) == 3
    for number, question in enumerate(questions, 1):
        assert question.startswith(f"{number}. [source] Which work does footnote ")
        assert question.count("\n   * ") == 1
        assert "\n   [" in question
    assert run("quiz", "--seed", "7", "--count", "3", "--kind", "source")[1] == out


def test_typed_questions_are_printed_with_what_is_accepted(run: Run) -> None:
    """Instead of options."""
    status, out, _ = run("quiz", "--count", "2", "--mode", "typed", "--topic", "laws")
    assert status == 0
    assert out.count("\n   = ") == 2
    assert "\n   * " not in out


def test_the_kinds_of_questions_are_those_of_the_generator() -> None:
    """The command line names them itself, so as not to load it."""
    from bot.cli.main import QUESTIONS
    from bot.quiz.generation import ALL_KINDS

    assert tuple(kind.value for kind in ALL_KINDS) == QUESTIONS


def test_the_dump_can_be_read_by_people(run: Run) -> None:
    """Over several lines it is the same."""
    _, flat, _ = run("dump", "--json")
    _, told, _ = run("dump", "--json", "--indent", "2")
    assert told.startswith('{\n  "paper": {\n')
    assert json.loads(told) == json.loads(flat)


def test_the_dump_holds_the_whole_base(run: Run) -> None:
    """With the agreed keys, and every cross-reference leading somewhere."""
    status, out, err = run("dump", "--json")
    assert (status, err) == (0, "")
    base = json.loads(out)
    assert list(base) == [
        "paper", "sections", "sources", "footnotes", "entries", "former_ids", "vocabulary",
    ]  # fmt: skip
    assert base["paper"]["author"] == "Jocelyn Kelley"
    assert [note["number"] for note in base["footnotes"]] == list(range(1, 81))
    assert {tuple(note) for note in base["footnotes"]} == {
        (
            "number",
            "source",
            "locator",
            "locator_type",
            "works",
            "remark",
            "status",
            "marker",
            "between",
            "section",
            "note",
        )
    }
    assert base["footnotes"][41]["locator"] == "5"
    assert base["footnotes"][35]["source"] is None
    works = {source["key"] for source in base["sources"]}
    assert {note["source"] for note in base["footnotes"]} - {None} <= works
    ids = {entry["id"] for entry in base["entries"]}
    for entry in base["entries"]:
        assert entry["claims"]
        assert {"id", "kind", "title", "section", "phrasings", "keywords", "related", "actors"} <= (
            set(entry)
        )
        assert {*entry["related"], *entry["actors"]} <= ids
        assert all(set(one) == {"text", "claim", "verdict"} for one in entry["phrasings"])
        for claim in entry["claims"]:
            assert {"id", "home", "text", "footnotes", "basis", "at", "errata"} <= set(claim)
            assert claim["text"]
            assert all(1 <= number <= 80 for number in claim["footnotes"])
            assert bool(claim["footnotes"]) == (claim["basis"] == "cited")


def test_check_sums_up_a_sound_base(run: Run) -> None:
    """Where it lies, that it is sound, and the counts of everything in it."""
    status, out, err = run("check")
    assert (status, err) == (0, "")
    assert "knowledge: sound" in out
    assert "80" in next(line for line in out.splitlines() if "footnotes" in line)


def test_check_tells_file_and_line_of_everything_wrong(run: Run, tmp_path: Path) -> None:
    """Mistakes in two files are both told, and no other file is."""
    broken = tmp_path / "base"
    shutil.copytree(find_knowledge(), broken)
    events = broken / "entries" / "kosovo.yaml"
    lines = events.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.strip().startswith("title:"))
    lines[at] = lines[at].replace("title:", "titel:")
    events.write_text("\n".join(lines), encoding="utf-8")
    reform = broken / "entries" / "reform.yaml"
    text = reform.read_text(encoding="utf-8")
    assert "footnotes: [" in text
    reform.write_text(text.replace("footnotes: [", "footnotes: [81, ", 1), encoding="utf-8")
    wrong = 1 + text[: text.index("footnotes: [")].count("\n")

    status, out, err = run("check", "--knowledge", str(broken))
    assert status == 1
    assert "sound" not in out
    key = next(line for line in err.splitlines() if "titel" in line)
    assert key.startswith(f"base/entries/kosovo.yaml:{at + 1}: ")
    assert "title" in key
    note = next(line for line in err.splitlines() if "81" in line)
    assert note.startswith(f"base/entries/reform.yaml:{wrong}: ")
    assert "1 to 80" in note
    told_of = {line.split(":")[0] for line in err.splitlines()}
    assert told_of == {"base/entries/kosovo.yaml", "base/entries/reform.yaml"}
    asked = run("ask", "What is SEA?", "--knowledge", str(broken))
    assert asked == (1, "", err)


def test_a_question_file_is_scored(run: Run, tmp_path: Path) -> None:
    """A table with a row for each kind and one for all; only wrong items are told on request."""
    rows = [
        {"id": "a", "q": "From which countries were women trafficked to Kosovo?", "kind": "direct",
         "topic": "kosovo", "footnotes": [48], "facts": [["Moldova"]]},
        {"id": "b", "q": "From which countries were women trafficked to Kosovo? ", "kind": "direct",
         "topic": "kosovo", "footnotes": [47], "facts": [["Moldova"]]},
        {"id": "c", "q": "What is the capital of France?", "kind": "offtopic", "topic": "none",
         "footnotes": [], "facts": [], "expect": "none"},
    ]  # fmt: skip
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    status, out, err = run("questions.jsonl", "--failures", module=MEASURING)
    assert (status, err) == (0, "")
    table = [line.split() for line in out.splitlines()[-4:]]
    assert table[0] == ["kind", "items", "answer", "citation", "item"]
    assert table[1] == ["direct", "2", "100.0", "%", "50.0", "%", "50.0", "%"]
    assert table[2] == ["offtopic", "1", "100.0", "%", "–", "100.0", "%"]
    assert table[3] == ["all", "3", "100.0", "%", "50.0", "%", "66.7", "%"]
    assert "b direct" in out
    assert "a direct" not in out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": "a"}', "questions.jsonl:1: the field 'q' is missing"),
        ("\n{not json", "questions.jsonl:2: not a JSON object"),
        ("", "questions.jsonl: holds no questions"),
        (None, "questions.jsonl: there is no such file"),
    ],
)
def test_a_bad_question_file_is_told_by_its_line(
    run: Run, tmp_path: Path, text: str | None, told: str
) -> None:
    """One plain line, and exit status 1."""
    if text is not None:
        (tmp_path / "questions.jsonl").write_text(text, encoding="utf-8")
    status, out, err = run("questions.jsonl", module=MEASURING)
    assert (status, out) == (1, "")
    assert one_plain_line(err)
    assert told in err


def test_help_names_every_command(run: Run) -> None:
    """What it is for, the commands with a line each, and examples to copy."""
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    for command in ("ask", "check", "dump", "migrate", "quiz", "schema"):
        assert f"\n    {command} " in out
        assert len(out.split(f"\n    {command} ")[1].splitlines()[0].strip()) > 10
    assert 'python -m bot ask "What is footnote 42?"' in out
    assert "footnote" in out


@pytest.mark.parametrize("command", ["ask", "check", "dump", "quiz"])
def test_each_command_has_help_and_takes_another_base(run: Run, command: str) -> None:
    """`--knowledge DIR` is on each."""
    status, out, _ = run(command, "--help")
    assert status == 0
    assert "--knowledge DIR" in out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["unknown"], 2, "invalid choice: 'unknown'"),
        ([], 2, "COMMAND"),
        (["ask", "--json", "--jsonl", "x"], 2, "not allowed with"),
        (["ask", ""], 1, "empty"),
        (["ask", " \n "], 1, "empty"),
        (["ask"], 1, "No question"),
        (["ask", "--json"], 1, "No question"),
        (["ask", "--jsonl", "What is SEA?"], 1, "standard input"),
        (["ask", "What is SEA?", "--knowledge", "nowhere"], 1, "nowhere"),
        (["check", "--knowledge", "nowhere"], 1, "nowhere"),
        (["dump", "--knowledge", "."], 1, "paper.yaml"),
        (["quiz", "--topic", "zzzz", "--knowledge", "small"], 1, "does not exist"),
        (["quiz", "--kind", "riddle"], 2, "invalid choice: 'riddle'"),
    ],
)
@pytest.mark.usefixtures("small")
def test_bad_use_is_told_plainly(run: Run, arguments: list[str], status: int, told: str) -> None:
    """A plain line on standard error, nothing on standard output, and a status that says so."""
    got, out, err = run(*arguments)
    assert (got, out) == (status, "")
    assert told in err
    if status == 2:
        assert err.startswith("usage:")
    else:
        assert all(one_plain_line(f"{line}\n") for line in err.splitlines())


def test_a_question_of_ten_thousand_characters_is_refused(run: Run, small: str) -> None:
    """Politely, with status 0: it is an answer of its own."""
    status, out, err = run("ask", "a" * 10_000, "--knowledge", small)
    assert (status, err) == (0, "")
    assert "10,000 characters" in out


def test_no_character_stops_the_output(run: Run, small: str) -> None:
    """Neither an environment that knows ASCII alone nor bytes that are no text."""
    status, out, err = run("ask", "--json", "footnote 35", PYTHONIOENCODING="ascii")
    assert (status, err) == (0, "")
    assert "Simić" in json.loads(out)["text"]
    bytes_ = os.fsdecode(b"footnote \xff 42")
    status, out, err = run("ask", "--json", bytes_, "--knowledge", small)
    assert (status, err) == (0, "")
    assert json.loads(out)["question"].startswith("footnote ")


class Terminal:
    """A conversation with the program over a pseudo-terminal."""

    def __init__(self, cwd: Path, environment: dict[str, str], *options: str) -> None:
        self.near, far = pty.openpty()
        self.program = subprocess.Popen(
            [*COMMAND, "ask", *options], stdin=far, stdout=far, stderr=far, cwd=cwd,
            env=environment | {"TERM": "xterm"}, start_new_session=True,
        )  # fmt: skip
        os.close(far)

    def hears(self) -> str:
        """Everything up to the next prompt, or to the end."""
        heard = b""
        until = time.monotonic() + LONG_WAIT
        while not heard.endswith(b"> ") and time.monotonic() < until:
            if not select.select([self.near], [], [], 1)[0]:
                continue
            try:
                heard += os.read(self.near, 4096) or b""
            except OSError:  # the other end is closed: the program has ended
                break
        return heard.decode("utf-8", errors="replace").replace("\r\n", "\n")

    def says(self, text: str) -> str:
        """Type a line, and hear the reply."""
        os.write(self.near, f"{text}\n".encode())
        return self.hears()

    def close(self) -> None:
        """Hang up; a program that is still there is ended."""
        self.program.kill()
        self.program.wait()
        os.close(self.near)


@pytest.fixture
def terminal(tmp_path: Path, environment: dict[str, str], lamps: str) -> Iterator[Terminal]:
    """A person at a terminal, in conversation."""
    yield from _conversation(Terminal(tmp_path, environment, "--knowledge", lamps))


@pytest.fixture
def small_talk(tmp_path: Path, environment: dict[str, str], small: str) -> Iterator[Terminal]:
    """A conversation on the small knowledge base."""
    # What runs in the background ignores Ctrl-C, and hands that on to what it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    person = Terminal(tmp_path, environment, "--knowledge", small)
    signal.signal(signal.SIGINT, before)
    yield from _conversation(person)


def _conversation(person: Terminal) -> Iterator[Terminal]:
    yield person
    person.close()


def test_a_conversation_understands_follow_ups(terminal: Terminal) -> None:
    """A greeting, an answer with raised note marks, a follow-up, a refusal, and goodbye."""
    assert "Jane Roe" in terminal.hears()
    assert f"{lighthouse.KEEPER}¹" in terminal.says(lighthouse.ASKED)
    assert "You are welcome" in terminal.says(lighthouse.THANKS)
    assert lighthouse.SOURCE in terminal.says("which footnote?")
    assert "not cover" in terminal.says(lighthouse.NOT_COVERED)
    told = terminal.says(lighthouse.NOT_STATED)
    assert told.index("does not say how long") < told.index("What the paper does say:")
    assert "²" in terminal.says("what happened then?")
    assert "\033[1mNo.\033[0m\n" in terminal.says(lighthouse.DENIED)
    assert terminal.says("").strip().endswith(">")
    assert "Traceback" not in terminal.says("quit")
    assert terminal.program.wait(LONG_WAIT) == 0


def test_ctrl_d_ends_a_conversation(small_talk: Terminal) -> None:
    """As in any other prompt."""
    small_talk.hears()
    os.write(small_talk.near, b"\x04")
    assert "Traceback" not in small_talk.hears()
    assert small_talk.program.wait(LONG_WAIT) == 0


def test_ctrl_c_ends_a_conversation_quietly(small_talk: Terminal) -> None:
    """With the status that shells give to an interrupted program."""
    small_talk.hears()
    # One that comes just before the program waits for a key is only seen with the next.
    while small_talk.program.poll() is None:
        small_talk.program.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            small_talk.program.wait(2)
    assert "Traceback" not in small_talk.hears()
    assert small_talk.program.returncode == 130
