"""The check of what the bot sends finds what Discord would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.openapi import DESCRIPTION, JSON, MISSING

if TYPE_CHECKING:
    from tests.support.openapi import Description

CALLBACK = "/interactions/1/abc/callback"
CHOICES = [{"name": "What is SEA?", "value": "What is SEA?"}]


Request = tuple[Any, ...]


@pytest.fixture
def described() -> Description:
    """The description; without it there is nothing to check with."""
    if DESCRIPTION is None:
        pytest.skip(MISSING)
    return DESCRIPTION


def request(method: str, path: str, body: Any = None, content_type: str = JSON) -> Request:
    """A request, as the description is asked about it."""
    return (method, path, body, content_type)


def reply(**data: Any) -> Request:
    """A reply to an interaction."""
    return request("POST", CALLBACK, {"type": 4, "data": data})


def buttons(count: int, label: str = "Sources") -> dict[str, Any]:
    """A row of buttons."""
    row = [
        {"type": 2, "style": 2, "label": label, "custom_id": f"sources:{n}"} for n in range(count)
    ]
    return {"type": 1, "components": row}


@pytest.mark.parametrize(
    "sound",
    [
        request("GET", "/users/@me"),
        reply(content="An answer."),
        reply(flags=1 << 15, components=[{"type": 10, "content": "An answer."}]),
        reply(components=[buttons(5)]),
        request("POST", CALLBACK, {"type": 8, "data": {"choices": CHOICES * 25}}),
        request(
            "POST",
            "/channels/1/messages",
            {"content": "A picture.", "files[0]": "timeline.png"},
            "multipart/form-data",
        ),
    ],
    ids=lambda sound: " ".join(sound[:2]),
)
def test_sound_requests_pass(described: Description, sound: Request) -> None:
    """What Discord takes is not complained of."""
    assert described.fault(*sound) is None


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (request("GET", "/users/@them/secrets"), "no such route"),
        (request("DELETE", "/users/@me"), "no such route"),
        (request("POST", CALLBACK), "a body is missing"),
        (request("POST", CALLBACK, {"type": 4}, "text/plain"), "takes no text/plain"),
        (request("POST", CALLBACK, {"type": 99}), "type"),
        (reply(content="a" * 2001), "content"),
        (reply(components=[buttons(6)]), "components"),
        (reply(components=[buttons(1, label="a" * 81)]), "label"),
        (reply(flags="hidden"), "flags"),
        (
            request(
                "POST",
                CALLBACK,
                {"type": 8, "data": {"choices": [{"name": "a", "value": "b"}] * 26}},
            ),
            "choices",
        ),
        (request("PUT", "/applications/1/commands", [{"description": "no name"}]), "name"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_discord_refuses_is_found(described: Description, broken: Request, told: str) -> None:
    """And it is told where the fault lies."""
    found = described.fault(*broken)
    assert found is not None
    assert found.startswith(f"{broken[0]} {broken[1]}: ")
    assert told in found.partition(": ")[2]


def test_the_nearest_path_is_taken(described: Description) -> None:
    """The reply to an interaction is not taken for a message called "@original"."""
    path = "/webhooks/1/abc/messages/@original"
    operation = described.operation("PATCH", path)
    assert operation is not None
    assert operation.template == "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
