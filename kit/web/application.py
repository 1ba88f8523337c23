"""The aiohttp application: /health, /metrics, and the pages that bots and bridges hang on it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

from kit.errors import Trouble
from kit.web.health import Health
from kit.web.measures import Measures

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(
    health: Health, measures: Measures, pages: Iterable[web.AbstractRouteDef] = ()
) -> web.Application:
    """Return the application; ``pages`` are the routes of bots and bridges."""

    async def tell_health(_request: web.Request) -> web.Response:
        return web.json_response(health.report(), status=200 if health.ready else 503)

    async def tell_measures(_request: web.Request) -> web.Response:
        return web.Response(body=measures.text(), headers={"Content-Type": "text/plain; version=0.0.4"})

    site = web.Application(middlewares=[_careful])
    site.add_routes([web.get("/health", tell_health), web.get("/metrics", tell_measures), *pages])
    return site


@asynccontextmanager
async def open_site(site: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve the application while the block runs; yield its address. ``port`` 0 takes any free one.

    Raises :class:`kit.errors.Trouble` where the port is taken.
    """
    runner = web.AppRunner(site, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as problem:
            raise Trouble(f"cannot listen on {host}:{port}: {problem.strerror}; set web.port") from None
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@web.middleware
async def _careful(request: web.Request, handler: Answering) -> web.StreamResponse:
    """Let no browser guess, frame or keep what we answer."""
    answer = await handler(request)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("X-Frame-Options", "DENY")
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer
