"""What students see besides a plain answer: verdicts, gaps, "not stated", civil lines, pointers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import Answered, Query
from bot.app import build_engine
from bot.discord_kit.layout import MOST_TEXT
from bot.storage.tables import GAPS, QUESTIONS
from cogs.answers.answer_card import CardOptions, outcome_card
from tests.cogs.feedback.missing import ask_alike, gaps, rows
from tests.cogs.school import ids, labels, message_of, texts
from tests.support import lighthouse
from tests.support.lighthouse import write_lighthouse

if TYPE_CHECKING:
    from pathlib import Path

    import discord
    import simcord

    from bot.answering.engine import Engine
    from tests.cogs.school import School


@pytest.fixture(scope="module")
def lighthouses(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine over the small paper on lighthouses."""
    folder: Path = tmp_path_factory.mktemp("lighthouse")
    return build_engine(write_lighthouse(folder))


@pytest.fixture
def knowledge(lighthouses: Engine) -> Engine:
    """What the bot of these stories answers from."""
    return lighthouses


async def ask(school: School, question: str, *, private: bool = False) -> simcord.InteractionResult:
    """What Alice sees after /ask."""
    return await school.alice.slash(school.channel, "ask", question=question, private=private)


def answered_in(school: School) -> discord.Message:
    """The bot's newest message in the channel."""
    message = school.channel.last_message
    assert message is not None
    assert message.author.id == school.me.id
    return message


async def test_a_verdict_opens_the_statement_that_answers(school: School) -> None:
    """On its line, and not among the dots of what follows."""
    shown = texts(await ask(school, lighthouse.DENIED)).splitlines()

    assert shown[0] == f"### No. {lighthouse.LIT}¹"
    assert sum("No." in line for line in shown) == 1


async def test_an_answer_without_a_verdict_opens_with_its_statement(school: School) -> None:
    """Nothing is put in front of it."""
    shown = texts(await ask(school, lighthouse.ASKED)).splitlines()

    assert shown[0] == f"### {lighthouse.KEEPER}¹"


async def test_what_of_a_message_has_no_answer_is_named_under_it(school: School) -> None:
    """In a sentence between the answer and its sources; the buttons are those of an answer."""
    reply = await ask(school, f"{lighthouse.ASKED} {lighthouse.NOT_COVERED}")

    shown = texts(reply).splitlines()
    left = shown.index("I found nothing in the paper on: Who won the football world cup.")
    assert shown[0] == f"### {lighthouse.KEEPER}¹"
    assert any(line.startswith("-# ¹ ") for line in shown[left:])
    assert labels(reply) == ["Follow up", "Cite", "Related", "Not what I asked", "Remove"]


def test_much_that_is_missing_fits_into_the_card(lighthouses: Engine) -> None:
    """However long it is, and whatever signs it has; the answer stays whole."""
    answer = lighthouses.ask(Query(lighthouse.ASKED))
    assert isinstance(answer, Answered)
    much = tuple(f"{n} " + "*_`[<@|~" * 40 for n in range(8))
    full = Answered(answer.parts, 1.0, lead="yes", missing=much, postponed=much)

    options = CardOptions(share=True, tell=True)
    card = outcome_card(full, "?" * 2_000, lighthouses.paper, options)

    shown = [str(getattr(item, "content", "")) for item in card.walk_children()]
    assert sum(map(len, shown)) <= MOST_TEXT
    assert any(f"### Yes. {lighthouse.KEEPER}" in text for text in shown)


class TestNotStated:
    """The paper speaks of the topic, but does not state what was asked."""

    async def test_it_is_said_and_what_the_paper_does_say_stands_apart(
        self, school: School
    ) -> None:
        """Under a title of its own, with its source."""
        shown = texts(await ask(school, lighthouse.NOT_STATED))

        told, nearest = shown.split("**What the paper does say:**")
        assert "### Not stated\nThe paper speaks of this, but" in told
        assert lighthouse.STORM not in told
        assert f"### {lighthouse.STORM_TITLE}\n{lighthouse.STORM}²" in nearest
        assert lighthouse.SOURCE in nearest

    async def test_it_can_be_followed_up_after_a_restart(self, school: School) -> None:
        """The buttons carry the topic, and the next question is about it."""
        reply = await ask(school, lighthouse.NOT_STATED)
        await school.restart()

        form = await school.alice.click(message_of(reply), label="Follow up")
        answer = await school.alice.submit_modal(form, {"question": "what happened then?"})

        assert lighthouse.STORM in texts(answer)
        assert "Not stated" not in texts(answer)

    async def test_a_reply_to_it_follows_it_up(self, school: School) -> None:
        """As to an answer."""
        await school.alice.send(school.channel, f"{school.me.mention} {lighthouse.NOT_STATED}")
        first = answered_in(school)
        assert "### Not stated" in texts(first)

        await school.bob.send(school.channel, "what happened then?", reply_to=first)

        assert lighthouse.STORM in texts(answered_in(school))

    async def test_a_reply_to_a_refusal_stands_alone(self, school: School) -> None:
        """It carries its question for the moderators, and no topic."""
        await school.alice.send(school.channel, f"{school.me.mention} {lighthouse.NOT_COVERED}")
        refused = answered_in(school)

        await school.bob.send(school.channel, "who said that?", reply_to=refused)

        assert "### Not covered" in texts(answered_in(school))

    @pytest.mark.parametrize("label", ["Cite", "Related", "Share"])
    async def test_its_buttons_work_after_a_restart(self, school: School, label: str) -> None:
        """As those of an answer do."""
        reply = await ask(school, lighthouse.NOT_STATED, private=True)
        await school.restart()

        pressed = await school.alice.click(message_of(reply), label=label)

        told = {
            "Cite": lighthouse.SOURCE,
            "Related": lighthouse.KEEPER_TITLE,
            "Share": "### Not stated",
        }
        assert told[label] in texts(pressed)

    async def test_the_moderators_are_told_of_it(self, school: School) -> None:
        """By a press, with the question; and it is in the log as what it was."""
        reply = await ask(school, lighthouse.NOT_STATED)
        buttons = ["Follow up", "Cite", "Related", "Tell the moderators", "Remove"]
        assert labels(reply) == buttons
        [kept] = await rows(school, QUESTIONS)
        assert (kept["outcome"], kept["entry"]) == ("not stated", "storm")
        await school.restart()

        await school.alice.click(message_of(reply), label="Tell the moderators")

        [gap] = await rows(school, GAPS)
        assert (gap["kind"], gap["text"]) == ("missing", lighthouse.NOT_STATED)

    async def test_it_is_among_what_students_miss_without_a_press(self, school: School) -> None:
        """Carol sees it in her list, once three people asked it."""
        await ask_alike(school, lighthouse.NOT_STATED)

        assert lighthouse.NOT_STATED in texts(await gaps(school))


