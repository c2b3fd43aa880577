"""Parses a new source as a curator types it: author, title, year and URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.curation.drafts.draft import free_name
from bot.paper.model import Name, Source
from bot.strict_yaml.strict_model import URL
from bot.text.normalize import fold_words, slug
from bot.text.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping


SOURCE_FIELDS: Final = ("author", "title", "year", "url", "statement")

_YEAR: Final = re.compile(r"[12][0-9]{3}")

_LONGEST_KEY: Final = 40


class WrongSourceError(ValueError):
    """A typed source has problems, each with its field and a remedy."""


def read_source(typed: Mapping[str, str], known: Iterable[Source], taken: Container[str]) -> Source:
    """Return the typed source: the same one of `known`, or a new one with a key not in `taken`.

    An author is "Family, Given"; several are separated by semicolons; an organisation is written
    as its plain name. Raises WrongSourceError.
    """
    values = {name: " ".join(typed.get(name, "").split()) for name in SOURCE_FIELDS}
    if wrong := list(_wrong(values)):
        raise WrongSourceError("; ".join(wrong))
    year = int(values["year"]) if values["year"] else None
    for work in known:
        if (
            work.outside
            and fold_words(work.title) == fold_words(values["title"])
            and work.year == year
        ):
            return work
    authors = tuple(map(_name, filter(None, map(str.strip, values["author"].split(";")))))
    return Source(
        key=_key(authors, values["title"], year, taken),
        type="webpage" if values["url"] else "document",
        title=values["title"],
        authors=authors,
        year=year,
        url=values["url"],
        works_cited=False,
        outside=True,
    )


def _wrong(values: Mapping[str, str]) -> Iterable[str]:
    if not values["author"].strip("; "):
        yield "Author: write who made it, a person as “Doe, Jane” or a body as it is called"
    if not values["title"]:
        yield "Title: write what it is called"
    if not values["year"] and not values["url"]:
        yield "Year: write the year, or else give an address"
    if values["year"] and not _YEAR.fullmatch(values["year"]):
        yield f"Year: “{shorten(values['year'], 20)}” is no year; write four digits, such as 2019"
    if values["url"] and not re.match(URL, values["url"]):
        yield (
            f"Address: “{shorten(values['url'], 40)}” is no address; write it whole, with https://"
        )


def _name(author: str) -> Name:
    family, comma, given = (part.strip() for part in author.partition(","))
    return Name(family, given) if comma and family else Name(author)


def _key(authors: tuple[Name, ...], title: str, year: int | None, taken: Container[str]) -> str:
    words = slug(authors[0].family) or slug(title) or "source"
    return free_name(words[:_LONGEST_KEY].strip("-") + (f"-{year}" if year else ""), taken)
