"""A report of harm is answered privately, in the person's language; none of it is shown or kept."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.answering.harm_disclosure import tells_of_harm
from bot.config import Config, CooldownSettings, CooldownsSettings
from bot.discord_kit.harm_reply import is_personal_name
from bot.discord_kit.harm_texts import HARM_TEXTS, harm_text
from bot.storage.tables import METADATA
from tests.cogs.answers.test_admission import settle
from tests.cogs.feedback.missing import close_dms
from tests.cogs.school import ids, sent_by_the_bot, texts
from tests.support.shipped import shipped_paper

if TYPE_CHECKING:
    from structlog.typing import EventDict

    from tests.cogs.school import School

SETS = Path(__file__).parents[2] / "evaluation"
CONTACT = "Ms Rivera, room 12, or 555 0100"


def disclosures(name: str, most: int | None) -> list[str]:
    """Messages of a set that report harm: some, the same each time, or with None all."""
    rows = map(json.loads, (SETS / name).read_text(encoding="utf-8").splitlines())
    told = [row["q"] for row in rows if row["disclosure"]]
    return told if most is None else random.Random(7).sample(told, most)


async def everything_stored(school: School) -> str:
    """All rows of all tables, once what waits in memory is written."""
    await school.bot.services.questions.flush()
    async with school.bot.services.database.read() as connection:
        found = [
            str(tuple(row))
            for table in METADATA.sorted_tables
            for row in await connection.execute(table.select())
        ]
    return "\n".join(found)


@pytest.fixture
def config() -> Config:
    """Students may ask as often as the stories need."""
    often = CooldownSettings(uses=1000, seconds=1)
    return Config(cooldowns=CooldownsSettings(user=often, channel=often))


async def test_no_disclosure_is_echoed_or_kept_whether_recognised_or_not(school: School) -> None:
    """Every reply to one is seen by the person alone, repeats nothing, and leaves no row."""
    for place, told in enumerate(disclosures("disclosures.jsonl", 60)):
        asker = (school.alice, school.bob, school.dave)[place % 3]
        reply = await asker.slash(school.channel, "ask", question=told)

        assert reply.ephemeral, told
        assert told not in texts(reply), told
        assert not any(one.startswith(("missing:", "suggest", "none:")) for one in ids(reply)), told
    stored = await everything_stored(school)
    assert all(told not in stored for told in disclosures("disclosures.jsonl", 60))


@pytest.mark.parametrize(
    "told",
    [
        "that thing nobody names was done to my cousin and to me",
        "my cousin cries since the trip and nobody asks why",
        "mein Nachbar ist seit gestern ganz anders",
    ],
)
async def test_what_speaks_of_somebody_close_is_private_without_an_anchor(
    school: School, told: str
) -> None:
    """No list of words foresees everything."""
    reply = await school.alice.slash(school.channel, "ask", question=told)

    assert reply.ephemeral
    assert told not in texts(reply)
    assert told not in await everything_stored(school)


async def test_the_missed_ones_are_as_private_by_mention_and_menu(
    school: School, logged: list[EventDict]
) -> None:
    """Whether the bot has recognised one is not seen from outside, nor in what it keeps."""
    missed = [
        told
        for name in ("disclosures.jsonl", "disclosures-dev.jsonl")
        for told in disclosures(name, None)
        if not tells_of_harm(told)
    ]
    assert missed
    for told in missed:
        said = await school.bob.send(school.channel, told)
        await school.alice.send(school.channel, f"{school.me.mention} {told}")
        reply = await school.alice.context_menu(school.channel, "Answer from the paper", said)

        assert reply.ephemeral, told
        assert told not in texts(reply), told
    assert not any(told in texts(sent) for sent in sent_by_the_bot(school) for told in missed)
    stored = await everything_stored(school)
    assert [told for told in missed if told in stored or told in str(logged)] == []


@pytest.mark.parametrize("told", ["my uncle raped me", "my cousin cries since the trip"])
@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("define", "term"),
        ("source", "work"),
        ("cite", "what"),
        ("section", "name"),
        ("recommendation", "topic"),
        ("recommendation", "actor"),
        ("quiz start", "topic"),
        ("review add", "what"),
    ],
)
async def test_where_a_name_is_wanted_nothing_of_it_is_shown_or_kept(
    school: School, command: str, option: str, told: str
) -> None:
    """Neither in an error nor in a list; the reply names people who can help."""
    reply = await school.alice.slash(school.channel, command, **{option: told})

    assert reply.ephemeral
    assert "a person you trust" in texts(reply)
    assert "cousin" not in texts(reply)
    assert told not in await everything_stored(school)


def test_no_name_that_is_offered_is_taken_for_a_report() -> None:
    """Whoever picks a completion gets what it names."""
    paper = shipped_paper()
    names = [
        *paper.entries,
        *(entry.title for entry in paper.entries.values()),
        *(section.title for section in paper.sections),
        *(source.title for source in paper.sources.values()),
        *map(str, range(1, 81)),
        "Europe/Berlin",
        "18:30",
    ]

    assert [name for name in names if is_personal_name(paper, name)] == []


async def test_who_takes_no_dms_is_still_answered(school: School) -> None:
    """In the channel, without a word of what they wrote."""
    close_dms(school)
    await school.alice.send(school.channel, f"{school.me.mention} my uncle raped me")

    [answer] = sent_by_the_bot(school)
    assert "a person you trust" in texts(answer)
    assert "uncle" not in texts(answer)


async def test_the_school_s_contact_is_named(school: School) -> None:
    """As the server has set it."""
    await settle(school, school_contact=CONTACT)
    reply = await school.alice.slash(school.channel, "ask", question="my uncle raped me")

    assert CONTACT in texts(reply)


class TestWithTheBotsOwn:
    """The operator names a contact for all servers."""

    @pytest.fixture
    def config(self) -> Config:
        """A contact in the settings file."""
        return Config(school_contact="The school office")

    async def test_a_server_s_own_goes_first(self, school: School) -> None:
        """The bot's is named where the server has none."""
        before = await school.alice.slash(school.channel, "ask", question="my uncle raped me")
        await settle(school, school_contact=CONTACT)
        after = await school.alice.slash(school.channel, "ask", question="my uncle raped me")

        assert "The school office" in texts(before)
        assert CONTACT in texts(after)
        assert "The school office" not in texts(after)


async def test_a_manager_reads_that_no_contact_is_set(school: School) -> None:
    """In /server show, until one is."""
    before = await school.carol.slash(school.channel, "server show")
    await settle(school, school_contact=CONTACT)
    after = await school.carol.slash(school.channel, "server show")

    assert "names nobody" in texts(before)
    assert CONTACT in texts(after)


@pytest.mark.parametrize("language", HARM_TEXTS)
def test_every_translation_is_whole(language: str) -> None:
    """It names the contact, and invents no number."""
    named, alone = harm_text(f"{language}-XX", CONTACT), harm_text(language, "")

    assert CONTACT in named
    assert not any(sign.isdigit() for sign in alone)
    assert alone.count("\n\n") == 1


def test_there_are_ten_languages_and_english_for_the_rest() -> None:
    """Discord names more than are translated."""
    assert len(HARM_TEXTS) >= 10
    assert harm_text("th", "") == harm_text("en-GB", "")
