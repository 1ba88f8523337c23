"""What a worker does for the library: reads files, and works out what passages mean."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bots.library.keeping.meanings import Meanings
from bots.library.keeping.rows import upload_of
from bots.library.keeping.store import Catalogue
from bots.library.rules import Upload
from bots.library.settings import LibrarySettings
from bots.library.tables import uploads
from bots.library.taking.encoding import ENCODE, encode, opened_encoder
from bots.library.taking.readers import readers_of
from bots.library.taking.readings import READ, Near, Readings
from kit.database import Database
from kit.ids import EventId
from kit.jobs import Parcels, Task, Workplace
from kit.meaning.encoder import Encoder
from kit.reading import Unreadable, Why

log = structlog.stdlib.get_logger("palais.library")

MOST_TRIES = 3
"""How many workers may be lost over one file."""

TELL_EVERY = 1.0
"""Seconds between two notes of how far a long file is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDesk:
    """Reads the files that the platform handed over."""

    database: Database
    parcels: Parcels
    readings: Readings

    async def read(self, key: str) -> None:
        """Read one and keep what it says; begun again after a loss, it ends the same."""
        begun = await self.parcels.begin(key)
        if begun is None:
            return
        data, tries = begun
        upload = await _upload(self.database, key)
        if upload is None:
            await self.parcels.drop(key)
        elif tries > MOST_TRIES:
            lost = {"why": Why.BROKEN.value, "detail": f"{MOST_TRIES} workers were lost over it"}
            await self.parcels.finish(key, lost)
        else:
            await self.parcels.finish(key, await self._outcome(upload, data))

    async def _outcome(self, upload: Upload, data: bytes) -> Mapping[str, Any]:
        """Read a file; return what is told to who handed it over."""
        progress = Telling(self.parcels, upload.event)
        try:
            await self.readings.take_in(upload, data, progress)
        except Unreadable as unreadable:
            return {"why": unreadable.why.value, "detail": unreadable.detail}
        except (OperationalError, asyncio.CancelledError):
            with suppress(OperationalError):
                await self.parcels.give_back(upload.event)
            raise
        except Exception as problem:  # noqa: BLE001 (a hostile upload may make anything at all fail)
            log.warning("could not take in an upload", event_id=upload.event, because=repr(problem))
            return {"problem": type(problem).__name__}
        finally:
            await progress.end()
        return {}


@dataclass(slots=True, kw_only=True)
class EncodingDesk:
    """Works out what documents mean, one after the other: each takes all of a processor."""

    catalogue: Catalogue
    meanings: Meanings
    encoder: Encoder
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def encode(self, key: str) -> None:
        """Give one document its vectors; begun again after a loss, it ends the same."""
        event = EventId(key)
        async with self.turn:
            if await self.meanings.has(event, self.encoder.name):
                return
            try:
                await encode(self.catalogue, self.meanings, self.encoder, event)
            except OperationalError:
                raise
            except Exception as problem:  # noqa: BLE001 (one odd document keeps no other from being found)
                log.warning("could not encode", event_id=event, because=type(problem).__name__)


@dataclass(slots=True)
class Telling:
    """Writes down how far a reading is, now and then, without keeping it waiting."""

    parcels: Parcels
    key: str
    last: float = field(default_factory=monotonic)
    writing: "asyncio.Task[None] | None" = None

    def __call__(self, done: int, of: int) -> None:
        """Take note."""
        if monotonic() - self.last >= TELL_EVERY and (self.writing is None or self.writing.done()):
            self.last = monotonic()
            self.writing = asyncio.create_task(self._write(done, of))

    async def _write(self, done: int, of: int) -> None:
        with suppress(OperationalError):
            await self.parcels.tell(self.key, done, of)

    async def end(self) -> None:
        """Let the last note be written."""
        if self.writing is not None:
            await self.writing


async def _upload(database: Database, event: str) -> Upload | None:
    async with database.read() as connection:
        row = (await connection.execute(select(uploads).where(uploads.c.event == event))).first()
    return None if row is None else upload_of(row)


@asynccontextmanager
async def workshop(place: Workplace) -> AsyncIterator[Mapping[str, Task]]:
    """Give a worker the library's jobs."""
    settings, database = place.settings or LibrarySettings(), place.database
    catalogue = Catalogue(database)
    near = Near(readers=readers_of(settings, place.at_once), catalogue=catalogue)
    tasks: dict[str, Task] = {READ: ReadingDesk(database=database, parcels=place.parcels, readings=near).read}
    encoder = await opened_encoder(settings.encoder)
    if encoder is not None:
        desk = EncodingDesk(catalogue=catalogue, meanings=Meanings(database), encoder=encoder)
        tasks[ENCODE] = desk.encode
    try:
        yield tasks
    finally:
        await near.close()
