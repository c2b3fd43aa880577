"""YAML is read as what it says, and refused where it would silently say something else."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.strict_yaml import parser
from bot.strict_yaml.parser import MAX_DEPTH, MAX_PROBLEMS, Document, check_text


def read(text: str) -> Document:
    """A document of entries named notes.yaml."""
    return Document("notes.yaml", "entries", text)


def told(text: str) -> list[str]:
    """Everything said about `text`, as a person sees it."""
    return [str(problem) for problem in read(text).problems]


@pytest.fixture(params=["fast", "pure"])
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once with libyaml, once as on a machine without it."""
    if request.param == "pure":
        monkeypatch.setattr(parser, "_EVENTS", yaml.SafeLoader)


pytestmark = pytest.mark.usefixtures("_either_parser")


def test_plain_data_comes_out_as_written() -> None:
    """Text, whole numbers, switches, lists and mappings are what they look like."""
    text = """\
title: Rape camps, and who ran them
number: "010"
footnotes: [48, 49]
uncertain: true
folded: >-
  one
  two
quoted: 'yes'
"""
    assert read(text).data == {
        "title": "Rape camps, and who ran them",
        "number": "010",
        "footnotes": [48, 49],
        "uncertain": True,
        "folded": "one two",
        "quoted": "yes",
    }
    assert told(text) == []


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("yes", "true or false"),
        ("no", "true or false"),
        ("On", "true or false"),
        ("OFF", "true or false"),
        ("True", "true or false"),
        ("12:30", "a number to base 60"),
        ("1_000", "a number"),
        ("010", "an octal number"),
        ("0x1F", "a number to base 16 or 2"),
        ("2005-03-24", "a date"),
        ("1.5", "a number"),
        ("1e5", "a number"),
        (".inf", "a number"),
        ("-3", "a number"),
        ("12345678901234567890", "a number"),
        ("null", "nothing"),
        ("~", "nothing"),
    ],
)
def test_an_unquoted_word_that_yaml_takes_for_something_else_is_refused(
    word: str, meaning: str
) -> None:
    """The message names the line, what YAML would make of the word, and the quotes to write."""
    first = told(f"a: b\nkeywords: [war, {word}]\n")[0]
    assert first.startswith(
        f"notes.yaml:2: has {word} without quotes, which YAML reads as {meaning}; "
        f'write it in quotes: "{word}"'
    )


def test_a_field_without_a_value_is_refused() -> None:
    """An empty value would be read as nothing at all."""
    assert told("a: b\ntitle:\n") == [
        "notes.yaml:2: has no value here; write one, or leave the field out"
    ]


def test_a_key_written_twice_is_refused() -> None:
    """Otherwise the second would silently win over the first."""
    assert told("title: a\nkind: b\ntitle: c\n") == [
        "notes.yaml:3: has the key 'title' twice (first on line 1); keep one of them"
    ]


def test_a_key_that_is_a_number_is_refused() -> None:
    """Shorthand such as "2" for "to" has to be quoted."""
    assert told("shorthand:\n  2: to\n") == [
        'notes.yaml:2: has the key 2 without quotes; write it in quotes: "2"'
    ]


def test_aliases_and_anchors_are_refused() -> None:
    """A few lines of them can stand for billions of values."""
    assert told("a: &x [one]\nb: *x\n") == [
        "notes.yaml:1: has the anchor &x; write each value out where it is used",
        "notes.yaml:2: uses the alias *x; write the value out",
    ]


def test_a_billion_laughs_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An alias is reported, never followed: no event is read that the text does not have."""
    lines = ["a0: &a0 [ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    text = "\n".join(lines)
    events = 0
    loader: Any = parser._EVENTS  # noqa: SLF001  # one of two, chosen by the fixture above

    class Counting(loader):  # type: ignore[misc]
        def get_event(self) -> object:
            nonlocal events
            events += 1
            return super().get_event()

    monkeypatch.setattr(parser, "_EVENTS", Counting)
    laughed = read(text)
    assert len(laughed.problems) == MAX_PROBLEMS
    assert 0 < events <= len(list(yaml.parse(text)))


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!mine", "!"])
def test_tags_are_refused(tag: str) -> None:
    """No file needs one, and YAML's own may build objects."""
    (only,) = told(f"a: {tag} text\n")
    assert only.startswith("notes.yaml:1: has the tag ")
    assert only.endswith("remove it, and put the value in quotes")


