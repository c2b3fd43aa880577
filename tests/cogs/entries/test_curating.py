"""/kb add, /kb edit and /kb phrasing: from a form by a preview to what students see."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from bot.curation.drafts.draft import Origin
from bot.storage import feedback_rows, guild_rows
from bot.storage.tables import DRAFTS
from tests.cogs.entries.curating import (
    ASKED,
    EDITED,
    NEW,
    TITLE,
    disabled,
    drafted,
    edited,
    fields,
    fill,
    history,
    let_curate,
    pressable,
    published,
    take_role,
)
from tests.cogs.school import ids, labels, message_of, options, texts

if TYPE_CHECKING:
    import simcord

    from tests.cogs.school import School

ID = "police-in-the-mission"


async def ask(school: School, question: str = ASKED) -> str:
    """What Alice is answered."""
    return texts(await school.alice.slash(school.channel, "ask", question=question))


async def test_an_entry_is_added_and_students_are_answered_from_it(school: School) -> None:
    """By command, form, preview and one press; only the curator sees how."""
    shown = await school.carol.slash(school.channel, "kb add", kind="finding")
    preview = await school.carol.submit_modal(shown, NEW | {"keywords": "", "related": ""})

    assert preview.ephemeral
    assert "The mission had no police of its own.¹²" in texts(preview)
    assert "### Police in the mission" in texts(preview)
    assert labels(preview)[-5:] == ["Publish", "Change", "New source", "Say why", "Discard"]
    assert disabled(preview) == []
    assert "no police of its own" not in await ask(school)

    done = await school.carol.click(message_of(preview), label="Publish")

    assert "### Published" in texts(done)
    assert "**Police in the mission** is live now." in texts(done)
    assert "The mission had no police of its own.¹²" in await ask(school)


async def test_an_entry_is_corrected(school: School) -> None:
    """The form holds what is there; the preview says in short what changes."""
    shown = await school.carol.slash(school.channel, "kb edit", entry=EDITED)
    before = fields(shown)
    assert before["title"] == TITLE
    assert before["statements"].endswith("]")

    preview = await fill(
        school.carol, shown, statements=before["statements"] + "\nSo it remains. [12]"
    )
    assert "**Statements**\n**+** So it remains. \\[12\\]" in texts(preview)
    done = await school.carol.click(message_of(preview), label="Publish")

    assert "### Published" in texts(done)
    opened = await school.alice.slash(school.channel, "define", term="zero tolerance")
    assert "So it remains.¹²" in texts(opened)
    (made,) = await history(school, EDITED)
    assert made.number == 1


async def test_what_is_wrong_is_told_and_what_was_typed_comes_back(school: School) -> None:
    """By field, with the remedy; Publish waits."""
    typed = {
        "title": "Police",
        "statements": "One. [12]\nTwo.\nThree. [81]",
        "phrasings": "What is SEA?",
        "keywords": "police\nlaw",
        "related": "zero-tolerence",
    }
    preview = await drafted(school, **typed)

    told = texts(preview)
    assert disabled(preview) == ["Publish"]
    assert "- **Statements**: Statement 2 (“Two.”) does not say what it rests on" in told
    assert "- **Statements**: Statement 3 cites footnote 81: the paper’s footnotes are 1" in told
    assert "- **How students ask for it**: Has the phrasing 'What is SEA?'" in told
    assert f"did you mean '{EDITED}'?" in told
    assert "One.¹²" in told

    again = await school.carol.click(message_of(preview), label="Change")
    assert fields(again) == typed
    mended = await school.carol.submit_modal(again, NEW | {"keywords": "police", "related": ""})

    assert disabled(mended) == []
    assert "To mend first" not in texts(mended)


async def test_work_is_not_counted_as_asking(school: School) -> None:
    """A curator is not told to wait; somebody who is none yet is, as everybody."""
    for _ in range(12):
        tried = await school.dave.slash(school.channel, "kb status")
    assert "asked a lot just now" in message_of(tried).content
    await let_curate(school)

    for _ in range(12):
        reply = await school.dave.slash(school.channel, "kb history", entry=EDITED)

    assert "### History" in texts(reply)


async def test_a_draft_outlives_a_restart(school: School) -> None:
    """Once while the form is open, and once between the preview and Publish."""
    shown = await school.carol.slash(school.channel, "kb add", kind="finding")
    await school.restart()
    preview = await fill(school.carol, shown, **NEW)
    await school.restart()

    done = await school.carol.click(message_of(preview), label="Publish")

    assert "### Published" in texts(done)
    assert "no police of its own" in await ask(school)


async def test_pressed_twice_it_is_published_once(school: School) -> None:
    """Twice in a row, and after a restart."""
    preview = await drafted(school)
    custom_id = pressable(preview, "Publish")
    stale = message_of(preview)

    desk, press = school.bot.services.drafts, custom_id.partition(":")[2]
    first, second = await asyncio.gather(
        *(desk.publish(school.guild.id, school.carol.id, press) for _ in range(2))
    )
    assert {first.again, second.again} == {True, False}
    await school.restart()
    third = await school.carol.click(stale, label="Publish")

    assert "### Published" in texts(third)
    assert len(await history(school, ID)) == 1


async def test_who_lost_the_role_meanwhile_publishes_nothing(school: School) -> None:
    """It is asked at the press, not at the preview."""
    await let_curate(school)
    preview = await drafted(school, school.dave)
    take_role(school, school.dave)

    for label in ("Publish", "Change", "New source", "Say why", "Discard"):
        reply = await school.dave.click(message_of(preview), label=label)
        assert reply.response is not None
        assert "curators can do that" in reply.response.content

    assert await history(school, ID) == ()


async def test_who_lost_the_role_with_the_form_open_keeps_nothing(school: School) -> None:
    """Nor is anything shown."""
    await let_curate(school)
    shown = await school.dave.slash(school.channel, "kb add", kind="finding")
    take_role(school, school.dave)

    reply = await fill(school.dave, shown, **NEW)

    assert reply.response is not None
    assert "curators can do that" in reply.response.content


async def test_students_do_not_see_the_commands(school: School) -> None:
    """Discord hides them; were it not so, the bot asks as well."""
    seen = school.alice.available_commands(school.channel)
    assert not any(name.startswith("kb") for name in seen)
    assert "kb add" in school.carol.available_commands(school.channel)
    # Dave may manage messages, so he sees them, but he is no curator here.
    assert "kb add" in school.dave.available_commands(school.channel)
    for name, more in (
        ("kb add", {"kind": "finding"}),
        ("kb edit", {"entry": EDITED}),
        ("kb phrasing", {"entry": EDITED, "wording": "none at all"}),
        ("kb retire", {"entry": EDITED, "reason": "x"}),
        ("kb history", {"entry": EDITED}),
        ("kb rollback", {"entry": EDITED, "revision": 0}),
    ):
        reply = await school.dave.slash(school.channel, name, **more)
        assert reply.ephemeral
        assert reply.response is not None
        assert "curators can do that" in reply.response.content


async def test_a_draft_is_discarded(school: School) -> None:
    """It is gone, twice pressed or not; an open form of it becomes another draft."""
    preview = await drafted(school)
    form = await school.carol.click(message_of(preview), label="Change")
    gone = await school.carol.click(message_of(preview), label="Discard")
    assert "discarded. Nothing has changed" in texts(gone)

    late = await fill(school.carol, form, title="Police there")

    assert "The draft was discarded meanwhile; this is another" in texts(late)
    done = await school.carol.click(message_of(late), label="Publish")
    assert "**Police there** is live now." in texts(done)


async def test_why_stands_in_the_history(school: School) -> None:
    """A comment of the curator's own."""
    preview = await drafted(school)
    form = await school.carol.click(message_of(preview), label="Say why")
    preview = await school.carol.submit_modal(form, {"comment": "asked in\nclass <@1>"})
    assert "Why: asked in class \\<\\@1\\>" in texts(preview)

    await school.carol.click(message_of(preview), label="Publish")

    (made,) = await history(school, ID)
    assert made.comment == "asked in class <@1>"


