"""The pages for operators tell how the platform is doing."""

import aiohttp
import pytest
from aiohttp import web

from kit.errors import Trouble
from kit.web.application import application, open_site
from kit.web.health import Health, Standing
from kit.web.measures import Measures


async def fetch(url: str) -> tuple[int, str, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text(), answer.headers["X-Content-Type-Options"]


async def test_health_is_good_when_every_part_is_ready() -> None:
    health = Health()
    async with open_site(application(health, Measures()), "127.0.0.1", 0) as url:
        assert (await fetch(f"{url}/health"))[0] == 503
        health.say("steward", Standing.READY)
        health.say("library", Standing.STARTING)
        assert (await fetch(f"{url}/health"))[0] == 503
        health.say("library", Standing.READY)
        assert (await fetch(f"{url}/health"))[0] == 200


def test_a_part_in_trouble_says_why() -> None:
    health = Health()
    health.say("steward", Standing.READY)
    health.say("library", Standing.TROUBLED, "its token was revoked")
    assert health.report() == {
        "status": "troubled",
        "parts": {
            "library": {"status": "troubled", "why": "its token was revoked"},
            "steward": {"status": "ready"},
        },
    }


async def test_the_measures_are_told_as_prometheus_reads_them() -> None:
    measures = Measures()
    measures.heard("library", "MessageHeard")
    with measures.answering("library"):
        pass
    measures.failed("library")
    async with open_site(application(Health(), measures), "127.0.0.1", 0) as url:
        status, text, _ = await fetch(f"{url}/metrics")
    assert status == 200
    assert 'palais_events_heard_total{bot="library",kind="MessageHeard"} 1.0' in text
    assert 'palais_answer_seconds_count{bot="library"} 1.0' in text
    assert 'palais_failures_total{bot="library"} 1.0' in text


async def test_a_part_can_hang_its_own_page_beside() -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="hello")

    site = application(Health(), Measures(), [web.get("/bots/library", page)])
    async with open_site(site, "127.0.0.1", 0) as url:
        assert await fetch(f"{url}/bots/library") == (200, "hello", "nosniff")


async def test_where_the_port_is_in_use_the_next_free_one_is_taken() -> None:
    async with open_site(application(Health(), Measures()), "127.0.0.1", 0) as first:
        port = int(first.rpartition(":")[2])
        async with open_site(application(Health(), Measures()), "127.0.0.1", port) as second:
            assert port < int(second.rpartition(":")[2]) < port + 20


async def test_an_address_that_is_not_ours_is_said_in_a_sentence() -> None:
    with pytest.raises(Trouble, match=r"cannot listen on 192\.0\.2\.1:.*; set web\.host"):
        async with open_site(application(Health(), Measures()), "192.0.2.1", 8090):
            pass
