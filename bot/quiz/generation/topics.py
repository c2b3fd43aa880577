"""Topics of a round: sections, actors and kinds of entry, found by any of their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import called, names_of, names_of_section, nearest
from bot.errors import TooFewQuestionsError
from bot.paper.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.paper.paper import Paper
    from bot.quiz.generation.options import QuestionDraft

_KINDS: Final = (Kind.DEFINITION, Kind.RECOMMENDATION, Kind.FINDING, Kind.EVENT, Kind.ACTOR)
_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that a round can be about: a `key` such as "section:laws", and a name for people."""

    key: str
    label: str


def topics(paper: Paper) -> tuple[Topic, ...]:
    """Return every topic: sections, kinds of entry, then actors, in the paper's order."""
    return tuple(Topic(key, names[0]) for key, names in _topic_names(paper))


def _topic_names(paper: Paper) -> Iterator[tuple[str, tuple[str, ...]]]:
    for section in paper.body:
        yield f"section:{section.id}", (section.title, section.id, *names_of_section(section))
    for kind in _KINDS:
        yield f"kind:{kind}", (f"{kind}s".capitalize(), kind.value)
    for entry in paper.entries.values():
        if entry.kind is Kind.ACTOR:
            yield f"actor:{entry.id}", (*names_of(entry), entry.id)


def topic_filter(paper: Paper, topic: str | None) -> Callable[[QuestionDraft], bool]:
    """Return a test for whether a draft is about `topic`; without a topic it accepts every draft.

    Raises TooFewQuestionsError if no topic has that name.
    """
    if not topic:
        return lambda _draft: True
    named = dict(_topic_names(paper))
    sort, _, name = topic.partition(":")
    topic = f"{sort}:{paper.present_id(name)}" if sort == "actor" else topic
    keys = [topic] if topic in named else called(topic, named, 1)
    if not keys:
        near = [named[key][0] for key in nearest(topic[:4], named, _NEAR)]
        raise TooFewQuestionsError(
            f"topic {topic!r}, which does not exist", near or _section_names(named)
        )
    sort, _, name = keys[0].partition(":")
    match sort:
        case "section":
            return lambda draft: draft.section == name
        case "kind":
            return lambda draft: any(entry.kind.value == name for entry in draft.entries)
        case _:
            return lambda draft: any(
                name == e.id or name in e.actors or name in e.who for e in draft.entries
            )


def _section_names(named: dict[str, tuple[str, ...]]) -> list[str]:
    return [names[0] for key, names in named.items() if key.startswith("section:")]