async def test_a_new_entry_stands_where_its_footnote_does_or_where_it_is_put(
    school: School,
) -> None:
    """A menu of the sections; without a footnote it has to be chosen."""
    preview = await drafted(school, statements="Peace matters. [paper]")
    assert "- **Section**: Choose below where in the paper this stands" in texts(preview)
    assert "Section: 5. UN Accountability" in options(preview)

    name = pressable(preview, "Publish").partition(":")[2]
    chosen = await school.carol.select(
        message_of(preview), ["accountability"], custom_id=f"draft-section:{name}"
    )
    assert disabled(chosen) == []
    assert "section “UN Accountability”" in texts(chosen)
    await school.carol.click(message_of(chosen), label="Publish")

    (made,) = await history(school, ID)
    assert json.loads(made.payload)["entry"]["section"] == "accountability"


class TestNewSource:
    """A claim may rest on a work from outside the paper, and is then a moderator's note."""

    SOURCE: ClassVar = {
        "author": "Doe, Jane; United Nations",
        "title": "Police in missions",
        "year": "2019",
        "url": "https://example.org/police",
        "statement": "2",
    }

    async def test_it_is_typed_once_and_named_at_its_statement(self, school: School) -> None:
        """The statement that named nothing rests on it."""
        preview = await drafted(school, statements="One. [12]\nOthers say so too.")
        assert disabled(preview) == ["Publish"]
        form = await school.carol.click(message_of(preview), label="New source")

        preview = await school.carol.submit_modal(form, self.SOURCE)

        assert "The source is there as [doe-2019]." in texts(preview)
        assert disabled(preview) == []
        assert "Others say so too. *(a moderator’s note, doe-2019)*" in texts(preview)
        await school.carol.click(message_of(preview), label="Publish")
        told = await ask(school)
        assert "Others say so too. *(a moderator’s note, doe-2019)*" in told
        assert "doe-2019: Jane Doe and United Nations" in told
        form = await school.carol.slash(school.channel, "kb edit", entry=ID)
        assert fields(form)["statements"].endswith("Others say so too. [doe-2019]")

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"year": "19"}, "Year: “19” is no year; write four digits"),
            ({"url": "example.org"}, "Address: “example.org” is no address; write it whole"),
            ({"title": ""}, "Title: write what it is called"),
            ({"author": ""}, "Author: write who made it"),
            ({"statement": "7"}, "Which statement: “7” is none; write 1 to 2"),
            ({"statement": "two"}, "“two” is none"),
        ],
    )
    async def test_what_is_wrong_with_it_is_told_and_comes_back(
        self, school: School, wrong: dict[str, str], told: str
    ) -> None:
        """By field; the form opens again as it was sent."""
        preview = await drafted(school, statements="One. [12]\nOthers say so too.")
        form = await school.carol.click(message_of(preview), label="New source")
        sent = self.SOURCE | wrong

        preview = await school.carol.submit_modal(form, sent)

        assert "The new source was not taken" in texts(preview)
        assert told in texts(preview).replace("\\", "")
        again = await school.carol.click(message_of(preview), label="New source")
        assert fields(again) == sent


