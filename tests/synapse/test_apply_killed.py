"""An apply that is killed at any moment, on a real Synapse, is completed by the next one."""

import asyncio
import json
import os
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path

import pytest

from kit.database import Database, open_database
from kit.testing import StillClock
from provisioning.homeserver.embedded import EmbeddedHomeserver, free_port
from provisioning.homeserver.synapse import Synapse, open_synapse
from provisioning.loading import load
from provisioning.office import Office, carry_out, review
from provisioning.store import StoredRooms
from provisioning.store.audit import broken_rows
from tests.provisioning.village import COMMUNITY, NAMES, REGISTER
from tests.synapse.applying import AT

pytestmark = pytest.mark.synapse

KILLS = 6
APPLYING = Path(__file__).with_name("applying.py")


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The files are read as a command reads them, without a loop."""
    return


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[EmbeddedHomeserver]:
    """A real Synapse of its own: a plan is about all rooms that its steward made."""
    server = EmbeddedHomeserver(tmp_path / "synapse", port=free_port(random.randint(40_000, 50_000)))
    await server.start()
    for name in NAMES:
        await server.create_account(name, "a password", name.title())
    yield server
    await server.stop()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    (tmp_path / "community.yaml").write_text(COMMUNITY, encoding="utf-8")
    (tmp_path / "register.yaml").write_text(REGISTER, encoding="utf-8")
    there = open_database(tmp_path / "palais.db")
    await there.create_all()
    yield there
    await there.close()


async def apply_until_killed(server: EmbeddedHomeserver, folder: Path, after: float | None) -> int:
    """Apply in a process of its own, killed some seconds after its work begins; returns how it ended."""
    given = {
        "registration": asdict(server.steward_registration),
        "folder": str(folder),
        "url": server.url,
        "server_name": server.server_name,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(APPLYING),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(APPLYING.parents[2])},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(given).encode())
    process.stdin.close()
    await process.stdout.readline()
    if after is not None:
        await asyncio.sleep(after)
        if process.returncode is None:
            process.kill()
    return await process.wait()


def office_of(database: Database, homeserver: Synapse) -> Office:
    rooms = StoredRooms(database)
    return Office(database=database, homeserver=homeserver, clock=StillClock(AT), rooms=rooms)


async def marks(homeserver: Synapse) -> Counter[str]:
    found = [await homeserver.mark(room) for room in await homeserver.joined_rooms()]
    return Counter(key for key in found if key is not None)


async def test_kills_at_random_moments_leave_nothing_that_the_next_run_cannot_finish(
    empty: EmbeddedHomeserver, database: Database, tmp_path: Path
) -> None:
    moments = random.Random(7)
    for _ in range(KILLS):
        await apply_until_killed(empty, tmp_path, moments.uniform(0, 0.35))
    assert await apply_until_killed(empty, tmp_path, None) == 0
    async with open_synapse(empty.url, empty.steward_registration, empty.server_name) as homeserver:
        again = await review(office_of(database, homeserver), load(tmp_path))
        assert (again.plan.steps, again.plan.doubles, again.plan.holds) == ((), (), ())
        assert await marks(homeserver) == Counter(["village", "green", "owls", "office"])
    assert await broken_rows(database) == ()


async def test_a_server_that_restarts_in_the_middle_costs_time_and_nothing_else(
    empty: EmbeddedHomeserver, database: Database, tmp_path: Path
) -> None:
    async with open_synapse(empty.url, empty.steward_registration, empty.server_name) as homeserver:
        office = office_of(database, homeserver)
        found = await review(office, load(tmp_path))
        applying = asyncio.create_task(carry_out(office, found, by="cleo"))
        await asyncio.sleep(0.3)
        await empty.stop()
        await empty.start()
        assert (await applying).complete
        assert (await review(office, load(tmp_path))).plan.steps == ()
        assert await marks(homeserver) == Counter(["village", "green", "owls", "office"])
