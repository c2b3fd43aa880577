"""/deck: curators write cards, from a form or a file; everybody may take them along."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.quiz.decks import read_deck
from bot.reports.progress import cards_about
from bot.storage import deck_rows, revision_rows
from bot.storage.tables import EXCLUDED
from tests.cogs.entries.curating import TITLE
from tests.cogs.quiz.quizzing import begin, until_asked
from tests.cogs.school import (
    labels,
    message_of,
    modal_of,
    options,
    said,
    texts,
)

if TYPE_CHECKING:
    import simcord

    from bot.quiz.cards import Card
    from tests.cogs.school import School

CARD = {
    "question": "How many rules has the code for Blue Helmets?",
    "answers": "Five\n* Ten\nTwelve",
    "why": "The code of personal conduct has ten rules.",
    "rests": "25",
    "section": "",
}
DECK = """\
id: midterm
title: For the midterm
cards:
  - id: nexus
    kind: choice
    prompt: What does the title call a nexus?
    options: [A link, A rule, A place]
    answer: A link
    explanation: The title speaks of a link between missions and trafficking.
    section: title-page
  - kind: typed
    prompt: Which work does note 42 cite?
    accepted: [Mendelson, Barracks and Brothels]
    explanation: Note 42 cites page 5 of Barracks and Brothels.
    footnotes: [42]
"""


async def written(
    school: School, who: simcord.MemberActor | None = None, /, kind: str = "choice", **values: str
) -> simcord.InteractionResult:
    """What is said to a card that somebody has typed."""
    who = who or school.carol
    shown = await who.slash(school.channel, "deck add", deck="for-the-midterm", kind=kind)
    return await who.submit_modal(shown, CARD | values)


async def imported(
    school: School, text: str = DECK, name: str = "midterm.yaml"
) -> simcord.InteractionResult:
    """What is said to a file."""
    file = (name, text.encode())
    return await school.carol.slash(school.channel, "deck import", file=file)


async def cards(school: School, deck: str) -> list[Card]:
    """The cards of a deck, as quizzes are given them."""
    return list(await school.bot.services.decks.to_ask(school.guild.id, deck))


async def content(reply: simcord.InteractionResult, ending: str) -> bytes:
    """The file of that ending in a reply."""
    [file] = [one for one in message_of(reply).attachments if one.filename.endswith(ending)]
    return bytes(await file.read())


async def test_a_deck_is_begun_and_a_card_typed_into_it(school: School) -> None:
    """The curator sees the card as students will; both are recorded."""
    made = await school.carol.slash(school.channel, "deck new", title="For the midterm!")
    reply = await written(school)

    assert "“For the midterm!” is made; its id is `for-the-midterm`" in message_of(made).content
    assert "has 1 card now" in texts(reply)
    assert "Right is **B**, Ten" in texts(reply) or "Right is **Ten**" in texts(reply)
    [card] = await cards(school, "for-the-midterm")
    assert (card.options, card.right, card.footnotes) == (("Five", "Ten", "Twelve"), "Ten", (25,))
    async with school.bot.services.database.read() as connection:
        recorded = await revision_rows.last_audited(connection, school.guild.id, 2)
    assert [one.action for one in recorded] == ["card added", "new deck"]


async def test_a_typed_card_takes_all_its_answers(school: School) -> None:
    """And may rest on a source of the curator's own, or on the paper by section."""
    await school.carol.slash(school.channel, "deck new", title="For the midterm")

    await written(school, kind="typed", answers="ten\n10", rests="Lecture of 3 March, slide 4")
    await written(
        school, kind="typed", question="And in words?", answers="ten", rests="", section="laws"
    )

    first, second = await cards(school, "for-the-midterm")
    assert first.accepted == ("ten", "10")
    assert first.citations[0].text == "Lecture of 3 March, slide 4"
    assert second.section == "laws"


