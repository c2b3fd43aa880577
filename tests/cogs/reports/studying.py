"""What a class has done over weeks, put straight into the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.reports.progress import sections_to_cover
from bot.storage import guild_rows, question_rows, quiz_rows
from bot.storage.question_rows import StoredQuestion
from bot.storage.tables import METADATA
from tests.cogs.school import message_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import simcord

    from tests.cogs.school import School


def entries_of(school: School, section: str) -> list[str]:
    """The topics of a section, as coverage counts them."""
    [found] = [one for one in sections_to_cover(school.bot.live_engine.paper) if one.id == section]
    return sorted(found.topics)


async def answered(
    school: School,
    person: int,
    right: Iterable[str],
    wrong: Iterable[str] = (),
    *,
    at: datetime | None = None,
    section: str = "history",
) -> None:
    """Somebody answered a question on each of these entries in a quiz."""
    moment = at or school.clock.now() - timedelta(days=1)
    marks = [*((one, True) for one in right), *((one, False) for one in wrong)]
    async with school.bot.services.database.begin() as connection:
        kept = [
            quiz_rows.Score(
                round=int(moment.timestamp()),
                question=place,
                person=person,
                guild=school.guild.id,
                card=f"cloze-{entry}",
                topic=section,
                correct=correct,
                points=100 * correct,
                spent=1000,
                at=moment,
                entries=entry,
            )
            for place, (entry, correct) in enumerate(marks)
        ]
        await quiz_rows.add_scores(connection, kept)


async def asked(
    school: School,
    person: int,
    text: str,
    *,
    outcome: str = "answered",
    entry: str = "",
    days: int = 1,
) -> None:
    """Somebody asked something so many days ago."""
    async with school.bot.services.database.begin() as connection:
        server = await guild_rows.lock(connection, school.guild.id)
        moment = school.clock.now() - timedelta(days=days)
        name = server.name_for(person)
        one = StoredQuestion(school.guild.id, moment, text, outcome, entry, name)
        await question_rows.add(connection, [one])


async def everywhere(school: School, person: int) -> list[str]:
    """The tables in which a person's id, or a name of theirs, stands anywhere."""
    found = []
    async with school.bot.services.database.read() as connection:
        servers = await connection.execute(select(METADATA.tables["guilds"]))
        names = [guild_rows.Guild(*row).name_for(person) for row in servers]
        for table in METADATA.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            shown = " ".join(str(value) for row in rows for value in row)
            if any(word in shown for word in (str(person), *names)):
                found.append(table.name)
    return found


def file_names(reply: simcord.InteractionResult) -> list[str]:
    """The files in a reply."""
    return [file.filename for file in message_of(reply).attachments]
