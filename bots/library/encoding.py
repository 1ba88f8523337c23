"""Works out what passages mean, in the background: they are found by their words first."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np
import structlog

from bots.library.facets import texts_for_meaning
from bots.library.meanings import Meanings
from bots.library.shelf import Shelf
from bots.library.store import Catalogue
from kit.errors import BadInput
from kit.ids import EventId
from kit.meaning.encoder import Encoder
from kit.meaning.opening import open_encoder
from kit.meaning.vectors import DocumentVectors, encode_passages, pack

log = structlog.stdlib.get_logger("palais.library")

AT_ONCE = 16
"""How many passages are encoded before others get their turn: about a quarter of a second."""

LOOK_EVERY = 30.0
"""Seconds after which it is looked for documents of which nobody told us."""


@dataclass(slots=True, kw_only=True)
class Encoding:
    """Gives each document vectors of the encoder that is set, the newest first.

    A document that the encoder fails at is found by words alone until the next start.
    """

    catalogue: Catalogue
    meanings: Meanings
    shelf: Shelf
    which: str
    news: asyncio.Event = field(default_factory=asyncio.Event)
    failed: set[EventId] = field(default_factory=set)

    async def work(self) -> None:
        """Work for as long as the bot runs; without an encoder there is nothing to do."""
        encoder = await self.opened()
        if encoder is None:
            return
        await self.shelf.learn(encoder)
        while True:
            self.news.clear()
            await self.clear(encoder)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.news.wait(), LOOK_EVERY)

    async def opened(self) -> Encoder | None:
        """Return the encoder, ``None`` where there is none: then documents are found by words alone."""
        try:
            return await asyncio.to_thread(open_encoder, self.which)
        except BadInput as missing:
            log.warning("documents are found by words alone", because=str(missing))
            return None

    async def clear(self, encoder: Encoder) -> None:
        """Give every document its vectors that has none."""
        while (event := await self.meanings.missing(encoder.name, self.failed)) is not None:
            try:
                await self._encode(encoder, event)
            except Exception as problem:  # noqa: BLE001 (one odd document keeps no other from being found)
                self.failed.add(event)
                log.warning("could not encode", event_id=event, because=type(problem).__name__)

    async def _encode(self, encoder: Encoder, event: EventId) -> None:
        shelved = await self.catalogue.shelved(event)
        if shelved is None:
            return
        texts = texts_for_meaning(shelved)
        parts = [
            await asyncio.to_thread(encode_passages, encoder, texts[start : start + AT_ONCE])
            for start in range(0, len(texts), AT_ONCE)
        ]
        data = await asyncio.to_thread(_packed, parts)
        if await self.meanings.keep(shelved, encoder.name, data):
            await self.shelf.catch_up()


def _packed(parts: Sequence[DocumentVectors]) -> bytes:
    """Return the vectors of a document, encoded in parts, as they are kept."""
    counts = np.concatenate([part.counts for part in parts])
    scales = np.concatenate([part.scales for part in parts])
    return pack(DocumentVectors(counts, scales, np.concatenate([part.rows for part in parts])))
