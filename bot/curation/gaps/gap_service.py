"""The board of gaps: what students told of or asked in vain, in groups, by how many they are."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast
from weakref import WeakKeyDictionary, ref

from bot.answering.outcome import Answered, Query
from bot.curation.gaps.clustering import LOGGED, Report, clustered, worded
from bot.curation.teach_phrasings import PhrasingBatchGoneError
from bot.paper.cross_checks import fold
from bot.storage import feedback_rows, guild_rows, pending_rows, question_rows, revision_rows
from bot.storage.feedback_rows import DISMISSED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.engine import Engine
    from bot.answering.question import Signature
    from bot.clock import Clock
    from bot.curation.gaps.clustering import Cluster
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.curation.question_log import QuestionLog
    from bot.curation.teach_phrasings import PhrasingBatch
    from bot.storage.database import Database
    from bot.storage.feedback_rows import Gap
    from bot.storage.question_rows import Unanswered


# What a class asks in vain in weeks; more would take longer than a curator waits.
MOST_LOGGED: Final = 2_000

_MOST_BOARDS: Final = 8

_MOST_ANSWERED: Final = 4_000

_KEY_BYTES: Final = 8

# Seconds between two questions: a thread that never rests holds up the replies of all servers.
_BREATH: Final = 0.0005

_Key = tuple[int, tuple[tuple[str, int], ...]]


class GapService:
    """Every server's gaps; what it takes long to find out is kept while nothing changes."""

    def __init__(
        self, database: Database, guilds: GuildKnowledgeRegistry, log: QuestionLog, clock: Clock
    ) -> None:
        self._database = database
        self._guilds = guilds
        self._log = log
        self._clock = clock
        self._answered: WeakKeyDictionary[Engine, dict[str, bool]] = WeakKeyDictionary()
        # An engine that serves no more is not kept alive for its board.
        self._boards: OrderedDict[int, tuple[ref[Engine], _Key, tuple[Cluster, ...]]] = (
            OrderedDict()
        )

    async def report(
        self, guild: int, person: int, message: int, *, text: str, kind: str, entry: str
    ) -> tuple[Gap, bool]:
        """Keep what somebody reports under a message; and whether it is new.

        One person's report under one message is kept once.
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
        # It is there since it was kept now or before.
        return cast("Gap", kept), new

    async def find(self, guild: int, gap: int) -> Gap | None:
        """The server's gap of this id, or None."""
        async with self._database.read() as connection:
            return await feedback_rows.find_gap(connection, guild, gap)

    async def clusters(self, guild: int) -> tuple[Cluster, ...]:
        """The gaps that are open now, the largest group first; takes up to some seconds."""
        await self._log.flush()
        served = self._guilds.get(guild)
        start = self._clock.now() - timedelta(days=served.settings.kept_days)
        async with self._database.read() as connection:
            row = await guild_rows.find(connection, guild)
            reported = await feedback_rows.open_gaps(connection, guild)
            logged = await question_rows.not_covered(connection, guild, start, MOST_LOGGED)
        reports = reports_of(reported, logged, row)
        key = (guild, tuple((report.kind, report.id) for report in reports))
        known = self._boards.get(guild)
        if known is not None and known[0]() is served.engine and known[1] == key:
            return known[2]
        found = await asyncio.to_thread(self._grouped, served.engine, reports)
        self._boards[guild] = (ref(served.engine), key, found)
        self._boards.move_to_end(guild)
        if len(self._boards) > _MOST_BOARDS:
            self._boards.popitem(last=False)
        return found

    def _grouped(self, engine: Engine, reports: Iterable[Report]) -> tuple[Cluster, ...]:
        answered = self._answered.setdefault(engine, {})
        if len(answered) > _MOST_ANSWERED:
            answered.clear()
        kept = []
        for wording in worded(reports):
            told = any(report.kind != LOGGED for report in wording.reports)
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

        return clustered(kept, sign)

    async def dismiss(self, guild: int, actor: int, name: str, lesson: PhrasingBatch) -> None:
        """Set the group of the lesson called `name` aside as no gap, and note whom to tell.

        Raises LessonGone where that has been decided before.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            if not await pending_rows.close(connection, name, pending_rows.DISCARDED):
                raise PhrasingBatchGoneError
            closed = await feedback_rows.close_gap(connection, guild, lesson.gaps, DISMISSED)
            await question_rows.settle(connection, guild, lesson.questions)
            for gap in {gap.author: gap for gap in closed}.values():
                text = f"The moderators have looked at what you asked, “{gap.text}”: {_NO_GAP}"
                await feedback_rows.add_notice(
                    connection, guild=guild, person=gap.author, text=text, at=now
                )
            # Without its words: those of the log are not to outlive it.
            detail = f"asked or reported {len(lesson.gaps) + len(lesson.questions)} times"
            await revision_rows.record_audit(
                connection, guild=guild, at=now, actor=actor, action="dismiss", detail=detail
            )


_NO_GAP: Final = "nothing is added to the knowledge base for it."


def reports_of(
    reported: Iterable[Gap], logged: Iterable[Unanswered], row: guild_rows.Guild | None
) -> tuple[Report, ...]:
    """Reports and logged questions alike; wordings that were set aside count only if reported."""
    every = tuple(logged)
    aside = {fold(one.text) for one in every if one.settled}
    told = [
        Report(
            gap.id, gap.kind, gap.text, row.name_for(gap.author) if row else "", gap.at, gap.entry
        )
        for gap in reported
    ]
    asked = [
        Report(one.id, LOGGED, one.text, one.asker, one.at)
        for one in every
        if not one.settled and fold(one.text) not in aside
    ]
    return (*told, *asked)


def key_of(cluster: Cluster) -> str:
    """A short name of a group, by its first wording."""
    return key_of_text(cluster.text)


def key_of_text(text: str) -> str:
    """A short name of a wording, letters and signs aside."""
    return hashlib.blake2b(fold(text).encode(), digest_size=_KEY_BYTES).hexdigest()


def cluster_named(clusters: Iterable[Cluster], key: str) -> Cluster | None:
    """The group that holds the wording of this name, or None."""
    for cluster in clusters:
        if any(key_of_text(wording.text) == key for wording in cluster.wordings):
            return cluster
    return None
