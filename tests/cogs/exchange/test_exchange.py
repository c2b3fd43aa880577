"""/kb export and /kb import: a server's knowledge as a file, out and in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.curation.file_exchange.exchange_service import ImportGoneError
from bot.curation.revision_service import Change
from bot.storage.revision_rows import Action
from bot.strict_yaml.uploads import MOST_TOLD
from tests.cogs.school import ids, labels, message_of, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import simcord

    from bot.paper.model import Entry
    from tests.cogs.school import School

OURS = """\
sources:
- key: a-page
  type: webpage
  title: A page of the class
  url: https://example.org/page
  outside: true
entries:
- id: our-finding
  kind: finding
  title: What our class found
  section: laws
  claims:
  - {id: read, text: The class has read the code twice., footnotes: [25]}
  - {id: elsewhere, text: It is also told elsewhere., source: a-page}
  phrasings: [what did our class find in the code]
- id: sea
  kind: definition
  title: Sexual exploitation and abuse (SEA)
  section: laws
  claims:
  - {id: words, text: The class says it in other words., footnotes: [16]}
  phrasings: [what is SEA]
retired: [ten-rules]
"""


async def brought(school: School, text: str, name: str = "ours.yaml") -> simcord.InteractionResult:
    """Carol attaches a file to /kb import."""
    return await school.carol.slash(school.channel, "kb import", file=(name, text.encode()))


def served(school: School) -> Mapping[str, Entry]:
    """The entries that the class is answered from."""
    return school.bot.services.guilds.get(school.guild.id).engine.paper.entries


async def content(reply: simcord.ResponseMessage) -> str:
    """The text of the file in a reply."""
    [file] = reply.attachments
    return (await file.read()).decode()


async def test_a_file_is_looked_at_then_applied(school: School) -> None:
    """Nothing changes before Apply, even over a restart; afterwards all of it is served."""
    reply = message_of(await brought(school, OURS))
    assert reply.ephemeral
    told = texts(reply)
    assert "### ours.yaml would change this\n1 added, 1 changed, 1 retired, 0 unchanged." in told
    assert "**+** What our class found (`our-finding`)" in told
    assert "**−** Ten Rules for Blue Helmets (`ten-rules`)" in told
    assert "(`sea`): Statements +1" in told
    assert "+ The class says it in other words. [16]" in await content(reply)
    assert "our-finding" not in served(school)
    await school.restart()

    done = await school.carol.click(reply, label="Apply")

    assert texts(done).startswith("**Applied and live.** ours.yaml: 1 added, 1 changed, 1 retired")
    assert ids(done) == []
    assert served(school)["our-finding"].title == "What our class found"
    assert "ten-rules" not in served(school)
    answer = await school.alice.slash(
        school.channel, "ask", question="what did our class find in the code"
    )
    assert "The class has read the code twice." in texts(answer)


async def test_pressed_twice_it_is_applied_once(school: School) -> None:
    """The second press is told so."""
    reply = message_of(await brought(school, OURS))
    _, draft, digest = ids(reply)[0].split(":")
    importing = school.bot.services.imports
    await importing.apply(school.guild.id, school.carol.id, draft, digest)

    again = await school.carol.click(reply, label="Apply")

    assert "has been applied already" in texts(again)
    assert school.bot.services.guilds.get(school.guild.id).generation == 1


async def test_what_has_changed_meanwhile_is_looked_at_again(school: School) -> None:
    """Nothing that somebody else wrote is overwritten unseen."""
    reply = message_of(await brought(school, OURS))
    await school.bot.services.revisions.revise(
        school.guild.id, school.dave.id, [Change("sea", Action.RETIRE, 0)], "dave"
    )

    again = await school.carol.click(reply, label="Apply")

    assert "**The knowledge here has changed since you looked.**" in texts(again)
    assert "2 added, 0 changed, 1 retired" in texts(again)
    assert "our-finding" not in served(school)
    done = await school.carol.click(message_of(again), label="Apply")
    assert texts(done).startswith("**Applied and live.**")
    assert "sea" in served(school)


async def test_what_was_not_shown_is_not_applied(school: School) -> None:
    """The card that tells of another's change is lost on the way; the old one goes over nothing."""
    reply = message_of(await brought(school, OURS))
    await school.bot.services.revisions.revise(
        school.guild.id, school.dave.id, [Change("sea", Action.RETIRE, 0)], "dave"
    )
    school.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=500, times=1)
    await school.carol.click(reply, label="Apply")
    school.take_errors()

    again = await school.carol.click(reply, label="Apply")

    assert "**The knowledge here has changed since you looked.**" in texts(again)
    assert "our-finding" not in served(school)


