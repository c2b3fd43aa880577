"""Ids that stand for nobody in particular, where the id of a person would stand."""

from __future__ import annotations

from typing import Final

# Whoever runs the bot, from a terminal; or somebody who need not be known any more.
NOBODY: Final = 0
# Somebody who has deleted their data.
FORGOTTEN: Final = -1
