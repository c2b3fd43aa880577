"""Rounds against a slow reference: whatever happens, in whatever order, and killed anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz.round.effects import Podium, PostQuestion, Reveal
from bot.quiz.round.round_events import AnswerGiven, Failure, Stopped, Verdict
from bot.quiz.round.scoring import places
from bot.quiz.round.serialization import dump_round, load_round
from bot.quiz.round.state import GRACE, Ending, Phase, RoundPlan, created
from tests.quiz.classroom import (
    ALICE,
    BOB,
    BUTTONS,
    CAROL,
    HOST,
    TYPED_CARD,
    Classroom,
    Message,
    plan,
)
from tests.quiz.reference import scores

SOON = (0.0, 0.3, 0.9, 1.0, 3.0, 9.0)
LONG = (*SOON, 29.9, 31.0, 130.0)
AWAY = (0.0, 0.4, 5.0, 40.0, 300.0, 3700.0)


class Afternoon:
    """A class that does all it can: presses, late, twice, out of order; kills, failures, stops."""

    def __init__(self, room: Classroom) -> None:
        self.room = room
        self.held: list[AnswerGiven] = []
        self.delivered: list[AnswerGiven] = []
        self.presses: dict[tuple[int, int], int] = {}

    def seen(self) -> list[Message]:
        """The questions that stand in the channel."""
        asked = [m for m in self.room.channel.messages if isinstance(m.effect, PostQuestion)]
        return [message for message in asked if not message.deleted]

    def press(self, player: int, choice: int, *, back: bool, held: bool) -> None:
        """Somebody answers; two presses of theirs may overtake each other on their way."""
        if not (seen := self.seen()):
            return
        press = self.room.press(player, choice, seen[-2 if back and len(seen) > 1 else -1])
        before = self.presses.get((player, press.question), 0)
        if before >= 2:
            for event in [event for event in self.held if event.player == player]:
                self.arrives(event)
        self.presses[player, press.question] = before + 1
        self.held.append(press)
        if not held:
            self.arrives(press)

    def arrives(self, event: AnswerGiven) -> None:
        """A press is delivered; what it is told fits when it was made."""
        self.held.remove(event)
        self.delivered.append(event)
        room = self.room
        at = created(event.interaction)
        is_open = room.state.asked is not None and room.state.position == event.question
        verdict = room.deliver(event)
        if is_open:
            assert (verdict is Verdict.TOO_LATE) == (at > room.deadline)
        elif room.state.phase is not Phase.ENDED:
            assert verdict is Verdict.TOO_LATE
            counted = [one.question for one in room.state.results if one.counted]
            in_time = event.question in counted and at <= room.deadlines[event.question]
            assert not in_time or room.now - at > GRACE

    def one_arrives(self, which: int) -> None:
        """One of the presses on their way arrives, whichever."""
        if self.held:
            self.arrives(self.held[which % len(self.held)])

    def one_arrives_again(self, which: int) -> None:
        """Discord delivers a press twice; that changes nothing."""
        if self.delivered:
            before = self.room.state
            self.room.happens(self.delivered[which % len(self.delivered)])
            assert self.room.state == before

    def wait(self, seconds: float) -> None:
        """Time passes, and the bot is too busy to look at the clock."""
        self.room.wait(seconds)

    def tick(self) -> None:
        """The bot looks at the clock."""
        self.room.tick()

    def play_on(self) -> None:
        """Everything goes as it should, up to the bot's next move."""
        self.room.send_all()
        self.room.wait_until_due()
        self.room.send_all()

    def send_slowly(self, seconds: float) -> None:
        """Discord takes the next message, and its answer is slow; people press meanwhile."""
        if (sent := self.room.request()) is not None:
            self.room.wait(seconds)
            self.press(ALICE, 1, back=False, held=False)
            self.room.sent(*sent)

    def fail(self, seconds: float, *, took: bool) -> None:
        """Discord fails for a while, whether or not it took the message."""
        if took:
            self.room.request()
        self.room.wait(seconds)
        self.room.fail(Failure.TEMPORARY)

    def refuse(self) -> None:
        """Discord will not have a question, or a message to edit is gone."""
        effect = self.room.waiting()
        self.room.fail(Failure.REFUSED if isinstance(effect, PostQuestion) else Failure.GONE)

    def kill(self, away: float, *, took: bool) -> None:
        """The bot is killed, perhaps between the sending and the noting, and comes back."""
        if took:
            self.room.request()
        self.held.clear()
        self.delivered.clear()
        self.room.kill(away)

    def delete(self) -> None:
        """Somebody deletes the newest question."""
        if seen := self.seen():
            self.room.delete(seen[-1])

    def stop(self, by: int) -> None:
        """The host may, a player may not."""
        before = self.room.state
        verdict = self.room.happens(Stopped(by))
        if before.phase is Phase.ENDED:
            assert verdict is Verdict.NOT_RUNNING
        elif by == HOST:
            assert verdict is Verdict.STOPPED
        else:
            assert verdict is Verdict.NOT_ALLOWED
            assert self.room.state is before

    def check(self) -> None:
        """The scores are the reference's, and a kill at this moment would lose nothing."""
        room = self.room
        is_open = room.state.phase in {Phase.POSTING, Phase.ASKING}
        chosen = room.state.plan.settings
        over = room.log[:-1] if is_open else room.log
        expected = scores(over, chosen.seconds, speed=chosen.speed)
        assert {p.player: (p.right, p.answered, p.points) for p in places(room.state)} == expected
        assert load_round(dump_round(room.state)) == room.state

    def end(self) -> None:
        """However it went: play it to its end, and read the channel."""
        for _ in range(3 * len(self.room.state.plan.cards) + 2):
            self.play_on()
        self.check()
        assert self.room.state.phase is Phase.ENDED
        assert self.room.records == 1


