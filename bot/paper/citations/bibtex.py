"""BibTeX entries in UTF-8.

A brace in a value cannot end its field: it becomes a command, since BibTeX counts even escaped
braces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.paper.citations.common import date_parts
from bot.text.phrases import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.paper.model import Name, Source


_TYPES: Final = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}

_CONTAINER: Final = {
    "article": "journal",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
}

_PUBLISHER: Final = {"techreport": "institution", "phdthesis": "school", "misc": "organization"}

_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "\n": " ",
    }
)

# A URL is not TeX text, but BibTeX would still count its braces.
_IN_ADDRESS: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "\n": "%0A"})


def bibtex(source: Source) -> str:
    """Return one BibTeX entry whose key is the source's key."""
    kind = _TYPES.get(source.type, "misc")
    _, month, _ = date_parts(source)
    number = source.issue if kind == "article" else source.number
    fields = {
        "author": _names(source.authors),
        "editor": _names(source.editors),
        "title": f"{{{_escaped(source.title)}}}",
        _CONTAINER.get(kind, "howpublished"): _escaped(source.container),
        _PUBLISHER.get(kind, "publisher"): _escaped(source.publisher),
        "address": _escaped(source.place),
        "volume": _escaped(source.volume),
        "number": _escaped(number),
        "pages": _escaped(source.pages).replace("–", "-").replace("-", "--"),
        "year": date_parts(source)[0] if source.year is None else str(source.year),
        "doi": source.doi.translate(_IN_ADDRESS),
        "url": source.url.translate(_IN_ADDRESS),
        "urldate": source.accessed,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if month:
        # BibTeX has a macro of three letters for each month, which takes no braces.
        lines.append(f"  month = {MONTHS[month - 1][:3].lower()},")
    return "\n".join([f"@{kind}{{{source.key},", *lines, "}"])


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)


def _names(names: Sequence[Name]) -> str:
    """Return names joined by "and"; braces keep an organization, or a name with "and", whole."""
    return " and ".join(
        f"{_whole(name.family)}, {_whole(name.given)}"
        if name.given
        else f"{{{_escaped(name.family)}}}"
        for name in names
    )


def _whole(part: str) -> str:
    text = _escaped(part)
    return f"{{{text}}}" if "," in text or " and " in f" {text} ".lower() else text
