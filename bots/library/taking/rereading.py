"""Reads again, in the background, what was read when files were read or understood less well."""

import asyncio
from dataclasses import dataclass

import structlog

from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import Catalogue
from bots.library.rules import KINDS, Upload, unquote
from bots.library.tables import FINDABLE
from bots.library.taking.preparing import prepare, prepared_from
from bots.library.taking.shelving import MOST_MISSES, MOST_TRIES, Shelving
from kit.errors import RateLimited, TooLarge, Unreachable
from kit.perform import perform
from kit.reading import Page, Reader, ReadFile, Unreadable, Why
from kit.reading.pages import Kind

log = structlog.stdlib.get_logger("palais.library")

PAUSE = 1.0
"""Seconds between two files, in which others have the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """Reads files again; a file that cannot be had any more keeps its text, which is understood anew."""

    catalogue: Catalogue
    shelf: Shelf
    shelving: Shelving
    readers: Reader

    async def clear(self, pause: float = PAUSE) -> None:
        """Read again all there is."""
        done = 0
        while (upload := await self.catalogue.aged(self.shelving.clock.now())) is not None:
            await self._again(upload)
            await self.shelf.catch_up()
            self.shelving.shelved.set()
            done += 1
            await asyncio.sleep(pause)
        if done:
            await self.readers.close()
            log.info("read again what was read before", documents=done)

    async def _again(self, upload: Upload) -> None:
        if await self.catalogue.try_reading(upload.event, self.shelving.clock.now()) > MOST_TRIES:
            await self._leave(upload, Why.BROKEN, f"failed {MOST_TRIES} times")
            return
        try:
            await self._read(upload)
        except (TooLarge, Unreadable) as closed:
            why = closed.why if isinstance(closed, Unreadable) else Why.TOO_BIG
            await self._leave(upload, why, str(closed))
        except (Unreachable, RateLimited, TimeoutError) as failure:
            await self.catalogue.not_tried(upload.event)
            if await self.shelving.misses(upload, failure) > MOST_MISSES:
                await self._leave(upload, Why.NOT_THERE, type(failure).__name__)

    async def _read(self, upload: Upload) -> None:
        data = await self.shelving.fetched(upload)
        if data is None:
            await self._leave(upload, Why.NOT_THERE, "the file is not there any more")
            return
        read = await self.readers.read(data, upload.name, upload.media_type)
        prepared = await asyncio.to_thread(prepare, data, read, upload)
        refused = await self.catalogue.state(upload.event) != FINDABLE
        if await self.catalogue.reshelve(upload.event, prepared, told=not refused) and refused:
            sent = await self.shelving.matrix.sent_for(upload.event)
            await perform(unquote(upload.event, sent), self.shelving.matrix)

    async def _leave(self, upload: Upload, why: Why, detail: str) -> None:
        """Keep the text that there is, and understand it anew; where there is none, keep why."""
        pages = await self.catalogue.pages(upload.event)
        if not pages:
            await self.catalogue.still_refused(upload.event, why, detail)
            return
        told = tuple(Page(page.number, page.text, page.inside, page.by_ocr) for page in pages)
        title, digest = await self.catalogue.heading(upload.event)
        read = ReadFile(title, told, kind=KINDS.get(upload.kind, Kind.DOCUMENT))
        prepared = await asyncio.to_thread(prepared_from, read, upload, digest)
        await self.catalogue.reshelve(upload.event, prepared)
