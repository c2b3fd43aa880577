"""A class that plays a round: a small Discord, an outbox on disk, and a bot that can be killed.

Nothing here waits. `now` is moved by hand, and Discord's clock and the bot's are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.quiz.round.effects import (
    NONCE_KNOWN,
    CloseQuestion,
    Effect,
    Podium,
    PostQuestion,
    Record,
    Reveal,
    Sending,
    ShowDeadline,
    Withdraw,
    how_to_send,
    is_wanted,
)
from bot.quiz.round.round_events import (
    AnswerGiven,
    Event,
    Failure,
    MessageGone,
    Posted,
    Resumed,
    SendFailed,
    Ticked,
    TypedGrade,
    Verdict,
)
from bot.quiz.round.serialization import (
    SavedRound,
    dump_effect,
    dump_round,
    load_effect,
    load_round,
)
from bot.quiz.round.state import (
    LEAST_LEFT,
    AskedQuestion,
    Phase,
    Round,
    RoundCard,
    RoundPlan,
    RoundSettings,
    created,
    whole_second,
)
from bot.quiz.round.transitions import advance, start
from tests.quiz.reference import Press
from tests.support.snowflakes import snowflake

HOST, CHANNEL, GUILD = 7, 8, 9
ALICE, BOB, CAROL = 101, 102, 103
BEGIN = datetime(2026, 1, 1, 12, tzinfo=UTC)
RIGHT = 1
TYPED = (
    ("unanimous", TypedGrade.RIGHT),
    ("abstained", TypedGrade.WRONG),
    ("a b c d e", TypedGrade.REFUSED),
)
BUTTONS = RoundCard("votes", "laws", "{}", options=3, right=RIGHT)
TYPED_CARD = RoundCard("typed-votes", "history", "{}")


def plan(*cards: RoundCard, seconds: int = 30, speed: bool = False) -> RoundPlan:
    """A round of these questions."""
    return RoundPlan(
        snowflake(BEGIN), GUILD, CHANNEL, HOST, RoundSettings(seconds, speed=speed), cards
    )


def asking(*cards: RoundCard, seconds: int = 30, speed: bool = False) -> Classroom:
    """A class in front of the first of these questions, just shown."""
    room = Classroom(plan(*cards, seconds=seconds, speed=speed))
    room.send_all()
    room.wait_until_due()
    room.send_all()
    assert room.state.phase is Phase.ASKING
    return room


@dataclass
class Message:
    """A message in the channel."""

    id: int
    effect: Effect
    made: datetime
    deleted: bool = False
    closed: bool = False
    deadline: datetime | None = None


@dataclass
class Channel:
    """What Discord keeps: messages, and for a while their nonces."""

    messages: list[Message] = field(default_factory=list)

    def take(self, effect: Effect, now: datetime, number: int) -> Message:
        """A request to post or edit; a nonce that is still known makes no second message."""
        if isinstance(effect, ShowDeadline | CloseQuestion | Withdraw):
            (message,) = (one for one in self.messages if one.id == effect.message)
            message.deadline = getattr(effect, "deadline", message.deadline)
            message.closed = message.closed or isinstance(effect, CloseQuestion)
            message.deleted = message.deleted or isinstance(effect, Withdraw)
            return message
        for one in self.messages:
            if one.effect.nonce == effect.nonce and now - one.made < NONCE_KNOWN:
                return one
        deadline = getattr(effect, "deadline", None)
        message = Message(snowflake(now, number), effect, now, deadline=deadline)
        self.messages.append(message)
        return message

    def with_mark(self, mark: int) -> Message | None:
        """What a look into the channel's history finds."""
        return next((one for one in self.messages if one.effect.mark == mark), None)


