"""Looks after one reading process: hands it files, listens, and replaces it when it dies."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process

from kit.reading.cell.hearing import Ear
from kit.reading.cell.orders import FOR_SCANS, LAST, PATIENCE, Order
from kit.reading.pages import Unreadable, Why


class Nurse:
    """Has files looked at one after the other, in a nursery that is started when the first one comes."""

    def __init__(self, *, for_scans: bool = False) -> None:
        self._for_scans = for_scans
        self._nursery: Process | None = None

    async def ask(self, data: bytes, order: Order, ear: Ear) -> Ear:
        """Have a file looked at, and return what was heard of it. Raises :class:`Unreadable`."""
        try:
            async with asyncio.timeout(order.limits.seconds * PATIENCE + 30):
                return await self._exchanged(data, order.line(len(data)), ear)
        except TimeoutError as late:
            await self.close()
            raise Unreadable(Why.TOO_SLOW, "the reading process took too long") from late
        except (OSError, asyncio.IncompleteReadError, ValueError) as broken:
            await self.close()
            raise Unreadable(Why.BROKEN, "the reading process ended") from broken
        except BaseException:
            await self.close()
            raise

    async def _exchanged(self, data: bytes, line: bytes, ear: Ear) -> Ear:
        nursery = await self._waiting()
        if nursery.stdin is None or nursery.stdout is None:
            raise Unreadable(Why.BROKEN, "the reading process has no ears")
        nursery.stdin.write(line)
        nursery.stdin.write(data)
        await nursery.stdin.drain()
        return await self._heard(nursery.stdout, ear)

    async def _heard(self, channel: asyncio.StreamReader, ear: Ear) -> Ear:
        """Gather the pieces of an answer; where the nursery says that it does not count, take its own."""
        while (size := await channel.readexactly(4)) != LAST:
            ear.hear(await channel.readexactly(int.from_bytes(size)))
        verdict = await channel.readline()
        if json.loads(verdict)["why"] is not None:
            ear.answer = bytearray(verdict)
        return ear

    async def _waiting(self) -> Process:
        """Return the nursery, started where it is not running."""
        if self._nursery is not None and self._nursery.returncode is not None:
            await self.close()
        if self._nursery is None:
            self._nursery = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-m",
                "kit.reading.cell.nursery",
                *([FOR_SCANS] if self._for_scans else []),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env={"OMP_THREAD_LIMIT": "1"},
            )
        return self._nursery

    async def close(self) -> None:
        """End the nursery, whatever it is in the middle of, and its pipes; the next file gets a new one."""
        nursery, self._nursery = self._nursery, None
        if nursery is None:
            return
        if nursery.returncode is None:
            nursery.kill()
        await nursery.communicate()
