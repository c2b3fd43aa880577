"""GapService: clusters of questions that students reported or asked in vain, most people first."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast
from weakref import WeakKeyDictionary, ref

from bot.answering.harm_disclosure import tells_of_harm
from bot.answering.outcome import Answered, Query
from bot.curation.gaps.clustering import LOGGED, Cluster, Report, ReportedWording, clustered, worded
from bot.curation.teach_phrasings import PhrasingBatchGoneError
from bot.storage import (
    feedback_rows,
    guild_rows,
    pending_rows,
    question_rows,
    retention_rows,
    revision_rows,
)
from bot.storage.feedback_rows import DISMISSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.answering.engine import Engine
    from bot.answering.question import Signature
    from bot.clock import Clock
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.question_log import QuestionLog
    from bot.curation.teach_phrasings import PhrasingBatch
    from bot.storage.database import Database
    from bot.storage.feedback_rows import Gap
    from bot.storage.pending_rows import PendingKey
    from bot.storage.question_rows import Unanswered


# What a class asks in vain in weeks; clustering more takes longer than a curator waits.
MOST_LOGGED: Final = 2_000

# So many people must have asked alike before moderators read how.
FEWEST_ALIKE: Final = 3

_MOST_CACHED: Final = 8

_MOST_ANSWERED: Final = 4_000

_NAME_BYTES: Final = 8

# Seconds between two questions: a thread that never pauses holds up the replies in all guilds.
_BREATH: Final = 0.0005

_Key = tuple[int, tuple[tuple[str, int], ...]]


class GapService:
    """Reports, clusters and dismisses gaps; clusters are cached until something changes."""

    def __init__(
        self, database: Database, guilds: GuildKnowledgeRegistry, log: QuestionLog, clock: Clock
    ) -> None:
        self._database = database
        self._guilds = guilds
        self._log = log
        self._clock = clock
        self._answered: WeakKeyDictionary[Engine, dict[str, bool]] = WeakKeyDictionary()
        # Weak, so that the cache does not keep an old engine alive.
        self._cached: OrderedDict[int, tuple[ref[Engine], _Key, tuple[Cluster, ...]]] = (
            OrderedDict()
        )

    async def report(
        self, guild: int, person: int, message: int, *, text: str, kind: str, entry: str
    ) -> tuple[Gap, bool]:
        """Store a report about a message; return it, and whether it is new.

        A person's report about a message is stored once.
        """
        async with self._database.begin() as connection:
            row = await guild_rows.lock(connection, guild)
            request = f"{message}:{row.name_for(person)}"
            new = await feedback_rows.report_gap(
                connection,
                guild=guild,
                author=person,
                text=text,
                kind=kind,
                entry=entry,
                at=self._clock.now(),
                request=request,
            )
            kept = await feedback_rows.gap_reported(connection, guild, request)
        # It exists: it was stored now or before.
        return cast("Gap", kept), new

    async def find(self, guild: int, gap: int) -> Gap | None:
        """Return the guild's gap of this id, or None."""
        async with self._database.read() as connection:
            return await feedback_rows.find_gap(connection, guild, gap)

    async def clusters(self, guild: int) -> tuple[Cluster, ...]:
        """Return the open gaps in clusters, the largest first; takes up to some seconds."""
        await self._log.flush()
        knowledge = self._guilds.get(guild)
        start = self._clock.now() - timedelta(days=knowledge.settings.kept_days)
        async with self._database.read() as connection:
            row = await guild_rows.find(connection, guild)
            reported = await feedback_rows.open_gaps(connection, guild)
            logged = await question_rows.unanswered(connection, guild, start, MOST_LOGGED)
        key_of = knowledge.base.paper.vocabulary.wording_key
        reports = reports_of(reported, logged, row, key_of)
        key = (guild, tuple((report.kind, report.id) for report in reports))
        known = self._cached.get(guild)
        if known is not None and known[0]() is knowledge.engine and known[1] == key:
            return known[2]
        found = await asyncio.to_thread(self._grouped, knowledge.engine, reports)
        self._cached[guild] = (ref(knowledge.engine), key, found)
        self._cached.move_to_end(guild)
        if len(self._cached) > _MOST_CACHED:
            self._cached.popitem(last=False)
        return found

    def _grouped(self, engine: Engine, reports: Iterable[Report]) -> tuple[Cluster, ...]:
        answered = self._answered.setdefault(engine, {})
        if len(answered) > _MOST_ANSWERED:
            answered.clear()
        kept = []
        for wording in worded(reports, engine.paper.vocabulary.wording_key):
            told = any(report.kind != LOGGED for report in wording.reports)
            if not told and tells_of_harm(wording.text):
                # Logged before the bot understood it.
                continue
            if not told:
                if wording.text not in answered:
                    time.sleep(_BREATH)
                    outcome = engine.ask(Query(wording.text))
                    answered[wording.text] = isinstance(outcome, Answered)
                if answered[wording.text]:
                    continue
            kept.append(wording)

        def sign(text: str) -> tuple[str, Signature]:
            time.sleep(_BREATH)
            return engine.signature(text)

        return tuple(filter(None, map(may_be_read, clustered(kept, sign))))

    async def dismiss(self, actor: int, key: PendingKey, batch: PhrasingBatch) -> None:
        """Dismiss the gaps of the batch stored under `key`, and add notices to their authors.

        Raises PhrasingBatchGoneError if the batch is closed already.
        """
        guild, now = key.guild, self._clock.now()
        async with self._database.begin() as connection:
            if not await pending_rows.close(connection, key, pending_rows.DISCARDED):
                raise PhrasingBatchGoneError
            closed = await feedback_rows.close_gap(connection, guild, batch.gaps, DISMISSED)
            await question_rows.settle(connection, guild, batch.questions)
            for gap in {gap.author: gap for gap in closed}.values():
                text = f"The moderators have looked at what you asked, “{gap.text}”: {_NO_GAP}"
                await feedback_rows.add_notice(
                    connection, guild=guild, person=gap.author, text=text, at=now
                )
            # Without the questions' text, which must not outlive the question log.
            detail = f"asked or reported {len(batch.gaps) + len(batch.questions)} times"
            await revision_rows.record_audit(
                connection, guild=guild, at=now, actor=actor, action="dismiss", detail=detail
            )

    async def erase(self, actor: int, key: PendingKey, batch: PhrasingBatch) -> int:
        """Delete the questions and reports of the batch stored under `key`; return how many.

        Nobody is told, and the record of changes holds no word of them. Raises
        PhrasingBatchGoneError if the batch is closed already.
        """
        async with self._database.begin() as connection:
            if not await pending_rows.close(connection, key, pending_rows.DISCARDED):
                raise PhrasingBatchGoneError
            # The batch holds the wordings too.
            await pending_rows.drop(connection, key)
            gone = await retention_rows.erase_asked(
                connection, key.guild, batch.gaps, batch.questions, batch.wordings
            )
            await revision_rows.record_audit(
                connection,
                guild=key.guild,
                at=self._clock.now(),
                actor=actor,
                action="delete questions",
                detail=f"asked or reported {gone} times",
            )
        return gone


