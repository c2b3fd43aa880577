"""What each person is told alone of an answer: that it counts, and kindly why it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord_kit import deferred
from bot.quiz.cards import card_in
from tests.cogs.quiz.quizzing import (
    begin,
    label,
    public,
    right_label,
    running,
    settled,
    typed,
    until_asked,
    until_over,
    until_revealed,
    wait,
    wrong_label,
)
from tests.cogs.school import (
    labels,
    message_of,
    said,
    texts,
)

if TYPE_CHECKING:
    import pytest

    from tests.cogs.school import School


async def test_an_answer_may_be_changed_once(school: School) -> None:
    """Alice errs, corrects herself, and cannot change again; the correction counts."""
    await begin(school, questions=1)
    question = await until_asked(school)

    first = await school.alice.click(question, label=wrong_label(school))
    again = await school.alice.click(question, label=wrong_label(school))
    changed = await school.alice.click(question, label=right_label(school))
    refused = await school.alice.click(question, label=wrong_label(school))

    assert "You may change it once" in said(first)
    assert "That is your answer already" in said(again)
    assert "Changed." in said(changed)
    assert "An answer can be changed once" in said(refused)
    assert all(reply.ephemeral for reply in (first, again, changed, refused))
    assert "1 of 1 had it right." in texts(await until_revealed(school))


async def test_nobody_sees_what_others_answer(school: School) -> None:
    """The question's message stays as it is while people answer."""
    await begin(school, questions=1)
    question = await until_asked(school)
    before = texts(question)

    await school.alice.click(question, label=right_label(school))
    await settled(school)

    assert texts(public(school)[-1]) == before
    assert len(public(school)) == 2


async def test_a_press_after_the_deadline_is_late(school: School) -> None:
    """Time is up, though the right answer is not shown yet."""
    await begin(school, questions=1, seconds=10)
    question = await until_asked(school)
    asked = running(school).asked
    assert asked is not None
    left = (asked.deadline - school.env.now()).total_seconds()
    await school.env.advance_time(left + 0.5)

    late = await school.alice.click(question, label=right_label(school))

    assert late.ephemeral
    assert "Time was up when you pressed" in said(late)
    assert "Nobody answered." in texts(await until_revealed(school))


async def test_a_closed_question_takes_no_presses(school: School) -> None:
    """Its buttons are there to be read, and cannot be pressed."""
    await begin(school, questions=2, seconds=10)
    await until_asked(school)
    await until_revealed(school)

    closed = public(school)[-2]

    assert "Time is up." in texts(closed)
    card = closed.components[0]
    assert isinstance(card, discord.Container)
    row = card.children[-1]
    assert isinstance(row, discord.ActionRow)
    assert all(isinstance(one, discord.Button) and one.disabled for one in row.children)


async def test_a_press_on_a_round_that_is_over(school: School) -> None:
    """Discord still shows Bob the question for a moment when the round has been stopped."""
    await begin(school)
    question = await until_asked(school)
    name = label(school, 0)
    school.env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50013, times=None)
    await school.alice.slash(school.channel, "quiz stop")
    await settled(school)

    late = await school.bob.click(question, label=name)

    assert late.ephemeral
    assert "That round is over." in said(late)


async def test_a_typed_answer_is_graded_kindly(school: School) -> None:
    """Slips are forgiven, lists are refused without using anything up, and the form asks again."""
    await begin(school, questions=1, mode="typed", seconds=60)
    question = await until_asked(school)
    card = card_in(running(school).card)
    right = card.accepted[0]

    form = await school.alice.click(question, label="Type your answer")
    listed = await typed(school.alice, question, ", ".join(card.options) or f"{right}, x")
    counted = await typed(school.alice, question, right.upper())
    wrong = await typed(school.bob, question, "something else")

    assert form.modal is not None
    assert "Type one." in said(listed)
    assert "It did not count" in said(listed)
    assert "Your answer: " in said(counted)
    assert "Your answer: “something else”" in said(wrong)
    answer = await until_revealed(school)
    assert "1 of 2 had it right." in texts(answer)
    assert right in texts(answer).replace("\\", "")


async def test_a_form_that_is_sent_too_late(school: School) -> None:
    """Bob types until time is up; what counts is when he sends it."""
    await begin(school, questions=1, mode="typed", seconds=10)
    question = await until_asked(school)
    form = await school.bob.click(question, label="Type your answer")
    other = await school.alice.click(question, label="Type your answer")
    await wait(school, 12)

    late = await school.bob.submit_modal(form, {"answer": "whatever"})
    await until_over(school)
    gone = await school.alice.submit_modal(other, {"answer": "whatever"})

    assert "Time was up" in said(late)
    assert "That round is over." in said(gone)


async def test_a_mixed_round_has_both(school: School) -> None:
    """Every other question is typed."""
    await begin(school, questions=4, mode="mixed", seconds=10)
    kinds = set()
    for _ in range(4):
        kinds.add("Type your answer" in labels(await until_asked(school)))
        await until_revealed(school)
    assert kinds == {True, False}


async def test_speed_counts_only_where_the_host_asks_for_it(school: School) -> None:
    """Bob is slower and stands below; without the option they would share the first place."""
    await begin(school, questions=1, speed=True, seconds=20)
    question = await until_asked(school)
    await school.alice.click(question, label=right_label(school))
    await wait(school, 10)
    await school.bob.click(question, label=right_label(school))

    over = texts(await until_over(school))

    assert f"1\\. <@{school.alice.id}>: 1 right of 1, " in over
    assert f"2\\. <@{school.bob.id}>: 1 right of 1, 1." in over

    await begin(school, questions=1)
    question = await until_asked(school)
    await school.alice.click(question, label=right_label(school))
    await wait(school, 5)
    await school.bob.click(question, label=right_label(school))
    over = texts(await until_over(school))
    assert "points" not in over
    assert f"1\\. <@{school.alice.id}>" in over
    assert f"1\\. <@{school.bob.id}>" in over


async def test_an_answer_that_takes_long_to_keep_is_confirmed_all_the_same(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord is told to wait, since it gives up after three seconds."""
    await begin(school, questions=1)
    question = await until_asked(school)
    monkeypatch.setattr(deferred, "DEFER_AFTER", 0.0)

    told = await school.alice.click(question, label=right_label(school))

    assert told.ephemeral
    shown = told.followups[-1] if told.followups else message_of(told)
    assert "Your answer: " in said(shown)
    assert "1 of 1 had it right." in texts(await until_revealed(school))


async def test_an_answer_is_confirmed_though_discord_gives_no_more_time(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request for it is lost; the answer is kept, and Bob is told so."""
    await begin(school, questions=1)
    question = await until_asked(school)
    monkeypatch.setattr(deferred, "DEFER_AFTER", 0.0)
    callback = "/interactions/*/callback"
    school.env.inject_error("POST", callback, status=404, code=10062, message="Unknown")

    told = await school.bob.click(question, label=right_label(school))

    assert "Your answer: " in said(told)
    assert "1 of 1 had it right." in texts(await until_revealed(school))
