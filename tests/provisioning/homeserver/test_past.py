"""Who stood where, told by membership events: each person by their own last one, all pages of them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from provisioning.homeserver.past import Stood, membership_events, standing_at
from provisioning.homeserver.requests import Requests

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
ADA, EVE = UserId("@ada:here"), UserId("@eve:elsewhere")
IN, OUT = Membership.JOIN, Membership.LEAVE


def stood(user: UserId, now: Membership, minutes: int) -> Stood:
    return Stood(user, now, NOON + timedelta(minutes=minutes))


def test_the_last_event_that_is_not_younger_counts() -> None:
    events = [stood(ADA, IN, 0), stood(ADA, OUT, 5), stood(ADA, IN, 9)]
    found = [standing_at(events, NOON + timedelta(minutes=minute)) for minute in (-1, 0, 4, 5, 8, 9)]
    assert found == [None, {ADA: IN}, {ADA: IN}, {ADA: OUT}, {ADA: OUT}, {ADA: IN}]


@pytest.mark.parametrize("lie", [-600, 600])
def test_a_server_that_tells_wrong_times_harms_the_answer_about_nobody_else(lie: int) -> None:
    events = [stood(ADA, IN, 0), stood(EVE, IN, lie), stood(ADA, OUT, 5)]
    assert (standing_at(events, NOON + timedelta(minutes=4)) or {})[ADA] is IN
    assert (standing_at(events, NOON + timedelta(minutes=5)) or {})[ADA] is OUT


def event(user: str, number: int) -> dict[str, Any]:
    content = {"membership": "join"}
    return {"state_key": user, "origin_server_ts": number, "content": content}


@pytest.fixture
async def server() -> AsyncIterator[tuple[Requests, list[str]]]:
    asked: list[str] = []

    async def messages(request: web.Request) -> web.Response:
        asked.append(request.path)
        first = int(request.query.get("from", 0))
        more = {"end": str(first + 2)} if first < 4 else {}
        return web.json_response({"chunk": [event(f"@p{n}:x", n) for n in (first, first + 1)], **more})

    application = web.Application()
    application.router.add_get("/{path:.*}", messages)
    test = TestServer(application)
    await test.start_server()
    async with aiohttp.ClientSession() as http:
        yield Requests(http, str(test.make_url("/"))), asked
    await test.close()


@pytest.mark.parametrize(
    ("mark", "whose"), [(RoomKey("hall"), "/_matrix/client/v3"), (None, "/_synapse/admin/v1")]
)
async def test_all_pages_are_read_and_rooms_of_others_by_the_administrator(
    server: tuple[Requests, list[str]], mark: RoomKey | None, whose: str
) -> None:
    requests, asked = server
    events = await membership_events(requests, RoomId("!r"), mark)
    assert [one.user for one in events] == [f"@p{n}:x" for n in range(6)]
    assert len(asked) == 3
    assert {path.partition("/rooms/")[0] for path in asked} == {whose}
