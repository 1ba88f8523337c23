"""A process that shelves numbered files, again from the first after each start; to be killed.

Started with the folder that it keeps and the number of files. It ends when the people of all files were told.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bots.library.keeping.shelf import open_shelf
from bots.library.keeping.store import Catalogue
from bots.library.settings import LibrarySettings
from bots.library.taking.readings import Near
from bots.library.taking.shelving import Shelving
from kit.clock import SystemClock
from kit.database import open_database
from kit.effects import React, Redact
from kit.events import Event, FileHeard
from kit.ids import EventId, Language, RoomId, UserId
from kit.reading import ReadFile
from kit.reading.formats import read_bytes
from kit.reading.progress import Progress

ROOM = RoomId("!committee")
UPLOADERS = 5
LONG_AGO, IN_THE_END = datetime(2026, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


class Server:
    """As much of the port as shelving uses; reactions are noted in a file, which outlives us."""

    def __init__(self, folder: Path) -> None:
        self.marks = folder / "marks"

    async def event(self, room: RoomId, event: EventId) -> Event | None:
        return upload(int(event.removeprefix("$file")))

    async def download(self, file: FileHeard, limit: int) -> bytes:
        await asyncio.sleep(0.01)
        return f"a zebra, and what only {file.event.removeprefix('$')} says".encode()

    async def react(self, react: React) -> EventId:
        await asyncio.to_thread(self._note, react.key)
        return EventId(f"$mark{react.event}")

    async def redact(self, redact: Redact) -> None:
        """Take away how far a file is, on a machine so busy that it was shown."""

    def _note(self, key: str) -> None:
        with self.marks.open("a") as marks:
            marks.write(f"{key}\n")


class Hasty:
    """A clock that runs so fast that nothing has to wait long for its next try."""

    def now(self) -> datetime:
        return LONG_AGO + (SystemClock().now() - LONG_AGO) * 200

    def steady(self) -> float:
        return SystemClock().steady() * 200


class English:
    """Everybody speaks English."""

    def language(self, user: UserId) -> Language:
        return Language.ENGLISH


class Here:
    """Reads in this very process, which is the one to be killed."""

    async def read(
        self, data: bytes, name: str, media_type: str | None = None, progress: Progress | None = None
    ) -> ReadFile:
        return read_bytes(data, name, media_type)


def upload(number: int) -> FileHeard:
    """Return one of the files, as heard."""
    return FileHeard(
        room=ROOM,
        event=EventId(f"$file{number}"),
        sender=UserId(f"@person{number % UPLOADERS}:palais.localhost"),
        at=LONG_AGO,
        name=f"{number}.txt",
        mxc=f"mxc://palais.localhost/{number}",
    )


async def shelve_all(folder: Path, count: int) -> None:
    """Hear of every file, as after a crash, and work until all are told of."""
    database = open_database(folder / "palais.db")
    await database.create_all()
    catalogue = Catalogue(database)
    shelf = await open_shelf(folder, catalogue)
    await shelf.catch_up()
    reader: Any = Here()
    outside: dict[str, Any] = {"matrix": Server(folder), "people": English()}
    shelving = Shelving(
        **outside,
        readings=Near(readers=reader, catalogue=catalogue),
        clock=Hasty(),
        catalogue=catalogue,
        shelf=shelf,
        settings=LibrarySettings(),
    )
    for number in range(count):
        await shelving.take(upload(number))
    working = asyncio.create_task(shelving.work())
    while await catalogue.waiting(IN_THE_END) or await catalogue.untold(IN_THE_END):
        await asyncio.sleep(0.05)
    working.cancel()
    await asyncio.wait([working])
    await shelf.close()
    await database.close()


if __name__ == "__main__":
    print("ready", flush=True)  # noqa: T201 (the test waits for it)
    asyncio.run(shelve_all(Path(sys.argv[1]), int(sys.argv[2])))
