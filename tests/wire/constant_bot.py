"""The yardstick: the least bot there is, whose only command replies with a constant.

Started with the address of a loopback Discord; the token comes from DISCORD_TOKEN.
"""

from __future__ import annotations

import asyncio
import os
import sys

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Constant(discord.Client):
    """Answers /ask, whatever is asked."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.5)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(ask)

    async def setup_hook(self) -> None:
        """Find the gateway and sync the command."""
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Say that it is there, in the form of the study bot's log."""
        sys.stderr.write('{"event": "ready"}\n')


@app_commands.command()
async def ask(interaction: discord.Interaction, question: str) -> None:
    """Reply with a constant."""
    del question
    await interaction.response.send_message("A constant.")


async def main(address: str) -> None:
    """Run until it is killed."""
    Route.BASE = address
    async with Constant() as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    asyncio.run(main(sys.argv[1]))