async def test_likely_duplicates_are_shown_with_a_button_that_opens_them(school: School) -> None:
    """Before anything is published."""
    there = school.bot.live_engine.paper.entries[EDITED]
    preview = await drafted(
        school, title=TITLE.replace(" ", "  ", 1), statements=f"{there.claims[0].text} [12]"
    )

    assert "Perhaps it is there already" in texts(preview)
    assert f"*{TITLE}*" in texts(preview)
    opened = await school.carol.click(message_of(preview), label=f"Open: {TITLE}")
    assert f"### {TITLE}" in texts(opened)


class TestTwoCurators:
    """Nothing is overwritten unseen."""

    async def test_the_second_sees_what_the_first_changed_and_decides(self, school: School) -> None:
        """And publishes over it, with both in the history."""
        await let_curate(school)
        shown = await school.dave.slash(school.channel, "kb edit", entry=EDITED)
        theirs = fields(shown)["statements"] + "\nCarol was here. [12]"
        first = await edited(school, EDITED, statements=theirs)
        await school.carol.click(message_of(first), label="Publish")
        mine = await fill(school.dave, shown, title="No tolerance")

        met = await school.dave.click(message_of(mine), label="Publish")

        assert f"“{TITLE}” was changed meanwhile" in texts(met)
        assert f"By <@{school.carol.id}>, <t:" in texts(met)
        assert "**+** Carol was here. \\[12\\]" in texts(met)
        assert len(await history(school, EDITED)) == 1

        done = await school.dave.click(message_of(met), label="Publish mine over it")

        assert "### Published" in texts(done)
        one, two = await history(school, EDITED)
        assert "Carol was here" in one.payload
        assert "No tolerance" in two.payload

    async def test_a_third_change_is_shown_too(self, school: School) -> None:
        """Over is over what was shown, and nothing later."""
        await let_curate(school)
        mine = await edited(school, EDITED, school.dave, title="No tolerance")
        await self.publish(school, "First")
        met = await school.dave.click(message_of(mine), label="Publish")
        await self.publish(school, "Second")

        again = await school.dave.click(message_of(met), label="Publish mine over it")

        assert "**+** Second" in texts(again)
        assert len(await history(school, EDITED)) == 2
        await school.dave.click(message_of(again), label="Publish mine over it")
        assert len(await history(school, EDITED)) == 3

    async def publish(self, school: School, title: str) -> None:
        """Carol gives the entry another title."""
        other = await edited(school, EDITED, title=title)
        await school.carol.click(message_of(other), label="Publish")

    async def test_the_second_may_take_over_what_the_first_wrote(self, school: School) -> None:
        """The draft is kept, and its form opens again."""
        await let_curate(school)
        mine = await edited(school, EDITED, school.dave, title="No tolerance")
        other = await edited(school, EDITED, title="Nil tolerance")
        await school.carol.click(message_of(other), label="Publish")
        met = await school.dave.click(message_of(mine), label="Publish")

        form = await school.dave.click(message_of(met), label="Change mine")
        assert fields(form)["title"] == "No tolerance"
        preview = await fill(school.dave, form, title="Nil and no tolerance")
        met = await school.dave.click(message_of(preview), label="Publish")
        done = await school.dave.click(message_of(met), label="Publish mine over it")

        assert "### Published" in texts(done)

    async def test_an_entry_that_was_retired_meanwhile(self, school: School) -> None:
        """It is said that it was."""
        mine = await edited(school, EDITED, title="No tolerance")
        asked = await school.carol.slash(
            school.channel, "kb retire", entry=EDITED, reason="doubtful"
        )
        await school.carol.click(message_of(asked), label="Retire it")

        met = await school.carol.click(message_of(mine), label="Publish")

        assert "They retired it." in texts(met)
        assert "“doubtful”" in texts(met)

    async def test_two_new_entries_of_one_name_are_two(self, school: School) -> None:
        """The second gets another id, and their questions must differ."""
        one = await drafted(school)
        two = await drafted(school, phrasings="Was there police at all?")
        same = await drafted(school)
        await school.carol.click(message_of(one), label="Publish")

        done = await school.carol.click(message_of(two), label="Publish")
        refused = await school.carol.click(message_of(same), label="Publish")

        assert f"`{ID}-2`" in texts(done)
        assert "It could not be published as it is now." in texts(refused)
        assert f"so has the entry '{ID}'" in texts(refused)
        assert len(await history(school, ID)) == 1


