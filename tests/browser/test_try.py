"""The page of `make try`: what a student does in it with keyboard and mouse, and then sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.answering.outcome import Query, Suggested
from tests.browser.classroom import button
from tests.support.shipped import shipped_engine, shipped_paper, unclear_term

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator

    from tests.browser.classroom import Classroom


LONG = "Barracks and Brothels"


def box_of(shown: Locator) -> FloatRect:
    """Return where an element stands on the page, which it must be visible for."""
    box = shown.bounding_box()
    assert box is not None
    return box


def test_a_newcomer_finds_a_question_with_its_answer(classroom: Classroom) -> None:
    """Before anything is typed, the page shows what the bot is for."""
    welcome, asked, answer = classroom.messages().all()[:3]

    expect(welcome).to_contain_text("Ask with /ask")
    expect(asked).to_contain_text("@Study bot What is")
    expect(answer.locator("hr ~ .text-display")).to_contain_text("In the paper: page")
    expect(button(answer, "Cite")).to_be_enabled()


def test_a_question_is_answered_with_its_note(classroom: Classroom) -> None:
    """The mark in the claim is the mark of a source under the line, with a link."""
    answer = classroom.slash("ask", question="What is SEA?")

    first = re.compile(r"^The UN defines sexual exploitation and abuse")
    expect(answer.get_by_role("heading")).to_have_text(first)
    claims, sources = answer.locator(".text-display:has(h3)"), answer.locator("hr ~ .text-display")
    expect(claims).to_contain_text("¹⁶")
    expect(sources).to_contain_text("¹⁶ United Nations Secretary-General")
    link = sources.get_by_role("link", name="link").first
    assert (link.get_attribute("href") or "").startswith("https://")


def test_a_question_is_completed_while_it_is_typed(classroom: Classroom) -> None:
    """A suggestion that is chosen is asked."""
    field = classroom.choose("ask").get_by_label("question, required")
    field.press_sequentially("what is zero tol")
    classroom.page.get_by_role("option", name="zero tolerance").first.click()
    expect(field).to_have_value(re.compile("zero tolerance"))

    answer = classroom.send()

    expect(answer.get_by_role("heading").first).to_contain_text(re.compile("zero.tolerance"))


def test_an_answer_is_cited_followed_to_what_is_near_and_removed(classroom: Classroom) -> None:
    """A student asks, copies the source in APA style, opens a related entry and tidies up."""
    answer = classroom.slash("ask", question="What is SEA?")

    cited = classroom.press(answer, "Cite")
    expect(cited).to_contain_text("Only you can see this")
    expect(cited.locator("pre").first).to_contain_text("ST/SGB/2003/13")
    expect(cited.locator("pre").last).to_contain_text("Kelley")
    classroom.choose_in(cited, "APA")
    expect(cited.locator("pre").first).to_contain_text("United Nations Secretary-General. (2003")

    related = classroom.press(answer, "Related")
    first = related.get_by_role("listitem").first.inner_text()
    opened = classroom.pick(related, first)
    expect(opened.get_by_role("heading").first).to_have_text(first)

    button(answer, "Remove").click()
    expect(answer).to_have_count(0)


def test_a_follow_up_is_read_in_the_light_of_the_answer(classroom: Classroom) -> None:
    """The form behind the button takes a question that would mean nothing by itself."""
    answer = classroom.slash("ask", question="What is SEA?")

    told = classroom.follow_up(answer, "who said that?")

    expect(told).to_contain_text("“who said that?”")
    expect(told).to_contain_text("Footnote 16")
    expect(told).to_contain_text("United Nations Secretary-General")


def test_a_private_answer_is_shared(classroom: Classroom) -> None:
    """The moderator sees nothing of it until then."""
    title = classroom.page.get_by_role("heading", name=shipped_paper().entries["tcc"].title)
    answer = classroom.slash("define", term="TCC", private="True")
    expect(answer).to_contain_text("Only you can see this")
    expect(title).to_have_count(1)
    classroom.become("moderator")
    expect(title).to_have_count(0)
    classroom.become("student")
    expect(title).to_have_count(1)

    shared = classroom.press(answer, "Share")

    expect(shared).to_contain_text("Shared by student")
    classroom.become("moderator")
    expect(title).to_have_count(1)


def test_a_footnote_shows_its_source_and_what_rests_on_it(classroom: Classroom) -> None:
    """Number 42 is Mendelson's."""
    note = classroom.slash("footnote", number="42")

    expect(note.get_by_role("heading")).to_have_text("Footnote 42")
    expect(note).to_contain_text("⁴² Sarah Elizabeth Mendelson, Barracks and Brothels")
    expect(note.get_by_role("listitem").first).to_contain_text("⁴²")


