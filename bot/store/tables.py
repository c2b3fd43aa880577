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

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


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
    # Keys the names under which people are counted; see bot/store/guilds.py.
    Column("salt", Text, nullable=False),
)

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
