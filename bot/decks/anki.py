"""A deck as an Anki package (.apkg): what is exported again updates what was imported before.

The package is made in memory: the library's own way leaves a file behind in the temporary folder
for each export, and stamps the archive with the time of day.
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


# Never to be changed: by it Anki knows the kind of note again.
_MODEL_ID: Final = 1_607_392_417

_FIELDS: Final = ("Question", "Options", "Answer", "Explanation", "Sources")

_FRONT: Final = '<div class="question">{{Question}}</div>{{#Options}}{{Options}}{{/Options}}'

_BACK: Final = (
    '{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>'
    '{{#Explanation}}<div class="explanation">{{Explanation}}</div>{{/Explanation}}'
    '<div class="sources">{{Sources}}</div>'
)

# Without colours of our own Anki's night mode stays legible.
_STYLE: Final = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: left; }"
    " .answer { font-weight: bold; } .explanation { margin-top: 0.6em; }"
    " .sources { margin-top: 1em; font-size: 15px; }"
)

# What the library's author advises for ids; they stay exact in JavaScript too.
_LOWEST_ID, _HIGHEST_ID = 1 << 30, 1 << 31

# The earliest time that an archive can hold; the true one would make each export another file.
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def anki_package(
    cards: Sequence[DeckCard], *, guild: int, deck: str, name: str, now: datetime
) -> bytes:
    """The deck as the bytes of an .apkg file; raises NothingToExport.

    `deck` is the deck's id within the guild, `name` what people call it, `now` is in UTC: Anki
    takes the text of a note that is newer than its own. The same arguments give the same bytes. A
    thousand cards take longer than an event loop may be held up.
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
    """The number by which Anki knows a guild's deck; the same at each export."""
    digest = hashlib.sha256(f"{guild}/{deck}".encode()).digest()
    return _LOWEST_ID + int.from_bytes(digest[:8], "big") % (_HIGHEST_ID - _LOWEST_ID)


def note_guid(guild: int, card: str) -> str:
    """By what Anki knows a card again: the same in each deck of a guild, whatever its text is."""
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
    """Plain text as HTML that says the same in Anki, which gives square brackets a meaning."""
    escaped = html.escape(without_controls(text)).replace("[", "&#91;").replace("\\", "&#92;")
    return escaped.replace("{{", "{&#123;").replace("\n", "<br>")


def _deck_name(name: str) -> str:
    # Two colons would put the deck inside another.
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
