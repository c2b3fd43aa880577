"""The tables of study over weeks: reviews, grades, settings, written decks."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.store.metadata import METADATA, Moment, Serial

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
    # The card's id, and the card as it was when it was added last; see bot/quiz/payloads.py.
    Column("card", Text, nullable=False),
    Column("payload", Text, nullable=False),
    # The ids of the entries that it is about, with spaces between them.
    Column("entries", Text, nullable=False, default=""),
    # What FSRS remembers; see bot/study/scheduling.py. Due, stage and begun repeat parts of it.
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
    # The cards, a list in JSON, and how many they are; see bot/quiz/payloads.py.
    Column("cards", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)
