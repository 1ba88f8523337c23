"""A part that fails is told and begun again; the end of the whole is never overlooked."""

import asyncio
import io
import sqlite3
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rich.console import Console
from sqlalchemy.exc import OperationalError

from kit.clock import SystemClock
from kit.errors import SignedOut, Trouble, Unreachable
from kit.settings import WebSettings
from kit.web.health import Health
from palais import admission, up
from palais.ground import Ground, all_bots
from palais.running import Running
from provisioning.homeserver.registration import new_registration

LIBRARY = next(bot for bot in all_bots().values() if bot.name == "library")


async def kept_until_troubled(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> dict[str, Any]:
    """Let one bot fail over and over; return what health says of it after the second failure."""
    failures = asyncio.Event()
    begun = 0

    async def fails(*_: object) -> None:
        nonlocal begun
        begun += 1
        if begun == 3:
            failures.set()
        raise problem

    async def hardly(_: float) -> None:
        await real_sleep(0)

    real_sleep = asyncio.sleep
    monkeypatch.setattr(Running, "_serve", fails)
    monkeypatch.setattr("palais.running.asyncio.sleep", hardly)
    # A traceback is written with lines of source, which are read from the disk.
    quiet = SimpleNamespace(warning=lambda *_, **__: None, exception=lambda *_, **__: None)
    monkeypatch.setattr("palais.running.log", quiet)
    house: Any = SimpleNamespace(clock=SystemClock(), health=Health())
    accounts: Any = SimpleNamespace(pop=lambda *_: object())
    parts: Any = dict.fromkeys(("steward", "voice", "people", "bans", "mandates"), house)
    running = Running(house=house, accounts=accounts, **parts)
    keeping = asyncio.create_task(running._keep(LIBRARY))
    await asyncio.wait_for(failures.wait(), 5)
    keeping.cancel()
    with suppress(asyncio.CancelledError):
        await keeping
    said: dict[str, Any] = house.health.report()["parts"]["library"]
    return said


@pytest.mark.parametrize(
    ("problem", "why"),
    [
        (Unreachable("sync", message="http://a does not answer"), "sync: http://a does not answer"),
        (SignedOut("sync", "M_UNKNOWN_TOKEN", "Unknown token"), "sync: Unknown token"),
        (
            OperationalError("INSERT", None, sqlite3.OperationalError("database or disk is full")),
            "it met something unforeseen; the log says what",
        ),
    ],
)
async def test_a_bot_that_fails_is_told_and_begun_again(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, why: str
) -> None:
    assert await kept_until_troubled(monkeypatch, problem) == {"status": "troubled", "why": why}


async def test_the_end_of_what_serves_ends_the_platform_with_a_sentence() -> None:
    async def ends() -> None:
        return None

    with pytest.raises(Trouble, match="the platform ended by itself; its log says why"):
        await up._end_of(asyncio.create_task(ends()))


async def test_what_ended_the_platform_is_what_is_told() -> None:
    async def fails() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        await up._end_of(asyncio.create_task(fails()))


async def test_a_homeserver_of_our_own_that_dies_is_tried_again_until_it_comes_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    came_up = asyncio.Event()
    tried: list[str] = []

    class Dying:
        pid: int | None = None

        async def stop(self) -> None:
            tried.append("stop")

        async def start(self) -> None:
            tried.append("start")
            if tried.count("start") < 3:
                raise Trouble("the homeserver did not come up, since the disk is full")
            self.pid = 7
            came_up.set()

    async def hardly(_: float) -> None:
        await real_sleep(0)

    real_sleep = asyncio.sleep
    monkeypatch.setattr("palais.up.asyncio.sleep", hardly)
    server: Any = Dying()
    keeping = asyncio.create_task(up._kept_alive(server))
    await asyncio.wait_for(came_up.wait(), 5)
    keeping.cancel()
    assert tried == ["stop", "start"] * 3


@pytest.mark.parametrize(
    ("wished", "says"),
    [
        (8090, "Port 8090 is in use, so /health and /metrics are at http://127.0.0.1:8091."),
        (0, "/health and /metrics are at http://127.0.0.1:8091."),
        (8091, ""),
    ],
)
def test_where_the_pages_are_is_said_when_it_is_not_where_they_were_wished_for(
    wished: int, says: str
) -> None:
    console = Console(file=io.StringIO(), width=200)
    up._mention_pages(console, "http://127.0.0.1:8091", WebSettings(port=wished))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().strip() == says


async def test_a_homeserver_that_answers_too_slowly_is_one_that_does_not_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(admission, "PATIENCE", 0.2)

    async def dream(_: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.json_response({})

    slow = web.Application()
    slow.router.add_route("*", "/{path:.*}", dream)
    async with TestServer(slow) as server:
        registration = new_registration("palais-steward", "palais-steward", ["@steward:x"])
        url = str(server.make_url("/"))
        ground = Ground(url=url, server_name="x", steward=registration, bots=registration)
        with pytest.raises(Unreachable, match=r"does not answer \(.*Timeout"):
            await admission.admitted(ground)
