"""Which reply answers which message, as far as it is remembered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.recent_replies import RecentReplies, RecentReply, digest_of

MOST = 3


@given(st.lists(st.integers(1, 6), max_size=30))
def test_the_latest_replies_are_remembered_and_no_more(questions: list[int]) -> None:
    """A message that is answered again counts as new."""
    replies = RecentReplies(MOST)
    for place, question in enumerate(questions):
        replies.note(question, RecentReply(1, place, is_card=True, digest=b""))

    latest = list(dict.fromkeys(reversed(questions)))[:MOST]
    assert {q for q in range(1, 7) if replies.find(q) is not None} == set(latest)
    for question in latest:
        taken = replies.take(question)
        assert taken is not None
        assert questions[taken.message] == question
        assert replies.take(question) is None


@given(st.text(), st.text())
def test_a_digest_tells_texts_apart(one: str, other: str) -> None:
    """And holds nothing of them."""
    assert (digest_of(one) == digest_of(other)) == (one == other)
    assert len(digest_of(one)) == 8
