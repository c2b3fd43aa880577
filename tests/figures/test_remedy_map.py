"""The map of recommendations: its picture, and its description for people who cannot see it."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.browse.recommendation_map import MappedRemedy, recommendation_map
from bot.figures.canvas import PAPER, WIDTH
from bot.figures.remedy_map import map_alt_text, remedy_map_picture
from tests.support.shipped import shipped_paper

titles = st.text(max_size=120)

remedies = st.builds(
    MappedRemedy,
    entry=st.just("one"),
    number=st.sampled_from(["", "1", "1a", "12"]),
    title=titles,
    problems=st.lists(titles, max_size=2).map(tuple),
    who=st.lists(titles, max_size=3).map(tuple),
    evidence=st.sampled_from(["note 4", "notes 4 and 5", "the paper itself"]),
)


@settings(max_examples=30)
@given(st.lists(remedies, min_size=1, max_size=5))
def test_any_map_is_drawn_and_described(shown: list[MappedRemedy]) -> None:
    """On an opaque ground, so that it is read in both themes; whatever the titles hold."""
    picture = Image.open(BytesIO(remedy_map_picture("Recommendations", shown)))

    assert picture.width == WIDTH
    assert picture.mode == "RGB"
    ground = tuple(bytes.fromhex(PAPER.removeprefix("#")))
    assert picture.getpixel((2, 2)) == ground
    assert picture.getpixel((2, picture.height - 2)) == ground
    assert 0 < len(map_alt_text(shown)) <= 1024


def test_remedies_of_one_problem_stand_under_it_once() -> None:
    """A part of a recommendation shares the problem of the whole; each names its evidence."""
    shown = recommendation_map(shipped_paper())
    whole, part = (next(one for one in shown if one.number == number) for number in ("9", "9b"))

    assert part.problem == whole.problem
    assert map_alt_text([whole, part]).count(whole.problem) == 1
    assert all(one.evidence for one in shown)
