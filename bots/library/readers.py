"""Several readers as one: whoever uploads something long does not keep the others' files waiting."""

import asyncio
from collections.abc import Sequence

from bots.library.settings import LibrarySettings
from kit.reading import Limits, Reader, ReadFile
from kit.reading.progress import Progress


class Readers:
    """Hands each file to a reader that is free, the one that read last before the others."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._all = tuple(readers)
        self._free: asyncio.LifoQueue[Reader] = asyncio.LifoQueue()
        for reader in readers:
            self._free.put_nowait(reader)

    async def read(
        self, data: bytes, name: str, media_type: str | None = None, progress: Progress | None = None
    ) -> ReadFile:
        """Return the text of a file. Raises :class:`kit.reading.Unreadable` where there is none."""
        reader = await self._free.get()
        try:
            return await reader.read(data, name, media_type, progress)
        finally:
            self._free.put_nowait(reader)

    async def close(self) -> None:
        """End them all, whatever they are in the middle of."""
        for reader in self._all:
            await reader.close()


def readers_of(settings: LibrarySettings, count: int) -> Readers:
    """Return readers for some files side by side, within what the settings let one file cost."""
    limits = Limits(
        seconds=settings.reading_seconds,
        memory=settings.reading_memory,
        ocr_pages=settings.ocr_pages,
        ocr_seconds=settings.ocr_seconds,
    )
    return Readers([Reader(limits, side_by_side=1) for _ in range(count)])
