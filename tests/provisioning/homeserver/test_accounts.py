"""Which homeservers open accounts with tokens: as a stranger is told, so is it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from kit.errors import MatrixFailure
from provisioning.homeserver.accounts import Accounts
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.homeserver.requests import Requests

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


class Told:
    """A server that answers a stranger in one way, and an administrator with a token; what it was asked."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status = status
        self.body = body
        self.asked: list[dict[str, Any]] = []
        self.strangers: list[bool] = []

    async def register(self, request: web.Request) -> web.Response:
        self.strangers.append("Authorization" not in request.headers and not request.query)
        return web.json_response(self.body, status=self.status)

    async def token(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        return web.json_response({"token": "ABCD"})


@pytest.fixture
async def given() -> AsyncIterator[Callable[[Told], Awaitable[Accounts]]]:
    opened: list[Any] = []

    async def serve(told: Told) -> Accounts:
        application = web.Application()
        application.router.add_post("/_matrix/client/v3/register", told.register)
        application.router.add_post("/_synapse/admin/v1/registration_tokens/new", told.token)
        server = TestServer(application)
        await server.start_server()
        http = aiohttp.ClientSession()
        opened.extend([http, server])
        return Accounts(Requests(http, str(server.make_url("/")), "secret"))

    yield serve
    for each in opened:
        await each.close()


def offering(*flows: Sequence[str]) -> Told:
    return Told(401, {"session": "s", "flows": [{"stages": list(flow)} for flow in flows]})


@pytest.mark.parametrize(
    "told",
    [
        offering(["m.login.registration_token", "m.login.dummy"]),
        offering(["m.login.email.identity"], ["m.login.recaptcha", "m.login.registration_token"]),
    ],
)
async def test_where_tokens_open_accounts_one_is_made_for_a_single_use(
    given: Callable[[Told], Awaitable[Accounts]], told: Told
) -> None:
    accounts = await given(told)
    assert await accounts.token(NEW_YEAR) == "ABCD"
    assert told.asked == [{"uses_allowed": 1, "expiry_time": 1_798_761_600_000}]
    assert told.strangers == [True]


@pytest.mark.parametrize(
    "told",
    [
        Told(403, {"errcode": "M_FORBIDDEN", "error": "Registration has been disabled"}),
        Told(404, {"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"}),
        Told(400, {"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"}),
        offering(["m.login.dummy"]),
        offering(["m.login.recaptcha", "m.login.terms"]),
        offering(),
    ],
)
async def test_where_they_do_not_none_is_made(
    given: Callable[[Told], Awaitable[Accounts]], told: Told
) -> None:
    accounts = await given(told)
    assert await accounts.token(NEW_YEAR) is None
    assert told.asked == []


async def test_what_is_neither_is_not_taken_for_an_answer(
    given: Callable[[Told], Awaitable[Accounts]],
) -> None:
    accounts = await given(Told(400, {"errcode": "M_UNKNOWN", "error": "what?"}))
    with pytest.raises(MatrixFailure):
        await accounts.token(NEW_YEAR)


async def test_the_twin_can_be_closed_too() -> None:
    assert await MemoryHomeserver(opens_accounts=False).registration_token(NEW_YEAR) is None
