"""A knowledge base on disk that a test may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import KnowledgeError
from bot.paper.loader import load
from tests.support.folders import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.paper.paper import Paper


class Base:
    """A folder with the files of a knowledge base."""

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.folder = write_files(folder, files)

    def write(self, name: str, text: str) -> None:
        """Put `text` into a file, and make its folder if needed."""
        write_files(self.folder, {name: text})

    def change(self, name: str, old: str, new: str) -> None:
        """Replace what must be there in a file."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def load(self) -> Paper:
        """Load the paper."""
        return load(self.folder)

    def told(self) -> list[str]:
        """Return all problems, as a person sees them."""
        with pytest.raises(KnowledgeError) as caught:
            load(self.folder)
        assert str(caught.value).splitlines() == [str(p) for p in caught.value.problems]
        return str(caught.value).splitlines()
