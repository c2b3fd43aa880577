"""The measuring itself: what counts as right, what is hidden, what the figures add up to."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import NotCovered, Query, Suggested, Suggestion
from bot.paper.model import Wording
from tests.support.shipped import shipped_engine
from tools.evaluation.__main__ import main
from tools.evaluation.cases import (
    EvalQuestion,
    Hidden,
    Reply,
    WantedFacts,
    item_case,
    list_case,
    phrasing_case,
    refusal_case,
    two_part_case,
)
from tools.evaluation.confidence import curve
from tools.evaluation.floors import floors_of, read_floors, written
from tools.evaluation.metrics import Item
from tools.evaluation.own_search import Ours, without
from tools.evaluation.phrasing_cases import phrasing_cases, whole_entry
from tools.evaluation.question_files import groups
from tools.evaluation.question_sets import set_cases
from tools.evaluation.rates import TOGETHER, Rate, figures_of
from tools.evaluation.report import table
from tools.evaluation.strict_cases import strict_scores

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering.engine import Engine
    from tools.evaluation.cases import Case

NOT_COVERED = Reply(NotCovered("The paper does not cover that."))
SUGGESTED = Reply(Suggested((Suggestion("akashi", "Yasushi Akashi"),), 0.4))


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The engine over the shipped base, built once."""
    return shipped_engine()


@pytest.fixture(scope="module")
def akashi(engine: Engine) -> Reply:
    """A reply that gives Akashi's remark, with its note."""
    whole = whole_entry(engine.paper, "akashi", 0.9)
    part = whole.parts[0]
    cited = replace(part, claims=part.claims[:1], citations=part.citations[:1])
    return Reply(replace(whole, parts=(cited,)), ("akashi",))


def test_a_refusal_makes_no_claim(akashi: Reply) -> None:
    """An answer fails; an offer of entries passes, but is not a plain refusal."""
    judge = refusal_case("refusals", "chit-chat", "hello").judge
    assert judge(akashi) == {"item": False, "plainly": False}
    assert judge(SUGGESTED) == {"item": True, "plainly": False}
    assert judge(NOT_COVERED) == {"item": True, "plainly": True}


def test_two_parts_are_right_together_and_half_alone(akashi: Reply) -> None:
    """A part is met by its fact in the text together with one of its notes."""
    remark = WantedFacts(groups([["boys will be boys"]]), frozenset({1}))
    other = WantedFacts(groups([["50,?000"]]), frozenset({48}))
    wrong_note = WantedFacts(groups([["boys will be boys"]]), frozenset({2}))
    judge = two_part_case("?", [remark, remark]).judge
    assert judge(akashi) == {"item": True, "half": False}
    assert two_part_case("?", [remark, other]).judge(akashi) == {"item": False, "half": True}
    assert two_part_case("?", [remark, wrong_note]).judge(akashi)["half"]
    assert judge(NOT_COVERED) == {"item": False, "half": False}


def test_a_list_counts_what_it_names(akashi: Reply) -> None:
    """Items are found in the text or the sources; all of them and a note make it right."""
    items = groups([["akashi"], ["horne"], ["nowhere to be found"]])
    some = list_case("?", items, frozenset({1})).judge(akashi)
    assert some["found"] == pytest.approx(2 / 3)
    assert not some["item"]
    assert list_case("?", items[:2], frozenset({1})).judge(akashi)["item"]
    assert not list_case("?", items[:2], frozenset({2})).judge(akashi)["item"]
    assert list_case("?", items, frozenset()).judge(NOT_COVERED)["found"] == 0


def test_a_phrasing_is_right_when_its_entry_answers(akashi: Reply) -> None:
    """Ranking and answering are told apart."""
    asked = EvalQuestion("who made light of it")
    own = phrasing_case("hidden phrasings", "akashi", asked).judge
    third = phrasing_case("hidden phrasings", "kosovo", asked).judge
    ranked = Reply(NotCovered("no"), ("kelley", "un", "kosovo", "akashi"))
    assert own(akashi) == {"first": True, "first three": True, "answered": True, "item": True}
    assert third(ranked) == {
        "first": False, "first three": True, "answered": False, "item": False,
    }  # fmt: skip
    assert not own(ranked)["first three"]


