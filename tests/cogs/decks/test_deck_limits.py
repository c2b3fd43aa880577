"""Decks as large, and cards as long, as curators may make them: all of it fits into a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.cogs.quiz.quizzing import (
    begin,
    label,
    running,
    until_asked,
    until_over,
    until_revealed,
)
from tests.cogs.school import labels, message_of, said, texts

if TYPE_CHECKING:
    import simcord

    from tests.cogs.school import School

MOST_TEXT = 4000
# Every sign is escaped, so that such a text is sent at twice its length.
SIGNS = "_*"
HEAD = "id: signs\ntitle: Signs\ncards:\n"
CARD = """\
  - id: {id}
    kind: choice
    prompt: "{prompt}"
    options: ["{options}"]
    answer: "{answer}"
    explanation: "{why}"
    source: "{source}"
"""


def card(name: str = "one", **fields: Any) -> str:
    """A card in a file, of the longest fields that there may be unless they are given."""
    options = fields.get("options") or [f"{number}{SIGNS * 149}" for number in range(5)]
    return CARD.format(
        id=name,
        prompt=fields.get("prompt") or f"{name} {SIGNS * 490}",
        options='", "'.join(options),
        answer=options[0],
        why=fields.get("why") or SIGNS * 500,
        source=fields.get("source") or SIGNS * 250,
    )


async def imported(school: School, *made: str) -> None:
    """Carol brings a deck of these cards."""
    file = ("signs.yaml", (HEAD + "".join(made)).encode())
    reply = await school.carol.slash(school.channel, "deck import", file=file)
    assert "Signs is here" in said(reply)


async def many_decks(school: School, many: int, title: str) -> None:
    """So many decks, each with its number before the title."""
    for number in range(many):
        await school.bot.services.decks.new(
            school.guild.id, school.carol.id, f"{number:02} {title}"
        )


async def test_the_list_of_decks_with_long_titles(school: School) -> None:
    """As many as fit are listed, and the others counted."""
    await many_decks(school, 31, f"week {SIGNS * 45}")

    listed = texts(await school.alice.slash(school.channel, "deck list"))

    assert len(listed) <= MOST_TEXT
    shown = listed.count("\n- ")
    assert shown > 10
    assert f"-# and {31 - shown} more" in listed
    assert "/review add puts a deck" in listed


async def test_a_deck_that_is_none_among_many(school: School) -> None:
    """Ten are named, and the others counted."""
    await many_decks(school, 60, "of the forty characters that an id has")

    reply = await school.alice.slash(school.channel, "review add", what="deck:astronomy")

    told = reply.followups[-1].content if reply.followups else said(reply)
    assert "This server has no deck 'astronomy'" in told
    assert told.count("-of-the-forty-") == 10
    assert told.endswith("and 50 more.")


async def test_a_card_of_a_long_id_is_left_out_and_asked_again(school: School) -> None:
    """The button that undoes it has room for it."""
    await imported(school, card("a" * 120, prompt="Which of them?"))
    await begin(school, deck="signs", questions=1)
    offers = await school.carol.autocomplete(school.channel, "deck exclude", "what", "Which of")

    reply = await school.carol.slash(school.channel, "deck exclude", what=offers[0]["value"])
    assert "**Which of them?** is no longer asked about here" in texts(reply)
    await school.carol.click(message_of(reply), label="Undo")

    assert "**Which of them?** may be asked about here again." in texts(reply)


async def test_a_review_card_full_of_signs_is_shown_and_turned(school: School) -> None:
    """Each sign is sent as two characters; the card is cut, and not refused."""
    await imported(school, card())
    await school.alice.slash(school.channel, "review add", what="deck:signs")

    shown = await school.alice.slash(school.channel, "review start")
    assert "1 card to go" in texts(shown)
    assert texts(shown).count("\n- **") == 5
    assert len(texts(shown)) <= MOST_TEXT
    await school.alice.click(message_of(shown), label="Show answer")

    assert "Right is" in texts(shown)
    assert len(texts(shown)) <= MOST_TEXT


async def test_a_question_full_of_signs_is_asked_answered_and_redone(school: School) -> None:
    """Discord takes every message of its round."""
    await imported(school, card())
    await begin(school, deck="signs", questions=1)
    question = await until_asked(school)
    wrong = next(at for at in range(5) if at != running(school).card.right)

    await school.bob.click(question, label=label(school, wrong))
    shown = texts(await until_revealed(school))
    over = await until_over(school)
    redone = await school.bob.click(over, label="Redo my misses")
    asked = texts(redone)
    await school.bob.click(message_of(redone), label=labels(redone)[wrong])

    assert "0 of 1 had it right." in shown
    assert "1 player, 1 question" in texts(over)
    assert "Not this time." in texts(redone)
    for text in (texts(question), shown, asked, texts(redone)):
        assert len(text) <= MOST_TEXT


async def test_options_that_look_like_mentions_and_links_are_shown_as_written(
    school: School,
) -> None:
    """Under the right answer too, where each is counted."""
    await imported(school, card(prompt="Who?", options=["<@1234567890123>", "[a](http://b.c)"]))
    await begin(school, deck="signs", questions=1)
    question = await until_asked(school)
    await school.bob.click(question, label="<@1234567890123>")

    shown = texts(await until_revealed(school))

    assert "1\u2002\\<\\@1234567890123\\>" in shown
    assert re.search(r"(?<!\\)<@\d", shown) is None
    assert re.search(r"(?<!\\)\]\(", shown) is None


async def test_the_cards_of_a_deck_are_offered_to_curators_alone(school: School) -> None:
    """They are the questions of the next exam, perhaps."""
    await imported(school, card(prompt="Which of them?"))

    carol = await offered(school, "carol")
    alice = await offered(school, "alice")

    assert [one["name"] for one in carol] == ["Which of them?"]
    assert alice == []


async def offered(school: School, who: str) -> list[dict[str, Any]]:
    """What somebody is offered who would remove a card."""
    person: simcord.MemberActor = getattr(school, who)
    return await person.autocomplete(school.channel, "deck remove", "card", "Which", deck="signs")
