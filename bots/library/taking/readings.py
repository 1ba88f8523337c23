"""Who reads a file and keeps what it says: this process, or a worker on any machine."""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Protocol

from sqlalchemy import select

from bots.library.keeping.store import Catalogue
from bots.library.rules import DOCUMENT, Upload
from bots.library.settings import LibrarySettings
from bots.library.tables import uploads
from bots.library.taking.preparing import prepare
from bots.library.taking.readers import readers_of
from kit.database import Database
from kit.errors import Trouble
from kit.ids import UserId
from kit.jobs import Jobs
from kit.reading import Reader, Unreadable, Why
from kit.reading.progress import Progress

READ = "library.read"
"""The job of reading one upload, whose key is its event."""

ASK_AGAIN = 60.0
"""Seconds after which a job is asked for once more, in case its queue was lost."""

FIRST_LOOK, LAST_LOOK = 0.05, 0.5
"""Seconds between two looks at how far a job is, at first and in the end."""


LANES, READERS = 3, 2
"""How many uploads are attended to side by side where we read them, each of another person, and how many
files are read: each reader that is at work takes memory of its own."""


class Readings(Protocol):
    """Takes files in: ``lanes`` of them side by side, ``each`` of one person at most."""

    @property
    def lanes(self) -> int:
        """How many may be under way."""
        ...

    @property
    def each(self) -> int:
        """How many of one person's."""
        ...

    async def take_in(self, upload: Upload, data: bytes, progress: Progress | None = None) -> None:
        """Read a file, and keep what it says unless its upload was taken back meanwhile.

        Raises :class:`kit.reading.pages.Unreadable` where it says nothing.
        """
        ...

    async def close(self) -> None:
        """End whatever is under way."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Reads in processes of this machine."""

    readers: Reader
    catalogue: Catalogue
    lanes: int = LANES
    each: int = 1

    async def take_in(self, upload: Upload, data: bytes, progress: Progress | None = None) -> None:
        """Read a file, understand it, and keep it."""
        read = await self.readers.read(data, upload.name, upload.media_type, progress)
        prepared = await asyncio.to_thread(prepare, data, read, upload)
        quietly = prepared.kind != DOCUMENT and not any(page.by_ocr for page in prepared.pages)
        await self.catalogue.shelve(upload.event, prepared, quietly=quietly)

    async def close(self) -> None:
        """End the reading processes."""
        await self.readers.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Far:
    """Hands files to workers, sealed, and waits until one of them has kept what it says.

    Whoever has many files under way has the later ones read after those of others.
    """

    jobs: Jobs
    database: Database
    under_way: Counter[UserId] = field(default_factory=Counter)

    async def take_in(self, upload: Upload, data: bytes, progress: Progress | None = None) -> None:
        """Hand a file over; what was handed over before a crash is waited for, not read twice."""
        await self.jobs.parcels.hand_over(upload.event, data)
        del data
        self.under_way[upload.sender] += 1
        try:
            outcome = await self._outcome(upload, 1 - self.under_way[upload.sender], progress)
        finally:
            self.under_way[upload.sender] -= 1
        await self.jobs.parcels.drop(upload.event)
        _judge(outcome)

    @property
    def lanes(self) -> int:
        """As many as the settings say."""
        return self.jobs.at_once

    @property
    def each(self) -> int:
        """Most of them, for workers may be many; some are left for others."""
        return max(1, self.jobs.at_once * 3 // 4)

    async def begin(self) -> None:
        """Forget what was handed over and nobody waits for any more; call it before anything is."""
        handed = await self.jobs.parcels.keys()
        for key in handed - await known(self.database, handed):
            await self.jobs.parcels.drop(key)

    async def _outcome(self, upload: Upload, priority: int, progress: Progress | None) -> Mapping[str, Any]:
        pause, asked = FIRST_LOOK, -ASK_AGAIN
        while True:
            if monotonic() - asked >= ASK_AGAIN:
                await self.jobs.queue.defer(READ, upload.event, priority)
                asked = monotonic()
            parcel = await self.jobs.parcels.get(upload.event)
            if parcel is None or not await known(self.database, [upload.event]):
                return {}  # the upload was taken back
            if parcel.outcome is not None:
                return parcel.outcome
            if progress is not None and parcel.of:
                progress(parcel.done, parcel.of)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LAST_LOOK)

    async def close(self) -> None:
        """Leave to the workers what is under way: it is found again when we are back."""


async def readings_of(jobs: Jobs | None, settings: LibrarySettings, catalogue: Catalogue) -> Readings:
    """Return who takes files in: workers where there are jobs, else this process."""
    if jobs is None:
        return Near(readers=readers_of(settings, READERS), catalogue=catalogue)
    far = Far(jobs=jobs, database=catalogue.database)
    await far.begin()
    return far


def _judge(outcome: Mapping[str, Any]) -> None:
    """Raise what the worker met."""
    if why := outcome.get("why"):
        raise Unreadable(Why(why), outcome.get("detail") or "")
    if problem := outcome.get("problem"):
        raise Trouble(f"a worker could not take it in: {problem}")


async def known(database: Database, events: Collection[str]) -> set[str]:
    """Return those of some events that are uploads which are to be read, or were."""
    async with database.read() as connection:
        found = await connection.scalars(select(uploads.c.event).where(uploads.c.event.in_(list(events))))
        return set(found)
