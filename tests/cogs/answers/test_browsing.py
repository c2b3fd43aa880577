"""/define, /section and /recommendation: by name, or as lists that turn their pages."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.cogs.school import descriptions, ids, labels, message_of, options, texts

if TYPE_CHECKING:
    from tests.cogs.school import School


async def test_a_term_is_defined_with_its_footnotes(school: School) -> None:
    """By its short form, in any letters."""
    reply = await school.alice.slash(school.channel, "define", term="sea")

    assert "### Sexual exploitation and abuse (SEA)" in texts(reply)
    assert "¹⁶" in texts(reply)


async def test_a_misspelt_term_is_found(school: School) -> None:
    """One letter wrong is no obstacle."""
    reply = await school.alice.slash(school.channel, "define", term="zero tolerence")

    assert "### Zero tolerance" in texts(reply)


async def test_a_term_that_could_be_several_offers_them(school: School) -> None:
    """At most four buttons, each of which opens its term for whoever presses it."""
    reply = await school.alice.slash(school.channel, "define", term="peacekeeping")

    assert "Did you mean" in texts(reply)
    assert "The paper uses this word for several things." in texts(reply)
    offered = labels(reply)
    assert 2 <= len(offered) <= 4
    opened = await school.bob.click(message_of(reply), label="New peacekeeping")
    assert opened.ephemeral
    assert "### New peacekeeping" in texts(opened)
    assert "Share" in labels(opened)


async def test_a_term_that_is_no_definition_is_asked_as_a_question(school: School) -> None:
    """The rest of the knowledge may know it; if not, that is said."""
    reply = await school.alice.slash(school.channel, "define", term="photosynthesis")

    assert "### Not covered" in texts(reply)


async def test_terms_are_offered_while_typing(school: School) -> None:
    """Choosing one sends the entry itself."""
    choices = await school.alice.autocomplete(school.channel, "define", "term", "zero")
    assert choices[0]["name"] == "Zero tolerance of SEA"

    reply = await school.alice.slash(school.channel, "define", term=choices[0]["value"])

    assert "### Zero tolerance" in texts(reply)


async def test_the_terms_are_a_list_of_pages(school: School) -> None:
    """Ten a page, in alphabetical order, and a menu to open one."""
    reply = await school.alice.slash(school.channel, "define")
    assert reply.ephemeral
    first = list(options(reply))
    assert len(first) == 10
    assert "Page 1 of 2" in texts(reply)
    assert labels(reply) == ["Back", "Next"]

    turned = await school.alice.click(message_of(reply), label="Next")

    assert turned.response is not None
    second = list(options(turned))
    assert "Page 2 of 2" in texts(turned)
    assert not set(first) & set(second)
    assert [*first, *second] == sorted([*first, *second], key=str.casefold)


async def test_an_entry_is_opened_from_the_menu(school: School) -> None:
    """And can then be shared."""
    reply = await school.alice.slash(school.channel, "define")
    name, value = next(iter(options(reply).items()))

    opened = await school.alice.select(message_of(reply), [value], custom_id="pick")

    assert opened.ephemeral
    assert f"### {name}" in texts(opened).replace("\\", "")


async def test_a_list_turns_its_pages_after_a_restart(school: School) -> None:
    """The button's id says which list and which page."""
    reply = await school.alice.slash(school.channel, "define")
    await school.restart()

    turned = await school.alice.click(message_of(reply), label="Next")

    assert "Page 2 of 2" in texts(turned)


async def test_the_sections_lead_to_what_stands_in_them(school: School) -> None:
    """From the list of sections by the menu to one of them."""
    reply = await school.alice.slash(school.channel, "section")
    names = options(reply)
    assert len(names) == 8
    counted = re.search(r"5\\?\. UN Accountability · (\d+) entries", texts(reply))
    assert counted is not None

    value = names["5. UN Accountability"]
    opened = await school.alice.select(message_of(reply), [value], custom_id="pick")

    assert "### UN Accountability" in texts(opened)
    assert "Section 5 of 6" in texts(opened)
    assert f", {counted.group(1)} in all" in texts(opened)
    said, listed = texts(opened).split("Section 5 of 6")
    assert "After the UN's Bosnian mission" in said
    assert "Shkourko" not in listed.splitlines()[1]


@pytest.mark.parametrize("name", ["5", "UN Accountability", "acountability", "UN accountability"])
async def test_a_section_is_found_by_number_or_name(school: School, name: str) -> None:
    """Spelt well or badly."""
    reply = await school.alice.slash(school.channel, "section", name=name)

    assert "### UN Accountability" in texts(reply)


async def test_sections_are_offered_while_typing(school: School) -> None:
    """In printed order as long as nothing is typed."""
    choices = await school.alice.autocomplete(school.channel, "section", "name", "")

    names = [choice["name"] for choice in choices]
    assert [name[:2] for name in names[1:-1]] == [f"{n}." for n in range(1, 7)]
    assert (names[0], names[-1]) == ("Title page", "Works Cited")


