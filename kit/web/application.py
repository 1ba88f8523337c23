"""The aiohttp application: /health, /metrics, and the pages that bots and bridges hang on it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from errno import EADDRINUSE

from aiohttp import web

from kit.errors import Trouble
from kit.web.health import Health
from kit.web.measures import Measures

TRIES = 20
"""How many ports are tried, from the wished-for one on."""

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
    """Serve the application while the block runs; yield its address.

    The next free port is taken where ``port`` is in use; 0 takes any. Raises :class:`kit.errors.Trouble`
    where it cannot listen at all.
    """
    runner = web.AppRunner(site, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        named = f"[{host}]" if ":" in host else host
        yield f"http://{named}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    for tried in range(port, port + (TRIES if port else 1)):
        try:
            return await web.TCPSite(runner, host, tried).start()
        except OSError as problem:
            if problem.errno != EADDRINUSE:
                why = problem.strerror or str(problem)
                raise Trouble(f"cannot listen on {host}:{tried}: {why}; set web.host and web.port") from None
    raise Trouble(f"no free port from {port} to {port + TRIES - 1} on {host}; set web.port")


@web.middleware
async def _careful(request: web.Request, handler: Answering) -> web.StreamResponse:
    """Let no browser guess, frame or keep what we answer."""
    answer = await handler(request)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("X-Frame-Options", "DENY")
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer
