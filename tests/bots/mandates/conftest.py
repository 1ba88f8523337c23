"""The bot that verifies people, with an empty register, for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kit.database import Database, open_database
from kit.testing import MemoryServer, StillClock
from tests.bots.mandates.desk import ME, Desk


@pytest.fixture
def database(place: Path | str) -> Database:
    return open_database(place)


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    """A server with the stewards' room; nobody is in the register."""
    await database.create_all()
    clock = StillClock()
    server = MemoryServer(clock)
    yield Desk(server, server.account(ME), clock, database)
    await database.close()