async def test_a_mistake_costs_nothing_of_what_was_typed(school: School) -> None:
    """All that is wrong is told, and the form opens again as it was; after a restart too."""
    await school.carol.slash(school.channel, "deck new", title="For the midterm")
    for values, told in (
        ({"answers": "Five\nTen"}, "begin the right one, and no other, with"),
        ({"rests": "99"}, "there is no footnote 99; the paper's footnotes are 1 to 80"),
        ({"rests": ""}, "What it rests on: nothing is named"),
        ({"rests": "", "section": "astronomy"}, "there is no section"),
    ):
        refused = await written(school, **values)
        assert told in texts(refused).replace("\\", "")
    await school.restart()

    again = await school.carol.click(message_of(refused), label="Change and try again")

    shown = {
        one["component"]["custom_id"]: one["component"].get("value")
        for one in modal_of(again)["components"]
    }
    assert shown["question"] == CARD["question"]
    assert shown["section"] == "astronomy"
    reply = await school.carol.submit_modal(again, CARD)
    assert "has 1 card now" in texts(reply)


async def test_all_mistakes_of_a_card_are_told_together(school: School) -> None:
    """In the form's own words, each with the field in which it stands."""
    await school.carol.slash(school.channel, "deck new", title="For the midterm")

    wrong = {"answers": "Ten", "rests": "99", "section": "astronomy"}
    refused = texts(await written(school, **wrong)).replace("\\", "")
    bare = texts(await written(school, answers="* Ten", rests="")).replace("\\", "")

    assert "Answers: none begins with *; begin the right one, and no other, with it." in refused
    assert "Answers: write two to five, one a line." in refused
    assert (
        "What it rests on: there is no footnote 99; the paper's footnotes are 1 to 80." in refused
    )
    assert "Section: there is no section 'astronomy'" in refused
    assert "Answers: write two to five, one a line." in bare
    assert "What it rests on: nothing is named." in bare
    assert "footnotes: [n]" not in bare


async def test_the_form_is_headed_by_the_deck_s_title(school: School) -> None:
    """And a card that is typed is not told of options."""
    await school.carol.slash(school.channel, "deck new", title="For the midterm")

    chosen, typed = [
        await school.carol.slash(school.channel, "deck add", deck="for-the-midterm", kind=kind)
        for kind in ("choice", "typed")
    ]

    assert modal_of(chosen)["title"] == "A card for For the midterm"
    assert "without its options" in json.dumps(chosen.modal)
    assert "options" not in json.dumps(typed.modal)


async def test_the_same_card_twice_is_refused(school: School) -> None:
    """As when a form arrives twice."""
    await school.carol.slash(school.channel, "deck new", title="For the midterm")
    await written(school)

    reply = await written(school)

    assert "asks what a card of the deck asks already" in texts(reply)
    assert len(await cards(school, "for-the-midterm")) == 1


async def test_a_file_brings_a_whole_deck(school: School) -> None:
    """Brought again, nothing changes; changed, the old one is given back."""
    first = await imported(school)
    second = await imported(school)
    third = await imported(school, DECK.replace("What does", "What, then, does"))

    assert "For the midterm is here: 2 cards." in message_of(first).content
    assert "nothing has changed" in message_of(second).content
    assert "takes the place of one with 2 cards" in message_of(third).content
    paper = school.bot.live_engine.paper
    old = read_deck("midterm.yaml", await content(third, ".yaml"), paper)
    assert old == read_deck("midterm.yaml", DECK.encode(), paper)
    assert (await cards(school, "midterm"))[0].prompt.startswith("What, then,")


async def test_every_mistake_of_a_file_is_told_with_its_line(school: School) -> None:
    """As strictly as with the knowledge; nothing of it is kept."""
    reply = await imported(school, DECK.replace("[42]", "[420]").replace("A link\n", "A chain\n"))

    told = texts(reply).replace("\\", "")
    assert "### The deck is not imported" in told
    assert "midterm.yaml:" in told
    assert "is none of its options" in told
    listed = await school.alice.slash(school.channel, "deck list")
    assert "no decks yet" in texts(listed)


async def test_only_curators_write(school: School) -> None:
    """Asked at each command and each form."""
    await imported(school)
    shown = await school.carol.slash(school.channel, "deck add", deck="midterm")
    del shown
    for command, values in (
        ("deck new", {"title": "Mine"}),
        ("deck add", {"deck": "midterm"}),
        ("deck import", {"file": ("deck.yaml", DECK.encode())}),
        ("deck remove", {"deck": "midterm"}),
        ("deck exclude", {}),
        ("deck exclude", {"what": "SEA"}),
    ):
        reply = await school.alice.slash(school.channel, command, **values)
        assert "Only this server's curators can do that" in said(reply), command
    assert len(await cards(school, "midterm")) == 2