_NO_GAP: Final = "nothing is added to the knowledge base for it."


def reports_of(
    reported: Iterable[Gap],
    logged: Iterable[Unanswered],
    row: guild_rows.Guild | None,
    key_of: Callable[[str], str],
) -> tuple[Report, ...]:
    """Return reports and logged questions; dismissed wordings count only if reported.

    `key_of` gives a text's wording key.
    """
    every = tuple(logged)
    settled = {key_of(one.text) for one in every if one.settled}
    told = [
        Report(
            gap.id, gap.kind, gap.text, row.name_for(gap.author) if row else "", gap.at, gap.entry
        )
        for gap in reported
    ]
    asked = [
        Report(one.id, LOGGED, one.text, one.asker, one.at)
        for one in every
        if not one.settled and key_of(one.text) not in settled
    ]
    return (*told, *asked)


def may_be_read(cluster: Cluster) -> Cluster | None:
    """Return the part of a cluster that moderators may read, or None.

    A student's words are theirs alone until `FEWEST_ALIKE` people have asked alike, unless they
    pressed the button that tells the moderators.
    """
    if cluster.people >= FEWEST_ALIKE:
        return cluster
    told = [
        ReportedWording(one.text, one.key, reports)
        for one in cluster.wordings
        if (reports := tuple(report for report in one.reports if report.kind != LOGGED))
    ]
    return Cluster(tuple(told)) if told else None


def name_of(cluster: Cluster) -> str:
    """Return a short name of a cluster, made of its first wording."""
    return _name_of_wording(cluster.wordings[0])


def _name_of_wording(wording: ReportedWording) -> str:
    """Return 16 hexadecimal digits that stand for the wording's key."""
    return hashlib.blake2b(wording.key.encode(), digest_size=_NAME_BYTES).hexdigest()


def cluster_named(clusters: Iterable[Cluster], name: str) -> Cluster | None:
    """Return the cluster that holds the wording of this name, or None."""
    for cluster in clusters:
        if any(_name_of_wording(wording) == name for wording in cluster.wordings):
            return cluster
    return None
