"""Hearing an account beside a test."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from kit.events import Event
from kit.ports import Matrix


@dataclass
class Listening:
    """What an account has heard so far."""

    heard: list[Event] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def note(self, event: Event) -> None:
        """Take an event in."""
        self.heard.append(event)
        self._news.set()

    async def until(self, wanted: Callable[[Event], bool], *, seconds: float = 60.0) -> Any:
        """Return the first event that is wanted, as soon as it is heard. Raises ``TimeoutError``."""
        async with asyncio.timeout(seconds):
            while True:
                self._news.clear()
                for event in self.heard:
                    if wanted(event):
                        return event
                await self._news.wait()


@asynccontextmanager
async def listening(matrix: Matrix) -> AsyncIterator[Listening]:
    """Listen for as long as the block lasts."""
    ears = Listening()
    task = asyncio.create_task(matrix.listen(ears.note))
    try:
        yield ears
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
