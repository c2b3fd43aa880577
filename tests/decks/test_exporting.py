"""Deck exports: Anki's own importer accepts them, and spreadsheets open them safely."""

from __future__ import annotations

import csv
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.decks.anki import anki_package, deck_id, note_guid
from bot.decks.deck_export import (
    COLUMNS,
    DeckCard,
    DeckSource,
    NothingToExportError,
    csv_table,
    guard_formula,
    without_controls,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SOURCE = DeckSource("footnote 42", "A. Author, Title <em>", "https://example.org/?a=1&b=2")
CARDS = (
    DeckCard(
        "sea-definition/choice",
        "What does <SEA> stand for & why?",
        "The first",
        (SOURCE,),
        options=("The first", "The second {{c1}}"),
        explanation="It says so.\nTwice.",
        tags=("section::laws of war", ""),
    ),
    DeckCard(
        "ten-rules/number", "How many rules [sound:x.mp3]?", "Ten", (DeckSource("§ 3", "Paper"),)
    ),
)


def package(
    cards: Sequence[DeckCard] = CARDS,
    now: datetime = NOW,
    *,
    guild: int = 7,
    deck: str = "d1",
    name: str = "Class",
) -> bytes:
    """The cards as an Anki package."""
    return anki_package(cards, guild=guild, deck=deck, name=name, now=now)


class Anki:
    """A person's own Anki, with a collection in a folder."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection

        self._folder = folder
        self._collection = Collection(str(folder / "collection.anki2"))

    def take(self, content: bytes) -> tuple[int, int]:
        """Import a file as Anki's window does; how many notes were new, and how many updated."""
        from anki.collection import ImportAnkiPackageRequest

        path = self._folder / "deck.apkg"
        path.write_bytes(content)
        log = self._collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path))
        ).log
        return len(log.new), len(log.updated)

    def notes(self) -> list[dict[str, str]]:
        """The fields of every note, by what they ask."""
        found = [
            dict(self._collection.get_note(note).items())
            for note in self._collection.find_notes("")
        ]
        return sorted(found, key=lambda fields: fields["Question"])

    def backs(self) -> list[str]:
        """What is seen when cards are turned."""
        cards = [self._collection.get_card(card) for card in self._collection.find_cards("")]
        return sorted(card.answer() for card in cards)

    def decks(self) -> set[str]:
        """Their names, but for the one that is always there."""
        return {deck.name for deck in self._collection.decks.all_names_and_ids()} - {"Default"}

    def tags(self) -> set[str]:
        """Of all notes."""
        return set(self._collection.tags.all())

    def close(self) -> None:
        """End the program."""
        self._collection.close()


@pytest.fixture
def anki(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Anki]:
    """An empty Anki; where the program's library does not run, the test is passed over."""
    # Without it the library warns that it uses another folder.
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    try:
        program = Anki(tmp_path)
    except ImportError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"Anki's library does not run here: {error}")
    yield program
    program.close()


class TestAnki:
    """By Anki's own importer."""

    def test_a_deck_is_imported(self, anki: Anki) -> None:
        """With everything on the back that a statement needs, and no markup of the text's own."""
        assert anki.take(package()) == (2, 0)

        assert anki.decks() == {"Class"}
        assert anki.tags() == {"section::laws_of_war"}
        [choice, number] = sorted(anki.backs(), key=len, reverse=True)
        assert "What does &lt;SEA&gt; stand for &amp; why?" in choice
        assert "<li>The second {&#123;c1}}</li>" in choice
        assert "It says so.<br>Twice." in choice
        assert "<b>footnote 42</b>: A. Author, Title &lt;em&gt;" in choice
        assert '<a href="https://example.org/?a=1&amp;b=2">link</a>' in choice
        assert "<b>§ 3</b>: Paper" in number
        assert "&#91;sound:x.mp3]" in number

    def test_a_later_export_updates_and_does_not_double(self, anki: Anki) -> None:
        """One card was corrected, one was added."""
        anki.take(package())
        corrected = replace(CARDS[1], answer="Eleven")
        added = replace(CARDS[1], id="new", question="Another?")

        new, _ = anki.take(package([CARDS[0], corrected, added], NOW + timedelta(days=1)))

        assert new == 1
        notes = anki.notes()
        assert len(notes) == 3
        assert [note["Answer"] for note in notes if note["Question"].startswith("How")] == [
            "Eleven"
        ]
        assert anki.decks() == {"Class"}

    def test_the_same_file_twice_changes_nothing(self, anki: Anki) -> None:
        """Nor does the same deck of a later day."""
        anki.take(package())
        before = anki.notes()

        assert anki.take(package())[0] == 0
        assert anki.take(package(now=NOW + timedelta(days=1)))[0] == 0
        assert anki.notes() == before

    def test_reviews_outlast_an_update(self, anki: Anki) -> None:
        """Who has learned a card for weeks does not begin again."""
        anki.take(package())
        [card, *_] = anki._collection.find_cards("")  # noqa: SLF001  # as its own window would
        anki._collection.sched.set_due_date([card], "21")  # noqa: SLF001  # no public name
        due = anki._collection.get_card(card).due  # noqa: SLF001  # no public name

        anki.take(package([replace(one, answer="New") for one in CARDS], NOW + timedelta(days=1)))

        assert {note["Answer"] for note in anki.notes()} == {"New"}
        assert anki._collection.get_card(card).due == due  # noqa: SLF001  # no public name

    def test_a_card_of_two_decks_of_a_class_is_one_note(self, anki: Anki) -> None:
        """And another class's card of the same name is another's."""
        anki.take(package())

        assert anki.take(package(deck="d2", name="Mine"))[0] == 0
        assert anki.take(package(guild=8, name="Other class"))[0] == 2

    def test_no_sign_of_a_text_parts_a_note(self, anki: Anki) -> None:
        """Anki keeps a note's fields in one text, parted by a control character."""
        anki.take(package([replace(CARDS[1], question="One\x1ftwo\x00")]))

        [note] = anki.notes()
        assert (note["Question"], note["Answer"]) == ("Onetwo", "Ten")

    def test_a_name_cannot_put_the_deck_into_another(self, anki: Anki) -> None:
        """Two colons mean that to Anki."""
        anki.take(package(name="Week 1::2\n"))

        assert anki.decks() == {"Week 1:2"}


