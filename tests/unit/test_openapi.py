"""The judge of bodies itself: it takes what is right and refuses what is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.openapi import DESCRIPTION, problems

pytestmark = pytest.mark.skipif(
    DESCRIPTION is None,
    reason="Discord's description is not here: no body of the stories is judged by it",
)
CALLBACK = "/interactions/123/token/callback"


def reply(label: str) -> dict[str, Any]:
    """A reply with one button."""
    button = {"type": 2, "style": 2, "custom_id": "x", "label": label}
    row = {"type": 1, "components": [button]}
    return {"type": 4, "data": {"flags": 32768, "components": [row]}}


def test_a_body_that_discord_takes_has_no_problem() -> None:
    """A button of ordinary length."""
    assert problems("POST", CALLBACK, reply("All sources")) == []


def test_a_body_that_discord_refuses_is_told() -> None:
    """One letter more than a button's eighty."""
    [told] = problems("POST", CALLBACK, reply("x" * 81))

    assert told.startswith(f"POST {CALLBACK}: ")


@pytest.mark.parametrize("path", ["/answers", "/channels/1/messages/2/likes"])
def test_a_route_that_discord_has_not_fails(path: str) -> None:
    """Whatever is sent there."""
    with pytest.raises(AssertionError, match="no route"):
        problems("POST", path, {})