Happening = Callable[[Afternoon], None]
T = TypeVar("T")


def act(
    action: Callable[..., None], **choices: st.SearchStrategy[object]
) -> st.SearchStrategy[Happening]:
    """A strategy for one thing that happens."""
    return st.builds(partial, st.just(action), **choices)


def happenings(
    strategies: list[st.SearchStrategy[Happening]], least: int, most: int
) -> st.SearchStrategy[list[Happening]]:
    """As many things in a row; one that is listed twice comes twice as often."""
    # `one_of` would take those listed twice once.
    one = st.sampled_from(strategies).flatmap(lambda strategy: strategy)
    return st.lists(one, min_size=least, max_size=most)


def sampled(*options: T) -> st.SearchStrategy[T]:
    """One of these."""
    return st.sampled_from(options)


numbers = st.integers(0, 9)
press = act(
    Afternoon.press,
    player=sampled(ALICE, BOB, CAROL),
    choice=st.integers(0, 2),
    back=numbers.map(lambda number: number > 7),
    held=st.booleans(),
)
common = [
    *[press] * 8,
    *[act(Afternoon.play_on)] * 2,
    *[act(Afternoon.wait, seconds=sampled(*SOON))] * 2,
    act(Afternoon.wait, seconds=sampled(*LONG)),
    *[act(Afternoon.one_arrives, which=numbers)] * 2,
    act(Afternoon.one_arrives_again, which=numbers),
    *[act(Afternoon.tick)] * 2,
    act(Afternoon.send_slowly, seconds=sampled(*SOON)),
    act(Afternoon.fail, seconds=sampled(*LONG), took=st.booleans()),
    act(Afternoon.kill, away=sampled(*AWAY[:-1]), took=st.booleans()),
]
rare = [
    act(Afternoon.kill, away=sampled(*AWAY), took=st.booleans()),
    act(Afternoon.delete),
    act(Afternoon.refuse),
    act(Afternoon.stop, by=sampled(HOST, ALICE)),
]
plans = st.builds(
    plan,
    st.sampled_from([BUTTONS, TYPED_CARD]),
    st.sampled_from([BUTTONS, TYPED_CARD]),
    st.just(BUTTONS),
    seconds=sampled(10, 30),
    speed=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(plans, happenings([*common * 5, *rare], 40, 100))
def test_whatever_happens_the_scores_are_those_of_the_reference(
    planned: RoundPlan, happened: list[Happening]
) -> None:
    """Any interleaving of answers, changes, deadlines, stops, kills and failures of Discord."""
    afternoon = Afternoon(Classroom(planned))
    afternoon.play_on()
    for happening in happened:
        happening(afternoon)
        afternoon.check()
    afternoon.end()


@settings(max_examples=40, deadline=None)
@given(plans, happenings([*common * 4, act(Afternoon.delete)], 20, 60))
def test_the_channel_reads_as_one_round(planned: RoundPlan, happened: list[Happening]) -> None:
    """However often a message is sent again, it stands there once, and in its order."""
    afternoon = Afternoon(Classroom(planned))
    for happening in happened:
        happening(afternoon)
    afternoon.end()

    room = afternoon.room
    effects = [message.effect for message in room.channel.messages]
    numbers = [effect.number for effect in effects]
    assert numbers == sorted(set(numbers))
    assert isinstance(effects[-1], Podium)
    revealed = [effect.result.question for effect in effects if isinstance(effect, Reveal)]
    assert revealed == [one.question for one in room.state.results if one.counted]
    if room.state.ending is Ending.FINISHED:
        assert revealed == [0, 1, 2]
        assert all(message.closed for message in afternoon.seen())