async def test_an_export_brought_back_changes_nothing(school: School) -> None:
    """And says so; the file names the server and the paper."""
    reply = message_of(await brought(school, OURS))
    await school.carol.click(reply, label="Apply")
    exported = message_of(await school.carol.slash(school.channel, "kb export"))
    assert exported.ephemeral
    assert "1 of its own, 1 edited, 1 retired." in texts(exported)
    text = await content(exported)
    assert text.startswith("# Revisions of the server The class, exported on 2026-01-01")
    assert "un-" not in text.split("entries:")[0]

    again = message_of(await brought(school, text))

    assert "**Nothing changes.** All that ours.yaml holds is served here already: 3" in texts(again)
    assert labels(again) == []


async def test_a_discarded_file_is_gone(school: School) -> None:
    """Its Apply is of no use any more."""
    reply = message_of(await brought(school, OURS))
    _, draft, digest = ids(reply)[0].split(":")
    card = await school.carol.click(reply, label="Discard")
    assert texts(card) == "Nothing has changed."

    importing = school.bot.services.imports
    with pytest.raises(ImportGoneError, match="no longer stored"):
        await importing.apply(school.guild.id, school.carol.id, draft, digest)
    assert "our-finding" not in served(school)


async def test_the_problems_of_a_file_are_told_with_their_lines(school: School) -> None:
    """What does not fit into the message stands in a file beside it; nothing is half done.

    Two are in each entry. The last ten are counted by what is wrong with their form.
    """
    bad = "entries:\n" + "".join(
        f"- {{id: bad-{n}, kind: finding, title: Bad, section: nowhere, claims: []}}\n"
        for n in range(60)
    )

    reply = message_of(await brought(school, bad, "bad_@everyone.yaml"))

    told = texts(reply)
    assert "is not imported" in told
    assert "bad\\_\\@everyone.yaml:2: " in told
    whole = (await content(reply)).splitlines()
    assert len(whole) == MOST_TOLD
    assert whole[-1].startswith("bad_@everyone.yaml:26: ")
    assert "It has 110 problems" in told
    assert f"the first {MOST_TOLD} here" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("entries: [", "cannot be read as YAML"),
        ("a: &x [1]\nb: *x\n", "bad.yaml:1"),
        ("!!python/object/apply:os.system ['true']", "bad.yaml:1"),
        ("", "bad.yaml"),
        ("retired: [nowhere]", "retires the unknown entry 'nowhere'"),
    ],
)
async def test_what_is_no_such_file_is_told(school: School, text: str, told: str) -> None:
    """Whatever it is."""
    reply = message_of(await brought(school, text, "bad.yaml"))

    assert told in texts(reply).replace("\\", "")


async def test_a_file_that_is_too_large_is_not_read(school: School) -> None:
    """One byte over the limit."""
    reply = await brought(school, "#" * (1024 * 1024 + 1))

    assert reply.ephemeral
    assert "more than 1,048,576; divide it into several" in message_of(reply).content


async def test_a_lost_role_counts_at_the_press(school: School) -> None:
    """Dave was a curator when he looked."""
    await school.bot.services.settings.change(
        school.guild.id, school.carol.id, curator_role=school.curators.id
    )
    reply = await school.dave.slash(school.channel, "kb import", file=("ours.yaml", OURS.encode()))
    await school.bot.services.settings.change(school.guild.id, school.carol.id, curator_role=None)

    refused = await school.dave.click(message_of(reply), label="Apply")

    assert "Only this server’s curators" in message_of(refused).content.replace("'", "’")
    assert "our-finding" not in served(school)


async def test_two_thousand_entries_are_brought_at_once(school: School) -> None:
    """The most that a file may hold: what does not fit is beside the message."""
    many = "entries:\n" + "".join(
        f"- {{id: many-{n}, kind: finding, title: Thing {n}, section: laws, "
        f"claims: [{{id: there, text: There is a thing {n}., footnotes: [{n % 80 + 1}]}}]}}\n"
        for n in range(2000)
    )
    reply = message_of(await brought(school, many))
    assert "2000 added" in texts(reply)

    done = await school.carol.click(reply, label="Apply")

    assert "**Applied and live.**" in texts(done)
    assert "many-1999" in served(school)
