"""All tables, with the meaning of their columns. A test checks that the migrations match."""

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
    # Counts the changes of knowledge and settings; locking the row serialises them.
    Column("generation", BigInteger, nullable=False, default=0),
    Column("settings", Text, nullable=False, default="{}"),
    # Keys the pseudonyms of people; see bot/storage/guild_rows.py.
    Column("salt", Text, nullable=False),
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, stored as whole microseconds since 1970, the same in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Convert for the database; raise ValueError for a time without a zone."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401  # SQLAlchemy's own signature
        """Convert from the database."""
        del dialect
        return None if value is None else _EPOCH + timedelta(microseconds=int(value))


# SQLite generates ids only for the type INTEGER.
Serial: Final = BigInteger().with_variant(Integer(), "sqlite")

REVISIONS: Final = Table(
    "revisions",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("guild", BigInteger, ForeignKey("guilds.guild"), nullable=False),
    Column("entry", Text, nullable=False),
    # Counts this entry's revisions in this guild from 1.
    Column("number", Integer, nullable=False),
    # upsert, retire, or restore (the paper's own entry is served again).
    Column("action", Text, nullable=False),
    # The entry and its own works, as JSON in the words of the knowledge files; empty unless upsert.
    Column("payload", Text, nullable=False),
    # Digest of the paper's own entry when this was made; empty if it had none.
    Column("based_on", Text, nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("approver", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("comment", Text, nullable=False, default=""),
    # Idempotency key: one request makes one revision of an entry, however often it arrives.
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
    # What the payload is, such as "draft"; empty in rows from before there was this column.
    Column("sort", Text, nullable=False, server_default=""),
    # The draft, or whatever else waits for a press, as JSON.
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
    # 0 once it is rejected.
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
    # answered, suggested, not covered, or refused (not a question about the paper).
    Column("outcome", Text, nullable=False),
    Column("entry", Text, nullable=False, default=""),
    # The pseudonym of the person, which means nothing outside this guild.
    Column("asker", Text, nullable=False),
    # Whether a curator has dismissed it as no gap.
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
    # missing (not covered, and reported to the moderators) or mismatched.
    Column("kind", Text, nullable=False),
    Column("entry", Text, nullable=False, default=""),
    # Whom to notify of the result; 0 once it is closed.
    Column("author", BigInteger, nullable=False),
    # open, resolved or dismissed.
    Column("state", Text, nullable=False, default="open"),
    Column("request", Text, nullable=False),
    # The message and the person's pseudonym: one report of each.
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
    # Whether it is settled: posted, or there was no channel to post to.
    Column("posted", Boolean, nullable=False, server_default=false()),
    # Why it could not be posted, in words; empty if it was, or if there was no channel.
    Column("trouble", Text, nullable=False, server_default=""),
    Index(None, "posted", "id"),
    Index(None, "guild", "id"),
)

NOTICES: Final = Table(
    "notices",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    # 0, with an empty text, once it is delivered.
    Column("person", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("delivered", Boolean, nullable=False, server_default=false()),
    Index(None, "delivered", "person"),
)

ROUNDS: Final = Table(
    "rounds",
    METADATA,
    # The snowflake of the command that started it.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild", BigInteger, nullable=False),
    Column("channel", BigInteger, nullable=False),
    # The round in three parts, by how often they change; see bot/quiz/round/serialization.py.
    Column("plan", Text, nullable=False),
    Column("scores", Text, nullable=False),
    Column("progress", Text, nullable=False),
    # Its channel while it is running: a channel has one round at a time.
    Column("active_channel", BigInteger, unique=True),
    # When the bot was last known to be connected during the round.
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
    # waiting, sent, or dropped (no longer wanted, or Discord will never accept it).
    Column("state", Text, nullable=False, default="waiting"),
    # No attempt to send it is earlier than this.
    Column("made", Moment, nullable=False),
    # The message that it created or edited, once it is sent.
    Column("message", BigInteger),
    Index(None, "state", "round", "number"),
)

SCORES: Final = Table(
    "scores",
    METADATA,
    Column("round", BigInteger, primary_key=True, autoincrement=False),
    # The question's index in the round, from 0.
    Column("question", Integer, primary_key=True, autoincrement=False),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("guild", BigInteger, nullable=False),
    Column("card", Text, nullable=False),
    # The id of the section that the card is about, or empty.
    Column("topic", Text, nullable=False),
    # The ids of the entries that it is about, separated by spaces.
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
    # The person's display name when they last answered.
    Column("name", Text, nullable=False),
)

EXCLUDED: Final = Table(
    "excluded",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    # The id of an entry or a card that is excluded from quizzes.
    Column("item", Text, primary_key=True),
    # The entry's title, or the card's question.
    Column("title", Text, nullable=False, server_default=""),
    Column("author", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)

LEARNERS: Final = Table(
    "learners",
    METADATA,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    # Whether questions missed in quizzes are added to their review.
    Column("missed", Boolean, nullable=False, server_default=false()),
    # The number of new cards per day.
    Column("new_per_day", Integer, nullable=False),
    # The time zone of their days, such as Europe/Berlin.
    Column("zone", Text, nullable=False),
    # The local time of the daily reminder, such as 18:30, or empty.
    Column("remind_at", Text, nullable=False, default=""),
    # When they last reviewed or set the reminder.
    Column("used", Moment, nullable=False),
    # When the last reminder was sent, or was about to be sent.
    Column("sent", Moment),
    # When the next reminder is due; NULL without a reminder.
    Column("next", Moment),
    Index(None, "next"),
)

REVIEWS: Final = Table(
    "reviews",
    METADATA,
    Column("id", Serial, primary_key=True),
    Column("person", BigInteger, nullable=False),
    # The guild that the card comes from; 0 for the paper alone, as in direct messages.
    Column("guild", BigInteger, nullable=False),
    # The card's id, and the card when it was last added; see bot/quiz/cards.py.
    Column("card", Text, nullable=False),
    Column("payload", Text, nullable=False),
    # The ids of the entries that it is about, separated by spaces.
    Column("entries", Text, nullable=False, default=""),
    # The FSRS state; see bot/review/scheduler.py. Due, stage and begun repeat parts of it.
    Column("state", Text, nullable=False),
    Column("due", Moment, nullable=False),
    Column("stage", Integer, nullable=False),
    # When it was first graded; NULL for a new card.
    Column("begun", Moment),
    # Counts its grades, so that one press grades once.
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
    # The card's stage before the grade.
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
    # The cards, a JSON list, and their number; see bot/quiz/cards.py.
    Column("cards", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_MICROSECOND: Final = timedelta(microseconds=1)
