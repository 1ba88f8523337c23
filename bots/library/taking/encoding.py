"""Works out what passages mean, in the background: they are found by their words first."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic

import numpy as np
import structlog

from bots.library.keeping.facets import texts_for_meaning
from bots.library.keeping.meanings import Meanings
from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import Catalogue
from kit.errors import BadInput
from kit.ids import EventId
from kit.jobs import Jobs
from kit.meaning.encoder import Encoder
from kit.meaning.opening import open_encoder
from kit.meaning.vectors import DocumentVectors, encode_passages, pack

log = structlog.stdlib.get_logger("palais.library")

AT_ONCE = 16
"""How many passages are encoded before others get their turn: about a quarter of a second."""

LOOK_EVERY = 30.0
"""Seconds after which it is looked for documents of which nobody told us."""

ENCODE, LATER = "library.encode", -1_000_000
"""The job of working out what a document means, whose key is its event; every file is read before."""

HANDED, WATCH_EVERY = 100, 1.0
"""How many documents wait for workers at most, and seconds between two looks at what they have done."""

ASK_AGAIN, MOST_ASKED = 300.0, 3
"""Seconds after which workers are asked once more for a document, and how often they are asked."""


@dataclass(slots=True, kw_only=True)
class Encoding:
    """Gives each document vectors of the encoder that is set, the newest first.

    A document that the encoder fails at is found by words alone until the next start.
    """

    catalogue: Catalogue
    meanings: Meanings
    shelf: Shelf
    which: str
    jobs: Jobs | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)
    failed: set[EventId] = field(default_factory=set)
    handed: dict[EventId, tuple[int, float]] = field(default_factory=dict)
    answered: float = 0.0

    async def work(self) -> None:
        """Work for as long as the bot runs; without an encoder there is nothing to do."""
        encoder = await self.opened()
        if encoder is None:
            return
        await self.shelf.learn(encoder)
        while True:
            self.news.clear()
            await (self.clear(encoder) if self.jobs is None else self.hand_over(encoder, self.jobs))
            with suppress(TimeoutError):
                await asyncio.wait_for(self.news.wait(), LOOK_EVERY)

    async def opened(self) -> Encoder | None:
        """Return the encoder, ``None`` where there is none: then documents are found by words alone."""
        return await opened_encoder(self.which)

    async def clear(self, encoder: Encoder) -> None:
        """Give every document its vectors that has none."""
        while (event := await self.meanings.missing(encoder.name, self.failed)) is not None:
            try:
                await self._encode(encoder, event)
            except Exception as problem:  # noqa: BLE001 (one odd document keeps no other from being found)
                self.failed.add(event)
                log.warning("could not encode", event_id=event, because=type(problem).__name__)

    async def hand_over(self, encoder: Encoder, jobs: Jobs) -> None:
        """Have workers give every document its vectors that has none; what they fail at is left."""
        while missing := await self.meanings.all_missing(encoder.name, self.failed, HANDED):
            if done := self.handed.keys() - set(missing):
                self.answered = monotonic()
            self.handed = {event: asked for event, asked in self.handed.items() if event not in done}
            for event in missing:
                if self._is_asked(event):
                    await jobs.queue.defer(ENCODE, event, LATER)
            await asyncio.sleep(WATCH_EVERY)
            await self.shelf.catch_up()
        self.handed.clear()

    def _is_asked(self, event: EventId) -> bool:
        """Whether workers are to be asked for a document now; what none was there to hear is not counted."""
        times, last = self.handed.get(event, (0, -ASK_AGAIN))
        if monotonic() - last < ASK_AGAIN:
            return False
        if times == MOST_ASKED:
            self.failed.add(event)
            log.warning("no worker could encode", event_id=event)
            return False
        self.handed[event] = (times + (self.answered > last), monotonic())
        return True

    async def _encode(self, encoder: Encoder, event: EventId) -> None:
        if await encode(self.catalogue, self.meanings, encoder, event):
            await self.shelf.catch_up()


async def opened_encoder(which: str) -> Encoder | None:
    """Open an encoder; ``None`` where there is none, of which the log tells."""
    try:
        return await asyncio.to_thread(_opened, which)
    except BadInput as missing:
        log.warning("documents are found by words alone", because=str(missing))
        return None


@lru_cache(maxsize=2)
def _opened(which: str) -> Encoder | None:
    """Return the one encoder of the process, however many use it: it takes much memory."""
    return open_encoder(which)


async def encode(catalogue: Catalogue, meanings: Meanings, encoder: Encoder, event: EventId) -> bool:
    """Keep the vectors of a document; say whether it has them now."""
    shelved = await catalogue.shelved(event)
    if shelved is None:
        return False
    texts = texts_for_meaning(shelved)
    parts = [
        await asyncio.to_thread(encode_passages, encoder, texts[start : start + AT_ONCE])
        for start in range(0, len(texts), AT_ONCE)
    ]
    data = await asyncio.to_thread(_packed, parts)
    return await meanings.keep(shelved, encoder.name, data)


def _packed(parts: Sequence[DocumentVectors]) -> bytes:
    """Return the vectors of a document, encoded in parts, as they are kept."""
    counts = np.concatenate([part.counts for part in parts])
    scales = np.concatenate([part.scales for part in parts])
    return pack(DocumentVectors(counts, scales, np.concatenate([part.rows for part in parts])))