class TestLongestTexts:
    """Whatever fits into a form fits into the messages about it."""

    @pytest.mark.parametrize(
        "text",
        [
            "word " * 798 + "[12]",
            "*_`~|[]<>@" * 399 + " [12]",
            "字" * 3990 + " [12]",
            "So <@1> and @everyone say **it**. [12]\n" * 90,
            "No basis here\n" * 280,
            "\\" * 3990 + " [80]",
        ],
    )
    async def test_statements(self, school: School, text: str) -> None:
        """4,000 characters of anything."""
        preview = await drafted(
            school,
            title="*" * 200,
            statements=text[:4000],
            phrasings="\n".join(f"what is number {n}?" for n in range(170)),
            keywords="\n".join(["*_`~|"] * 600),
            related="\n".join(f"nothing-{n}" for n in range(300))[:4000],
        )

        assert preview.response is not None
        assert preview.response.message.mentions == []
        form = await school.carol.click(preview.response, label="Change")
        assert fields(form)["statements"] == text[:4000]

    async def test_an_entry_with_more_than_a_form_holds(self, school: School) -> None:
        """What does not fit stays, and that is said."""
        paper = school.bot.live_engine.paper
        entry = max(paper.entries.values(), key=lambda one: sum(map(len, one.wordings)))
        shown = await school.carol.slash(school.channel, "kb edit", entry=entry.id)
        assert "phrasings" not in fields(shown)

        preview = await fill(school.carol, shown, title="Another title")

        assert "“How students ask for it” is too long for the form" in texts(preview)
        await school.carol.click(message_of(preview), label="Publish")
        served = school.bot.services.guilds.get(school.guild.id).engine.paper
        assert served.entries[entry.id].phrasings == entry.phrasings


