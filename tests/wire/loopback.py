"""A small Discord on this machine's loopback address: REST and gateway over real sockets."""

from __future__ import annotations

import base64
import json
import re
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.wire import objects
from tests.wire.gateway import Gateway
from tests.wire.objects import ALICE, BOB, BOT, CHANNEL
from tests.wire.records import Exchange, Request
from tests.wire.rest import SECONDS_TO_ANSWER, Rest
from tests.wire.watch import Watch

if TYPE_CHECKING:
    from typing import Self

    from tests.wire.faults import Fault
    from tests.wire.objects import Person

BASE = "/api/v10"
TOKEN = ".".join((base64.b64encode(BOT.id.encode()).decode().rstrip("="), "Fake00", "x" * 38))
_OPEN_TO_ALL = ("/interactions/", "/webhooks/")


class Loopback(Watch):
    """A class's server with Alice and Bob in it, to which one bot at a time connects.

    Everything that the bot sends is kept in `requests`; what Discord would never have taken stands
    in `violations`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Request] = []
        self.violations: list[str] = []
        self.faults: list[Fault] = []
        self.gateway = Gateway(TOKEN, self.violations, self.touch)
        self.rest = Rest(lambda: self.gateway.address, self.violations)
        self.rest.people += [ALICE, BOB]
        self.address = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=30 * 1024 * 1024)
        app.router.add_route("*", BASE + "/{path:.*}", self._handle)
        for path in ("/", "/resume"):
            app.router.add_get(path, self.gateway.handle)
        app.router.add_route("*", "/{path:.*}", self._stray)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}{BASE}"
        self.gateway.address = f"ws://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        for fault in self.faults:
            fault.released.set()
        await self.gateway.close()
        await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        at = time.monotonic()
        content_type, body = await _read(request)
        sent = Request(
            request.method,
            request.path.removeprefix(BASE),
            request.headers.get("Authorization"),
            content_type,
            body,
            at,
            request.query,
        )
        self.requests.append(sent)
        try:
            response = await self._respond(sent)
        except ConnectionResetError:
            assert request.transport is not None
            request.transport.abort()
            response = web.Response()
        else:
            sent.status = response.status
        self.touch()
        return response

    async def _stray(self, request: web.Request) -> web.Response:
        self.violations.append(f"{request.method} {request.path}: outside of the API")
        return _json(404, {"message": "404: Not Found", "code": 0})

    async def _respond(self, sent: Request) -> web.Response:
        fault = next((fault for fault in self.faults if fault.befalls(sent)), None)
        if fault is not None:
            self.faults.remove(fault)
            fault.reached.set()
            if fault.reset and not fault.done:
                raise ConnectionResetError
            if fault.status is not None:
                return _json(fault.status, fault.body, fault.headers)
        if not sent.path.startswith(_OPEN_TO_ALL) and sent.authorization != f"Bot {TOKEN}":
            return _json(401, {"message": "401: Unauthorized", "code": 0})
        reply = self.rest.reply(sent)
        self.touch()
        if fault is not None and fault.reset:
            raise ConnectionResetError
        if fault is not None:
            await fault.released.wait()
        if reply is None:
            self.violations.append(f"{sent.method} {sent.path}: this server knows no such route")
            return _json(404, {"message": "404: Not Found", "code": 0})
        return _json(*reply)

    def befall(self, fault: Fault) -> Fault:
        """Let `fault` befall the next request that it is meant for."""
        self.faults.append(fault)
        return fault

    def sent(self, route: tuple[str, str]) -> list[Request]:
        """The requests to a route so far."""
        method, path = route
        return [r for r in self.requests if r.method == method and re.fullmatch(path, r.path)]

    async def interact(self, payload: dict[str, Any]) -> Exchange:
        """Send an interaction to the bot and wait for nothing."""
        exchange = Exchange(payload, time.monotonic())
        self.rest.exchanges[exchange.token] = exchange
        await self.gateway.session.dispatch("INTERACTION_CREATE", payload)
        return exchange

    async def answered(self, exchange: Exchange) -> Exchange:
        """Wait until the bot has answered, which has to be in time for Discord."""
        await self.until(lambda: exchange.acknowledged_at, f"an answer to {exchange.payload}")
        assert exchange.took <= SECONDS_TO_ANSWER
        return exchange

    async def say(self, person: Person, content: str, **more: Any) -> dict[str, Any]:
        """Write a message where the bot can read it."""
        written = objects.message(person, content, **more)
        where = written["channel_id"]
        self.rest.messages[written["id"]] = written
        place = {"guild_id": objects.GUILD, "member": person.member()} if where == CHANNEL else {}
        await self.gateway.session.dispatch("MESSAGE_CREATE", written | place)
        return written


async def _read(request: web.Request) -> tuple[str, Any]:
    """The content type of a request and its body, the fields of several parts as one object."""
    raw_type = request.headers.get("Content-Type")
    if raw_type is None or not request.body_exists:
        return request.content_type, None
    if request.content_type != "multipart/form-data":
        return request.content_type, json.loads(await request.read())
    body: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        if name == "payload_json":
            assert not isinstance(value, web.FileField), "the JSON part was sent as a file"
            body |= json.loads(value)
        else:
            body[name] = f"{value.filename}" if isinstance(value, web.FileField) else value
    return request.content_type, body


def _json(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    # The library reads a reply as JSON only if its content type is this and nothing more.
    if body is None:
        return web.Response(status=status, headers=headers)
    data = json.dumps(body).encode()
    return web.Response(status=status, body=data, content_type="application/json", headers=headers)
