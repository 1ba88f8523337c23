"""The village, for every test of provisioning."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kit.database import open_database
from kit.testing import StillClock
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.office import Office
from provisioning.store import StoredRooms
from tests.provisioning.village import NAMES, Village, user


@pytest.fixture
async def village(tmp_path: Path, place: Path | str) -> AsyncIterator[Village]:
    database = open_database(place)
    await database.create_all()
    clock = StillClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    homeserver = MemoryHomeserver(accounts=[user(name) for name in NAMES], clock=clock)
    rooms = StoredRooms(database)
    office = Office(database=database, homeserver=homeserver, clock=clock, rooms=rooms)
    here = Village(tmp_path, homeserver, office, clock)
    here.write()
    yield here
    await database.close()