class TestKinds:
    """What a kind needs besides is asked for before anything is typed."""

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"kind": "event"}, "needs the option date"),
            ({"kind": "event", "date": "May 2004"}, "use YYYY, YYYY-MM, YYYY-MM-DD or a decade"),
            ({"kind": "actor"}, "needs the option actor_type"),
            ({"kind": "recommendation"}, "needs the option number"),
            ({"kind": "recommendation", "number": "1b"}, "already belongs to"),
            (
                {"kind": "finding", "date": "2004"},
                "only an entry of kind event or actor has the option",
            ),
            ({"kind": "finding", "section": "zzzz"}, "there is no section"),
        ],
    )
    async def test_it_is_told(self, school: School, values: dict[str, str], told: str) -> None:
        """With what to write."""
        reply = await school.carol.slash(school.channel, "kb add", **values)

        assert reply.response is not None
        assert told in reply.response.content.replace("\\", "").replace("Only", "only").replace(
            "There", "there"
        )

    async def test_an_event_is_added_to_the_timeline(self, school: School) -> None:
        """Its date goes with it."""
        shown = await school.carol.slash(school.channel, "kb add", kind="event", date="1987-05")
        preview = await fill(school.carol, shown, **NEW)
        await school.carol.click(message_of(preview), label="Publish")

        (made,) = await history(school, ID)
        assert json.loads(made.payload)["entry"]["date"] == "1987-05"

    async def test_a_date_is_corrected(self, school: School) -> None:
        """By the command's option, since the form has no room for it."""
        paper = school.bot.live_engine.paper
        event = next(one for one in paper.entries.values() if one.date)
        shown = await school.carol.slash(
            school.channel, "kb edit", entry=event.id, date="1987", section="history"
        )
        preview = await fill(school.carol, shown)

        assert "**+** 1987" in texts(preview)
        assert disabled(preview) == []


async def test_nothing_changed_is_nothing_to_publish(school: School) -> None:
    """Sent as it was, the form makes no revision."""
    preview = await edited(school, EDITED)

    assert "Nothing is changed yet" in texts(preview)
    assert disabled(preview) == ["Publish"]