def test_a_work_turns_its_pages(classroom: Classroom) -> None:
    """More rests on this one than a page holds."""
    work = classroom.slash("source", work=LONG)
    expect(work).to_contain_text("Page 1 of ")
    expect(button(work, "Back")).to_be_disabled()

    classroom.turn(work, "Next", 2)

    expect(work).to_contain_text("Page 2 of ")
    expect(button(work, "Back")).to_be_enabled()


def test_the_timeline_is_a_picture_that_is_also_told(classroom: Classroom) -> None:
    """Whoever cannot see it has the alternative text, and the list by a button."""
    timeline = classroom.slash("timeline")

    picture = timeline.get_by_role("img", name="Timeline of the paper’s dated events")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 900)
    assert "1948: The UN mission of 1948" in (picture.get_attribute("alt") or "")
    button(timeline, "As text").click()
    expect(timeline.get_by_role("listitem").nth(1)).to_contain_text("1948: The UN mission of 1948")


def test_what_may_have_been_meant_is_offered(classroom: Classroom) -> None:
    """A word for several things leads to each of them."""
    term = unclear_term()
    meant = shipped_engine().ask(Query(f"What is {term}?"))
    assert isinstance(meant, Suggested)
    title = meant.suggestions[0].title
    doubt = classroom.slash("define", term=term)
    expect(doubt).to_contain_text("Did you mean")

    opened = classroom.press(doubt, title)

    expect(opened.get_by_role("heading")).to_have_text(title)


def test_what_the_paper_does_not_cover_is_said_so(classroom: Classroom) -> None:
    """Without a source, because nothing is claimed."""
    refusal = classroom.slash("ask", question="Who won the football world cup in 2014?")

    expect(refusal.get_by_role("heading")).to_have_text("Not covered")
    expect(refusal.locator("hr")).to_have_count(0)


def test_a_mistake_is_told_and_the_page_goes_on(classroom: Classroom) -> None:
    """What the bot refuses is no failure of the page: the next command is taken."""
    told = classroom.slash("footnote", number="81")
    expect(told).to_contain_text("There is no footnote 81; the paper's footnotes are 1 to 80.")
    expect(classroom.page.locator("#action-status")).to_have_text("Action completed")

    expect(classroom.slash("footnote", number="80")).to_contain_text("Footnote 80")


def test_a_mention_is_answered(classroom: Classroom) -> None:
    """Without any command."""
    answer = classroom.say("@Study bot what is impunity?")

    expect(answer.get_by_role("heading").first).to_contain_text("mpunity")


@pytest.mark.parametrize("question", ["What is SEA?", "What is impunity?", "Who is Zeid?"])
def test_an_answer_and_its_first_source_fit_a_phones_screen(
    phone: Classroom, question: str
) -> None:
    """Below the answer in the first line; what can be pressed comes after."""
    answer = phone.slash("ask", question=question)

    card = box_of(answer.locator(".component-container"))
    first = box_of(answer.get_by_role("heading").first)
    source = box_of(answer.locator("hr ~ .text-display").first)
    assert phone.page.viewport_size is not None
    assert first["y"] - card["y"] < 40
    assert source["y"] + 60 - card["y"] <= phone.page.viewport_size["height"] * 2 / 3


def test_nothing_is_cut_off_on_a_phone(phone: Classroom) -> None:
    """Cards are as narrow as the page, and their buttons stand in it."""
    answer = phone.slash("source", work=LONG)

    card = box_of(answer.locator(".component-container"))
    assert card["x"] >= 0
    assert phone.page.viewport_size is not None
    assert card["x"] + card["width"] <= phone.page.viewport_size["width"]
    for label in ("Back", "Next", "Follow up"):
        box = box_of(button(answer, label))
        assert box["x"] + box["width"] <= card["x"] + card["width"]
    assert answer.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_a_quiz_question_is_answered_and_its_answer_shown(classroom: Classroom) -> None:
    """By one press; the right answer comes by itself once time is up."""
    classroom.slash("quiz start", questions="1", seconds="10")
    question = classroom.messages().filter(has_text="Time is up in")
    # Which question comes is left to chance: A, B and so on, or True and False.
    first = question.get_by_role("button").first.inner_text()
    mine = classroom.press(question, first)
    expect(mine).to_contain_text("Your answer: ")
    expect(mine).to_contain_text("Only you can see this")

    shown = classroom.messages().filter(has_text="Right is ")
    expect(shown).to_contain_text("of 1 had it right.")
