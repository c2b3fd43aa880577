"""Exports a deck as an Anki package (.apkg); importing a later export updates the same notes.

The package is made in memory: genanki's own way leaves a file in the temporary folder for each
export, and stamps the archive with the current time.
"""

from __future__ import annotations

import hashlib
import html
import itertools
import json
import sqlite3
import zipfile
from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING, Final

import genanki

from bot.decks.deck_export import NothingToExportError, without_controls
from bot.review.scheduler import require_utc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.decks.deck_export import DeckCard, DeckSource


# Never change it: Anki recognises the note type by this id.
_MODEL_ID: Final = 1_607_392_417

_FIELDS: Final = ("Question", "Options", "Answer", "Explanation", "Sources")

_FRONT: Final = '<div class="question">{{Question}}</div>{{#Options}}{{Options}}{{/Options}}'

_BACK: Final = (
    '{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>'
    '{{#Explanation}}<div class="explanation">{{Explanation}}</div>{{/Explanation}}'
    '<div class="sources">{{Sources}}</div>'
)

# No colours of our own, so that Anki's night mode stays legible.
_STYLE: Final = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: left; }"
    " .answer { font-weight: bold; } .explanation { margin-top: 0.6em; }"
    " .sources { margin-top: 1em; font-size: 15px; }"
)

# The range that genanki's author advises for ids; they are exact in JavaScript too.
_LOWEST_ID, _HIGHEST_ID = 1 << 30, 1 << 31

# The earliest time a zip archive can store; the real time would make every export differ.
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def anki_package(
    cards: Sequence[DeckCard], *, guild: int, deck: str, name: str, now: datetime
) -> bytes:
    """Return the deck as the bytes of an .apkg file; raise NothingToExportError if it is empty.

    `deck` is the deck's id within the guild, `name` is its title. `now` is in UTC: Anki updates a
    note if the imported one is newer. The same arguments give the same bytes. With a thousand cards
    this takes longer than the event loop may be blocked.
    """
    if not cards:
        raise NothingToExportError
    require_utc(now)
    made = genanki.Deck(deck_id(guild, deck), _deck_name(name))
    model = _model()
    for card in cards:
        made.add_note(_note(card, model, guild))
    return _zip_bytes(genanki.Package(made), now.timestamp())


def deck_id(guild: int, deck: str) -> int:
    """Return the number by which Anki recognises a guild's deck; the same in every export."""
    digest = hashlib.sha256(f"{guild}/{deck}".encode()).digest()
    return _LOWEST_ID + int.from_bytes(digest[:8], "big") % (_HIGHEST_ID - _LOWEST_ID)


def note_guid(guild: int, card: str) -> str:
    """Return the id by which Anki recognises a card: the same in every deck of a guild.

    It does not depend on the card's text, so that edited cards are updated.
    """
    guid: str = genanki.guid_for("study-bot", guild, card)
    return guid


def _model() -> genanki.Model:
    return genanki.Model(
        _MODEL_ID,
        "Study bot question",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )


def _note(card: DeckCard, model: genanki.Model, guild: int) -> genanki.Note:
    options = "".join(f"<li>{_html(option)}</li>" for option in card.options)
    fields = [
        _html(card.question),
        f'<ol type="A">{options}</ol>' if options else "",
        _html(card.answer),
        _html(card.explanation),
        "<br>".join(map(_source_html, card.sources)),
    ]
    return genanki.Note(model, fields, tags=card.tag_words, guid=note_guid(guild, card.id))


def _source_html(source: DeckSource) -> str:
    told = f"<b>{_html(source.marker)}</b>: {_html(source.text)}"
    if not source.link:
        return told
    return f'{told} <a href="{html.escape(source.link)}">link</a>'


def _html(text: str) -> str:
    """Return plain text as HTML, escaping the brackets and braces that are markup in Anki."""
    escaped = html.escape(without_controls(text)).replace("[", "&#91;").replace("\\", "&#92;")
    return escaped.replace("{{", "{&#123;").replace("\n", "<br>")


def _deck_name(name: str) -> str:
    # Two colons would make Anki put the deck inside another.
    return " ".join(without_controls(name).replace("::", ":").split()) or "Study bot"


def _zip_bytes(package: genanki.Package, timestamp: float) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        package.write_to_db(connection.cursor(), timestamp, itertools.count(int(timestamp * 1000)))
        connection.commit()
        collection = connection.serialize()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("collection.anki2", collection), ("media", json.dumps({}).encode())):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
