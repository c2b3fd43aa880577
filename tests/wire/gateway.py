"""The loopback Discord's gateway: sessions that events are sent to, and that can be resumed."""

from __future__ import annotations

import contextlib
import json
import time
import zlib
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.wire.objects import BOT, CHANNEL, GUILD, SERVER_OF, guild

if TYPE_CHECKING:
    from collections.abc import Callable

BAD_TOKEN, PRIVILEGED_INTENTS = 4004, 4014
_PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
_BEAT_MS = 41_250


class Op(IntEnum):
    """The kinds of payloads."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Connection:
    """One socket; what is sent is compressed as one stream if the bot asked for that."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self._transport = request.transport
        packed = request.query.get("compress") == "zlib-stream"
        self._packer = zlib.compressobj() if packed else None

    async def send(
        self, op: int, data: Any, seq: int | None = None, name: str | None = None
    ) -> None:
        """Send one payload; to a socket that has gone, nothing."""
        if self.socket.closed:
            return
        text = json.dumps({"op": op, "d": data, "s": seq, "t": name})
        # A bot that is killed at this moment takes nothing more.
        with contextlib.suppress(ConnectionError):
            if self._packer is None:
                await self.socket.send_str(text)
                return
            packed = self._packer.compress(text.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)

    def drop(self) -> None:
        """Cut the line without a word."""
        if self._transport is not None:
            self._transport.abort()


@dataclass
class Session:
    """A login; it keeps its events, so that a bot which comes back is told what it missed."""

    id: str
    events: list[tuple[int, str, Any]] = field(default_factory=list)
    connection: Connection | None = None

    async def dispatch(self, name: str, data: Any) -> None:
        """Tell of an event now, or at the next resume."""
        seq = len(self.events) + 1
        self.events.append((seq, name, data))
        if self.connection is not None:
            await self.connection.send(Op.DISPATCH, data, seq, name)


class Gateway:
    """Accepts connections, logs bots in, resumes sessions, and sends events to the newest one.

    `changed` is called when something has happened that a test may wait for; what a real gateway
    would not have taken is added to `violations`.
    """

    def __init__(self, token: str, violations: list[str], changed: Callable[[], None]) -> None:
        self._token = token
        self._violations = violations
        self._changed = changed
        self._connections: set[Connection] = set()
        self._close_next: int | None = None
        self._refused = 0
        self.address = ""
        self.sessions: list[Session] = []
        self.identified: list[dict[str, Any]] = []
        self.resumed: list[dict[str, Any]] = []
        self.ready_at: list[float] = []
        self.closed_with: list[int | None] = []

    @property
    def connected(self) -> bool:
        """Whether a bot listens to the newest session."""
        return bool(self.sessions) and self.session.connection is not None

    @property
    def session(self) -> Session:
        """The newest session."""
        assert self.sessions, "the bot has not logged in"
        return self.sessions[-1]

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until either side ends it."""
        if self._refused:
            self._refused -= 1
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket, request)
        self._connections.add(connection)
        try:
            await connection.send(Op.HELLO, {"heartbeat_interval": _BEAT_MS})
            async for received in socket:
                if received.type is not WSMsgType.TEXT:
                    self._violations.append(f"gateway: sent {received.type.name}")
                    continue
                payload = json.loads(received.data)
                await self._take(connection, payload["op"], payload["d"], request.path)
                self._changed()
        finally:
            self._connections.discard(connection)
            self.closed_with.append(socket.close_code)
            for session in self.sessions:
                if session.connection is connection:
                    session.connection = None
            self._changed()
        return socket

    async def _take(self, connection: Connection, op: int, data: Any, path: str) -> None:
        match op:
            case Op.HEARTBEAT:
                await connection.send(Op.HEARTBEAT_ACK, None)
            case Op.IDENTIFY:
                await self._identify(connection, data)
            case Op.RESUME:
                await self._resume(connection, data, path)
            case _:
                self._violations.append(f"gateway: sent the unexpected opcode {op}")

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        self.identified.append(data)
        if self._close_next is not None:
            code, self._close_next = self._close_next, None
            await connection.socket.close(code=code)
            return
        if data["token"] != self._token:
            await connection.socket.close(code=BAD_TOKEN, message=b"Authentication failed.")
            return
        if data["intents"] & _PRIVILEGED:
            self._violations.append("gateway: asked for privileged intents")
            await connection.socket.close(code=PRIVILEGED_INTENTS, message=b"Disallowed intents.")
            return
        session = Session(f"session-{len(self.sessions) + 1}", connection=connection)
        self.sessions.append(session)
        ready = {
            "v": 10,
            "user": BOT.user() | {"verified": True, "mfa_enabled": False},
            "guilds": [
                {"id": server, "unavailable": True} for server in (GUILD, *SERVER_OF.values())
            ],
            "session_id": session.id,
            "resume_gateway_url": f"{self.address}/resume",
            "application": {"id": BOT.id, "flags": 0},
        }
        self.ready_at.append(time.monotonic())
        await session.dispatch("READY", ready)
        for where in (CHANNEL, *SERVER_OF):
            await session.dispatch("GUILD_CREATE", guild(where))

    async def _resume(self, connection: Connection, data: dict[str, Any], path: str) -> None:
        self.resumed.append(data)
        if path != "/resume":
            self._violations.append("gateway: resumed elsewhere than at resume_gateway_url")
        found = [session for session in self.sessions if session.id == data["session_id"]]
        if not found or data["token"] != self._token:
            await connection.send(Op.INVALID_SESSION, data=False)
            return
        session = found[0]
        session.connection = connection
        for seq, name, event in session.events:
            if seq > data["seq"]:
                await connection.send(Op.DISPATCH, event, seq, name)
        await session.dispatch("RESUMED", {})

    def drop(self) -> None:
        """Cut every line without a word, as a failing network does."""
        for connection in self._connections:
            connection.drop()

    async def ask_to_reconnect(self) -> None:
        """Ask the bot to connect anew and resume, as Discord does before it moves a session."""
        for connection in tuple(self._connections):
            await connection.send(Op.RECONNECT, None)

    def forget_sessions(self) -> None:
        """End all sessions for good: a resume will be refused."""
        self.sessions.clear()

    def refuse_connections(self, times: int) -> None:
        """Let nobody in for so many attempts."""
        self._refused = times

    def close_next_login_with(self, code: int) -> None:
        """Refuse the next bot that identifies itself."""
        self._close_next = code

    async def close(self) -> None:
        """Close what is open."""
        for connection in tuple(self._connections):
            await connection.socket.close(code=1001)
