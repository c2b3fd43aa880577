"""Charts: the drawn picture, and its description for people who cannot see it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.figures.canvas import INK, LINE, PAPER, TRACK, legible_text, wrap_lines
from bot.figures.charts import MOST_BARS, bars, columns
from bot.figures.figure import Figure, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.figures.charts import Chart


def picture(png: bytes | None) -> Image.Image:
    """The picture of a file."""
    assert png is not None
    return Image.open(BytesIO(png)).convert("RGB")


def rgb(color: str) -> tuple[int, ...]:
    """A colour as Pillow tells it."""
    return tuple(bytes.fromhex(color.removeprefix("#")))


def amount(shown: Image.Image, color: str) -> int:
    """How many pixels are of a colour."""
    colors = shown.getcolors(maxcolors=1 << 24)
    assert colors is not None
    return sum(number for number, found in colors if found == rgb(color))


def luminance(color: str) -> float:
    """Of WCAG 2, by which contrasts are measured."""
    parts = [value / 255 for value in rgb(color)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1, none, to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def figure(*values: float | None, whole: float | None = None) -> Figure:
    """Rows of these values."""
    rows = tuple(
        Row(f"Row {number}", value, f"{value} points") for number, value in enumerate(values)
    )
    return Figure("Points", rows, "Nothing yet.", whole)


@pytest.mark.parametrize("draw", [bars, columns])
def test_without_rows_there_is_a_sentence_and_no_picture(draw: Callable[[Figure], Chart]) -> None:
    """An empty frame says nothing."""
    chart = draw(figure())

    assert chart.png is None
    assert chart.lines == ("Nothing yet.",)


@pytest.mark.parametrize("draw", [bars, columns])
@pytest.mark.parametrize("values", [(1,), (0, 0), (None, 3), tuple(range(25)), tuple(range(90))])
def test_any_number_of_values_is_drawn_and_told(
    draw: Callable[[Figure], Chart], values: tuple[int | None, ...]
) -> None:
    """One, none but zeros, gaps, and more than a picture has room for."""
    chart = draw(figure(*values))

    shown = picture(chart.png)
    assert shown.width == 900
    assert shown.height <= 1300
    assert (amount(shown, LINE) > 0) == any(values)
    assert len(chart.lines) == len(values)
    assert len(chart.alt) <= 1024


def test_a_larger_value_is_a_longer_bar() -> None:
    """In proportion."""
    [small, large] = [
        amount(picture(bars(figure(value, whole=10)).png), LINE) for value in (2.5, 5.0)
    ]

    assert large / small == pytest.approx(2, rel=0.05)


def test_of_a_whole_what_is_missing_is_seen() -> None:
    """As a paler track behind the bar."""
    assert amount(picture(bars(figure(0.5, whole=1)).png), TRACK)
    assert not amount(picture(bars(figure(0.5)).png), TRACK)


def test_each_row_may_be_part_of_its_own() -> None:
    """One right of three is a third of its track, however many others answered."""
    rows = (Row("Ann", 4, "4 of 4", 1, 4), Row("Bob", 1, "1 of 3", 2, 3))
    shown = picture(bars(Figure("Board", rows, "")).png)

    ratio = amount(shown, LINE) / (amount(shown, LINE) + amount(shown, TRACK))
    assert ratio == pytest.approx(5 / 7, rel=0.05)


def test_the_description_is_whole_rows() -> None:
    """And says how many more there are in the text."""
    long = Figure("Sections", tuple(Row("x" * 90, 1, "1") for _ in range(20)), "")
    alt = bars(long).alt

    assert len(alt) <= 1024
    assert alt.startswith(f"Sections. {'x' * 90}: 1; ")
    assert alt.endswith("; and 10 more, in the text.")
    assert bars(figure(1, 2)).alt == "Points. Row 0: 1 points; Row 1: 2 points."


def test_more_bars_than_can_be_read_are_left_to_the_text() -> None:
    """The lines have them all."""
    chart = bars(figure(*range(40)))

    assert len(chart.lines) == 40
    assert f"and {40 - MOST_BARS} more" not in chart.alt


def test_it_can_be_read_on_every_background() -> None:
    """Its own paper is opaque; text has WCAG's 4.5 to 1, and bars 3 to 1."""
    chart = bars(figure(1, 2))
    assert chart.png is not None

    assert Image.open(BytesIO(chart.png)).mode in {"RGB", "P"}
    assert contrast(INK, PAPER) > 4.5
    assert contrast(LINE, PAPER) > 3
    assert contrast(LINE, TRACK) > 3
    assert contrast(TRACK, PAPER) > 1.4


NAMES = [
    "",
    "José",
    "Łukasz Müller–Ørsted",
    "Иван",
    "日本",
    "محمد",
    "😀🎉",
    "𝓐𝓷𝓷",
    "x" * 99,
    "a\n\u202eb",
]


def test_any_name_can_be_drawn() -> None:
    """Whatever fonts the machine has; the text has the name as it is."""
    chart = bars(Figure("All", tuple(Row(name, 9, "9 points", 1) for name in NAMES), "Nobody."))

    assert picture(chart.png).height < 900
    assert any("日本" in line for line in chart.lines)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=12))
def test_no_sign_is_drawn_as_an_empty_box(text: str) -> None:
    """What no font has is left out, and nothing else is."""
    kept, face = legible_text(text, 24)
    lacking = bytes(face.getmask("\U0010ffff"))

    assert all(sign == " " or bytes(face.getmask(sign)) != lacking for sign in kept)
    if text.isascii():
        assert kept == "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def test_accents_are_dropped_before_letters_are() -> None:
    """On a machine without fonts, whose only font is Pillow's."""
    assert legible_text("José Łukasz – Zoë 日", 24, more=())[0] == "Jose Lukasz - Zoe"


def test_fancy_letters_become_plain_and_small_figures_stay() -> None:
    """Names on Discord are often written in mathematical letters; "m²" is not "m2"."""
    assert legible_text("𝐍orth 𝟙 m²", 24)[0] == "North 1 m²"


def test_a_long_word_stands_alone_on_its_line() -> None:
    """It is not broken, and not lost."""
    _, face = legible_text("a", 24)

    assert wrap_lines("a bb xxxxxxxxxxxxxxxxxxxx c", face, 60) == ["a bb", "x" * 20, "c"]
