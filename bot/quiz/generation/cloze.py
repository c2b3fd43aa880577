"""Cloze: a claim with a gap where a name stood."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.browse.name_matching import names_of
from bot.paper.model import ActorType, Kind
from bot.quiz.cards import CardKind
from bot.quiz.generation.choosing import choose, gives_away, shuffled
from bot.quiz.generation.drafts import Draft, card_of, draft_of
from bot.quiz.generation.mentions import Mention, Names
from bot.quiz.generation.wording import GAP, about_text, holds, leans, quoted, unended

if TYPE_CHECKING:
    from random import Random

    from bot.quiz.cards import Card
    from bot.quiz.generation.pool import Pool, Statement

_FEWEST_WORDS: Final = 5
_WHAT: Final = {
    ActorType.PERSON: "Whose name",
    ActorType.ORGANISATION: "Which body or group",
    ActorType.MISSION: "Which mission",
    ActorType.RESOLUTION: "Which resolution",
    ActorType.DOCUMENT: "Which document",
    ActorType.PLACE: "Which place",
}


def drafts(pool: Pool) -> list[Draft]:
    """Each name in a claim that can stand alone."""
    names = Names(pool)
    acted = any(entry.actors for entry in pool.entries if entry.kind is Kind.ACTOR)
    return [
        draft_of(
            CardKind.CLOZE,
            one,
            partial(_cloze, pool, names, one, mention),
            mention.actor,
            asked=mention.name,
        )
        for one in pool.plain
        if not leans(one.text) and not about_text(one.text) and len(one.stems) >= _FEWEST_WORDS
        for mention in names.mentions(one.text)
        if not _in_title(pool, one.text, mention) and (mention.actor.actors or not acted)
    ]


def _in_title(pool: Pool, text: str, mention: Mention) -> bool:
    """Whether a name stands inside the title of a work, which is not to be taken apart."""
    for work in pool.paper.sources.values():
        for title in (work.title, work.short_title):
            at = text.find(title) if title else -1
            if 0 <= at <= mention.start < at + len(title):
                return True
    return False


def _cloze(pool: Pool, names: Names, one: Statement, mention: Mention, rng: Random) -> Card | None:
    after = re.sub(r"^ \([A-Z]\w*\)", "", one.text[mention.end :])
    asked = one.text[: mention.start] + GAP + after
    what = _WHAT[mention.actor.actor_type or ActorType.ORGANISATION]
    prompt = f"{what} belongs in the gap? {quoted(unended(asked))}"
    if any(holds(prompt, name) for name in names_of(mention.actor) if name):
        return None
    wrong = choose(rng, mention.name, names.others_for(one, mention))
    if wrong is None or gives_away(pool, prompt, mention.name, wrong):
        return None
    return card_of(
        pool,
        CardKind.CLOZE,
        one,
        mention.actor,
        prompt=prompt,
        options=shuffled(rng, mention.name, wrong),
        accepted=pool.accepted(mention.actor, mention.name),
    )
