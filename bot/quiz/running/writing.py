"""Stores a batch of changes in one transaction."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.quiz.round import Phase
from bot.quiz.saving import dump_effect, dump_progress, dump_round, dump_scores
from bot.quiz.scoring import missed
from bot.quiz.snapshots import entries_in
from bot.runtime.log import get_logger
from bot.storage import quiz_rows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.quiz.round import Card, Mark, Plan, Round
    from bot.quiz.running.changes import Changes

    # Told, in the transaction that ends a round: of a server, a person, and the cards they missed.
    OnMissed = Callable[[AsyncConnection, int, int, tuple[Card, ...]], Awaitable[None]]

_log = get_logger(__name__)
# So many rounds are turned into JSON before others get their turn on the event loop.
_AT_ONCE: Final = 10


async def nobody_asks(
    connection: AsyncConnection, guild: int, person: int, cards: tuple[Card, ...]
) -> None:
    """Do nothing with what was missed."""
    del connection, guild, person, cards


async def write(
    connection: AsyncConnection,
    changes: Changes,
    held: Mapping[int, Round],
    heard: datetime,
    on_missed: OnMissed,
) -> None:
    """Store all of `changes`; `held` are the rounds before them, `heard` as the table says."""
    await quiz_rows.add_round(connection, [_begun(one, heard) for one in changes.begun.values()])
    progress = []
    for count, (number, state) in enumerate(changes.rounds.items()):
        if count % _AT_ONCE == 0:
            await asyncio.sleep(0)
        progress.append(_progress(state, held.get(number), heard, changes.now))
    await quiz_rows.save_round(connection, progress)
    await quiz_rows.put_effects(connection, list(_effects(changes)))
    await quiz_rows.settle(connection, list(changes.settled.values()))
    if changes.names:
        await quiz_rows.name_players(connection, changes.names)
    for state in changes.ended.values():
        await _record(connection, state, changes.now)
        await _tell_missed(connection, state, on_missed)


def _begun(state: Round, heard: datetime) -> quiz_rows.StoredRound:
    plan, saved = state.plan, dump_round(state)
    return quiz_rows.StoredRound(
        plan.id, plan.guild, plan.channel, *saved, active_channel=plan.channel, heard=heard
    )


def _progress(
    state: Round, old: Round | None, heard: datetime, now: datetime
) -> quiz_rows.Progress:
    over = state.phase is Phase.ENDED
    same = old is not None and old.scores is state.scores
    return quiz_rows.Progress(
        state.plan.id,
        dump_progress(state),
        active_channel=None if over else state.plan.channel,
        heard=heard,
        ended=now if over else None,
        scores=None if same else dump_scores(state.scores),
    )


def _effects(changes: Changes) -> Iterator[quiz_rows.StoredEffect]:
    for (number, place), effect in changes.effects.items():
        yield quiz_rows.StoredEffect(number, place, dump_effect(effect), changes.now)


async def _record(connection: AsyncConnection, state: Round, at: datetime) -> None:
    rows: list[quiz_rows.Score] = []
    about = [" ".join(entries_in(card)) for card in state.plan.cards]
    for person, marks in state.scores.items():
        rows += [_score(state.plan, person, mark, at, about[mark.question]) for mark in marks]
        if len(rows) >= quiz_rows.SCORES_AT_ONCE:
            await quiz_rows.add_scores(connection, rows)
            rows = []
    await quiz_rows.add_scores(connection, rows)


def _score(plan: Plan, person: int, mark: Mark, at: datetime, entries: str) -> quiz_rows.Score:
    card = plan.cards[mark.question]
    return quiz_rows.Score(
        round=plan.id,
        question=mark.question,
        person=person,
        guild=plan.guild,
        card=card.id,
        topic=card.topic,
        correct=mark.points > 0,
        points=mark.points,
        spent=mark.spent,
        at=at,
        entries=entries,
    )


async def _tell_missed(connection: AsyncConnection, state: Round, on_missed: OnMissed) -> None:
    for person in state.scores:
        cards = tuple(state.plan.cards[question] for question in missed(state, person))
        if not cards:
            continue
        try:
            async with connection.begin_nested():
                await on_missed(connection, state.plan.guild, person, cards)
        except Exception:  # noqa: BLE001  # the round ends, and others learn of theirs
            _log.exception("misses not passed on", round=state.plan.id)
