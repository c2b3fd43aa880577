"""/about and /help."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.browse.entries import date_in_words
from bot.discord_kit.context import Interaction, context_of
from bot.discord_kit.layout import Layout, container, line
from bot.discord_kit.markdown import plain, with_link
from bot.discord_kit.replies import reply_with_card
from bot.paper.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.discord_kit.client import StudyBot
    from bot.paper.model import Examples
    from bot.paper.paper import Paper


_HOW_IT_WORKS: Final = (
    "Answers come from a knowledge base that people wrote from the paper, by matching words; no "
    "language model is involved. Every statement names the footnote that it rests on, or says "
    "that it rests on the paper itself. What the paper does not cover is said to be not covered."
)

_PRIVACY_HINT: Final = "/privacy shows what the bot stores about you, and can delete it."

_NO_RETENTION: Final = "Questions are not stored."

_PLURAL: Final = {kind: f"{kind.value}s" for kind in Kind} | {
    Kind.APPARATUS: "on its apparatus",
    Kind.ERRATUM: "errata",
}

# The most useful commands, best first: the example that the paper gives, and how it is typed.
_EXAMPLES: Final = {
    "ask": ("question", "/ask question: {}"),
    "define": ("term", "/define term: {}"),
    "section": ("section", "/section name: {}"),
    "recommendation": ("recommendation", "/recommendation number: {}"),
    "footnote": ("footnote", "/footnote number: {}"),
    "source": ("work", "/source work: {}"),
    "cite": ("work", "/cite what: {} style: APA"),
}


def about_card(paper: Paper, content_note: str, kept_days: int) -> Layout:
    """Return the paper, its edition, how the bot works, and how long questions are kept.

    `kept_days` is for how many days this server's questions are kept, 0 for not at all.
    """
    kinds = Counter(entry.kind for entry in paper.entries.values())
    claims = sum(len(entry.claims) for entry in paper.entries.values())
    what = (
        f"### {plain(paper.title)}\n{plain(paper.author.full)}, {date_in_words(paper.date)}. "
        f"Written for {plain(paper.course)}, {plain(paper.instructor)}, {plain(paper.term)}."
    )
    holds = (
        f"-# {claims} statements in {len(paper.entries)} entries "
        f"({', '.join(f'{n} {_PLURAL[kind]}' for kind, n in kinds.most_common())}), "
        f"{len(paper.footnotes)} footnotes, {len(paper.sources)} sources. "
        f"Edition {paper.digest[:8]} of the knowledge, version {__version__} of the bot."
    )
    return Layout(
        container(
            what,
            _where_text(paper),
            plain(content_note),
            line(),
            f"{_HOW_IT_WORKS} {_retention_text(kept_days)} {_PRIVACY_HINT}",
            holds,
        )
    )


def _where_text(paper: Paper) -> str:
    """Return where the paper can be read, with a link if it has an address; "" if not known."""
    where = paper.where
    return with_link(where.text or "Read the paper:", where.url or None) if where.told else ""


def _retention_text(days: int) -> str:
    if not days:
        return _NO_RETENTION
    length = "a day" if days == 1 else f"{days} days"
    return (
        f"What is asked in this server is kept for {length}, without names, so that its curators "
        f"see what is missing."
    )


def _without(follow_up: str) -> str:
    ways = "“who said that?”, “more”" + (f" or “{plain(follow_up)}”" if follow_up else "")
    return (
        f"Without a command: mention the bot, write to it directly, or reply to one of its answers "
        f"with {ways}. The menu of a message, under Apps, answers what somebody else has asked."
    )


def _example(command: str, examples: Examples) -> str:
    field, typed = _EXAMPLES.get(command, ("", ""))
    value = getattr(examples, field) if field else ""
    return typed.format(value) if value else ""


def help_card(
    commands: Iterable[app_commands.Command[Any, ..., Any] | Any], examples: Examples
) -> Layout:
    """Return every command with its description and an example; the most useful first."""
    order = list(_EXAMPLES)
    lines = []
    for command in sorted(commands, key=lambda command: _sort_key(str(command.name), order)):
        if isinstance(command, app_commands.Group):
            parts = ", ".join(sorted(part.name for part in command.commands))
            lines.append(f"**/{command.name}**: {plain(command.description)}\n-# {parts}")
            continue
        if not isinstance(command, app_commands.Command):
            continue
        example = _example(command.name, examples)
        lines.append(f"**/{command.name}**: {plain(command.description)}")
        if example:
            lines.append(f"-# {plain(example)}")
    return Layout(
        container("### What you can do", "\n".join(lines), line(), _without(examples.follow_up))
    )


def _sort_key(name: str, order: list[str]) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order), name)


class HelpCog(commands.Cog):
    """Commands about the bot itself."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command()
    async def about(self, interaction: Interaction) -> None:
        """Say what paper this is about, how the bot works, and what to expect."""
        ctx = context_of(interaction)
        settings, paper = ctx.settings, ctx.paper
        note = settings.content_note or self._bot.services.config.content_note or paper.content_note
        kept = settings.kept_days if ctx.guild_id is not None else 0
        card = about_card(paper, note, kept)
        await reply_with_card(interaction, card)

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """List what the bot can do, with examples."""
        card = help_card(self._bot.tree.get_commands(), context_of(interaction).paper.examples)
        await reply_with_card(interaction, card)


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(HelpCog(bot))