def test_a_hidden_phrasing_is_not_known(engine: Engine) -> None:
    """While it is hidden, the search no longer names it; afterwards it does again."""
    entry = engine.paper.entries["akashi"]
    phrasing = entry.wordings[0]
    without_it = without(engine, Hidden(entry.id, phrasing))
    assert phrasing not in {match.phrasing for match in without_it.ranking(phrasing)}
    assert phrasing in {match.phrasing for match in engine.ranking(phrasing)}


def test_a_follow_up_is_asked_after_its_first_question(engine: Engine) -> None:
    """The same words mean nothing without the answer before them."""
    first = "Who said that boys will be boys?"
    before, alone = Ours(engine).replies([EvalQuestion("which footnote is that", before=first),
                                          EvalQuestion("which footnote is that")])  # fmt: skip
    assert 1 in before.cited
    assert alone.cited == frozenset()


def test_phrasings_are_the_same_for_every_group(engine: Engine) -> None:
    """A sample holds the same phrasings with and without slips, known and hidden."""
    cases = phrasing_cases(engine.paper, sample=20)
    by_group: dict[str, list[Case]] = {}
    for case in cases:
        by_group.setdefault(case.group, []).append(case)
    assert len(by_group) == 6
    assert {len(some) for some in by_group.values()} == {20}
    known, hidden = by_group["known phrasings"], by_group["hidden phrasings"]
    assert [case.asked.text for case in known] == [case.asked.text for case in hidden]
    assert all(
        case.asked.hidden and case.asked.hidden.phrasing == case.asked.text for case in hidden
    )
    assert phrasing_cases(engine.paper, sample=20)[5].asked == cases[5].asked


def test_a_phrasing_that_another_text_repeats_is_left_out(engine: Engine) -> None:
    """Hiding it would hide nothing."""
    entry = engine.paper.entries["akashi"]
    repeated = f"{entry.title}?"
    entries = {
        **engine.paper.entries,
        "akashi": replace(entry, phrasings=(Wording(repeated), Wording("who he"))),
    }
    texts = {case.asked.text for case in phrasing_cases(replace(engine.paper, entries=entries))}
    assert "who he" in texts
    assert repeated not in texts


def test_figures_are_means_by_kind_and_over_all() -> None:
    """Two kinds of one and three cases; the whole counts each case once."""
    cases = [refusal_case("refusals", kind, "?") for kind in ("gibberish", *["chit-chat"] * 3)]
    found = figures_of(cases, [NOT_COVERED, NOT_COVERED, SUGGESTED, SUGGESTED])
    plainly = found["refusals", "chit-chat", "plainly"]
    assert plainly.percent == pytest.approx(100 / 3)
    assert plainly.cases == 3
    assert found["refusals", "all", "plainly"] == Rate(50.0, 4)
    assert found["refusals", "all", "item"] == Rate(100.0, 4)
    assert found[TOGETHER, "all", "item"] == Rate(100.0, 4)


def test_the_table_has_a_row_for_each_kind_and_for_the_whole() -> None:
    """Groups that were not asked have no rows; a second contender has a column of its own."""
    cases = [refusal_case("refusals", kind, "?") for kind in ("gibberish", "chit-chat")]
    columns = {
        "ours": figures_of(cases, [NOT_COVERED, NOT_COVERED]),
        "another": figures_of(cases, [SUGGESTED, NOT_COVERED]),
    }
    assert [line.split() for line in table(columns).splitlines()] == [
        ["cases", "ours", "another"],
        ["Held-out", "refusals"],
        ["gibberish", "1", "100.0", "100.0"],
        ["chit-chat", "1", "100.0", "100.0"],
        ["all", "2", "100.0", "100.0"],
        ["said", "plainly", "2", "100.0", "50.0"],
        ["Development,", "held-out", "and", "refusal", "items"],
        ["all", "items", "2", "100.0", "100.0"],
    ]


def test_floors_lie_a_little_under_the_figures(tmp_path: Path) -> None:
    """Two questions of a small set, a point and a half of a large one, and read back as written."""
    figures = {
        ("two-part", "all", "item"): Rate(80.0, 50),
        ("hidden phrasings", "all", "first"): Rate(80.0, 1000),
        ("refusals", "near-miss", "item"): Rate(1.0, 80),
        ("held out", "direct", "item"): Rate(90.0, 60),
    }
    floors = floors_of(figures)
    assert floors == {
        "two-part: item": 76.0,
        "hidden phrasings: first": 78.5,
        "refusals, near-miss: item": 0.0,
    }
    path = tmp_path / "floors.toml"
    path.write_text(written(floors), "utf-8")
    assert read_floors(path) == floors