@pytest.mark.parametrize(
    ("said", "line"), [(lighthouse.THANKS, "You are welcome."), (lighthouse.QUIZ, "/quiz start")]
)
class TestNoQuestions:
    """Thanks, and requests that a command fulfils."""

    async def test_a_command_is_answered_in_one_private_line(
        self, school: School, said: str, line: str
    ) -> None:
        """No card, nothing to press, and nothing for the others to read."""
        reply = await ask(school, said)

        assert reply.ephemeral
        assert line in message_of(reply).content
        assert "\n" not in message_of(reply).content
        assert ids(reply) == []
        assert school.channel.history(viewer=school.bob) == []

    async def test_a_mention_is_answered_in_one_line(
        self, school: School, said: str, line: str
    ) -> None:
        """A reply of text alone, which pings nobody."""
        await school.alice.send(school.channel, f"{school.me.mention} {said}")

        answer = answered_in(school)
        assert line in answer.content
        assert ids(answer) == []
        assert answer.mentions == []

    async def test_in_a_dm_the_line_stays(self, school: School, said: str, line: str) -> None:
        """A private message would vanish from there."""
        reply = await school.alice.user.slash("ask", question=said)

        assert not reply.ephemeral
        assert line in message_of(reply).content

    async def test_a_follow_up_gets_the_line_too(
        self, school: School, said: str, line: str
    ) -> None:
        """Private though the answer above it is not."""
        answer = await ask(school, lighthouse.ASKED)
        form = await school.alice.click(message_of(answer), label="Follow up")

        reply = await school.alice.submit_modal(form, {"question": said})

        assert reply.ephemeral
        assert line in message_of(reply).content

    async def test_nothing_of_it_is_kept(self, school: School, said: str, line: str) -> None:
        """Neither as a question nor as a gap."""
        del line
        await ask(school, said)
        await school.alice.send(school.channel, f"{school.me.mention} {said}")

        assert await rows(school, QUESTIONS) == []
        assert said not in texts(await gaps(school))


@pytest.mark.parametrize(
    ("question", "sentence", "step"),
    [
        (lighthouse.DENIED, "it opens with “No.”", "has this very wording"),
        (lighthouse.NOT_STATED, "does not state what was asked", "no statement gives"),
        (lighthouse.NOT_COVERED, "does not cover this", "offered no answer"),
        (lighthouse.THANKS, "The message asks nothing", "Its form alone"),
        (lighthouse.QUIZ, "points to the command /quiz", "Its form alone"),
        (lighthouse.HARM, "people who can help", "reports harm"),
        (
            f"{lighthouse.ASKED} {lighthouse.NOT_COVERED}",
            "I found nothing in the paper on: Who won",
            "asks several things",
        ),
    ],
)
async def test_an_explanation_begins_with_a_sentence(
    school: School, question: str, sentence: str, step: str
) -> None:
    """On what the reply is; then which step settled it, in plain words."""
    reply = await school.carol.slash(school.channel, "kb explain", question=question)

    first, *rest = texts(reply).splitlines()
    assert sentence in first
    assert first.startswith("**The ")
    assert step in "\n".join(rest)


async def test_different_topics_are_offered_while_typing(school: School) -> None:
    """One wording for each, though several begin alike."""
    choices = await school.alice.autocomplete(school.channel, "ask", "question", "lighthouse")

    offered = [choice["value"] for choice in choices]
    assert 2 <= len(offered) <= 3
    titles = [texts(await ask(school, one)).split("### ")[1].splitlines()[0] for one in offered]
    assert len(set(titles)) == len(titles)
