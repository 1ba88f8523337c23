"""Applies the village in a process of its own, which tests kill; settings come on stdin."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.database import open_database
from kit.testing import StillClock
from provisioning.homeserver.registration import Registration
from provisioning.homeserver.synapse import open_synapse
from provisioning.loading import load
from provisioning.office import Office, carry_out, review
from provisioning.store import StoredRooms

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def main(given: dict[str, Any]) -> None:
    """Review, say so, and carry out."""
    registration = Registration(**given["registration"])
    database = open_database(Path(given["folder"], "palais.db"))
    async with open_synapse(given["url"], registration, given["server_name"]) as homeserver:
        rooms = StoredRooms(database)
        office = Office(database=database, homeserver=homeserver, clock=StillClock(AT), rooms=rooms)
        await rooms.load()
        found = await review(office, load(Path(given["folder"])))
        sys.stdout.write("begins\n")
        sys.stdout.flush()
        await carry_out(office, found, by="cleo")
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(json.load(sys.stdin)))
