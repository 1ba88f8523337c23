"""Works through the queue of uploads: fetch, read, keep, index, and tell their people."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from bots.library.rules import Upload, mark, regret, title_of
from bots.library.settings import LibrarySettings
from bots.library.shelf import Shelf
from bots.library.store import Catalogue, ShelvedPage
from kit.errors import Forbidden, MatrixFailure, NotFound, RateLimited, SignedOut, TooLarge, Unreachable
from kit.events import FileHeard
from kit.ids import EventId
from kit.perform import perform
from kit.ports import Matrix, People
from kit.reading import Page, Reader, ReadFile, Unreadable, Why
from kit.search.languages import language_of, latin_language_of

log = structlog.stdlib.get_logger("palais.library")

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
MOST_TRIES = 3
"""How often a file may be begun: one that brings the platform down is not read for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelving:
    """Takes uploads in, one after the other; the catalogue remembers what a crash interrupts.

    The keys of encrypted files are never written down: after a restart they come from the event itself.
    """

    matrix: Matrix
    people: People
    catalogue: Catalogue
    shelf: Shelf
    reader: Reader
    settings: LibrarySettings
    heard: dict[EventId, FileHeard] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, heard: FileHeard) -> None:
        """Put an upload into the queue."""
        if await self.catalogue.expect(heard):
            self.heard[heard.event] = heard
            self.news.set()

    async def work(self) -> None:
        """Work for as long as the bot runs; where the server is away, wait for it."""
        pause = FIRST_PAUSE
        while True:
            self.news.clear()
            try:
                await self.clear_the_queue()
                pause = FIRST_PAUSE
                await self.news.wait()
            except (Unreachable, RateLimited) as failure:
                log.warning("waiting for the homeserver", seconds=pause, because=str(failure))
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def clear_the_queue(self) -> None:
        """Do all there is to do, then return. Raises ``Unreachable`` where the server is away."""
        while True:
            if (waiting := await self.catalogue.waiting()) is not None:
                await self._shelve(waiting)
            if not await self._tell() and waiting is None:
                return

    async def _shelve(self, upload: Upload) -> None:
        """Read one upload and keep its text, or the reason why there is none."""
        try:
            data = await self._fetched(upload)
            if data is None:
                await self.catalogue.forget(upload.event)
                return
            read = await self._read(upload, data)
            digest, pages = await asyncio.to_thread(_prepared, data, read)
            title = title_of(read.title, upload.name)
            await self.catalogue.shelve(upload.event, title, digest, pages)
            await self.shelf.catch_up()
        except Unreadable as unreadable:
            await self.catalogue.refuse(upload.event, unreadable.why)
        except TooLarge:
            await self.catalogue.refuse(upload.event, Why.TOO_BIG)
        finally:
            self.heard.pop(upload.event, None)

    async def _read(self, upload: Upload, data: bytes) -> ReadFile:
        if await self.catalogue.try_reading(upload.event) > MOST_TRIES:
            raise Unreadable(Why.BROKEN, "reading it was interrupted too often")
        return await self.reader.read(data, upload.name)

    async def _fetched(self, upload: Upload) -> bytes | None:
        """Return the bytes, ``None`` where the upload is gone."""
        heard = self.heard.get(upload.event) or await self.matrix.event(upload.room, upload.event)
        if not isinstance(heard, FileHeard):
            return None
        try:
            return await self.matrix.download(heard, self.settings.largest_file)
        except (Unreachable, RateLimited, SignedOut):
            raise
        except (NotFound, Forbidden):
            return None
        except MatrixFailure as failure:
            raise Unreadable(Why.BROKEN, str(failure)) from failure

    async def _tell(self) -> bool:
        """Tell the people of one upload how it went; say whether there was one to tell of."""
        untold = await self.catalogue.untold()
        if untold is None:
            return False
        upload, why = untold
        language = self.people.language(upload.sender)
        try:
            await perform([mark(upload) if why is None else regret(upload, why, language)], self.matrix)
        except (Unreachable, RateLimited, SignedOut):
            raise
        except MatrixFailure as failure:
            log.warning("could not tell of an upload", room=upload.room, because=str(failure))
        await self.catalogue.told(upload.event)
        return True


def _prepared(data: bytes, read: ReadFile) -> tuple[str, list[ShelvedPage]]:
    return hashlib.sha256(data).hexdigest(), _shelved(read.pages)


def _shelved(pages: Sequence[Page]) -> list[ShelvedPage]:
    """Give each page its language; one that does not show it takes that of the page before."""
    shelved: list[ShelvedPage] = []
    for ordinal, page in enumerate(pages):
        before = shelved[-1] if shelved else None
        language = language_of(page.text, before.language) if before else language_of(page.text)
        latin = latin_language_of(page.text, before.latin) if before else latin_language_of(page.text)
        shelved.append(
            ShelvedPage(ordinal=ordinal, number=page.number, language=language, latin=latin, text=page.text)
        )
    return shelved
