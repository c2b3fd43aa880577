"""The tables: what each row means. The migrations lead to exactly these; a test compares them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect


__all__ = [
    "AUDIT",
    "DECKS",
    "DRAFTS",
    "EXCLUDED",
    "GAPS",
    "GUILDS",
    "LEARNERS",
    "METADATA",
    "NOTICES",
    "PLAYERS",
    "QUESTIONS",
    "REVIEWS",
    "REVIEW_LOG",
    "REVISIONS",
    "ROUNDS",
    "ROUND_EFFECTS",
    "SCORES",
    "SUGGESTIONS",
    "Moment",
    "Serial",
]

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

GUILDS: Final = Table(
    "guilds",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    # Counts the changes of knowledge and settings; its row is the lock under which they are made.
    Column("generation", BigInteger, nullable=False, default=0),
    Column("settings", Text, nullable=False, default="{}"),
    # Keys the names under which people are counted; see bot/storage/guild_rows.py.
    Column("salt", Text, nullable=False),
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept as whole microseconds since 1970: alike in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Into the database; a time without a zone is refused."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """Out of the database."""
        del dialect
        return None if value is None else _EPOCH + timedelta(microseconds=int(value))


# SQLite numbers rows by itself only for the type INTEGER.
Serial: Final = BigInteger().with_variant(Integer(), "sqlite")

REVISIONS: Final = Table(
    "revisions",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("guild", BigInteger, ForeignKey("guilds.guild"), nullable=False),
    Column("entry", Text, nullable=False),
    # 1, 2, 3 … of this entry in this server.
    Column("number", Integer, nullable=False),
    # upsert, retire, or restore: the paper's own is served again.
    Column("action", Text, nullable=False),
    # The entry and its own works, as JSON in the words of the knowledge files; empty unless upsert.
    Column("payload", Text, nullable=False),
    # Digest of the paper's own entry when this was made; empty where it had none.
    Column("based_on", Text, nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("approver", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("comment", Text, nullable=False, default=""),
    # What was pressed: the same press makes one revision, however often it arrives.
    Column("request", Text, nullable=False),
    UniqueConstraint("guild", "entry", "number"),
    UniqueConstraint("guild", "request", "entry"),
)

DRAFTS: Final = Table(
    "drafts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    Column("author", BigInteger, nullable=False),
    # What was typed, and what it is about, as JSON.
    Column("payload", Text, nullable=False),
    Column("at", Moment, nullable=False),
    # open, published or discarded.
    Column("state", Text, nullable=False, default="open"),
    Index(None, "at"),
)

SUGGESTIONS: Final = Table(
    "suggestions",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    # Who made it; 0 once it is rejected.
    Column("author", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("place", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
    # open, approved or rejected.
    Column("state", Text, nullable=False, default="open"),
    Column("decided_by", BigInteger),
    Column("decided_at", Moment),
    Column("reason", Text, nullable=False, default=""),
    Column("entry", Text, nullable=False, default=""),
    Column("request", Text, nullable=False),
    UniqueConstraint("guild", "request"),
    Index(None, "guild", "state", "id"),
)

QUESTIONS: Final = Table(
    "questions",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    # answered, suggested, not covered, or refused: no question of the paper at all.
    Column("outcome", Text, nullable=False),
    Column("entry", Text, nullable=False, default=""),
    # Who asked, under a name that means nothing outside this server.
    Column("asker", Text, nullable=False),
    # Whether a curator has set it aside as no gap; it stays so while it is kept.
    Column("settled", Boolean, nullable=False, server_default=false()),
    Index(None, "guild", "at"),
)

GAPS: Final = Table(
    "gaps",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    # What was wrong: missing (not covered, and told to the moderators) or mismatched.
    Column("kind", Text, nullable=False),
    Column("entry", Text, nullable=False, default=""),
    # Who is to learn what came of it; 0 once it is closed.
    Column("author", BigInteger, nullable=False),
    # open, resolved or dismissed.
    Column("state", Text, nullable=False, default="open"),
    Column("request", Text, nullable=False),
    # The message and the person's name for counting: one report of each.
    UniqueConstraint("guild", "request"),
    Index(None, "guild", "state"),
)

AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("action", Text, nullable=False),
    Column("entry", Text, nullable=False, default=""),
    Column("detail", Text, nullable=False, default=""),
    # Whether the audit channel is done with it: posted, or there was none to post to.
    Column("posted", Boolean, nullable=False, server_default=false()),
    # Why it could not be posted, in words; empty where it was, or where there was no channel.
    Column("trouble", Text, nullable=False, server_default=""),
    Index(None, "posted", "id"),
    Index(None, "guild", "id"),
)

NOTICES: Final = Table(
    "notices",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    # Who is to read it, and what; 0 and nothing once it is delivered.
    Column("person", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("delivered", Boolean, nullable=False, server_default=false()),
    Index(None, "delivered", "person"),
)

ROUNDS: Final = Table(
    "rounds",
    METADATA,
    # The snowflake of the command that began it.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild", BigInteger, nullable=False),
    Column("channel", BigInteger, nullable=False),
    # The round in three parts, by how often they change; see bot/quiz/round/serialization.py.
    Column("plan", Text, nullable=False),
    Column("scores", Text, nullable=False),
    Column("progress", Text, nullable=False),
    # Its channel for as long as it runs: a channel has one round at a time.
    Column("active_channel", BigInteger, unique=True),
    # When the bot last surely listened to Discord while the round ran.
    Column("heard", Moment, nullable=False),
    Column("ended", Moment),
    Index(None, "ended"),
)

ROUND_EFFECTS: Final = Table(
    "round_effects",
    METADATA,
    Column("round", BigInteger, ForeignKey("rounds.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("payload", Text, nullable=False),
    # waiting, sent, or dropped: no longer wanted, or Discord will never take it.
    Column("state", Text, nullable=False, default="waiting"),
    # It has not been tried before.
    Column("made", Moment, nullable=False),
    # The message that it made or edited, once it is sent.
    Column("message", BigInteger),
    Index(None, "state", "round", "number"),
)

SCORES: Final = Table(
    "scores",
    METADATA,
    Column("round", BigInteger, primary_key=True, autoincrement=False),
    # The question's place in the round, from 0.
    Column("question", Integer, primary_key=True, autoincrement=False),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("guild", BigInteger, nullable=False),
    Column("card", Text, nullable=False),
    # The id of the section that the card is about; empty for none.
    Column("topic", Text, nullable=False),
    # The ids of the entries that it is about, with spaces between them.
    Column("entries", Text, nullable=False, server_default=""),
    Column("correct", Boolean, nullable=False),
    # In hundredths of a point.
    Column("points", Integer, nullable=False),
    # In milliseconds.
    Column("spent", Integer, nullable=False),
    # When the round ended.
    Column("at", Moment, nullable=False),
    Index(None, "guild", "at"),
    Index(None, "guild", "person", "at"),
)

PLAYERS: Final = Table(
    "players",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    # What the person was called there when they last answered.
    Column("name", Text, nullable=False),
)

EXCLUDED: Final = Table(
    "excluded",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    # The id of an entry or of a card that is not asked about here.
    Column("item", Text, primary_key=True),
    # What it is called: the entry's title, or what the card asks.
    Column("title", Text, nullable=False, server_default=""),
    Column("author", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)

LEARNERS: Final = Table(
    "learners",
    METADATA,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    # Whether what they miss in quizzes enters their review by itself.
    Column("missed", Boolean, nullable=False, server_default=false()),
    # How many cards they begin in a day.
    Column("new_per_day", Integer, nullable=False),
    # Where their days begin, such as Europe/Berlin.
    Column("zone", Text, nullable=False),
    # The local time of the daily reminder, such as 18:30; empty where there is none.
    Column("remind_at", Text, nullable=False, default=""),
    # When they last reviewed, or set the reminder.
    Column("used", Moment, nullable=False),
    # When the last reminder was sent, or was about to be.
    Column("sent", Moment),
    # When the next one is to be looked at; none where there is none.
    Column("next", Moment),
    Index(None, "next"),
)

REVIEWS: Final = Table(
    "reviews",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("person", BigInteger, nullable=False),
    # The server that the card comes from; 0 for the paper alone, as in direct messages.
    Column("guild", BigInteger, nullable=False),
    # The card's id, and the card as it was when it was added last; see bot/quiz/cards.py.
    Column("card", Text, nullable=False),
    Column("payload", Text, nullable=False),
    # The ids of the entries that it is about, with spaces between them.
    Column("entries", Text, nullable=False, default=""),
    # What FSRS remembers; see bot/review/scheduler.py. Due, stage and begun repeat parts of it.
    Column("state", Text, nullable=False),
    Column("due", Moment, nullable=False),
    Column("stage", Integer, nullable=False),
    # Its first grade; none for a card that is new.
    Column("begun", Moment),
    # Counts its grades: the same press grades once.
    Column("version", Integer, nullable=False, default=0),
    UniqueConstraint("person", "guild", "card"),
    Index(None, "person", "due"),
)

REVIEW_LOG: Final = Table(
    "review_log",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("guild", BigInteger, nullable=False),
    Column("card", Text, nullable=False),
    Column("entries", Text, nullable=False, default=""),
    # 1 to 4: Again, Hard, Good, Easy.
    Column("grade", Integer, nullable=False),
    # Where the card stood before.
    Column("stage", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "person", "at"),
)

DECKS: Final = Table(
    "decks",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("deck", Text, primary_key=True),
    Column("title", Text, nullable=False),
    # The cards, a list in JSON, and how many they are; see bot/quiz/cards.py.
    Column("cards", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_MICROSECOND: Final = timedelta(microseconds=1)
