"""A person with a changed client, and what they do not get by it.

Carol and Bob have left things lying in the class's server: drafts, an import, a step, forms that
were not accepted, reports, a suggestion, a deck, and a round that runs. Alice is a student there,
Eve manages another server. Whatever they send, nothing of Carol's, Bob's or the class's changes,
and nothing of it is shown to them.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import discord
import pytest
from simcord.backend.errors import BackendError

from bot.config import Config
from tests.cogs.decks.test_decks import imported
from tests.cogs.entries.curating import drafted, let_curate, published
from tests.cogs.exchange.test_exchange import OURS, brought
from tests.cogs.feedback.missing import ask, suggest
from tests.cogs.forging import Forger
from tests.cogs.quiz.quizzing import begin, until_asked, until_over
from tests.cogs.school import ids, message_of

if TYPE_CHECKING:
    import simcord
    from structlog.typing import EventDict

    from tests.cogs.school import School

PRESSES, ROUNDS = 300, 2
IN_FULL, ROUNDS_IN_FULL = 1_600, 63

# Words that stand in nothing else: what they are shown in shows whose it is.
DRAFT, STEP, FORM, REPORT, SUGGESTION, COMING, ENTRY = (
    "quokkadraft quokkastep quokkaform quokkareport quokkasuggestion quokkacoming quokkaentry"
).split()

DECK: Final = "id: the-deck\ntitle: The deck\ncards:\n" + "\n".join(
    f"- {{kind: typed, prompt: {which} {COMING}, accepted: [{which}], explanation: So it is., "
    f"footnotes: [1]}}"
    for which in ("First", "Second", "Third")
)

# What a student may change in their own server by pressing: an answer in a round that runs, a line
# in the log of questions, the server's own counters.
FREE_FOR_STUDENTS: Final = {"questions", "rounds", "round_effects", "guilds", "meta"}


@pytest.fixture
def config() -> Config:
    """Nobody is asked to wait: every press shall reach what it is meant for."""
    often = {"uses": 1_000, "seconds": 1}
    return Config.model_validate({"cooldowns": {"user": often, "channel": often, "presses": often}})


async def left_lying(school: School) -> list[str]:
    """What Carol and Bob leave behind; the ids of all that they could press."""
    await let_curate(school)
    seen = [
        await drafted(school, title=f"On {DRAFT}"),
        await published(school, title=f"On {ENTRY}"),
        await school.carol.slash(school.channel, "kb retire", entry="ten-rules", reason=STEP),
        await brought(school, OURS),
        await suggest(school, school.bob, f"{FORM}", "9999"),
        await suggest(school, school.bob, f"Peacekeepers built a {SUGGESTION} there."),
        await school.carol.slash(school.channel, "server setup"),
        await imported(school, DECK, "deck.yaml"),
    ]
    # Not among those seen: its ids hold Bob's question, and whoever has them has it already.
    missed = await ask(school, school.bob, f"covid effects on {REPORT} trafficking")
    seen.append(await school.bob.click(message_of(missed), label="Tell the moderators"))
    await school.bob.slash(school.channel, "review add", what="section:history")
    seen.append(await school.bob.slash(school.channel, "review start"))
    over = await begin(school, questions=1, seconds=10)
    ended = await until_over(school)
    await begin(school, deck="the-deck", questions=3, seconds=60, mode="typed")
    asked = await until_asked(school)
    every = [*seen, over]
    return (
        [one for reply in every if reply.response for one in ids(reply)] + ids(ended) + ids(asked)
    )


def dumped(school: School, person: int, guild: int) -> dict[str, list[str]]:
    """Every row that is neither of this person nor of this server, by its table."""
    [file] = Path(school.memory).parent.glob("*.sqlite3")
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            name: [
                json.dumps(dict(row))
                for row in connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608  # its own names
                if person not in tuple(row) and guild not in tuple(row)
            ]
            for name in names
        }


def names_in(school: School) -> dict[str, list[str]]:
    """Every name that could stand in an id, by what the ids call it."""
    rows = dumped(school, -1, -1)

    def column(table: str, name: str) -> list[str]:
        return [str(json.loads(row)[name]) for row in rows[table]]

    drafts = column("drafts", "id")
    suggestions, gaps = column("suggestions", "id"), column("gaps", "id")
    entries = ["ten-rules", "sea", *column("revisions", "entry")]
    return {
        "draft": drafts,
        "name": drafts,
        "number": suggestions,
        "gap": gaps,
        "revision": column("revisions", "id"),
        "entry": [*entries, "0", "1"],
        "owner": ["0", "1"],
        "round": [_base36(int(one)) for one in column("rounds", "id")],
        "card": column("reviews", "id"),
        "version": ["0", "1"],
        "deck": ["the-deck"],
        "kind": ["choice", "typed"],
        "item": entries,
        "shelf": ["definitions/", "footnote/12", "footnote/x", "section/laws", "timeline/"],
        "page": ["0", "999"],
        "shown": ["0" * 32],
        "text": ["How many rules are in the code?"],
        "role": [str(school.curators.id)],
        "channel": [str(school.channel.id)],
    }


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (
        digits[number] if number < 36 else _base36(number // 36) + digits[number % 36]
    )  # the base


def told(school: School, since: int) -> str:
    """Everything that the bot has sent since, as one text."""
    sent = school.env.http_requests[since:]
    return "\n".join(json.dumps(entry.json, ensure_ascii=False) for entry in sent)


class Walk:
    """One person's forged presses, and what they may not do or see."""

    def __init__(self, school: School, forger: Forger, hidden: tuple[str, ...]) -> None:
        self.school = school
        self.forger = forger
        self.hidden = hidden

    async def go(
        self,
        who: simcord.MemberActor,
        where: simcord.ChannelHandle,
        times: int,
        free: set[str],
        guild: int,
    ) -> None:
        """Send so many, and look after each what was said, and at the end what has changed."""
        message = await self._answer(who, where)
        before = dumped(self.school, who.id, guild)
        for _ in range(times):
            if not self._is_there(message):
                # They have removed their own answer, as they may.
                message = await self._answer(who, where)
            since = len(self.school.env.http_requests)
            forms = self.forger.random.random() < 0.3
            send = self.forger.submit if forms else self.forger.press
            await send(who, message)
            said = told(self.school, since)
            asked = self.forger.sent[-1]
            shown = [word for word in self.hidden if word in said and word not in asked]
            assert not shown, f"{who.name} reads {shown} by {asked}"
        after = dumped(self.school, who.id, guild)
        for table, rows in before.items():
            if table not in free:
                assert after[table] == rows, f"{who.name} changed {table}"

    async def _answer(self, who: simcord.MemberActor, where: simcord.ChannelHandle) -> Any:
        asked = await who.slash(where, "ask", question="What is zero tolerance?")
        return message_of(asked)

    def _is_there(self, message: Any) -> bool:
        try:
            self.school.env.backend.get_message(message.channel_id, message.id)
        except BackendError:
            return False
        return True


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Walk through a few classes, or with --full through all."""
    full = metafunc.config.getoption("--full")
    classes, presses = (ROUNDS_IN_FULL, IN_FULL) if full else (ROUNDS, PRESSES)
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize(("seed", "presses"), [(seed, presses) for seed in range(classes)])


async def test_nothing_of_others_is_changed_or_shown_by_forged_presses(
    school: School, seed: int, presses: int, logged: list[EventDict]
) -> None:
    """Neither to a student of the class, nor to the manager of another server."""
    other = school.env.create_guild("Another class")
    elsewhere = other.create_text_channel("elsewhere")
    managers = other.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    eve = other.add_member(school.env.create_user("eve"), roles=[managers])
    seen = await left_lying(school)
    forger = Forger(school.env, Random(seed), names_in(school), seen)
    everywhere = (DRAFT, STEP, FORM, REPORT, SUGGESTION)
    in_class = Walk(school, forger, everywhere)
    outside = Walk(school, forger, (*everywhere, ENTRY, COMING))

    half = presses // 2
    # In the round's own channel, no answer is given while a question is open.
    room = school.guild.create_text_channel("homework")
    await in_class.go(school.alice, room, half, FREE_FOR_STUDENTS, other.id)
    await outside.go(eve, elsewhere, half, {"questions"}, other.id)

    failed = [entry for entry in logged if entry["log_level"] in {"error", "critical"}]
    assert not failed, failed[:3]
