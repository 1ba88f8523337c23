"""The vectors of documents in the database, beside the encoder's name: only those of one model compare."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from bots.library.keeping.changing import changed
from bots.library.keeping.loading import load_shelved
from bots.library.keeping.rows import upload_of
from bots.library.keeping.shelved import Meant, Shelved
from bots.library.tables import FINDABLE, MEANING, passages, uploads, vectors
from kit.database import Database, put
from kit.ids import EventId, Language


@dataclass(frozen=True, slots=True)
class Meanings:
    """The vectors that are kept."""

    database: Database

    async def after(self, event: EventId, model: str, most: int) -> list[Meant]:
        """Return the next documents with vectors of a model, in the order of their events."""
        mine = (vectors.c.model == model) & (uploads.c.event > event) & (uploads.c.state == FINDABLE)
        query = select(uploads, vectors.c.data).join_from(uploads, vectors).where(mine)
        async with self.database.read() as connection:
            heads = (await connection.execute(query.order_by(uploads.c.event).limit(most))).all()
            events = [head.event for head in heads]
            there = select(passages.c.event, passages.c.language).where(passages.c.event.in_(events))
            languages: dict[str, list[Language]] = {event: [] for event in events}
            for row in await connection.execute(there.order_by(passages.c.event, passages.c.ordinal)):
                languages[row.event].append(Language(row.language))
        return [
            Meant(upload=upload_of(head), languages=tuple(languages[head.event]), vectors=head.data)
            for head in heads
        ]

    async def missing(self, model: str, but: Iterable[EventId] = ()) -> EventId | None:
        """Return the newest document that has no vectors of a model, ``None`` where all have some."""
        return next(iter(await self.all_missing(model, but, 1)), None)

    async def all_missing(self, model: str, but: Iterable[EventId], most: int) -> list[EventId]:
        """Return the newest documents that have no vectors of a model."""
        there = (vectors.c.event == uploads.c.event) & (vectors.c.model == model)
        query = select(uploads.c.event).outerjoin(vectors, there)
        mine = (uploads.c.state == FINDABLE) & vectors.c.event.is_(None) & uploads.c.event.not_in(list(but))
        async with self.database.read() as connection:
            found = await connection.scalars(query.where(mine).order_by(uploads.c.at.desc()).limit(most))
            return [EventId(event) for event in found]

    async def has(self, event: EventId, model: str) -> bool:
        """Whether a document has vectors of a model."""
        mine = (vectors.c.event == event) & (vectors.c.model == model)
        async with self.database.read() as connection:
            return (await connection.execute(select(vectors.c.event).where(mine))).first() is not None

    async def keep(self, shelved: Shelved, model: str, data: bytes) -> bool:
        """Keep the vectors of a document, unless its passages are others by now; say whether it did."""
        event = shelved.upload.event
        async with self.database.begin() as connection:
            now = await load_shelved(connection, event)
            if now is None or now.passages != shelved.passages:
                return False
            await put(connection, vectors, {"event": event}, {"model": model, "data": data})
            await changed(connection, event, MEANING)
        return True
