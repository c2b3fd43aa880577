"""The loopback Discord's REST interface: what it remembers, and its reply to each request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.wire.board import Board
from tests.wire.objects import (
    BOT,
    CHANNEL,
    EVERYTHING,
    GUILD,
    channel,
    dm,
    is_private,
    sent_by_bot,
    snowflake,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.wire.objects import Person
    from tests.wire.records import Exchange, Request

    Reply = tuple[int, Any]

# Discord's own rule.
SECONDS_TO_ANSWER = 3.0
_MESSAGE, _THINKING, _DEFERRED, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9
_NOT_FOUND: tuple[int, Any] = (404, {"message": "Unknown", "code": 10008})
_UNKNOWN_INTERACTION: tuple[int, Any] = (404, {"message": "Unknown interaction", "code": 10062})
_ANSWERED: tuple[int, Any] = (
    400,
    {"message": "Interaction has already been acknowledged.", "code": 40060},
)


class Rest:
    """Messages, commands and interactions, and the routes to them."""

    def __init__(self, gateway_address: Callable[[], str], violations: list[str]) -> None:
        self._gateway_address = gateway_address
        self.commands: list[dict[str, Any]] = []
        self.board = Board(violations)
        self.messages = self.board.messages
        self.posted = self.board.posted
        self.exchanges: dict[str, Exchange] = {}
        self.people: list[Person] = []
        self.permissions = EVERYTHING
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Reply]]] = [
            (method, re.compile(path), answer)
            for method, path, answer in (
                ("GET", r"/users/@me", self._me),
                ("GET", r"/users/@me/guilds", self._guilds),
                ("GET", r"/oauth2/applications/@me", self._application),
                ("GET", r"/applications/@me", self._application),
                ("GET", r"/gateway/bot", self._gateway),
                ("GET", r"/applications/\d+/commands", self._list_commands),
                ("PUT", r"/applications/\d+/commands", self._sync),
                ("POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback),
                ("POST", r"/webhooks/\d+/([^/]+)", self._followup),
                ("GET", r"/webhooks/\d+/([^/]+)/messages/@original", self._original),
                ("PATCH", r"/webhooks/\d+/([^/]+)/messages/@original", self._edit_original),
                (
                    "DELETE",
                    r"/webhooks/\d+/([^/]+)/messages/@original",
                    self._delete_original,
                ),
                ("POST", r"/channels/(\d+)/messages", self.board.post),
                ("PATCH", r"/channels/(\d+)/messages/(\d+)", self.board.edit),
                ("DELETE", r"/channels/(\d+)/messages/(\d+)", self.board.delete),
                ("GET", r"/channels/(\d+)/messages", self.board.history),
                ("GET", r"/channels/\d+/messages/(\d+)", self.board.one),
                ("POST", r"/channels/\d+/typing", self._typing),
                ("GET", r"/channels/(\d+)", self._channel),
            )
        ]

    def reply(self, request: Request) -> Reply | None:
        """Status and body for a request, or None for what this server does not know."""
        for method, path, answer in self._routes:
            if method == request.method and (found := path.fullmatch(request.path)):
                return answer(request, *found.groups())
        return None

    def _me(self, _: Request) -> Reply:
        return 200, BOT.user() | {"verified": True, "mfa_enabled": False, "locale": "en-GB"}

    def _guilds(self, _: Request) -> Reply:
        mine: dict[str, Any] = {
            "id": GUILD,
            "name": "The class",
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(self.permissions),
            "features": [],
        }
        return 200, [mine]

    def _application(self, _: Request) -> Reply:
        return 200, {
            "id": BOT.id,
            "name": BOT.name,
            "icon": None,
            "description": "",
            "type": None,
            "bot": BOT.user(),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": 0,
            "owner": self.people[0].user() if self.people else BOT.user(),
            "team": None,
            "integration_types_config": {"0": {}, "1": {}},
            "event_webhooks_status": 1,
            "explicit_content_filter": 0,
            "redirect_uris": [],
            "max_participants": None,
        }

    def _gateway(self, _: Request) -> Reply:
        limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return 200, {"url": self._gateway_address(), "shards": 1, "session_start_limit": limit}

    def _list_commands(self, _: Request) -> Reply:
        return 200, self.commands

    def _sync(self, request: Request) -> Reply:
        self.commands = [
            {
                "id": snowflake(),
                "application_id": BOT.id,
                "version": snowflake(),
                "default_member_permissions": None,
                "description": "",
                "nsfw": False,
                **command,
            }
            for command in request.body
        ]
        return 200, self.commands

    def _callback(self, request: Request, number: str, token: str) -> Reply:
        exchange = self.exchanges.get(token)
        if exchange is None or exchange.id != number:
            return _UNKNOWN_INTERACTION
        if exchange.acknowledged_at is not None:
            return _ANSWERED
        if request.at - exchange.sent_at > SECONDS_TO_ANSWER:
            return _UNKNOWN_INTERACTION
        exchange.acknowledged_at = request.at
        exchange.reply = request.body
        kind = request.body["type"]
        data = request.body.get("data") or {}
        where = exchange.payload["channel_id"]
        if kind in {_MESSAGE, _THINKING}:
            exchange.message = self._keep(sent_by_bot(data, where))
        elif kind in {_DEFERRED, _UPDATE}:
            # From here on the original is the message that was pressed.
            exchange.message = self.messages[exchange.payload["message"]["id"]]
        if kind == _UPDATE and exchange.message is not None:
            changed = sent_by_bot(data, where)
            exchange.message = self._keep(exchange.message | {"components": changed["components"]})
        return 200, _acknowledgement(exchange, kind)

    def _followup(self, request: Request, token: str) -> Reply:
        exchange = self.exchanges.get(token)
        if exchange is None or exchange.acknowledged_at is None:
            return 404, {"message": "Unknown Webhook", "code": 10015}
        made = self._keep(sent_by_bot(request.body, exchange.payload["channel_id"]))
        exchange.followups.append(made)
        return 200, made

    def _original(self, _: Request, token: str) -> Reply:
        exchange = self.exchanges.get(token)
        return (200, exchange.message) if exchange and exchange.message else _NOT_FOUND

    def _edit_original(self, request: Request, token: str) -> Reply:
        exchange = self.exchanges.get(token)
        if exchange is None or exchange.message is None:
            return _NOT_FOUND
        changed = sent_by_bot(request.body, exchange.payload["channel_id"])
        exchange.message = self._keep(exchange.message | {"components": changed["components"]})
        return 200, exchange.message

    def _delete_original(self, _: Request, token: str) -> Reply:
        exchange = self.exchanges.get(token)
        there = exchange and (exchange.message or exchange.payload.get("message"))
        if not there or self.messages.pop(there["id"], None) is None:
            return _NOT_FOUND
        return 204, None

    def _typing(self, _: Request) -> Reply:
        return 204, None

    def _channel(self, _: Request, number: str) -> Reply:
        if number == CHANNEL:
            return 200, channel()
        for person in self.people:
            if (found := dm(person))["id"] == number:
                return 200, found
        return 404, {"message": "Unknown Channel", "code": 10003}

    def _keep(self, made: dict[str, Any]) -> dict[str, Any]:
        self.messages[made["id"]] = made
        return made


def _acknowledgement(exchange: Exchange, kind: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": exchange.id,
        "type": exchange.payload["type"],
        "channel_id": exchange.payload["channel_id"],
    }
    if exchange.message is None or kind in {_DEFERRED, _CHOICES, _MODAL}:
        return {"interaction": told}
    told |= {
        "response_message_id": exchange.message["id"],
        "response_message_loading": kind == _THINKING,
        "response_message_ephemeral": is_private(exchange.message),
    }
    return {"interaction": told, "resource": {"type": kind, "message": exchange.message}}
