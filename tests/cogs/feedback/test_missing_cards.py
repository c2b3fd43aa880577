"""Cards of gaps, suggestions and explanations: whatever was typed, Discord takes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.outcome import Explained, Match, NotCovered
from bot.curation.gaps.clustering import LOGGED, Report, clustered, worded
from bot.curation.teach_phrasings import AddedPhrasings, PhrasingBatch
from bot.discord_kit.direct_messages import notice_card
from bot.discord_kit.layout import MOST_COMPONENTS, MOST_TEXT
from bot.paper.model import Claim, Entry, Kind
from bot.storage.feedback_rows import OPEN, Notice, StoredSuggestion
from cogs.feedback.attach_wordings import attach_card, taught_card
from cogs.feedback.explain_card import explained_card
from cogs.feedback.gap_list import gaps_card, group_card
from cogs.feedback.suggestion_queue import decided_card, suggestion_card
from tests.support.shipped import shipped_paper

PAPER = shipped_paper()
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# What has to be escaped takes twice its room.
typed = st.one_of(st.text(max_size=500), st.sampled_from("*_`[<@|~").map(lambda sign: sign * 500))


def fits(view: ui.LayoutView) -> bool:
    """Whether a message may hold it."""
    items = list(view.walk_children())
    texts = [len(item.content) for item in items if isinstance(item, ui.TextDisplay)]
    return sum(texts) <= MOST_TEXT and len(items) <= MOST_COMPONENTS and all(texts)


def entry(text: str) -> Entry:
    """An entry that says, and is called, what was typed."""
    return Entry("said", Kind.FINDING, text or "x", "laws", (Claim(text or "x", "laws", (12,)),))


def sign(text: str) -> tuple[str, tuple[()]]:
    """Read a text as having nothing in common with any other."""
    return text, ()


@given(st.lists(typed, min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_gaps_fit(wordings: list[str]) -> None:
    """The list, and a group, with many long wordings."""
    reports = [Report(n, LOGGED, text or "x", str(n), NOW) for n, text in enumerate(wordings)]
    clusters = clustered(worded(reports, PAPER.vocabulary.wording_key), sign)
    whole = max(clusters, key=lambda cluster: len(cluster.wordings))

    assert fits(gaps_card(clusters, 0))
    assert fits(group_card("1", whole, wordings[:3], PAPER))


@given(st.lists(typed, min_size=1, max_size=12), typed)
@settings(max_examples=40, deadline=None)
def test_what_is_attached_fits(wordings: list[str], title: str) -> None:
    """Before and after."""
    named = [entry(title)] * 25
    elsewhere = {wording or "x": title or "x" for wording in wordings}

    assert fits(attach_card("1", PhrasingBatch(tuple(wordings)), named[:1], title[:200]))
    assert fits(
        taught_card(
            AddedPhrasings(entry(title), tuple(wordings), statement=True, elsewhere=elsewhere)
        )
    )


@given(typed, typed, st.sampled_from(["", "12", "36", f"https://a.example/{'_' * 150}"]))
@settings(max_examples=60, deadline=None)
def test_suggestions_fit(text: str, title: str, place: str) -> None:
    """With their preview and the nearest entries, and once they are decided."""
    said = (text * 2)[:1000] or "x"
    suggestion = StoredSuggestion(1, 2, 3, said, place, NOW, OPEN, None, None, "", "", "r")

    for made in (None, entry(said)):
        assert fits(suggestion_card(suggestion, 3, made, [entry(title)] * 3, PAPER))
    assert fits(decided_card(f"### Rejected\n{text}", 1, "said"))
    assert fits(notice_card(Notice(1, 2, 3, text * 4 or "x", NOW, delivered=False)))


@given(typed, typed, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_explanations_fit(question: str, phrasing: str, covered: float, right: float) -> None:
    """With words as long as a question may be."""
    words = ((question, "", 0.0), (phrasing, "troop", 1.0)) * 8
    matches = tuple(Match(key, phrasing, 1.0, words) for key in list(PAPER.entries)[:12])
    explained = Explained(NotCovered("No."), "search", phrasing, covered, right, matches)

    assert fits(explained_card(question or "x", explained, PAPER, "1"))


@pytest.mark.parametrize(
    "step",
    [
        "personal",
        "form",
        "reference",
        "nothing asked",
        "wording",
        "list",
        "pieces",
        "search",
    ],
)
def test_each_step_is_told(step: str) -> None:
    """In a sentence."""
    explained = Explained(NotCovered("No."), step, "x", 0.0, 0.0, ())

    assert fits(explained_card("x", explained, PAPER, "1"))
