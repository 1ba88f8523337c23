"""A platform that stopped, kindly or not, goes on where it was."""

import asyncio
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioning.homeserver.embedded import free_port
from tests.journeys.conftest import COMMUNITY
from tests.journeys.people import Person
from tests.journeys.platform import Platform
from tests.journeys.seeing import answering


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Platform]:
    """A platform of one's own, not yet started."""
    platform = Platform(tmp_path / "state", COMMUNITY, port=free_port(20_000 + secrets.randbelow(20_000)))
    yield platform
    platform.kill()


async def asks_for_help(person: Person, room: str) -> None:
    asked = await person.say(room, "!library help")
    assert (await person.wait_for(answering(asked), room=room)).clear


async def test_a_stop_and_a_crash_lose_nothing_and_the_next_start_goes_on(fresh: Platform) -> None:
    await asyncio.to_thread(fresh.start)
    rooms, homeserver = fresh.ready["rooms"], fresh.homeserver
    async with Person(fresh.user("ada"), fresh.password("ada"), homeserver=homeserver) as ada:
        await asks_for_help(ada, rooms["lobby"])
        second = await asyncio.to_thread(fresh.palais, "up", "--community", str(COMMUNITY))
        assert second.returncode == 1
        assert "already runs" in second.stdout + second.stderr
        assert "Traceback" not in second.stdout + second.stderr
        assert await asyncio.to_thread(fresh.stop) == 0
        assert not fresh.is_ready
        took = await asyncio.to_thread(fresh.start)
        assert took < 30
        assert fresh.ready["rooms"] == rooms
        assert fresh.homeserver == homeserver
        await asks_for_help(ada, rooms["lobby"])
        fresh.kill()
        (fresh.state / "ready.json").unlink()
        await asyncio.to_thread(fresh.start)
        assert fresh.ready["rooms"] == rooms
        await asks_for_help(ada, rooms["lobby"])
    assert await asyncio.to_thread(fresh.stop) == 0
