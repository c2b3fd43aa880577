"""/footnote, /source, /cite and /timeline: what the paper rests on, and when it happened."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.paper.model import Basis, Claim
from tests.cogs.school import message_of, options, texts

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from tests.cogs.school import School


async def test_a_footnote_shows_its_source_its_place_and_what_rests_on_it(school: School) -> None:
    """The whole Chicago note, the section, and every claim, over several pages."""
    reply = await school.alice.slash(school.channel, "footnote", number=42)

    assert not reply.ephemeral
    first = texts(reply)
    assert "### Footnote 42" in first
    assert "Barracks and Brothels" in first
    assert "Case Study of peacekeeper sexual exploitation" in first
    assert "p. 5" in first
    rests = first.split("What rests on it:")[1]
    assert "⁴² · under *Mendelson on trafficking and market demand*" in rests
    assert options(reply)


class TestManyClaims:
    """A footnote with more claims than one page takes."""

    @pytest.fixture
    def knowledge(self, engine: Engine) -> Engine:
        """The shipped knowledge, with thirty more claims on note 42."""
        entry = engine.paper.entries["sea"]
        claims = tuple(
            Claim(f"Statement number {n:02} rests on it.", "case-study", (42,), Basis.CITED)
            for n in range(30)
        )
        return engine.with_entries([replace(entry, id="many", title="Many", claims=claims)])

    async def test_every_one_is_there(self, school: School) -> None:
        """Turning the pages, none is left out."""
        reply = await school.alice.slash(school.channel, "footnote", number=42)
        shown = texts(reply)
        first, _, count = shown.partition("Page ")[2].partition(",")[0].partition(" of ")
        assert first == "1"
        assert int(count) > 1

        for _ in range(int(count) - 1):
            reply = await school.alice.click(message_of(reply), label="Next")
            shown += texts(reply)

        paper = school.bot.services.live_engine.paper
        claims = {
            claim.text
            for entry in paper.entries.values()
            for claim in entry.claims
            if 42 in claim.footnotes
        }
        assert len(claims) > 30
        plain = shown.replace("\\", "")
        assert [text for text in claims if text[:100] not in plain] == []


async def test_a_footnote_that_the_paper_lost_says_so(school: School) -> None:
    """Number 36 has a mark and no text."""
    reply = await school.alice.slash(school.channel, "footnote", number=36)

    assert "prints no text for it" in texts(reply)


async def test_an_unknown_footnote_is_told_plainly(school: School) -> None:
    """With the numbers that there are, and to Alice alone."""
    reply = await school.alice.slash(school.channel, "footnote", number=81)

    assert reply.ephemeral
    assert reply.response is not None
    assert reply.response.content == "There is no footnote 81; the paper's footnotes are 1 to 80."


async def test_a_footnote_can_be_followed_up(school: School) -> None:
    """Who said that, and when it was published."""
    reply = await school.alice.slash(school.channel, "footnote", number=42)
    shown = await school.alice.click(message_of(reply), label="Follow up")

    answer = await school.alice.submit_modal(shown, {"question": "who said that?"})

    assert "Mendelson" in texts(answer)


async def test_a_work_shows_its_notes_and_its_link(school: School) -> None:
    """By the author's name."""
    reply = await school.alice.slash(school.channel, "source", work="Westendorf")

    shown = texts(reply)
    assert "Westendorf" in shown
    assert "The paper cites it in notes" in shown
    assert "[link](<https://" in shown


async def test_several_works_of_a_name_are_a_list(school: School) -> None:
    """And the list leads to each."""
    reply = await school.alice.slash(school.channel, "source", work="United Nations")
    assert "### Sources" in texts(reply)
    names = options(reply)
    assert len(names) > 1
    name, value = next(iter(names.items()))

    opened = await school.alice.select(message_of(reply), [value], custom_id="pick")

    assert name.split(", ")[1][:20] in texts(opened)


async def test_the_works_stand_as_in_a_bibliography(school: School) -> None:
    """By the names of those who made them."""
    reply = await school.alice.slash(school.channel, "source")

    first = list(options(reply))
    assert len(first) == 10
    assert first == sorted(first, key=str.casefold)


async def test_works_are_offered_while_typing(school: School) -> None:
    """By author, with the title and the year to tell them apart."""
    choices = await school.alice.autocomplete(school.channel, "source", "work", "mendel")

    assert choices[0]["name"].startswith("Mendelson, Barracks and Brothels")