async def test_an_unknown_section_is_answered_with_those_that_there_are(school: School) -> None:
    """In a sentence, to Alice alone."""
    reply = await school.alice.slash(school.channel, "section", name="42")

    assert reply.ephemeral
    assert reply.response is not None
    assert "There is no section '42'" in reply.response.content
    assert "Policy Reform" in reply.response.content


class TestRecommendations:
    """By number, by who should act, by topic, or all of them."""

    async def test_by_number(self, school: School) -> None:
        """A sub-number too."""
        reply = await school.alice.slash(school.channel, "recommendation", number="1b")

        kind, title = texts(reply).splitlines()[:2]
        assert kind == "-# Recommendation 1b"
        assert title == "### Enforce zero tolerance and the code of conduct"
        assert texts(reply).count("Enforce zero tolerance") == 1
        assert "the paper itself" in texts(reply).casefold()

    async def test_an_unknown_number_names_those_that_there_are(self, school: School) -> None:
        """In a sentence."""
        reply = await school.alice.slash(school.channel, "recommendation", number="99")

        assert reply.response is not None
        assert "There is no recommendation 99; they are 1, 1a, 1b" in reply.response.content

    async def test_by_actor(self, school: School) -> None:
        """What the DPKO should do, and nothing that others should."""
        reply = await school.alice.slash(school.channel, "recommendation", actor="DPKO")

        shown = options(reply)
        assert any("clear message" in name for name in shown)
        assert not any("waive immunity" in name for name in shown)

    async def test_by_topic(self, school: School) -> None:
        """One that fits is opened at once; several are a list."""
        reply = await school.alice.slash(school.channel, "recommendation", topic="immunity")
        assert any("should waive immunity" in name for name in options(reply))

        reply = await school.alice.slash(school.channel, "recommendation", topic="downplay")
        assert "### Counter the tendency to downplay or cover up abuse" in texts(reply)

    async def test_all_of_them(self, school: School) -> None:
        """In the order of their numbers."""
        reply = await school.alice.slash(school.channel, "recommendation")

        assert [name.split(".")[0] for name in options(reply)][:4] == ["1", "1a", "1b", "1c"]

    async def test_as_a_map(self, school: School) -> None:
        """A picture that is described, and as text: problem, remedy, who acts, evidence."""
        reply = await school.alice.slash(
            school.channel, "recommendation", actor="DPKO", show="map", private=False
        )
        assert not reply.ephemeral
        [file] = message_of(reply).attachments
        assert Image.open(BytesIO(await file.read())).width == 900
        [alt] = descriptions(reply)
        assert "A clear message from the DPKO (DPKO)" in alt

        told = texts(await school.alice.click(message_of(reply), label="As text"))
        assert "**6.** A clear message from the DPKO" in told
        assert "-# Problem: The DPKO acknowledges that peacekeepers are part of the problem" in told
        assert "-# Who acts: DPKO" in told
        assert "-# Evidence: note 77" in told
        assert "waive immunity" not in told

    async def test_a_list_leads_to_its_map(self, school: School) -> None:
        """Of the same recommendations, also after a restart."""
        listed = await school.alice.slash(school.channel, "recommendation", topic="immunity")
        await school.restart()

        mapped = await school.alice.click(message_of(listed), label="As a map")
        told = await school.alice.click(message_of(mapped), label="As text")

        assert set(options(told)) <= set(options(listed))
        assert "should waive immunity" in texts(told)

    async def test_one_is_mapped_by_its_number(self, school: School) -> None:
        """A part of a recommendation answers the problem of the whole."""
        mapped = await school.alice.slash(school.channel, "recommendation", number="9c", show="map")
        told = texts(await school.alice.click(message_of(mapped), label="As text"))

        assert "**9c.**" in told
        assert "-# Problem: Impunity" in told

    async def test_a_topic_that_none_has_to_do_with(self, school: School) -> None:
        """An empty list says that it is empty."""
        reply = await school.alice.slash(school.channel, "recommendation", topic="photosynthesis")

        assert "There is nothing in this list." in texts(reply)
        assert ids(reply) == []
        mapped = await school.alice.slash(
            school.channel, "recommendation", topic="photosynthesis", show="map", private=True
        )
        assert "There is nothing in this list." in texts(mapped)


async def test_related_entries_are_a_list_for_the_one_who_asks(school: School) -> None:
    """Under a public answer, what a student browses stays off the channel."""
    reply = await school.alice.slash(school.channel, "ask", question="What is SEA?")

    listed = await school.bob.click(message_of(reply), label="Related")

    assert listed.ephemeral
    assert "Topics related to: Sexual exploitation and abuse" in texts(listed)
    assert options(listed)
