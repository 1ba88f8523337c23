"""The platform's side of reading files: who looks at them, one after the other or side by side."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from kit.reading.cell.hearing import Ear
from kit.reading.cell.nurse import Nurse
from kit.reading.cell.orders import Order, Wish
from kit.reading.cell.telling import small_copy_understood, understood
from kit.reading.pages import Limits, ReadFile, Unreadable, Why
from kit.reading.progress import Progress
from kit.reading.seeing.models import reads_scans

SIDE_BY_SIDE = 2
"""Files that are read at the same time at most, where there are processors for it."""

IDLE = 300.0
"""Seconds after which the process that reads scans, which holds much memory, is ended until the next one."""


class Reader:
    """Reads files, a few side by side; the bytes never touch a disk.

    Scans are read by a process of their own, one file at a time: other files need not wait for them.
    """

    def __init__(self, limits: Limits | None = None, *, side_by_side: int | None = None) -> None:
        self._limits = limits or Limits()
        count = side_by_side or min(SIDE_BY_SIDE, os.cpu_count() or 1)
        self._nurses = [Nurse() for _ in range(count)]
        self._free: asyncio.LifoQueue[Nurse] = asyncio.LifoQueue()
        self._scans = Nurse(for_scans=True)
        self._turn = asyncio.Lock()
        self._rest: asyncio.TimerHandle | None = None
        self._asleep: asyncio.Future[None] | None = None
        for nurse in self._nurses:
            self._free.put_nowait(nurse)

    async def read(
        self, data: bytes, name: str, media_type: str | None = None, progress: Progress | None = None
    ) -> ReadFile:
        """Return the text of a file. Raises :class:`Unreadable` with the reason where there is none.

        ``progress(done, of)`` is called now and then where reading takes long, with ``done`` growing.
        """
        order = Order(name, media_type, self._limits)
        async with self._one_free() as nurse:
            heard = await nurse.ask(data, order, Ear(progress))
        if heard.scans and self._limits.ocr_pages and await asyncio.to_thread(reads_scans):
            return await self._with_scans(data, order, heard, progress)
        return understood(bytes(heard.answer))

    async def thumbnail(self, data: bytes, name: str, media_type: str | None = None) -> bytes | None:
        """Return a small JPEG of a picture or of a PDF's first page, ``None`` where there is none."""
        async with self._one_free() as nurse:
            try:
                order = Order(name, media_type, self._limits, Wish.THUMBNAIL)
                heard = await nurse.ask(data, order, Ear())
            except Unreadable:
                return None
        return small_copy_understood(bytes(heard.answer))

    async def close(self) -> None:
        """End the reading processes, whatever they are in the middle of; the next file gets new ones."""
        self._stay_awake()
        for nurse in (*self._nurses, self._scans):
            await nurse.close()

    async def _with_scans(
        self, data: bytes, order: Order, before: Ear, progress: Progress | None
    ) -> ReadFile:
        """Read a file again by who has eyes for scans; where that fails, what was read before counts."""
        limits = replace(order.limits, seconds=order.limits.seconds + order.limits.ocr_seconds)
        try:
            async with self._turn:
                self._stay_awake()
                try:
                    heard = await self._scans.ask(data, replace(order, limits=limits), Ear(progress))
                finally:
                    self._rest = asyncio.get_running_loop().call_later(IDLE, self._fall_asleep)
            return understood(bytes(heard.answer))
        except Unreadable as failure:
            return _without_scans(before, failure)

    def _stay_awake(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _fall_asleep(self) -> None:
        self._asleep = asyncio.ensure_future(self._sleep())

    async def _sleep(self) -> None:
        async with self._turn:
            await self._scans.close()

    @asynccontextmanager
    async def _one_free(self) -> AsyncIterator[Nurse]:
        nurse = await self._free.get()
        try:
            yield nurse
        finally:
            self._free.put_nowait(nurse)


def _without_scans(before: Ear, failure: Unreadable) -> ReadFile:
    """Return what was read without the scans. Raises why they could not be read where that is nothing."""
    try:
        found = understood(bytes(before.answer))
    except Unreadable as nothing:
        raise (failure if nothing.why is Why.NEEDS_OCR else nothing) from failure
    return replace(found, troubles=(*found.troubles, f"its scans were not read: {failure}"))
