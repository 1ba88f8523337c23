"""The steward's house, open for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from kit.database import Database, open_database
from kit.ids import UserId
from kit.testing import MemoryServer
from tests.bots.steward.house import LIBRARY, ME, NADIA, OMAR, House, Records


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def database(place: Path | str) -> Database:
    return open_database(place)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    await database.create_all()
    server = MemoryServer()
    hall = server.room(ME, LIBRARY, NADIA, OMAR, UserId("@marker:palais.localhost"))
    staff = server.room(ME, OMAR)
    records = Records()
    records.add(hall, "hall")
    records.add(staff, "stewards")
    yield House(server, server.account(ME), database, hall, staff, records)
    await database.close()
