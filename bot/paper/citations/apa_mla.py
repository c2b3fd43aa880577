"""APA (7th ed.) and MLA (9th ed.) entries of a list of works, in plain text.

APA writes titles in sentence case. No rule can derive that, since proper names keep their capitals;
so the knowledge gives it as `sentence_title`. Without one, the title keeps its published capitals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.paper.citations.common import (
    IN_BOOK,
    PERIODICAL,
    WHOLE,
    dashed,
    date_parts,
    joined,
    page_range,
    quoted,
    split_date,
)
from bot.text.phrases import MONTHS, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.paper.model import Name, Source


# APA names up to twenty authors, then the first nineteen and the last.
_MOST_IN_APA: Final = 20

_SHORT_MONTHS: Final = 5  # May, June and July are not cut

_STOPPED: Final = re.compile(r"[.?!][’”]*$")


def apa(source: Source) -> str:
    """Return `source` as an entry of an APA reference list."""
    names = _apa_names(source.authors or source.editors)
    if names and not source.authors:
        names += f" ({plural(len(source.editors), 'Ed.', 'Eds.')})"
    title = source.sentence_title or source.title
    in_brackets = source.number
    if source.type in WHOLE and source.authors and source.editors:
        in_brackets = "; ".join(part for part in (in_brackets, _apa_editors(source)) if part)
    if in_brackets:
        title += f" ({in_brackets})"
    head = [names, _apa_date(source), title] if names else [title, _apa_date(source)]
    return _ended([*head, *_apa_container(source)], _apa_link(source))


def _apa_link(source: Source) -> str:
    year, month, day = split_date(source.accessed)
    if source.link and month and not source.year:
        return f"Retrieved {MONTHS[month - 1]} {day}, {year}, from {source.link}"
    return source.link or ""


def _apa_container(source: Source) -> list[str]:
    if source.type in PERIODICAL:
        volume = source.volume + (f"({source.issue})" if source.issue else "")
        pages = dashed(source.pages)
        return [", ".join(part for part in (source.container, volume, pages) if part)]
    if source.type in IN_BOOK:
        pages = f" (pp. {dashed(source.pages)})" if source.pages else ""
        editors = f"{_apa_editors(source)}, " if source.editors else ""
        within = source.sentence_container or source.container
        book = f"In {editors}{within}{pages}" if within else ""
        return [book, source.publisher]
    authors = {name.full for name in source.authors}
    return [part for part in (source.container, source.publisher) if part not in authors]


def _apa_editors(source: Source) -> str:
    names = [f"{_initials(name)} {name.family}".strip() for name in source.editors]
    return f"{joined(names, '&')} ({plural(len(names), 'Ed.', 'Eds.')})"


def _apa_date(source: Source) -> str:
    year, month, day = date_parts(source)
    if not year:
        return "(n.d.)"
    if not month or source.type in {"article-journal", "book", *IN_BOOK}:
        return f"({source.year or year})"
    return f"({year}, {MONTHS[month - 1]}{f' {day}' if day else ''})"


def _apa_names(names: Sequence[Name]) -> str:
    shown = [f"{n.family}, {_initials(n)}" if n.given else n.family for n in names]
    if len(shown) > _MOST_IN_APA:
        return f"{', '.join(shown[: _MOST_IN_APA - 1])}, … {shown[-1]}"
    if len(shown) == 2:
        return f"{shown[0]}, & {shown[1]}"
    return joined(shown, "&")


def _initials(name: Name) -> str:
    """Return given names as initials: "J.-K." for "Jasmine-Kim"."""
    return " ".join(
        "-".join(f"{part[0]}." for part in word.split("-") if part) for word in name.given.split()
    )


def mla(source: Source) -> str:
    """Return `source` as an entry of an MLA list of works cited."""
    names = _mla_names(source.authors or source.editors)
    if names and not source.authors:
        names += f", {plural(len(source.editors), 'editor')}"
    title = source.title if source.type in WHOLE else quoted(source.title, ".")
    year, month, day = split_date(source.accessed)
    accessed = f"Accessed {day} {_month(month)} {year}" if month and day else ""
    return _ended([names, title, ", ".join(_mla_container(source)), accessed], "")


def _mla_container(source: Source) -> Iterable[str]:
    authors = {name.full for name in source.authors}
    pages = page_range(source.pages, least=2)
    editors = [name.full for name in source.editors] if source.authors else []
    edited = f"{editors[0]} et al." if len(editors) > 2 else joined(editors)
    parts = [
        source.container if source.container not in authors else "",
        f"edited by {edited}" if edited else "",
        f"vol. {source.volume}" if source.volume else "",
        f"no. {source.issue}" if source.issue else "",
        source.number,
        source.publisher if source.publisher not in authors else "",
        _mla_date(source),
        f"{'pp.' if '–' in pages else 'p.'} {pages}" if pages else "",
        source.link or "",
    ]
    return (part for part in parts if part)


def _mla_date(source: Source) -> str:
    year, month, day = date_parts(source)
    if not month or source.type in {"article-journal", "book", *IN_BOOK}:
        return str(source.year or year)
    return f"{day} {_month(month)} {year}" if day else f"{_month(month)} {year}"


def _month(month: int) -> str:
    name = MONTHS[month - 1]
    if len(name) < _SHORT_MONTHS:
        return name
    return "Sept." if name == "September" else f"{name[:3]}."


def _mla_names(names: Sequence[Name]) -> str:
    if not names:
        return ""
    first = f"{names[0].family}, {names[0].given}" if names[0].given else names[0].family
    if len(names) > 2:
        return f"{first}, et al."
    return f"{first}, and {names[1].full}" if len(names) == 2 else first


def _ended(parts: Iterable[str], link: str) -> str:
    """Return `parts` as sentences; a link at the end gets no full stop."""
    sentences = [part if _STOPPED.search(part) else f"{part}." for part in parts if part]
    return " ".join([*sentences, *([link] if link else [])])