async def test_a_deck_is_taken_along_and_reviewed_by_anybody(school: School) -> None:
    """For Anki, for spreadsheets, and as YAML."""
    await imported(school)

    reply = await school.alice.slash(school.channel, "deck export", what="deck:midterm")
    added = await school.alice.slash(school.channel, "review add", what="deck:midterm")
    mine = await school.alice.slash(school.channel, "deck export")

    assert reply.ephemeral
    assert "For the midterm: 2 cards." in message_of(reply).content
    assert (await content(reply, ".apkg")).startswith(b"PK")
    assert "What does the title call a nexus?" in (await content(reply, ".csv")).decode()
    assert "id: midterm" in (await content(reply, ".yaml")).decode().replace('"', "")
    assert "2 cards added." in texts(added)
    assert "My review: 2 cards." in message_of(mine).content


async def test_a_topic_is_taken_along_too(school: School) -> None:
    """Cards made from the knowledge; a deck of none is told."""
    reply = await school.alice.slash(school.channel, "deck export", what="section:laws")
    nothing = await school.alice.slash(school.channel, "deck export", what="review")
    unknown = await school.alice.slash(school.channel, "deck export", what="deck:final")

    made = cards_about(school.bot.live_engine.paper, "section:laws", frozenset())
    assert f"{len(made)} cards." in message_of(reply).content
    assert "Your review has no cards yet" in message_of(nothing).content
    assert "no decks yet" in message_of(unknown).content


async def test_a_deck_or_a_card_is_removed_and_can_be_brought_back(school: School) -> None:
    """What it was goes along as a file."""
    await imported(school)

    one = await school.carol.slash(
        school.channel, "deck remove", deck="midterm", card="midterm.nexus"
    )
    assert len(await cards(school, "midterm")) == 1
    await imported(school, (await content(one, ".yaml")).decode())
    assert len(await cards(school, "midterm")) == 2
    whole = await school.carol.slash(school.channel, "deck remove", deck="midterm")

    assert "Removed: For the midterm." in message_of(whole).content
    assert "no decks yet" in texts(await school.alice.slash(school.channel, "deck list"))


async def test_an_excluded_entry_is_asked_about_no_more(school: School) -> None:
    """In new rounds and in reviews; undone by a button, after a restart too."""
    paper = school.bot.live_engine.paper
    made = cards_about(paper, "section:history", frozenset())
    entry = made[0].entries[0]
    await school.alice.slash(school.channel, "review settings", new_cards=100)
    await school.alice.slash(school.channel, "review add", what="section:history")
    before = await school.alice.slash(school.channel, "review start")

    reply = await school.carol.slash(school.channel, "deck exclude", what=f"entry {entry}")

    assert "is no longer asked about here" in texts(reply)
    async with school.bot.services.database.read() as connection:
        assert await deck_rows.excluded_items(connection, school.guild.id) == {entry}
    after = await school.alice.slash(school.channel, "review start")
    assert f"{len(made)} cards to go" in texts(before)
    assert f"{len(made)} cards to go" not in texts(after)
    again = await school.carol.slash(school.channel, "deck exclude", what=f"entry {entry}")
    assert "was left out already" in texts(again)

    await school.restart()
    await school.carol.click(message_of(reply), label="Undo")

    assert "may be asked about here again" in texts(reply)
    assert f"{len(made)} cards to go" in texts(
        await school.alice.slash(school.channel, "review start")
    )


async def test_the_list_of_what_is_left_out_has_a_menu_to_undo_it(school: School) -> None:
    """One after the other."""
    for what in ("SEA", TITLE):
        await school.carol.slash(school.channel, "deck exclude", what=what)

    listed = await school.carol.slash(school.channel, "deck exclude")
    assert "2 entries and questions left out" in texts(listed)
    [first, second] = options(listed).values()
    await school.carol.select(message_of(listed), [first])

    assert "1 entry or question left out" in texts(listed)
    await school.carol.select(message_of(listed), [second])
    assert "Nothing is left out here." in texts(listed)
    assert labels(listed) == []


