"""What the library holds of what is allowed: the newest documents, and how much each text is like another."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, false, or_, select

from bots.library.keeping.rows import upload_of
from bots.library.keeping.store import Catalogue
from bots.library.rules import Passage, Upload
from bots.library.tables import FINDABLE, likeness, uploads
from kit.documents.likeness import likenesses
from kit.ids import EventId
from kit.search.visibility import EVER, Allowed, stamp

MOST = 100
"""How many documents are compared with one by their symbols or files."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """Looks into nothing but what it is allowed to, each question being put with that."""

    catalogue: Catalogue

    async def uploads(self, allowed: Allowed, events: Collection[EventId]) -> list[Upload]:
        """Return those uploads of some that are allowed, found or not."""
        query = select(uploads).where(_within(allowed), uploads.c.event.in_(list(events)))
        async with self.catalogue.database.read() as connection:
            return [upload_of(row) for row in await connection.execute(query)]

    async def documents(self, allowed: Allowed, events: Collection[EventId]) -> list[Passage]:
        """Return the first passage of each of these documents that is allowed, in their order."""
        there = {upload.event for upload in await self.uploads(allowed, events)}
        wanted = [event for event in dict.fromkeys(events) if event in there]
        found = await self.catalogue.passages((event, 0) for event in wanted)
        return [found[event, 0] for event in wanted if (event, 0) in found]

    async def newest(
        self, allowed: Allowed, most: int, *, since: datetime | None = None, kinds: Collection[str] = ()
    ) -> list[Passage]:
        """Return the documents that came last, newest first; of some kinds only, where they are given."""
        query = select(uploads.c.event).where(_within(allowed), uploads.c.state == FINDABLE)
        if since is not None:
            query = query.where(uploads.c.at >= since)
        if kinds:
            query = query.where(uploads.c.kind.in_(list(kinds)))
        query = query.order_by(uploads.c.at.desc(), uploads.c.event).limit(most)
        async with self.catalogue.database.read() as connection:
            events = [EventId(event) for event in await connection.scalars(query)]
        return await self.documents(allowed, events)

    async def bearing(self, allowed: Allowed, base: str) -> list[EventId]:
        """Return the documents whose symbols are one symbol, but for what is added at its end."""
        query = select(uploads.c.event).where(_within(allowed), uploads.c.base_key == base)
        async with self.catalogue.database.read() as connection:
            return [EventId(event) for event in await connection.scalars(query.limit(MOST))]

    async def alike(self, allowed: Allowed, document: Passage, least: float) -> dict[EventId, float]:
        """Return how much other documents are like one, of those that are as much like it as ``least``.

        A copy is like it by 1.
        """
        signatures, copies = await self._signatures(allowed, document)
        own = signatures.get(document.upload.event, b"")
        near = await asyncio.to_thread(_near, own, signatures, least)
        found = near | dict.fromkeys(copies, 1.0)
        found.pop(document.upload.event, None)
        return found

    async def signatures(self, allowed: Allowed, events: Iterable[EventId]) -> dict[EventId, bytes]:
        """Return by what the texts of documents are compared."""
        query = _compared().where(_within(allowed), uploads.c.event.in_(list(events)))
        async with self.catalogue.database.read() as connection:
            return {EventId(row.event): row.signature for row in await connection.execute(query)}

    async def _signatures(
        self, allowed: Allowed, document: Passage
    ) -> tuple[dict[EventId, bytes], list[EventId]]:
        copies = select(uploads.c.event).where(_within(allowed), uploads.c.digest == document.digest)
        async with self.catalogue.database.read() as connection:
            rows = await connection.execute(_compared().where(_within(allowed)))
            signatures = {EventId(row.event): row.signature for row in rows}
            return signatures, [EventId(event) for event in await connection.scalars(copies.limit(MOST))]


def _near(own: bytes, signatures: Mapping[EventId, bytes], least: float) -> dict[EventId, float]:
    """Return how much texts are like one, of those that are so enough and were signed in the same way."""
    events = [event for event, signed in signatures.items() if own and len(signed) == len(own)]
    degrees = likenesses(own, [signatures[event] for event in events])
    return {event: degree for event, degree in zip(events, degrees, strict=True) if degree >= least}


def _compared() -> Select[tuple[str, bytes]]:
    return (
        select(uploads.c.event, likeness.c.signature)
        .join_from(uploads, likeness)
        .where(uploads.c.state == FINDABLE)
    )


def _within(allowed: Allowed) -> ColumnElement[bool]:
    """Return the part of a query that lets through what is allowed and nothing else."""
    rooms = [_room(room, span.since, span.until) for room, span in allowed.items()]
    return or_(*rooms) if rooms else false()


def _room(room: str, since: datetime, until: datetime | None) -> ColumnElement[bool]:
    here = (uploads.c.room == room) & (uploads.c.at >= _as_counted(since))
    return here if until is None else here & (uploads.c.at < _as_counted(until))


def _as_counted(at: datetime) -> datetime:
    """Return an instant in whole milliseconds, as :class:`kit.search.visibility.Span` counts."""
    return EVER + timedelta(milliseconds=stamp(at))
