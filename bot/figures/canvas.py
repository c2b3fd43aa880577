"""Drawing basics for pictures: canvas, colours, fonts, and text that fits and can be drawn.

The background is opaque, so that a picture looks the same on Discord's dark and light themes.
Pillow is imported with the first picture: it takes 4 MiB, and many bots never draw one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from bot.text.phrases import shorten

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

    Font = ImageFont.ImageFont | ImageFont.FreeTypeFont


# Legible at half this width, as in a channel, and at a third, as on a phone.
WIDTH: Final = 900

MARGIN: Final = 40

PAPER, INK, FAINT, LINE, TRACK = "#fbfaf7", "#22303a", "#5d6b75", "#4f6d7a", "#d6d2c5"

# Discord's limit for a picture's description, in characters.
MOST_ALT: Final = 1024

# Pillow's own font has little beyond ASCII. The machine may or may not have some of these.
MORE_FONTS: Final = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "arial.ttf",
    "Arial.ttf",
    "NotoSansCJK-Regular.ttc",
    "Arial Unicode.ttf",
)

# No font has this character, so each draws its placeholder for missing ones.
_LACKING: Final = "\U0010ffff"

_PLAINER: Final = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‑": "-", "\N{NO-BREAK SPACE}": " ", "ß": "ss", "ł": "l"}
    | {"Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "đ": "d", "Đ": "D", "ı": "i"}
)


def blank_picture(height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return an empty picture, `WIDTH` pixels wide, and the object that draws on it."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # see above

    picture = Image.new("RGB", (WIDTH, height), PAPER)
    return picture, ImageDraw.Draw(picture)


def png(picture: Image.Image) -> bytes:
    """Return the picture as a PNG file."""
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def cut_alt_text(text: str) -> str:
    """Return a picture's description, cut to the length Discord accepts."""
    return shorten(text, MOST_ALT)


@lru_cache
def font(size: int) -> Font:
    """Return the font that comes with Pillow."""
    from PIL import ImageFont  # noqa: PLC0415  # see above

    return ImageFont.load_default(size)


def wrap_lines(text: str, face: Font, width: int) -> list[str]:
    """Return the text in lines of at most `width` pixels; a longer word gets its own line."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if current and face.getlength(longer) > width:
            lines.append(current)
            current = word
        else:
            current = longer
    return [*lines, current]


def clip_text(text: str, face: Font, width: float) -> str:
    """Return the text, cut with an ellipsis if it is wider than `width` pixels."""
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def legible_text(text: str, size: int, more: tuple[str, ...] = MORE_FONTS) -> tuple[str, Font]:
    """Return the text as a picture can show it, and a font that has all its characters.

    Pillow's own font is tried first, then those of `more` that the machine has. If none has all
    characters, the font with the most is used and the text is simplified: without accents, and
    without characters that are still missing. It may then be empty.
    """
    text = _printable_text(text)
    faces = _faces(size, more)
    for face in faces:
        if all(_has_sign(face, sign) for sign in text):
            return text, face
    kept = [_plain_text(text, face) for face in faces]
    most = max(range(len(kept)), key=lambda number: len(kept[number]))
    return kept[most], faces[most]


def _plain_text(text: str, face: Font) -> str:
    """Return the drawable part of the text, with plain letters for accented ones if needed."""
    kept: list[str] = []
    for sign in text:
        plain = sign.translate(_PLAINER)
        parts = sign if _has_sign(face, sign) else unicodedata.normalize("NFKD", plain)
        kept.extend(part for part in parts if _has_sign(face, part))
    return " ".join("".join(kept).split())


def _printable_text(text: str) -> str:
    """Return the text on one line, without invisible characters, fancy letters made plain."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    kept = "".join(sign for sign in composed if sign.isprintable())
    return "".join(
        unicodedata.normalize("NFKC", sign) if ord(sign) >= 0x1D400 else sign  # noqa: PLR2004  # where the mathematical letters begin
        for sign in kept
    )


@lru_cache(maxsize=4096)
def _has_sign(face: Font, sign: str) -> bool:
    return sign == " " or bytes(face.getmask(sign)) != bytes(face.getmask(_LACKING))


@lru_cache
def _faces(size: int, more: tuple[str, ...]) -> tuple[Font, ...]:
    from PIL import ImageFont  # noqa: PLC0415  # see above

    faces = [font(size)]
    for name in more:
        try:
            faces.append(ImageFont.truetype(name, size))
        except OSError:
            continue
    return tuple(faces)
