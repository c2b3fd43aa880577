"""Autocomplete choices: at most 25 names of at most 100 characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.app_commands import Choice

from bot.browse.entries import OWN_KEY, shortened, the_paper_itself
from bot.browse.name_matching import (
    names_of,
    names_of_section,
    names_of_source,
    nearest,
    source_in_short,
)
from bot.discord_kit.layout import MOST_OPTIONS, OPTION_LABEL
from bot.discord_kit.markdown import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.paper.model import Entry
    from bot.paper.paper import Paper
    from bot.quiz.generation import Topic


Choices = list[Choice[str]]


def choices_of_entries(typed: str, entries: Iterable[Entry]) -> Choices:
    """Return the entries whose names match what is typed."""
    known = {entry.id: entry for entry in entries}
    found = nearest(typed, {key: names_of(entry) for key, entry in known.items()}, MOST_OPTIONS)
    return _choices({key: known[key].title for key in found})


def choices_of_sections(typed: str, paper: Paper) -> Choices:
    """Return the sections that match what is typed, in printed order while nothing is typed."""
    names = {section.id: names_of_section(section) for section in paper.sections}
    found = nearest(typed, names, MOST_OPTIONS)
    return _choices({key: names[key][0] for key in found})


def choices_of_sources(typed: str, paper: Paper) -> Choices:
    """Return the works that match what is typed, by author, title and year."""
    names = {key: names_of_source(source) for key, source in paper.sources.items()}
    found = nearest(typed, names, MOST_OPTIONS)
    return _choices({key: source_in_short(paper.sources[key]) for key in found})


def choices_of_citable(typed: str, paper: Paper) -> Choices:
    """Return what can be cited and matches: the paper itself, works, then entries."""
    own = the_paper_itself(paper)
    works = {OWN_KEY: own, **paper.sources}
    found = nearest(typed, {key: names_of_source(work) for key, work in works.items()}, 15)
    entries = {key: names_of(entry) for key, entry in paper.entries.items() if key not in works}
    room = MOST_OPTIONS - len(found)
    shown = {key: source_in_short(works[key]) for key in found}
    shown |= {key: f"Entry: {paper.entries[key].title}" for key in nearest(typed, entries, room)}
    return _choices(shown)


def choices_of_decks(typed: str, titles: Mapping[str, str]) -> Choices:
    """Return the decks that match what is typed; `titles` maps ids to titles."""
    names = {deck: (title, deck) for deck, title in titles.items()}
    return [
        Choice(name=one_line(titles[deck], OPTION_LABEL), value=deck)
        for deck in nearest(typed, names, MOST_OPTIONS)
    ]


def choices_of_topics(typed: str, topics: Iterable[Topic]) -> Choices:
    """Return the topics of quizzes that match what is typed."""
    names = {topic.key: topic.label for topic in topics}
    found = nearest(typed, {key: (label,) for key, label in names.items()}, MOST_OPTIONS)
    return [
        Choice(name=one_line(names[key], OPTION_LABEL), value=key)
        for key in found
        if len(key) <= OPTION_LABEL
    ]


def _choices(shown: Mapping[str, str]) -> Choices:
    return [
        Choice(name=one_line(text, OPTION_LABEL), value=shortened(key))
        for key, text in shown.items()
    ]
