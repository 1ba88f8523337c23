"""The house of the bot that verifies people, for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from kit.database import Database
from kit.testing import MemoryServer, StillClock
from tests.bots.mandates.desk import ME
from tests.bots.mandates.house import House


@pytest.fixture
async def house(database: Database, tmp_path: Path) -> AsyncIterator[House]:
    await database.create_all()
    clock = StillClock()
    server = MemoryServer(clock)
    yield House(server, server.account(ME), clock, database, tmp_path / "bot")
    await database.close()


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as entries:
        yield entries