async def test_an_unknown_work_is_told_plainly(school: School) -> None:
    """In a sentence."""
    reply = await school.alice.slash(school.channel, "source", work="Darwin")

    assert reply.response is not None
    assert reply.response.content == "There is no source 'Darwin'."


@pytest.mark.parametrize(
    ("style", "form"),
    [
        ("chicago-note", "Sarah Elizabeth Mendelson, Barracks and Brothels"),
        ("apa", "Mendelson, S. E. (2005)."),
        ("mla", "Mendelson, Sarah Elizabeth. Barracks and Brothels"),
        ("bibtex", "author = {Mendelson, Sarah Elizabeth}"),
    ],
)
async def test_a_work_is_cited_in_the_style_that_is_asked_for(
    school: School, style: str, form: str
) -> None:
    """In a block that can be copied."""
    reply = await school.alice.slash(school.channel, "cite", what="Mendelson", style=style)

    assert reply.ephemeral
    block = texts(reply).split("```")[1]
    assert form in block


async def test_an_entry_is_cited_by_all_that_it_rests_on(school: School) -> None:
    """Each work once."""
    offered = await school.alice.autocomplete(
        school.channel, "cite", "what", "trafficking in post-conflict regions"
    )
    choice = next(c for c in offered if c["name"].startswith("Entry: Trafficking in post-conflict"))

    reply = await school.alice.slash(school.channel, "cite", what=choice["value"], style="apa")

    assert texts(reply).count("```") == 4
    assert "Mendelson, S. E." in texts(reply)
    assert "Westendorf" in texts(reply)


async def test_the_paper_itself_can_be_cited(school: School) -> None:
    """It is what most students need first."""
    reply = await school.alice.slash(
        school.channel, "cite", what="UN Peacekeeping Mission and its Nexus", style="mla"
    )

    assert "Kelley, Jocelyn." in texts(reply)


class TestTimeline:
    """The dated events."""

    async def test_it_is_a_picture_with_alt_text_and_the_same_as_text(self, school: School) -> None:
        """Whoever does not see the picture misses nothing."""
        reply = await school.alice.slash(school.channel, "timeline")

        assert reply.response is not None
        [file] = reply.response.attachments
        assert file.filename == "timeline.png"
        picture = Image.open(BytesIO(await file.read()))
        assert picture.format == "PNG"
        assert picture.width == 900
        gallery = reply.response.components[0]["components"][1]
        alt = gallery["items"][0]["description"]
        assert len(alt) <= 1024
        assert "The UN mission of 1948 in Palestine" in alt
        assert "Palestine" not in texts(reply)

        told = await school.alice.click(reply.response, label="As text")
        assert "1948: The UN mission of 1948 in Palestine" in texts(told)
        assert message_of(told).attachments == []
        await school.restart()
        again = await school.alice.click(message_of(told), label="As a picture")
        assert [one.filename for one in message_of(again).attachments] == ["timeline.png"]

    async def test_its_pages_turn_with_another_picture(self, school: School) -> None:
        """The events after those, and the picture of these."""
        reply = await school.alice.slash(school.channel, "timeline")
        assert reply.response is not None
        before = await reply.response.attachments[0].read()

        turned = await school.alice.click(reply.response, label="Next")

        assert turned.response is not None
        assert await turned.response.attachments[0].read() != before
        told = await school.alice.click(turned.response, label="As text")
        assert "March 2016" in texts(told)
        assert "Page 2" in texts(told)

    async def test_somebody_else_turns_a_page_of_their_own(self, school: School) -> None:
        """Alice's list stays where she left it."""
        reply = await school.alice.slash(school.channel, "timeline")

        turned = await school.bob.click(message_of(reply), label="Next")

        assert turned.ephemeral
        assert "Page 2" in texts(turned)
        assert "Page 1" in texts(reply)

    async def test_each_event_names_its_footnotes(self, school: School) -> None:
        """Or says that it rests on the paper itself."""
        picture = await school.alice.slash(school.channel, "timeline")

        reply = await school.alice.click(message_of(picture), label="As text")

        events = [line for line in texts(reply).splitlines() if line.startswith("- ")]
        assert len(events) == 10
        assert all(" · note" in line or "paper itself" in line for line in events)
