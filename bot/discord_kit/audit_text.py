"""Audited changes in words: whole for the audit channel, in one line for /kb status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.curation.guild_settings import moment
from bot.discord_kit.markdown import one_line, person, plain, plain_but_mentions
from bot.text.phrases import cut

if TYPE_CHECKING:
    from bot.storage.revision_rows import AuditedChange


_LONGEST: Final = 1500

_TITLE: Final = 150

_DONE: Final = {
    "upsert": "Published an entry",
    "retire": "Retired an entry",
    "restore": "Took an entry back to the paper’s own",
    "move a wording": "Moved a wording from one entry to another",
    "import": "Imported a file",
    "settings": "Changed the settings",
    "reject": "Did not take up a suggestion",
    "dismiss": "Set a gap aside",
    "delete suggestion": "Deleted a suggestion",
    "delete questions": "Deleted what students asked",
    "bot left": "The bot left the server",
    "bot came back": "The bot came back to the server",
}


def audit_text(row: AuditedChange, title: str = "") -> str:
    """Return a change in words: what, where, why, by whom and when.

    `title` is that of the entry that it is about.
    """
    what = _DONE.get(row.action) or plain(row.action.capitalize())
    named = f"{plain(one_line(title, _TITLE))} (`{row.entry}`)" if title else f"`{row.entry}`"
    entry = f": {named}" if row.entry else ""
    lines = [f"**{what}**{entry}"]
    # Settings name roles and channels on purpose; a comment must not ping anybody.
    tell = plain_but_mentions if row.action == "settings" else plain
    lines += [f"> {tell(one)}" for one in cut(row.detail, _LONGEST).splitlines() if one.strip()]
    lines.append(f"-# by {person(row.actor)}, {moment(row.at)}")
    if row.entry:
        lines.append(f"-# /kb history entry: {row.entry} shows what was there before")
    return "\n".join(lines)


def audit_line(row: AuditedChange) -> str:
    """Return a change in one line."""
    what = _DONE.get(row.action) or plain(row.action.capitalize())
    entry = f" `{row.entry}`" if row.entry else ""
    return f"- {moment(row.at)} {person(row.actor)}: {what[:1].lower()}{what[1:]}{entry}"
