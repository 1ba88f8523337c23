"""Shows under a long file how far its reading is, by a reaction that changes a few times."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog

from bots.library.keeping.store import Catalogue
from bots.library.rules import Upload
from kit.effects import React, Redact
from kit.errors import MatrixFailure
from kit.ids import EventId
from kit.ports import Matrix
from kit.reading.progress import Progress

log = structlog.stdlib.get_logger("palais.library")

PATIENCE, LOOK_EVERY = 5.0, 2.0
"""Seconds of reading before anything is shown, and between two looks at how far it is."""

MOONS = ("🌑", "🌒", "🌓", "🌔")
"""Nothing, a quarter, half and three quarters of a file."""

ATTEMPTS = 100


@dataclass(slots=True)
class Far:
    """How far a reading is, as it was last told."""

    done: int = 0
    of: int = 0

    def hear(self, done: int, of: int) -> None:
        """Take note of it."""
        self.done, self.of = done, of

    @property
    def moon(self) -> int:
        """Which of the moons shows it."""
        share = self.done / self.of if self.of > 0 else 0.0
        return min(len(MOONS) - 1, max(0, int(share * len(MOONS))))


@dataclass(slots=True, kw_only=True)
class Showing:
    """Puts the moons, one at a time; the catalogue remembers which, so that a crash leaves none behind."""

    matrix: Matrix
    catalogue: Catalogue
    patience: float = PATIENCE
    look_every: float = LOOK_EVERY
    under_way: set[EventId] = field(default_factory=set)

    async def tidy(self) -> None:
        """Take away what a crash or a failure left behind."""
        for upload, step in await self.catalogue.in_progress():
            if upload.event not in self.under_way:
                await self._away(upload, step)
                await self.catalogue.progress(upload.event, None)

    @asynccontextmanager
    async def reading(self, upload: Upload, attempt: int) -> AsyncIterator[Progress]:
        """Show how far it is what happens within; hand it what to tell it by.

        What is cancelled is tidied up after the next start.
        """
        far, stopping = Far(), False
        self.under_way.add(upload.event)
        showing = asyncio.create_task(self._show(upload, attempt % ATTEMPTS, far))
        try:
            yield far.hear
        except asyncio.CancelledError:
            stopping = True
            raise
        finally:
            showing.cancel()
            self.under_way.discard(upload.event)
            if not stopping:
                await asyncio.wait([showing])
                await self._end(upload)

    async def _show(self, upload: Upload, attempt: int, far: Far) -> None:
        """Show each quarter once, the former being taken away before."""
        await asyncio.sleep(self.patience)
        shown: int | None = None
        while True:
            step = attempt * len(MOONS) + far.moon
            if shown is None or step > shown:
                try:
                    shown = await self._change(upload, shown, step)
                except MatrixFailure as failure:
                    log.warning("could not show progress", event_id=upload.event, because=str(failure))
            await asyncio.sleep(self.look_every)

    async def _change(self, upload: Upload, shown: int | None, step: int) -> int:
        if shown is not None:
            await self._away(upload, shown)
        await self.catalogue.progress(upload.event, step)
        await self.matrix.react(_moon(upload, step))
        return step

    async def _end(self, upload: Upload) -> None:
        for shown, step in await self.catalogue.in_progress(upload.event):
            try:
                await self._away(shown, step)
                await self.catalogue.progress(shown.event, None)
            except MatrixFailure as failure:
                log.warning("will take away later", event_id=upload.event, because=str(failure))

    async def _away(self, upload: Upload, step: int) -> None:
        """Take a moon away: the key under which it was put says which event it is."""
        put = _moon(upload, step)
        event = await self.matrix.react(put)
        await self.matrix.redact(Redact(room=upload.room, event=event, key=f"{put.key}:away"))


def _moon(upload: Upload, step: int) -> React:
    key = f"library:progress:{upload.event}:{step}"
    return React(room=upload.room, event=upload.event, emoji=MOONS[step % len(MOONS)], key=key)