def test_the_same_deck_is_the_same_bytes() -> None:
    """Whenever and wherever it is made."""
    assert package() == package()


def test_ids_stay_what_they_are() -> None:
    """Or the decks that people have imported would double."""
    assert deck_id(7, "d1") == 1_487_195_872
    assert note_guid(7, "ten-rules/number") == "gneh-./5<R"
    assert len({deck_id(guild, deck) for guild in range(50) for deck in "abc"}) == 150


def test_no_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the temporary folder, of a bot that runs for months."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    package()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("export", [lambda: package([]), lambda: csv_table([])])
def test_a_deck_without_cards_is_told(export: Callable[[], bytes]) -> None:
    """An empty file would look like a fault."""
    with pytest.raises(NothingToExportError, match="no cards yet"):
        export()


def test_a_card_without_a_source_cannot_be_made() -> None:
    """No statement without its footnote, in a file either."""
    with pytest.raises(ValueError, match="has no source"):
        DeckCard("x", "Question", "Answer", ())


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a b", 'https://a"onclick="x', "", None]
)
def test_only_addresses_become_links(url: str | None) -> None:
    """What a browser may be sent to."""
    assert DeckSource("footnote 1", "Work", url).link == ""


TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
CARD = st.builds(
    DeckCard,
    id=TEXT,
    question=TEXT,
    answer=TEXT,
    sources=st.lists(
        st.builds(DeckSource, TEXT, TEXT, st.none() | TEXT), min_size=1, max_size=3
    ).map(tuple),
    options=st.lists(TEXT, max_size=3).map(tuple),
    explanation=TEXT,
    tags=st.lists(TEXT, max_size=3).map(tuple),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(CARD, min_size=1, max_size=3))
def test_any_text_makes_a_package_without_a_warning(cards: list[DeckCard]) -> None:
    """Control characters too, of which one parts Anki's fields."""
    assert package(cards).startswith(b"PK")


class TestCsv:
    """As spreadsheets and Python's own reader see it."""

    def test_it_is_a_table_with_a_head(self) -> None:
        """Several values of a cell are on lines of their own."""
        rows = list(csv.DictReader(StringIO(csv_table(CARDS).decode("utf-8-sig"), newline="")))

        assert tuple(rows[0]) == COLUMNS
        assert rows[0]["options"] == "The first\nThe second {{c1}}"
        assert rows[0]["footnotes"] == "footnote 42"
        assert rows[0]["links"] == "https://example.org/?a=1&b=2"
        assert rows[0]["tags"] == "section::laws_of_war"
        assert rows[1]["answer"] == "Ten"

    def test_excel_is_told_the_encoding(self) -> None:
        """By a byte order mark; and lines end as RFC 4180 has it."""
        table = csv_table(CARDS)

        assert table.startswith(b"\xef\xbb\xbfid,question,")
        assert table.endswith(b"\r\n")

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\n@", "＝"])
    def test_no_cell_is_a_formula(self, start: str) -> None:
        """Nor one behind spaces."""
        text = f'{start}HYPERLINK("https://example.org")'

        assert guard_formula(text).startswith("'")

    def test_plain_texts_stay_as_they_are(self) -> None:
        """Signs inside them do no harm."""
        assert guard_formula("1 + 1 = 2, e-mail @home") == "1 + 1 = 2, e-mail @home"

    @given(st.lists(CARD, min_size=1, max_size=4))
    def test_what_is_written_is_read_back(self, cards: list[DeckCard]) -> None:
        """Quotes, commas and line breaks included; a guard is all that is added."""
        table = csv_table(cards).decode("utf-8-sig")
        rows = list(csv.reader(StringIO(table, newline=""), strict=True))

        assert len(rows) == len(cards) + 1
        for row, card in zip(rows[1:], cards, strict=True):
            assert len(row) == len(COLUMNS)
            assert row[1] in {
                without_controls(card.question),
                f"'{without_controls(card.question)}",
            }
            assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
