"""Names typed in a command's box: entries, sections, works, recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.browse.entries import (
    actors_asked,
    date_in_words,
    events,
    note_record,
    of_kind,
    recommendations_for,
    recommendations_on,
    source_record,
    works_behind,
)
from bot.browse.lists import EntryList, UnknownShelfError, listing
from bot.browse.lookup import (
    NothingCitableError,
    UnknownRecommendationError,
    citable,
    entries_called,
    recommendation_numbered,
    section_called,
    sources_called,
)
from bot.browse.name_matching import called, folded, nearest
from bot.errors import UnknownSectionError, UnknownSourceError
from bot.paper.model import Kind
from tests.support.shipped import shipped_paper

if TYPE_CHECKING:
    from bot.paper.paper import Paper


@pytest.fixture(scope="module")
def paper() -> Paper:
    """The shipped knowledge."""
    return shipped_paper()


NAMES = {
    "zero": ["Zero tolerance"],
    "sea": ["Sexual exploitation and abuse", "SEA"],
    "season": ["Seasonal work"],
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sea", ["sea", "season"]),
        ("SEA!", ["sea", "season"]),
        ("abuse", ["sea"]),
        ("zero tolerence", ["zero"]),
        ("tolerance zero", ["zero"]),
        ("xyz", []),
        ("", ["zero", "sea", "season"]),
    ],
)
def test_what_begins_so_comes_before_what_holds_it_and_what_is_spelt_like_it(
    typed: str, found: list[str]
) -> None:
    """And what is unlike is not found."""
    assert nearest(typed, NAMES, 5) == found


def test_a_name_that_is_exactly_typed_is_found_alone() -> None:
    """However many begin with it."""
    assert called("sea", NAMES, 5) == ["sea"]
    assert nearest("sea", NAMES, 1) == ["sea"]


def test_letters_signs_and_small_words_make_no_difference() -> None:
    """Nor do accents."""
    assert folded("The  Genetic-Defect of the UN") == folded("genetic defect un")
    assert folded("António") == "antonio"
    assert folded("the") == "the"


def test_an_entry_is_found_by_its_short_form(paper: Paper) -> None:
    """Which stands in brackets in its title."""
    [entry] = entries_called("sea", of_kind(paper, Kind.DEFINITION))

    assert entry.title.endswith("(SEA)")


def test_a_recommendation_is_found_by_its_number_alone(paper: Paper) -> None:
    """With a letter, in any case, with a number sign."""
    every = of_kind(paper, Kind.RECOMMENDATION)

    assert recommendation_numbered(every, "1B").id == "rec-enforce-code"
    assert recommendation_numbered(every, "#10").number == "10"
    with pytest.raises(UnknownRecommendationError, match="they are 1, 1a, 1b, 1c"):
        recommendation_numbered(every, "1z")


def test_recommendations_go_by_who_should_act(paper: Paper) -> None:
    """Each actor's are those that name it."""
    for actor in actors_asked(paper):
        found = recommendations_for(paper, actor.id)
        assert found
        assert all(actor.id in entry.who for entry in found)


def test_recommendations_go_by_topic(paper: Paper) -> None:
    """Best first; the unrelated are left out."""
    assert recommendations_on(paper, "immunity")[0].id == "rec-waive-immunity"
    assert recommendations_on(paper, "photosynthesis") == ()


def test_a_section_is_found_by_number_before_name(paper: Paper) -> None:
    """And an unknown one is told with those that there are."""
    assert section_called(paper, "2").number == 2
    assert section_called(paper, "works cited").id == "works-cited"
    with pytest.raises(UnknownSectionError, match="Policy Reform"):
        section_called(paper, "99")


def test_works_are_found_by_author_title_or_year(paper: Paper) -> None:
    """Several of one author are all found."""
    assert sources_called(paper, "Mendelson 2005")[0].year == 2005
    assert len(sources_called(paper, "United Nations")) > 1
    with pytest.raises(UnknownSourceError):
        sources_called(paper, "Darwin")


def test_what_can_be_cited_is_a_work_or_all_behind_an_entry(paper: Paper) -> None:
    """The paper stands for what it says itself."""
    title, works = citable(paper, "zeid-shift")
    assert title == paper.entries["zeid-shift"].title
    assert {work.authors[0].family for work in works} >= {"Westendorf"}

    assert works_behind(paper, "paper-author")[0].authors[0].family == "Kelley"
    with pytest.raises(NothingCitableError, match="called “qqqqqq”"):
        citable(paper, "qqqqqq")


def test_a_footnotes_record_tells_how_the_paper_prints_it(paper: Paper) -> None:
    """In full, shortened, as Ibid., or not at all."""
    lost = note_record(paper, 36)
    assert "prints no text" in lost.citation.text
    assert not any(fact.startswith("The mark") for fact in lost.facts)
    assert note_record(paper, 36).context.footnotes == (36,)
    assert any("Where in the work: p. 5." in fact for fact in note_record(paper, 42).facts)


def test_a_works_record_tells_where_it_is_cited(paper: Paper) -> None:
    """By note, with the place in the work."""
    key = next(note.source for note in paper.footnotes.values() if note.number == 42)
    assert key is not None

    record = source_record(paper, key)

    assert any("42" in fact and fact.startswith("The paper cites it in") for fact in record.facts)
    assert 42 in record.context.footnotes


def test_the_timeline_goes_from_early_to_late(paper: Paper) -> None:
    """A decade before its years, a year before its months; overviews are no events."""
    shown = events(paper)
    dates = [event.date for event in shown]

    assert dates[0] == "1940s"
    assert dates.index("1990s") < dates.index("1992")
    assert dates.index("2000") < dates.index("October 2000")
    assert not any("The year" in event.title for event in shown)
    assert all(list(event.footnotes) == sorted(event.footnotes) for event in shown)


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2022-05-16", "16 May 2022"), ("2000-10", "October 2000"), ("1948", "1948"), ("1990s",) * 2],
)
def test_dates_are_told_in_words(iso: str, words: str) -> None:
    """As exact as they are known."""
    assert date_in_words(iso) == words


def test_a_list_is_found_by_its_name_again(paper: Paper) -> None:
    """The name is what a button carries."""
    for shelf in (
        EntryList("definitions"),
        EntryList("section", "reform"),
        EntryList("footnote", "42"),
    ):
        assert EntryList.parse(str(shelf)) == shelf
        assert listing(paper, shelf).rows
    with pytest.raises(UnknownShelfError):
        listing(paper, EntryList("nothing"))


def test_relations_are_named_by_as_many_entries_as_there_is_room_for() -> None:
    """The first ones."""
    shelf = EntryList.related(f"entry-number-{n}" for n in range(20))

    assert len(str(shelf)) <= 90
    assert shelf.key.startswith("entry-number-0+entry-number-1")
    assert EntryList.parse(str(shelf)) == shelf