class Classroom:
    """A round being played, from its announcement on."""

    def __init__(self, planned: RoundPlan) -> None:
        self.now = BEGIN
        self.channel = Channel()
        self.log: list[list[Press]] = []
        self.deadlines: dict[int, datetime] = {}
        self.records = 0
        self._count = 0
        self._disk: SavedRound
        self._outbox: dict[int, str] = {}
        self._tried: dict[int, datetime] = {}
        first = start(planned, self.now)
        self._commit(first.round, first.effects)

    @property
    def deadline(self) -> datetime:
        """That of the question at the position, by the reference; before it is shown, now."""
        return self.deadlines.get(self.state.position, self.now)

    def _commit(self, state: Round, effects: tuple[Effect, ...]) -> None:
        """One transaction: the round, and its effects under their numbers."""
        self.state = state
        self._disk = dump_round(state)
        for effect in effects:
            if isinstance(effect, Record):
                self.records += 1
            else:
                self._outbox[effect.number] = dump_effect(effect)

    def happens(self, event: Event) -> Verdict:
        """Let something happen to the round."""
        before = self.state
        step = advance(before, event, self.now)
        self._commit(step.round, step.effects)
        self._follow(before, event)
        return step.verdict

    def _follow(self, before: Round, event: Event) -> None:
        """Keep the reference's own account of which question is open, and until when."""
        after = self.state
        same = after.asked is not None and before.position == after.position
        heard = event.since if isinstance(event, Resumed) else self.now
        open_still = before.phase is Phase.POSTING or heard <= self.deadline
        if before.phase in {Phase.POSTING, Phase.ASKING} and not same and open_still:
            self.log[-1] = []
        if after.asked is not None and (before.asked is None or not same):
            self.log.append([])

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(milliseconds=round(seconds * 1000))

    def tick(self) -> Verdict:
        """Let the bot look at the clock."""
        return self.happens(Ticked())

    def wait_until_due(self) -> None:
        """Let time pass until the bot is to do something, and let it do that."""
        if self.state.due is not None:
            self.now = max(self.now, self.state.due)
            self.tick()

    def waiting(self) -> Effect | None:
        """The next effect to send, if there is one."""
        for number in sorted(self._outbox):
            effect = load_effect(self._outbox[number])
            if is_wanted(effect, self.state):
                return effect
            del self._outbox[number]
        return None

    def request(self) -> tuple[Effect, Message] | None:
        """Let Discord take the next effect, and tell nobody yet."""
        effect = self.waiting()
        if effect is None:
            return None
        tried = self._tried.setdefault(effect.number, self.now)
        found = None
        if how_to_send(tried, self.now) is Sending.LOOK_FIRST:
            found = self.channel.with_mark(effect.mark)
        return effect, found or self.channel.take(effect, self.now, self._next())

    def send(self) -> None:
        """Send the next effect, and note that it was sent, in one transaction with what follows."""
        if (sent := self.request()) is not None:
            self.sent(*sent)

    def sent(self, effect: Effect, message: Message) -> None:
        """What Discord answered has come."""
        if self._outbox.pop(effect.number, None) is not None:
            if isinstance(effect, PostQuestion):
                self._seen(message)
            self.happens(Posted(effect, message.id))

    def fail(self, failure: Failure) -> None:
        """Let the next effect fail."""
        if (effect := self.waiting()) is not None:
            if failure is not Failure.TEMPORARY:
                del self._outbox[effect.number]
            self.happens(SendFailed(effect, failure))

    def send_all(self) -> None:
        """Send everything that waits."""
        self.send_each()

    def kill(self, away: float) -> None:
        """Kill the bot, and start it again; what it did not write down is forgotten."""
        since = self.now
        self.wait(away)
        self.state = load_round(self._disk)
        asking = self.state.phase is Phase.ASKING and since <= self.deadline
        if asking and away and self.state.asked is not None:
            lost = self.now - max(since, created(self.state.asked.message or 0))
            self.deadlines[self.state.position] = whole_second(
                max(self.deadline + lost, self.now + LEAST_LEFT)
            )
        self.happens(Resumed(since))

    def send_each(self) -> list[Effect]:
        """Send everything that waits, and look at it."""
        found = []
        while (effect := self.waiting()) is not None:
            found.append(effect)
            self.send()
        return found

    def reveal(self) -> Reveal:
        """Let the open question run out, and see what is shown."""
        self.wait_until_due()
        (shown,) = [effect for effect in self.send_each() if isinstance(effect, Reveal)]
        return shown

    def next_question(self) -> None:
        """Let the open question run out, and go on to the next."""
        self.reveal()
        self.wait_until_due()
        self.send_all()

    def podium(self) -> Podium:
        """Send everything that waits, and return the podium, which comes last."""
        podium = self.send_each()[-1]
        assert isinstance(podium, Podium)
        return podium

    def question(self) -> Message:
        """Return the newest question in the channel."""
        asked = [one for one in self.channel.messages if isinstance(one.effect, PostQuestion)]
        return asked[-1]

    def countdown(self) -> datetime:
        """Return the deadline that the newest question shows in the channel."""
        deadline = self.question().deadline
        assert deadline is not None
        return deadline

    def asked(self) -> AskedQuestion:
        """Return the question that the round is asking or has just revealed."""
        asked = self.state.asked
        assert asked is not None
        return asked

    def delete(self, message: Message) -> None:
        """A moderator deletes a message."""
        message.deleted = True
        self.happens(MessageGone(message.id))

    def press(self, player: int, choice: int, on: Message | None = None) -> AnswerGiven:
        """Somebody presses an option or types an answer, which is not delivered yet."""
        message = on or self.question()
        assert isinstance(message.effect, PostQuestion)
        position = message.effect.question
        given: int | str = choice
        grade = None
        if not self.state.plan.cards[position].options:
            given, grade = TYPED[choice]
        press = snowflake(self.now, self._next())
        return AnswerGiven(self.state.plan.id, position, player, given, press, message.id, grade)

    def deliver(self, event: AnswerGiven) -> Verdict:
        """A press arrives."""
        if self.state.asked is not None and event.question == self.state.position:
            self._seen(next(one for one in self.channel.messages if one.id == event.message))
            if event.grade is not TypedGrade.REFUSED:
                right = (
                    event.given == RIGHT if event.grade is None else event.grade is TypedGrade.RIGHT
                )
                self.log[-1].append(
                    Press(event.player, event.given, right, event.interaction, self.deadline)
                )
        return self.happens(event)

    def answers(self, player: int, choice: int) -> Verdict:
        """Somebody answers the newest question, at once."""
        return self.deliver(self.press(player, choice))

    def _seen(self, message: Message) -> None:
        """The bot learns that a question is shown: from then on its deadline is fixed."""
        asked = self.state.asked
        if self.state.phase is not Phase.POSTING or asked is None:
            return
        deadline = asked.deadline
        if not message.deleted:
            full = message.made + timedelta(seconds=self.state.plan.settings.seconds)
            deadline = max(deadline, whole_second(full))
        self.deadlines[self.state.position] = deadline

    def _next(self) -> int:
        self._count += 1
        return self._count
