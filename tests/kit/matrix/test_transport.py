"""The one door to the server: what is waited out, what is an error, and what is never said twice."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from kit.errors import Forbidden, NotFound, RateLimited, SignedOut, Unreachable, WouldLeak
from kit.ids import DeviceId, UserId
from kit.matrix.transport import Transport

ME = UserId("@library:palais.localhost")
Answers = list[tuple[int, dict[str, object]]]


class Pretender:
    """A server that answers as told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: Answers = []
        self.asked: list[web.Request] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        status, body = self.answers.pop(0) if self.answers else (200, {})
        return web.json_response(body, status=status)


@pytest.fixture
def pretender() -> Pretender:
    return Pretender()


@pytest.fixture
async def transport(pretender: Pretender) -> AsyncIterator[Transport]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", pretender.answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        url = str(server.make_url("")).rstrip("/")
        yield Transport(http, url, ME, "service", token="mine", device=DeviceId("D"))


Ask = Callable[..., Awaitable[object]]


async def test_a_server_that_asks_to_wait_is_obeyed(transport: Transport, pretender: Pretender) -> None:
    pretender.answers = [(429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 150})]
    started = asyncio.get_running_loop().time()
    await transport.ask("PUT", "/x", doing="try")
    assert asyncio.get_running_loop().time() - started >= 0.15
    assert len(pretender.asked) == 2


async def test_what_is_forbidden_while_we_wait_is_not_tried_again(
    transport: Transport, pretender: Pretender
) -> None:
    pretender.answers = [(502, {})]

    async def allowed_once() -> None:
        if pretender.asked:
            raise WouldLeak("the room was encrypted meanwhile")

    with pytest.raises(WouldLeak):
        await transport.ask("PUT", "/x", doing="try", before=allowed_once)
    assert len(pretender.asked) == 1


async def test_a_server_that_restarts_is_waited_for(transport: Transport, pretender: Pretender) -> None:
    pretender.answers = [(502, {}), (503, {})]
    assert await transport.ask("GET", "/x", doing="try") == {}


async def test_patience_ends(transport: Transport, pretender: Pretender) -> None:
    pretender.answers = [(429, {"retry_after_ms": 60_000})]
    with pytest.raises(RateLimited):
        await transport.ask("GET", "/x", doing="try", patience=1)
    pretender.answers = [(503, {})] * 9
    with pytest.raises(Unreachable):
        await transport.ask("GET", "/x", doing="try", patience=0.5)


async def test_what_must_happen_once_is_not_tried_again_where_it_may_have_happened(
    transport: Transport, pretender: Pretender
) -> None:
    pretender.answers = [(504, {})]
    with pytest.raises(Unreachable):
        await transport.ask("POST", "/x", doing="try", once=True)
    assert len(pretender.asked) == 1


@pytest.mark.parametrize(
    ("code", "kind"), [("M_FORBIDDEN", Forbidden), ("M_NOT_FOUND", NotFound), ("M_UNKNOWN_TOKEN", SignedOut)]
)
async def test_each_no_is_an_error_of_its_own(
    transport: Transport, pretender: Pretender, code: str, kind: type[Exception]
) -> None:
    pretender.answers = [(403, {"errcode": code, "error": "no"})]
    with pytest.raises(kind, match="try: no"):
        await transport.ask("GET", "/x", doing="try")


async def test_what_goes_out_as_the_registration_names_account_and_device(
    transport: Transport, pretender: Pretender
) -> None:
    await transport.ask("PUT", "/x", doing="try", as_service=True)
    asked = pretender.asked[0]
    assert asked.headers["Authorization"] == "Bearer service"
    assert dict(asked.query) == {"user_id": ME, "device_id": "D"}


async def test_a_token_that_no_longer_works_is_renewed_once(
    transport: Transport, pretender: Pretender
) -> None:
    async def renew() -> None:
        transport.token = "new"

    transport.renew = renew
    pretender.answers = [(401, {"errcode": "M_UNKNOWN_TOKEN"})]
    await transport.ask("GET", "/x", doing="try")
    assert [asked.headers["Authorization"] for asked in pretender.asked] == ["Bearer mine", "Bearer new"]


def test_tokens_are_never_printed() -> None:
    shown = repr(Transport(None, "http://x", ME, "service-token", token="device-token"))  # type: ignore[arg-type]  # no connection is needed to be printed
    assert "service-token" not in shown
    assert "device-token" not in shown