def test_every_set_is_read_whole() -> None:
    """As many cases as the README says."""
    cases = set_cases()
    counted = Counter(
        case.group
        for case in cases
        if case.group != "development" and not case.group.startswith("strangers")
    )
    assert counted == {
        "held out": 260, "refusals": 220, "calibration": 310,
        "follow-ups": 120, "two-part": 60, "lists": 50,
    }  # fmt: skip


def test_the_curve_withholds_above_and_stands_in_below(engine: Engine, akashi: Reply) -> None:
    """One right answer at 0.9; one withheld at 0.25 that would have been right; one refusal."""
    item = Item("x", "?", "direct", "t", frozenset({1}), groups([["akashi"]]), refuse=False)
    asked, refused = item_case("held out", item), refusal_case("refusals", "near-miss", "?")
    unsure = Reply(NotCovered("no", 0.25), akashi.ranked)
    wrong = Reply(whole_entry(engine.paper, "untso", 0.6))
    bins, thresholds = curve(engine.paper, [asked, asked, refused], [akashi, unsure, wrong]).split(
        "\n\n"
    )
    assert [line.split()[-3:] for line in bins.splitlines()[1:]] == [
        ["1", "0.0", "%"],
        ["1", "100.0", "%"],
        ["2", "50.0", "%"],
    ]
    by_threshold = {line.split()[0]: line.split()[1::2] for line in thresholds.splitlines()[1:]}
    assert by_threshold["0.20"] == ["100.0", "66.7", "0.0", "66.7"]
    assert by_threshold["0.50"] == ["50.0", "50.0", "0.0", "33.3"]
    assert by_threshold["0.70"] == ["50.0", "100.0", "100.0", "66.7"]
    assert by_threshold["0.95"][0] == "0.0"


def test_one_file_is_scored_as_ever(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`eval FILE` prints answer, citation and item rates by kind."""
    path = tmp_path / "questions.jsonl"
    row = {"id": "x1", "q": "Who said that boys will be boys?", "kind": "direct", "topic": "t",
           "footnotes": [1], "facts": [["akashi"]]}  # fmt: skip
    path.write_text(json.dumps(row) + "\n", "utf-8")
    assert main([str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "kind         items   answer  citation    item",
        "direct           1  100.0 %   100.0 % 100.0 %",
        "all              1  100.0 %   100.0 % 100.0 %",
    ]


def test_a_bad_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File and line stand in the message, and the exit status is 1."""
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "x1"}\n', "utf-8")
    assert main([str(path)]) == 1
    assert capsys.readouterr().err == f"{path}:1: the field 'q' is missing\n"


def test_an_answer_is_asked_of_the_engine_unchanged(engine: Engine) -> None:
    """What is measured is what a student would get."""
    text = "Who said that boys will be boys?"
    (reply,) = Ours(engine).replies([EvalQuestion(text)])
    assert reply.outcome == engine.ask(Query(text))


def test_a_perfect_answer_has_everything(akashi: Reply) -> None:
    """Its fact comes first, with a right note; one claim too many or another verdict spoils it."""
    row = {"q": "?", "facts": [["boys will be boys"]], "footnotes": [1], "paper": False,
           "first": [["akashi"]], "most": 12, "lead": None}  # fmt: skip
    assert strict_scores(row, akashi)["perfect"]
    for worse in ({"first": [["nowhere"]]}, {"most": 0}, {"lead": "no"}, {"footnotes": [2]}):
        assert not strict_scores({**row, **worse}, akashi)["perfect"]
    assert not strict_scores(row, NOT_COVERED)["item"]


def test_nothing_to_answer_is_right_without_a_claim(akashi: Reply) -> None:
    """A refusal and an offer pass; an answer does not, unless it says what is not said."""
    row = {"q": "?", "expect": "none", "or_says": True}
    assert strict_scores(row, NOT_COVERED)["refused"]
    assert strict_scores(row, SUGGESTED)["refused"]
    assert strict_scores(row, akashi)["answered although not covered"]
