"""How work goes on beside the bot: at once when something is to be done, and again and again."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from kit.errors import SignedOut

log = structlog.stdlib.get_logger("palais.mandates")

AFTER_FAILURE = 1.0
"""Seconds of rest after something went wrong, so that it does not go wrong without end."""


@dataclass(slots=True)
class Bell:
    """Rung when there is something to do; ``count`` is how often it was, so that nobody misses a ring."""

    count: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self) -> None:
        """Wake everybody who waits."""
        self.count += 1
        news, self.news = self.news, asyncio.Event()
        news.set()

    async def after(self, heard: int, patience: float) -> None:
        """Wait until it was rung more often than ``heard``, but no longer than so many seconds."""
        if self.count == heard:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self.news.wait()


async def keep_at(doing: Callable[[], Awaitable[None]], bell: Bell, every: float) -> None:
    """Do something for as long as the bot runs; a failure is logged, and the next time is another try."""
    while True:
        heard = bell.count
        try:
            await doing()
        except SignedOut:
            raise
        except Exception as problem:
            log.warning("will try again", because=type(problem).__name__, exc_info=problem)
            await asyncio.sleep(AFTER_FAILURE)
        await bell.after(heard, every)
