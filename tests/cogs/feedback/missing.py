"""What the stories of gaps and suggestions share: questions without an answer, and their people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.curation.guild_settings import written_settings
from bot.storage import guild_rows
from tests.cogs.school import message_of, modal_of, options, texts

if TYPE_CHECKING:
    import simcord
    from sqlalchemy import Table

    from bot.curation.guild_settings import GuildSettings
    from tests.cogs.school import School

# The paper, of 2022, says nothing of it, but has entries that come near.
MISSED = "covid effects on trafficking"
ALIKE = "how did covid change trafficking"
ANSWERED = "What is zero tolerance?"
STATEMENT = "Peacekeepers built a school near the border."


async def ask(
    school: School, who: simcord.MemberActor, question: str, **more: Any
) -> simcord.InteractionResult:
    """The reply to /ask."""
    return await who.slash(school.channel, "ask", question=question, **more)


async def ask_alike(school: School, question: str) -> None:
    """Three people ask the same, so that moderators may read it."""
    for who in (school.alice, school.bob, school.dave):
        await ask(school, who, question)


async def suggest(
    school: School, who: simcord.MemberActor, text: str, place: str = "", **more: Any
) -> simcord.InteractionResult:
    """The reply to a suggestion that was typed into the modal of /suggest."""
    shown = await who.slash(school.channel, "suggest", **more)
    return await who.submit_modal(shown, {"text": text, "place": place})


async def gaps(school: School, who: simcord.MemberActor | None = None) -> simcord.InteractionResult:
    """The list of gaps, as Carol sees it."""
    return await (who or school.carol).slash(school.channel, "kb gaps")


async def open_first(
    school: School, shown: simcord.InteractionResult, which: int = 0
) -> simcord.InteractionResult:
    """The list with one of its groups opened in its place."""
    await school.carol.select(message_of(shown), values=[list(options(shown).values())[which]])
    return shown


async def publish(
    school: School, modal: simcord.InteractionResult, title: str, statements: str
) -> simcord.InteractionResult:
    """Carol fills in a new entry's form, keeps what stands in it besides, and publishes it."""
    held = {
        label["component"]["custom_id"]: label["component"].get("value") or ""
        for label in modal_of(modal)["components"]
    }
    filled = {**held, "title": title, "statements": statements}
    preview = await school.carol.submit_modal(modal, filled)
    await school.carol.click(message_of(preview), label="Publish")
    return preview


async def queue(
    school: School, who: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    """The first suggestion of the queue, as Carol sees it."""
    return await (who or school.carol).slash(school.channel, "kb queue")


def heard(school: School, who: simcord.MemberActor) -> list[str]:
    """What the bot has written to somebody directly, oldest first."""
    channel = school.env.backend.get_dm_channel(who.id)
    written = school.env.backend.messages[channel.id].values()
    return [texts(message) for message in written]


def close_dms(school: School, *, times: int | None = None) -> None:
    """Nobody takes direct messages; or not the next few."""
    school.env.inject_error(
        "POST",
        "/users/@me/channels",
        status=403,
        code=50007,
        message="Cannot send messages to this user",
        times=times,
    )


async def rows(school: School, table: Table) -> list[dict[str, Any]]:
    """All rows of a table, as the database has them."""
    await school.bot.services.questions.flush()
    async with school.bot.services.database.read() as connection:
        return [dict(row._mapping) for row in await connection.execute(select(table))]  # noqa: SLF001  # the library's own way


async def set_up(school: School, settings: GuildSettings) -> None:
    """Give the server other settings."""
    services = school.bot.services
    async with services.database.begin() as connection:
        await guild_rows.lock(connection, school.guild.id)
        await guild_rows.set_settings(connection, school.guild.id, written_settings(settings))
    await services.guilds.refresh(school.guild.id)