async def test_an_entry_is_found_by_its_title_or_refused_by_name(school: School) -> None:
    """While typing, the server's own entries are offered as well."""
    await published(school)
    offered = await school.carol.autocomplete(
        school.channel, "kb edit", "entry", "police in the mission"
    )
    assert [one["value"] for one in offered][:1] == [ID]

    shown = await school.carol.slash(school.channel, "kb edit", entry="Police in the mission")
    assert fields(shown)["title"] == "Police in the mission"
    reply = await school.carol.slash(school.channel, "kb edit", entry="photosynthesis")
    assert reply.response is not None
    assert "There is no entry 'photosynthesis'" in reply.response.content
    sections = await school.carol.autocomplete(school.channel, "kb add", "section", "account")
    assert sections[0]["value"] == "accountability"


@pytest.mark.parametrize("wording", ["What is SEA?", "What’s sea"])
async def test_a_draft_may_not_take_another_entrys_wording(school: School, wording: str) -> None:
    """However it is typed: the preview names the entry that has it, and Publish waits."""
    shown = await school.carol.slash(school.channel, "kb add", kind="finding")
    preview = await fill(school.carol, shown, **(NEW | {"phrasings": wording}))

    assert "so has the entry 'sea'" in texts(preview).replace("\\", "")
    assert "Publish" in disabled(preview)


class TestWording:
    """/kb phrasing: taught in one step."""

    async def test_students_are_answered_by_a_wording_that_was_taught(self, school: School) -> None:
        """At once."""
        wording = "is there any slack for wrongdoers in blue helmets"
        reply = await school.carol.slash(
            school.channel, "kb phrasing", entry=EDITED, wording=f"  {wording} "
        )

        assert f"“{wording}” now leads to **{TITLE}**." in texts(reply)
        assert f"-# {TITLE}" in await ask(school, wording)

    async def test_one_that_it_has_is_not_taught_again(self, school: School) -> None:
        """Whatever its case."""
        own = school.bot.live_engine.paper.entries[EDITED].wordings[0]
        reply = await school.carol.slash(
            school.channel, "kb phrasing", entry=EDITED, wording=own.upper()
        )

        assert "already has that wording" in texts(reply)
        assert await history(school, EDITED) == ()

    async def test_another_entrys_wording_is_moved_if_the_curator_says_so(
        self, school: School
    ) -> None:
        """One press changes both entries, or neither."""
        reply = await school.carol.slash(
            school.channel, "kb phrasing", entry=EDITED, wording="What is SEA?"
        )
        assert "It belongs to **Sexual exploitation and abuse (SEA)**" in texts(reply)
        assert labels(reply) == ["Move it", "Leave it as it is"]
        await school.restart()

        done = await school.carol.click(message_of(reply), label="Move it")

        assert f"“What is SEA?” now leads to **{TITLE}**." in texts(done)
        entries = school.bot.services.guilds.get(school.guild.id).engine.paper.entries
        assert "What is SEA?" in entries[EDITED].wordings
        assert "What is SEA?" not in entries["sea"].wordings

    @pytest.mark.parametrize(
        "wording", ["What's SEA?", "whats sea", "Wh\u00e0t is SE\u0301A", "What`s SEA"]
    )
    async def test_a_wording_is_anothers_if_the_engine_reads_it_so(
        self, school: School, wording: str
    ) -> None:
        """It is offered to be moved, as the very wording is, and then leads where it is said to."""
        reply = await school.carol.slash(
            school.channel, "kb phrasing", entry=EDITED, wording=wording
        )
        assert "It belongs to **Sexual exploitation and abuse (SEA)**" in texts(reply)
        assert labels(reply) == ["Move it", "Leave it as it is"]
        assert await history(school, EDITED) == ()

        await school.carol.click(message_of(reply), label="Move it")

        assert f"-# {TITLE}" in await ask(school, wording)
        assert f"-# {TITLE}" in await ask(school, "What is SEA?")

    async def test_or_left_where_it_is(self, school: School) -> None:
        """Nothing changes, and a late press does nothing."""
        reply = await school.carol.slash(
            school.channel, "kb phrasing", entry=EDITED, wording="What is SEA?"
        )
        left = await school.carol.click(message_of(reply), label="Leave it as it is")

        assert "Nothing has changed." in texts(left)
        assert await history(school, EDITED) == ()

    async def test_a_wording_without_words_is_refused(self, school: School) -> None:
        """In a sentence."""
        reply = await school.carol.slash(school.channel, "kb phrasing", entry=EDITED, wording="???")

        assert reply.response is not None
        assert "has no words" in reply.response.content


