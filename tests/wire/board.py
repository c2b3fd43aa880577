"""The loopback Discord's messages in channels: posted once a nonce, edited, deleted, read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.wire.objects import BOT, PACE, is_private, sent_by_bot

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.wire.records import Request

    Reply = tuple[int, Any]

_UNKNOWN: tuple[int, Any] = (404, {"message": "Unknown Message", "code": 10008})
_NO_CHANNEL: tuple[int, Any] = (404, {"message": "Unknown Channel", "code": 10003})
_FORBIDDEN: tuple[int, Any] = (403, {"message": "Missing Permissions", "code": 50013})
_LONGEST_NONCE = 25
# "The past few minutes", says Discord; the bot may rely on no more than these seconds.
_NONCE_KNOWN = 120.0
_MOST_READ = 100


class Board:
    """What stands in the channels; `seen` is called with each message that is new or edited.

    `gone` are channels that are no more, `closed` those that the bot may not write in. What the
    real Discord would not have taken is added to `violations`.
    """

    def __init__(self, violations: list[str]) -> None:
        self._violations = violations
        self._nonces: dict[tuple[str, str], tuple[float, str]] = {}
        self.messages: dict[str, dict[str, Any]] = {}
        self.posted: list[dict[str, Any]] = []
        self.gone: set[str] = set()
        self.closed: set[str] = set()
        self.seen: Callable[[dict[str, Any]], None] = lambda _: None

    def post(self, request: Request, where: str) -> Reply:
        """A new message, or the one that was posted with the same nonce a short while ago."""
        if refusal := self._refusal(where):
            return refusal
        data = request.body
        nonce = str(data.get("nonce", ""))
        if len(nonce) > _LONGEST_NONCE:
            self._violations.append(f"POST in {where}: the nonce {nonce} is too long")
        known = self._nonces.get((where, nonce)) if data.get("enforce_nonce") else None
        if known is not None and PACE.now() - known[0] < _NONCE_KNOWN and known[1] in self.messages:
            return 200, self.messages[known[1]]
        made = sent_by_bot(data, where) | {"type": 0, "nonce": nonce}
        if reference := data.get("message_reference"):
            made |= {"type": 19, "message_reference": {**reference, "channel_id": where}}
        self._nonces[where, nonce] = (PACE.now(), made["id"])
        self.messages[made["id"]] = made
        self.posted.append(made)
        self.seen(made)
        return 200, made

    def edit(self, request: Request, where: str, number: str) -> Reply:
        """A message with other components."""
        found = self.messages.get(number)
        if refusal := self._refusal(where):
            return refusal
        if found is None or found["channel_id"] != where:
            return _UNKNOWN
        if found["author"]["id"] != BOT.id:
            return _FORBIDDEN
        changed = sent_by_bot({"flags": found["flags"], **request.body}, where)
        found["components"] = changed["components"]
        found["edited_timestamp"] = "2026-01-01T00:00:00+00:00"
        self.seen(found)
        return 200, found

    def delete(self, _: Request, where: str, number: str) -> Reply:
        """One message less."""
        if refusal := self._refusal(where):
            return refusal
        if self.messages.pop(number, None) is None:
            return _UNKNOWN
        return 204, None

    def history(self, request: Request, where: str) -> Reply:
        """Messages of a channel, newest first; after or before one, if that is given."""
        if where in self.gone:
            return _NO_CHANNEL
        most = int(request.query.get("limit", "50"))
        if not 1 <= most <= _MOST_READ:
            self._violations.append(f"GET of {where}: no {most} messages are given at once")
        after = int(request.query.get("after", "0"))
        before = int(request.query.get("before", str(1 << 64)))
        every = [
            one
            for one in self.messages.values()
            if one["channel_id"] == where
            and not is_private(one)
            and after < int(one["id"]) < before
        ]
        every.sort(key=lambda one: int(one["id"]))
        chosen = every[:most] if "after" in request.query else every[-most:]
        return 200, chosen[::-1]

    def one(self, _: Request, number: str) -> Reply:
        """A message that everybody sees."""
        found = self.messages.get(number)
        return (200, found) if found and not is_private(found) else _UNKNOWN

    def public(self, where: str) -> list[dict[str, Any]]:
        """What everybody sees in a channel, oldest first."""
        found = [one for one in self.posted if one["id"] in self.messages]
        return [one for one in found if one["channel_id"] == where and not is_private(one)]

    def _refusal(self, where: str) -> Reply | None:
        if where in self.gone:
            return _NO_CHANNEL
        return _FORBIDDEN if where in self.closed else None
