"""DeckService: stores the decks that a server's curators write, and records each change."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.errors import StudyBotError
from bot.quiz.cards import dump_cards, load_cards
from bot.quiz.deck_schema import MOST_CARDS
from bot.quiz.decks import Deck, with_card
from bot.storage import deck_rows, guild_rows, revision_rows
from bot.strict_yaml.strict_model import did_you_mean
from bot.text.normalize import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.paper.paper import Paper
    from bot.quiz.cards import Card
    from bot.storage.database import Database
    from bot.storage.deck_rows import StoredDeck


MOST_DECKS: Final = 100

# A deck's id must fit into the id of a button, with the action.
LONGEST_ID: Final = 40

# How many decks an error names if one is not found.
_NAMED: Final = 10


class NoSuchDeckError(StudyBotError, LookupError):
    """The server has no deck of this id."""

    def __init__(self, deck: str, known: tuple[str, ...]) -> None:
        super().__init__(deck, known)
        self.deck, self.known = deck, known

    def __str__(self) -> str:
        if not self.known:
            return "this server has no decks yet; curators make one with /deck new"
        near = did_you_mean(self.deck, self.known) or f"its decks are {_names_text(self.known)}"
        return f"this server has no deck '{self.deck}'; {near}"


def _names_text(names: tuple[str, ...]) -> str:
    left = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])}{f' and {left} more' if left > 0 else ''}"


class NoSuchCardError(StudyBotError, LookupError):
    """The deck has no card of this id."""

    def __init__(self, card: str) -> None:
        super().__init__(card)
        self.card = card

    def __str__(self) -> str:
        return f"the deck has no card '{self.card}'; choose one from the list"


class DeckRefusedError(StudyBotError):
    """A deck cannot be stored; the message says why, and what to do."""


class DeckService:
    """Every server's written decks; each change is recorded and made under the server's lock."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def named(self, guild: int) -> dict[str, str]:
        """Return the titles of a server's decks by their ids."""
        async with self._database.read() as connection:
            return await deck_rows.named(connection, guild)

    async def called(self, guild: int, name: str) -> str | None:
        """Return the id of the server's only deck with this id or title, else None."""
        return _matching_id(name, await self.named(guild))

    async def sizes(self, guild: int) -> dict[str, int]:
        """Return how many cards each of a server's decks has."""
        async with self._database.read() as connection:
            return await deck_rows.sizes(connection, guild)

    async def find(self, guild: int, deck: str) -> Deck:
        """Return the server's deck of this id or title; raise NoSuchDeckError."""
        async with self._database.read() as connection:
            stored = await _find_stored(connection, guild, deck)
        return await asyncio.to_thread(_to_deck, stored)

    async def to_ask(self, guild: int, deck: str) -> tuple[Card, ...]:
        """Return a deck's cards that are not excluded, in its order; raise NoSuchDeckError."""
        async with self._database.read() as connection:
            stored = await _find_stored(connection, guild, deck)
            left_out = await deck_rows.excluded_items(connection, guild)
        every = await asyncio.to_thread(_to_deck, stored)
        return tuple(card for card in every.cards if card.id not in left_out)

    async def new(self, guild: int, actor: int, title: str) -> Deck:
        """Create an empty deck, whose id is made from its title; raise DeckRefusedError."""
        deck = Deck(_id_from_title(title), " ".join(title.split()), ())
        async with self._database.begin() as connection:
            await guild_rows.lock(connection, guild)
            if await deck_rows.find(connection, guild, deck.id) is not None:
                raise DeckRefusedError(
                    f"this server already has a deck '{deck.id}'; give this one another title, or "
                    f"add to that one with /deck add"
                )
            await self._put(connection, guild, actor, deck, "new deck")
        return deck

    async def add(
        self, guild: int, actor: int, deck: str, fields: Mapping[str, Any], paper: Paper
    ) -> Deck:
        """Add a card to a deck and return the deck; `fields` are named as in a deck file.

        Raises NoSuchDeckError, DeckError if the fields do not make a card, and DeckRefusedError.
        """
        async with self._database.begin() as connection:
            await guild_rows.lock(connection, guild)
            old = _to_deck(await _find_stored(connection, guild, deck))
            made = await asyncio.to_thread(with_card, old, fields, paper)
            await self._put(connection, guild, actor, made, "card added")
        return made

    async def put(self, guild: int, actor: int, deck: Deck) -> Deck | None:
        """Store a whole deck, replacing one with the same id; return the replaced one, or None.

        Raises DeckRefusedError.
        """
        async with self._database.begin() as connection:
            await guild_rows.lock(connection, guild)
            stored = await deck_rows.find(connection, guild, deck.id)
            old = None if stored is None else _to_deck(stored)
            if deck != old:
                await self._put(connection, guild, actor, deck, "deck imported")
        return old

    async def remove(self, guild: int, actor: int, deck: str) -> Deck:
        """Delete a deck and return it as it was; raise NoSuchDeckError."""
        async with self._database.begin() as connection:
            await guild_rows.lock(connection, guild)
            old = _to_deck(await _find_stored(connection, guild, deck))
            await deck_rows.remove(connection, guild, old.id)
            await self._record(connection, guild, actor, "deck removed", old)
        return old

    async def remove_card(self, guild: int, actor: int, deck: str, card: str) -> Deck:
        """Remove a card; return the deck as it was. Raises NoSuchDeckError and NoSuchCardError."""
        async with self._database.begin() as connection:
            await guild_rows.lock(connection, guild)
            old = _to_deck(await _find_stored(connection, guild, deck))
            left = tuple(one for one in old.cards if one.id != card)
            if len(left) == len(old.cards):
                raise NoSuchCardError(card)
            await self._put(connection, guild, actor, replace(old, cards=left), "card removed")
        return old

    async def _put(
        self, connection: AsyncConnection, guild: int, actor: int, deck: Deck, action: str
    ) -> None:
        known = await deck_rows.named(connection, guild)
        if deck.id not in known and len(known) >= MOST_DECKS:
            raise DeckRefusedError(f"a server has at most {MOST_DECKS} decks; delete one first")
        if len(deck.cards) > MOST_CARDS:
            raise DeckRefusedError(f"a deck has at most {MOST_CARDS} cards; start another")
        if len(deck.id) > LONGEST_ID:
            raise DeckRefusedError(f"the id of a deck has at most {LONGEST_ID} characters")
        made = deck_rows.StoredDeck(
            guild=guild,
            deck=deck.id,
            title=deck.title,
            cards=dump_cards(deck.cards),
            size=len(deck.cards),
            author=actor,
            at=self._clock.now(),
        )
        await deck_rows.put(connection, made)
        await self._record(connection, guild, actor, action, deck)

    async def _record(
        self, connection: AsyncConnection, guild: int, actor: int, action: str, deck: Deck
    ) -> None:
        await revision_rows.record_audit(
            connection,
            guild=guild,
            at=self._clock.now(),
            actor=actor,
            action=action,
            entry="",
            detail=f"{deck.title} ({deck.id})",
        )


async def _find_stored(connection: AsyncConnection, guild: int, deck: str) -> StoredDeck:
    titles = await deck_rows.named(connection, guild)
    key = _matching_id(deck, titles)
    stored = await deck_rows.find(connection, guild, key) if key else None
    if stored is None:
        raise NoSuchDeckError(deck, tuple(titles))
    return stored


def _matching_id(name: str, titles: Mapping[str, str]) -> str | None:
    """Return the id of the deck meant by an id or a title; None if not exactly one fits.

    People who type a whole title, instead of choosing from those offered, send a title.
    """
    if name in titles:
        return name
    wanted = " ".join(name.split()).casefold()
    found = [deck for deck, title in titles.items() if wanted in {deck, title.casefold()}]
    return found[0] if len(found) == 1 else None


def _to_deck(stored: StoredDeck) -> Deck:
    return Deck(stored.deck, stored.title, load_cards(stored.cards))


def _id_from_title(title: str) -> str:
    """Return the id that a title gives: "For the midterm!" gives for-the-midterm.

    Raises DeckRefusedError for a title without a letter of a to z or a digit.
    """
    made = slug(title)[:LONGEST_ID].strip("-")
    if not made:
        raise DeckRefusedError("the title needs a letter from a to z or a digit")
    return made
