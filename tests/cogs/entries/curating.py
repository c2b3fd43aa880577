"""What curators do in the stories: open a draft, fill it in, press its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.curation.guild_settings import GuildSettings, written_settings
from bot.storage import guild_rows, revision_rows
from tests.cogs.school import _components, message_of, modal_of
from tests.support.components import values
from tests.support.shipped import shipped_paper

if TYPE_CHECKING:
    import simcord

    from bot.storage.revision_rows import Revision
    from tests.cogs.school import Reply, School

NEW = {
    "title": "Police in the mission",
    "statements": "The mission had no police of its own. [12]",
    "phrasings": "Had the mission a police force?\nWho policed the mission?",
}
ASKED = "Had the mission a police force?"
# The entry of the shipped knowledge that is changed in most stories, and what it is called.
EDITED = "zero-tolerance"
TITLE = shipped_paper().entries[EDITED].title


def fields(shown: simcord.InteractionResult) -> dict[str, str]:
    """What stands in the fields of a form."""
    inputs = [one["component"] for one in modal_of(shown)["components"]]
    return {one["custom_id"]: one.get("value") or "" for one in inputs}


def disabled(reply: Reply) -> list[str]:
    """The buttons that cannot be pressed."""
    return [
        one["label"]
        for row in _rows(_components(reply))
        for one in row.get("components", ())
        if one.get("disabled")
    ]


def _rows(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        row
        for one in components
        for row in ([one] if one["type"] == 1 else _rows(one.get("components") or []))
    ]


def pressable(reply: Reply, label: str) -> str:
    """The id of the button of that label."""
    found = [
        one["custom_id"]
        for row in _rows(_components(reply))
        for one in row["components"]
        if one.get("label") == label
    ]
    assert len(found) == 1, f"there is no one {label}: {list(values(_components(reply), 'label'))}"
    return str(found[0])


async def fill(
    who: simcord.MemberActor, shown: simcord.InteractionResult, **values: str
) -> simcord.InteractionResult:
    """Send a form with some of its fields changed and the others as they were shown."""
    return await who.submit_modal(shown, fields(shown) | values)


async def drafted(
    school: School, who: simcord.MemberActor | None = None, /, kind: str = "finding", **values: str
) -> simcord.InteractionResult:
    """The preview of a new entry, without a fault unless `values` have one."""
    who = who or school.carol
    shown = await who.slash(school.channel, "kb add", kind=kind)
    return await fill(who, shown, **(NEW | values))


async def edited(
    school: School, entry: str, who: simcord.MemberActor | None = None, **values: str
) -> simcord.InteractionResult:
    """The preview of a change to an entry."""
    who = who or school.carol
    shown = await who.slash(school.channel, "kb edit", entry=entry)
    return await fill(who, shown, **values)


async def published(school: School, **values: str) -> simcord.InteractionResult:
    """A new entry that Carol has published."""
    preview = await drafted(school, **values)
    return await school.carol.click(message_of(preview), label="Publish")


async def history(school: School, entry: str) -> tuple[Revision, ...]:
    """The revisions of an entry in the class's server."""
    async with school.bot.services.database.read() as connection:
        return await revision_rows.history(connection, school.guild.id, entry)


async def let_curate(school: School) -> None:
    """Name the role of curators in the server's settings, so that Dave is one."""
    settings = written_settings(GuildSettings(curator_role=school.curators.id))
    async with school.bot.services.database.begin() as connection:
        await guild_rows.lock(connection, school.guild.id)
        await guild_rows.set_settings(connection, school.guild.id, settings)
        await guild_rows.bump(connection, school.guild.id)
    await school.bot.services.guilds.refresh(school.guild.id)


def take_role(school: School, who: simcord.MemberActor) -> None:
    """A member loses the role that made them a curator."""
    backend = school.env.backend
    for role in list(backend.get_member(school.guild.id, who.id).role_ids):
        if role != school.guild.id:
            backend.remove_member_role(school.guild.id, who.id, role)
