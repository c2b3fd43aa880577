"""Command groups that several cogs share; each cog adds its commands when it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

if TYPE_CHECKING:
    from collections.abc import Sequence

    Command = app_commands.Command[Any, ..., Any]


# What is not ruled out here is inherited from the tree, which allows every place.
SERVER_ONLY: Final = app_commands.AppCommandContext(
    guild=True, dm_channel=False, private_channel=False
)

INSTALLED: Final = app_commands.AppInstallationType(guild=True, user=False)

# Who sees the commands by default; who may use them is checked at each use.
KB: Final = (
    "kb",
    "Grow and correct what the bot knows here",
    discord.Permissions(manage_messages=True),
)

QUIZ: Final = ("quiz", "Answer questions about the paper together", None)

DECK: Final = ("deck", "Cards that curators write, and cards to take along", None)

SERVER: Final = ("server", "Set how the bot behaves here", discord.Permissions(manage_guild=True))


def add_to_group(
    tree: app_commands.CommandTree[Any],
    group: tuple[str, str, discord.Permissions | None],
    *made: Command,
) -> None:
    """Add commands to a group in `tree`, given as name, description and default permissions."""
    name, description, permissions = group
    found = tree.get_command(name)
    if not isinstance(found, app_commands.Group):
        found = app_commands.Group(
            name=name,
            description=description,
            default_permissions=permissions,
            allowed_contexts=SERVER_ONLY,
            allowed_installs=INSTALLED,
        )
        tree.add_command(found)
    for command in made:
        found.add_command(command)


def remove_group(tree: app_commands.CommandTree[Any], names: Sequence[str]) -> None:
    """Remove groups of commands."""
    for name in names:
        tree.remove_command(name)
