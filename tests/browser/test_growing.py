"""The page of `make try`: what a moderator adds outlives a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.classroom import PHONE, Classroom, bot_being_tried, button

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

QUESTION = "How many Blue Helmets wore red gloves?"
ENTRY = {
    "title": "Red gloves",
    "statements": "Nobody is said to have worn red gloves. [12]",
    "phrasings": QUESTION,
}


@pytest.fixture
def config(tmp_path: Path) -> str:
    """Settings of a bot that has kept nothing yet."""
    path = tmp_path / "config.yaml"
    path.write_text(f"data: {tmp_path / 'data'}\n", encoding="utf-8")
    return str(path)


def published(room: Classroom) -> None:
    """The moderator writes an entry with a slip, mends it, and publishes it."""
    room.become("moderator")
    form = room.open_command("kb add", kind="Finding")
    wrong = ENTRY["statements"].replace("12", "99")
    preview = room.fill(form, **ENTRY | {"statements": wrong})
    expect(preview).to_contain_text("To mend first")
    expect(preview).to_contain_text("footnote 99")
    expect(button(preview, "Publish")).to_be_disabled()

    form = room.open_dialog(button(preview, "Change"))
    expect(form.locator('[name="statements"]')).to_have_value(wrong)
    room.edit(form, statements=ENTRY["statements"])
    expect(preview).to_contain_text("Peacekeeping under Fire")
    button(preview, "Publish").click()
    expect(preview).to_contain_text("Red gloves is live now.")


def test_a_moderator_publishes_and_the_student_gets_it_also_after_a_restart(
    browser: Browser, config: str
) -> None:
    """The class is the same one each time, so that what it has made is found again."""
    with bot_being_tried("--config", config) as address:
        room = Classroom.enter(browser, address)
        expect(room.slash("ask", question=QUESTION)).to_contain_text("Not covered")
        published(room)
        room.become("student")
        expect(room.slash("ask", question=QUESTION)).to_contain_text(ENTRY["title"])
        room.page.close()

    with bot_being_tried("--config", config) as address:
        room = Classroom.enter(browser, address)
        answer = room.slash("ask", question=QUESTION)
        expect(answer.get_by_role("heading")).to_contain_text("Nobody is said to have worn")
        expect(answer).to_contain_text("¹² Robert A. Rubinstein")
        room.page.close()


def test_a_wrong_answer_is_corrected_on_a_phone(browser: Browser, config: str) -> None:
    """In three taps: Edit this, Submit, Publish; the next student gets the new answer."""
    with bot_being_tried("--config", config) as address:
        room = Classroom.enter(browser, address, PHONE)
        room.become("moderator")
        answer = room.slash("ask", question="What is SEA?", private="True")
        form = room.open_dialog(button(answer, "Edit this"))
        statements = form.locator('[name="statements"]')
        corrected = f"SEA was defined by a bulletin. [16]\n{statements.input_value()}"

        preview = room.fill(form, statements=corrected)
        button(preview, "Publish").click()
        expect(preview).to_contain_text("is live now.")

        room.become("student")
        told = room.slash("ask", question="What is SEA?")
        expect(told).to_contain_text("SEA was defined by a bulletin.¹⁶")
        assert room.errors == []