async def test_a_round_is_played_with_a_deck(school: School) -> None:
    """Without what is left out; a deck of another name is told."""
    await imported(school)
    async with school.bot.services.database.begin() as connection:
        left_out = deck_rows.ExcludedItem("midterm.nexus", "nexus")
        await deck_rows.add_exclusion(connection, school.guild.id, left_out, 1, school.clock.now())

    reply = await begin(school, deck="midterm", questions=5)
    unknown = await school.bob.slash(
        school.guild.create_text_channel("other"), "quiz start", deck="final"
    )

    assert "1 question. The deck has no more of what you asked for." in said(reply)
    question = await until_asked(school)
    assert "Which work does note 42 cite?" in texts(question)
    assert "this server has no deck 'final'" in said(unknown).casefold()


async def test_a_question_of_a_card_is_excluded_by_its_id(school: School) -> None:
    """Questions of the last rounds are offered to curators, and to nobody else."""
    await imported(school)
    card = (await cards(school, "midterm"))[0]
    plan = {"host": 1, "cards": [{"id": card.id, "payload": json.dumps({"prompt": card.prompt})}]}
    await keep_round(school, plan)

    offered = await school.carol.autocomplete(school.channel, "deck exclude", "what", "nexus")
    hidden = await school.alice.autocomplete(school.channel, "deck exclude", "what", "nexus")
    reply = await school.carol.slash(school.channel, "deck exclude", what=offered[0]["value"])

    assert offered[0]["name"] == f"Question: {card.prompt}"
    assert hidden == []
    assert card.prompt in texts(reply)
    assert [one.id for one in await cards(school, "midterm")] != [card.id]
    async with school.bot.services.database.read() as connection:
        assert list(await connection.scalars(select(EXCLUDED.c.item))) == [card.id]


async def keep_round(school: School, plan: dict[str, Any]) -> None:
    """A round that was held in the class's server."""
    from bot.storage import quiz_rows

    now = school.clock.now()
    async with school.bot.services.database.begin() as connection:
        kept = quiz_rows.StoredRound(
            7, school.guild.id, school.channel.id, json.dumps(plan), "{}", "{}", None, now, now
        )
        await quiz_rows.add_round(connection, [kept])


async def test_a_deck_is_found_by_its_title(school: School) -> None:
    """Who types it to the end chooses nothing of what is offered."""
    await school.carol.slash(school.channel, "deck new", title="For the midterm")

    shown = await school.carol.slash(school.channel, "deck add", deck="for the MIDTERM")
    told = await school.carol.submit_modal(shown, CARD)
    assert "For the midterm" in texts(told)

    gone = await school.carol.slash(school.channel, "deck remove", deck="For the midterm")
    assert "Removed: For the midterm" in message_of(gone).content
    left = await school.carol.slash(school.channel, "deck list")
    assert "For the midterm" not in texts(left)


@pytest.mark.parametrize("typed", ["For the midterm", "midterm", "for the MIDTERM", "deck:midterm"])
async def test_a_deck_is_taken_along_by_its_id_or_title(school: School, typed: str) -> None:
    """Chosen from the list or typed to its end, into a file and into a review alike."""
    await imported(school)

    taken = await school.alice.slash(school.channel, "deck export", what=typed)
    added = await school.alice.slash(school.channel, "review add", what=typed)

    assert "For the midterm: 2 cards." in message_of(taken).content
    assert "2 cards added." in texts(added)


async def test_a_question_in_a_refusal_ends_as_one(school: School) -> None:
    """Not with a full stop after its question mark."""
    await school.carol.slash(school.channel, "deck new", title="Week one")

    told = await school.carol.slash(school.channel, "deck export", what="deck:week-ome")

    assert message_of(told).content.endswith("did you mean 'week-one'?")


async def test_what_comes_in_while_the_bot_stops_is_sent_back(school: School) -> None:
    """Carol's card is typed again from the file, and not from memory."""
    await school.carol.slash(school.channel, "deck new", title="For the midterm")
    shown = await school.carol.slash(school.channel, "deck add", deck="for-the-midterm")
    assert await school.bot.services.in_flight.finish(1)

    reply = await school.carol.submit_modal(shown, CARD)

    assert "The bot is restarting" in message_of(reply).content
    (back,) = reply.followups
    assert back.ephemeral
    typed = (await back.attachments[0].read()).decode()
    assert CARD["question"] in typed
    assert CARD["answers"] in typed
