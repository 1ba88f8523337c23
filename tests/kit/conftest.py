"""The house of the echo bot, and what is logged in it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from kit.database import Database, open_database
from kit.testing import MemoryServer
from tests.kit.house import ME, NADIA, OMAR, OTHER_BOT, House


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def database(place: Path | str) -> Database:
    return open_database(place)


@pytest.fixture
async def house(database: Database, logs: list[EventDict]) -> AsyncIterator[House]:
    await database.create_all()
    server = MemoryServer()
    room = server.room(ME, OTHER_BOT, NADIA, OMAR)
    yield House(server, server.account(ME), database, room)
    await database.close()
