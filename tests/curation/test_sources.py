"""A new source as a curator types it, and the statement that is to rest on it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curation.drafts.new_source import SOURCE_FIELDS, WrongSourceError, read_source
from bot.curation.statement_syntax import count_statements, resting_on
from bot.paper.model import Name, Source

TYPED = {
    "author": "Doe, Jane; United Nations",
    "title": "Police in missions",
    "year": "2019",
    "url": "https://example.org/a",
}
MADE = Source(
    "doe-2019",
    "webpage",
    "Police in missions",
    authors=(Name("Doe", "Jane"), Name("United Nations")),
    year=2019,
    url="https://example.org/a",
    works_cited=False,
    outside=True,
)


def test_it_is_a_work_from_outside_the_paper() -> None:
    """With a key that says whose and of when."""
    assert read_source(TYPED, (), {}) == MADE
    assert read_source(TYPED, (), {"doe-2019"}).key == "doe-2019-2"
    assert read_source(TYPED | {"url": ""}, (), {}).type == "document"
    assert read_source(TYPED | {"year": "", "author": "Щ"}, (), {}).key == "police-in-missions"


def test_one_that_is_known_is_that_one() -> None:
    """But not a work that the paper cites, which has its footnotes."""
    there = Source("police", "book", "Police in Missions", year=2019, outside=True)
    cited = Source("cited", "book", "Police in Missions", year=2019)

    assert read_source(TYPED, [cited, there], {}) == there
    assert read_source(TYPED, [cited], {}).key == "doe-2019"


@pytest.mark.parametrize("field", ["author", "title"])
def test_what_is_missing_is_told_by_field(field: str) -> None:
    """And all of it at once."""
    with pytest.raises(WrongSourceError, match=f"{field.capitalize()}: write"):
        read_source(TYPED | {field: "  "}, (), {})
    with pytest.raises(WrongSourceError, match=r"Author: .*Title: .*Year: "):
        read_source({}, (), {})


@given(st.fixed_dictionaries({name: st.text(max_size=40) for name in SOURCE_FIELDS}))
@settings(max_examples=200, deadline=None)
def test_anything_is_taken_or_told(values: dict[str, str]) -> None:
    """Never anything else."""
    try:
        work = read_source(values, (), {})
    except WrongSourceError:
        return
    assert work.outside
    assert work.title


def test_a_statement_is_made_to_rest_on_it() -> None:
    """In place of what it rested on; the others stay."""
    text = "One. [12]\n\nTwo.\nThree [13]."

    assert count_statements(text) == 3
    assert resting_on(text, 1, "doe-2019") == "One. [doe-2019]\n\nTwo.\nThree [13]."
    assert resting_on(text, 2, "doe-2019") == "One. [12]\n\nTwo. [doe-2019]\nThree [13]."
    assert resting_on(text, 3, "doe-2019") == "One. [12]\n\nTwo.\nThree. [doe-2019]"
    assert resting_on(text, 4, "doe-2019") is None
    assert resting_on(text, 0, "doe-2019") is None
