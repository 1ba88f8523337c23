"""Requests are patient: with limits, with restarts, and not for ever."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from kit.errors import Forbidden, MatrixFailure, NotFound, SignedOut, Unreachable
from kit.ids import UserId
from provisioning.homeserver.embedded import free_port
from provisioning.homeserver.requests import Requests

Answers = Callable[..., Awaitable[Requests]]


def refused(status: int, code: str, **more: Any) -> web.Response:
    return web.json_response({"errcode": code, "error": "so it is", **more}, status=status)


FINE = web.json_response


@pytest.fixture
async def answers() -> AsyncIterator[Answers]:
    """Return requests to a server that gives these answers in turn."""
    opened: list[Any] = []

    async def serve(*given: Callable[[], web.Response], **settings: Any) -> Requests:
        waiting = list(given)

        async def answer(request: web.Request) -> web.Response:
            return waiting.pop(0)()

        application = web.Application()
        application.router.add_route("*", "/{path:.*}", answer)
        server = TestServer(application)
        await server.start_server()
        http = aiohttp.ClientSession()
        opened.extend([http, server])
        return Requests(http, str(server.make_url("/")), "token", UserId("@bot:x"), **settings)

    yield serve
    for each in opened:
        await each.close()


async def ask(requests: Requests, **more: Any) -> Any:
    return await requests.ask("POST", "/_matrix/client/v3/createRoom", doing="make a room", **more)


async def test_it_waits_as_long_as_it_is_asked_to(answers: Answers) -> None:
    busy = lambda: refused(429, "M_LIMIT_EXCEEDED", retry_after_ms=60)  # noqa: E731 - one answer, twice
    requests = await answers(busy, busy, lambda: FINE({"room_id": "!r"}))
    assert await ask(requests) == {"room_id": "!r"}
    assert requests.made == 3


async def test_it_waits_for_a_server_that_restarts(answers: Answers) -> None:
    requests = await answers(lambda: web.Response(status=502, text="<html>"), lambda: FINE({}))
    assert await ask(requests) == {}


async def test_it_does_not_repeat_what_must_not_be_repeated(answers: Answers) -> None:
    requests = await answers(lambda: refused(503, "M_UNKNOWN"))
    with pytest.raises(Unreachable):
        await ask(requests, again=False)
    assert requests.made == 1


async def test_its_patience_has_an_end() -> None:
    async with aiohttp.ClientSession() as http:
        requests = Requests(http, f"http://127.0.0.1:{free_port(43_000)}", "token", patience=0.3)
        with pytest.raises(Unreachable, match="does not answer"):
            await ask(requests)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, "M_FORBIDDEN", Forbidden),
        (404, "M_NOT_FOUND", NotFound),
        (401, "M_UNKNOWN_TOKEN", SignedOut),
        (400, "M_BAD_STATE", MatrixFailure),
    ],
)
async def test_a_refusal_becomes_our_error(
    answers: Answers, status: int, code: str, kind: type[MatrixFailure]
) -> None:
    requests = await answers(lambda: refused(status, code))
    with pytest.raises(kind, match="make a room: so it is") as caught:
        await ask(requests)
    assert caught.value.code == code
