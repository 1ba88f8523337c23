"""The platform's side of reading a file: hands the bytes to the nursery and waits without blocking."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process

from kit.reading.hearing import Ear
from kit.reading.orders import LAST, PATIENCE, order_line
from kit.reading.pages import Limits, ReadFile, Unreadable, Why
from kit.reading.progress import Progress
from kit.reading.telling import understood


class Reader:
    """Reads one file at a time; several readers read side by side. The bytes never touch a disk."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._nursery: Process | None = None
        self._turn = asyncio.Lock()

    async def read(
        self, data: bytes, name: str, media_type: str | None = None, progress: Progress | None = None
    ) -> ReadFile:
        """Return the text of a file. Raises :class:`Unreadable` with the reason where there is none.

        ``progress(done, of)`` is called now and then where reading takes long, with ``done`` growing.
        """
        line = order_line(len(data), name, media_type, self._limits)
        async with self._turn:
            try:
                answer = await self._ask(data, line, Ear(progress))
            except BaseException:
                await self.close()
                raise
        return understood(answer)

    async def _ask(self, data: bytes, line: bytes, ear: Ear) -> bytes:
        try:
            async with asyncio.timeout(self._limits.seconds * PATIENCE + 30):
                return await self._exchanged(data, line, ear)
        except TimeoutError as late:
            raise Unreadable(Why.TOO_SLOW) from late
        except (OSError, asyncio.IncompleteReadError, ValueError) as broken:
            raise Unreadable(Why.BROKEN, "the reading process ended") from broken

    async def _exchanged(self, data: bytes, line: bytes, ear: Ear) -> bytes:
        nursery = await self._waiting()
        if nursery.stdin is None or nursery.stdout is None:
            raise Unreadable(Why.BROKEN, "the reading process has no ears")
        nursery.stdin.write(line)
        nursery.stdin.write(data)
        await nursery.stdin.drain()
        return await self._answer(nursery.stdout, ear)

    async def _answer(self, channel: asyncio.StreamReader, ear: Ear) -> bytes:
        """Gather the pieces of an answer; where the nursery says that it does not count, return why."""
        while (size := await channel.readexactly(4)) != LAST:
            ear.hear(await channel.readexactly(int.from_bytes(size)))
        verdict = await channel.readline()
        return bytes(ear.answer) if json.loads(verdict)["why"] is None else verdict

    async def _waiting(self) -> Process:
        """Return the nursery, started where it is not running."""
        if self._nursery is not None and self._nursery.returncode is not None:
            await self.close()
        if self._nursery is None:
            self._nursery = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-m",
                "kit.reading.nursery",
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env={},
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
