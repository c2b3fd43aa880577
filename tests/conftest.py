"""What holds for all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--full`, which the targets for long proofs give."""
    parser.addoption("--full", action="store_true", help="run the long proofs at their full length")
