"""/metrics and /healthz on this machine, if the settings name a port."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from bot.errors import StartError
from bot.runtime.metrics import CONTENT_TYPE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from aiohttp import web

    from bot.runtime.metrics import Metrics


# Never another address: the figures are nobody else's.
_HOST: Final = "127.0.0.1"

_WELL, _UNWELL = 200, 503


@asynccontextmanager
async def monitoring(
    port: int, metrics: Metrics, troubles: Callable[[], list[str]]
) -> AsyncIterator[None]:
    """Serve the figures during the block; `troubles` says why the bot is not well.

    Does nothing for port 0. Raises StartError, one line, if the port is taken.
    """
    if not port:
        yield
        return
    # Imported late: most bots are not watched in this way.
    from aiohttp import web  # noqa: PLC0415  # see above

    async def figures(request: web.Request) -> web.Response:
        del request
        return web.Response(body=metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    async def health(request: web.Request) -> web.Response:
        del request
        found = troubles()
        status = _UNWELL if found else _WELL
        return web.Response(text="\n".join(found or ["well"]) + "\n", status=status)

    app = web.Application()
    app.router.add_get("/metrics", figures)
    app.router.add_get("/healthz", health)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, _HOST, port).start()
        except OSError as error:
            raise StartError(
                f"the port {port} of monitoring.port is taken; name another in the settings"
            ) from error
        yield
    finally:
        await runner.cleanup()