def test_a_second_document_is_refused() -> None:
    """What stands after a --- line would otherwise be lost."""
    assert told("a: b\n---\nc: d\n") == [
        "notes.yaml:2: starts a second document; keep one document a file: remove the --- line"
    ]


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100_000])
def test_deep_nesting_is_refused_without_descending(depth: int) -> None:
    """A hundred thousand brackets are told like twenty-one, and exhaust no stack."""
    assert told("[" * depth) == [
        "notes.yaml:1: is nested deeper than 20 levels; the format needs five; check the brackets"
    ]


def test_broken_yaml_is_told_with_its_line() -> None:
    """The parser's reason is kept, and the usual cause named."""
    (only,) = told("entries:\n  - title: What: a question\n")
    assert only.startswith("notes.yaml:2: cannot be read as YAML (")
    assert only.endswith(
        'check the indentation, and quote text that has ": ", " #" or leading signs'
    )


def test_an_empty_file_is_refused() -> None:
    """It says nothing, so it is no list either."""
    assert told("# nothing yet\n") == ["notes.yaml:1: is empty; write at least its top key"]


def test_several_problems_are_told_at_once() -> None:
    """One run shows them all."""
    assert [line.split(": ")[0] for line in told("a: yes\nb: &x c\nd: 010\n")] == [
        "notes.yaml:1",
        "notes.yaml:2",
        "notes.yaml:3",
    ]


def test_a_file_full_of_one_mistake_is_told_by_its_first_hundred() -> None:
    """Nobody reads more, and a large file must not make a large report."""
    assert len(told("a:\n" + "  - yes\n" * 5_000)) == MAX_PROBLEMS


def test_a_syntax_error_after_many_mistakes_is_still_a_problem() -> None:
    """The hundredth may be the parser's own."""
    text = "a:\n" + "  - yes\n" * (MAX_PROBLEMS - 1) + "  - [\n}"
    assert len(told(text)) == MAX_PROBLEMS


def test_lines_are_found_by_path() -> None:
    """A key's line, an item's line, and for what is missing the line around it."""
    document = read("entries:\n  - id: a\n    claims:\n      - text: b\n      - text: c\n")
    assert document.line(("entries", 0)) == 2
    assert document.line(("entries", 0, "claims", 1, "text")) == 5
    assert document.line(("entries", 0, "claims", 1, "footnotes")) == 5
    assert document.line(("entries", 7)) == 1


def test_a_file_that_is_not_utf8_is_refused() -> None:
    """The byte and line show where another encoding was used."""
    text, problems = check_text("notes.yaml", "a: b\nc: caf\u00e9\n".encode("latin-1"))
    assert text is None
    assert [str(p) for p in problems] == [
        "notes.yaml:2: is not UTF-8: byte 12 is 0xe9; save the file as UTF-8"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xef\xbb\xbfa: b\n", "1: begins with a byte order mark; save the file as UTF-8 without"),
        (b"a: b\nc: \x00d\n", "2: has the control character U+0000; delete it"),
        (b"a: b\nc: \xc2\x85d\n", "2: has the control character U+0085; delete it"),
        (b"a: b\nc: \xe2\x80\xa8d\n", "2: has the control character U+2028; delete it"),
        (b"a: b\n\tc: d\n", "2: has a tab; use spaces"),
        (b"a: b\rc: d", "1: has the control character U+000D; delete it"),
    ],
)
def test_signs_that_cannot_be_seen_are_refused(data: bytes, message: str) -> None:
    """They would break lines, hide text, or be read differently by other tools."""
    text, problems = check_text("notes.yaml", data)
    assert text is None
    assert str(problems[0]).startswith(f"notes.yaml:{message}")


def test_a_control_character_cannot_come_in_as_an_escape() -> None:
    """What the file may not hold, a quoted escape may not make."""
    assert told('a: "b\\x00"\n') == [
        "notes.yaml:1: has the control character U+0000 as an escape; delete it"
    ]


def test_windows_line_ends_are_welcome() -> None:
    """Editors on Windows write them."""
    text, problems = check_text("notes.yaml", b"a: b\r\nc: d\r\n")
    assert (text, problems) == ("a: b\nc: d\n", ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@,? \n0123456789~.<=ynoYNO_\u00e9", max_size=80))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    """Whatever is written, the outcome is data or problems, never an exception."""
    document = read(text)
    assert document.problems or document.data is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_no_bytes_make_the_check_fail(data: bytes) -> None:
    """Any bytes are text, or a reason why not."""
    text, problems = check_text("notes.yaml", data)
    assert (text is None) == bool(problems)
