"""`run`: the bot on Discord, until it is stopped."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import run_bot
from bot.config import load_config
from bot.runtime.process import instance_lock
from bot.runtime.token import read_token

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Run the bot; every failure is raised as an error of one plain line or of problems."""
    config = load_config(arguments.config)
    token = read_token(os.environ)
    with instance_lock(Path(config.data)):
        asyncio.run(run_bot(config, token, arguments.knowledge))
    return 0