class TestWhatAnEntryAnswers:
    """A draft from a suggestion or from gaps closes them, and their people are to be told."""

    async def kept(self, school: School, **origin: Any) -> simcord.InteractionResult:
        """A draft that answers something, previewed."""
        preview = await drafted(school)
        name = pressable(preview, "Publish").partition(":")[2]
        desk = school.bot.services.drafts
        draft = await desk.find_open(school.guild.id, school.carol.id, name)
        await desk.keep(
            school.guild.id, school.carol.id, name, replace(draft, origin=Origin(**origin))
        )
        return preview

    async def test_the_suggestion_is_approved(self, school: School) -> None:
        """And its student has a notice."""
        services, guild = school.bot.services, school.guild.id
        now = services.clock.now()
        async with services.database.begin() as connection:
            await feedback_rows.add_suggestion(
                connection, guild=guild, author=7, text="Police?", place="", at=now, request="r"
            )
            await feedback_rows.report_gap(
                connection,
                guild=guild,
                author=8,
                text="police??",
                kind=feedback_rows.MISSING,
                entry="",
                at=now,
                request="g",
            )
        preview = await self.kept(school, suggestion=1, gaps=(1,))

        await school.carol.click(message_of(preview), label="Publish")

        async with services.database.read() as connection:
            found = await feedback_rows.find_suggestion(connection, guild, 1)
            told = [
                note.text
                for who in (7, 8)
                for note in await feedback_rows.notices_for(connection, who)
            ]
        assert found is not None
        assert (found.state, found.entry) == (feedback_rows.APPROVED, ID)
        assert len(told) == 2
        assert all("Police in the mission" in text for text in told)

    async def test_one_that_another_has_decided_is_told(self, school: School) -> None:
        """Nothing is published at that press; the next publishes without it."""
        services, guild = school.bot.services, school.guild.id
        now = services.clock.now()
        async with services.database.begin() as connection:
            await feedback_rows.add_suggestion(
                connection, guild=guild, author=7, text="Police?", place="", at=now, request="r"
            )
            await feedback_rows.decide_suggestion(
                connection, guild=guild, suggestion=1, state=feedback_rows.REJECTED, by=9, at=now
            )
        preview = await self.kept(school, suggestion=1)

        told = await school.carol.click(message_of(preview), label="Publish")
        assert "This suggestion has meanwhile been rejected by another curator (<@9>)" in texts(
            told
        )
        assert await history(school, ID) == ()

        done = await school.carol.click(message_of(told), label="Publish")
        assert "### Published" in texts(done)


async def test_what_could_not_be_kept_is_sent_back(school: School) -> None:
    """The server's own knowledge cannot be read as the form comes in; the text is not lost."""
    shown = await school.carol.slash(school.channel, "kb add", kind="finding")
    async with school.bot.services.database.begin() as connection:
        await guild_rows.lock(connection, school.guild.id)
        await guild_rows.set_settings(connection, school.guild.id, "not settings")
    await school.restart()

    reply = await fill(school.carol, shown, **NEW)

    assert reply.response is not None
    assert "cannot be read just now" in reply.response.content
    (back,) = reply.followups
    assert back.ephemeral
    assert back.attachments[0].filename == "typed.txt"


async def test_a_draft_that_is_gone_is_told(school: School) -> None:
    """After a month, say."""
    preview = await drafted(school)
    async with school.bot.services.database.begin() as connection:
        await connection.execute(DRAFTS.delete())

    reply = await school.carol.click(message_of(preview), label="Publish")

    assert reply.response is not None
    assert "this draft no longer exists" in reply.response.content.casefold()
    assert all(len(one) <= 100 for one in ids(preview))
