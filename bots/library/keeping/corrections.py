"""Keeps what staff said of documents, and tells them what is known of one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.library.keeping.changing import changed
from bots.library.keeping.loading import load_facts
from bots.library.keeping.rows import correction_of, facts_of, key_row, upload_of
from bots.library.keeping.shelved import Explained
from bots.library.rules import Upload
from bots.library.tables import corrections, pages, passages, uploads, vectors
from kit.database import Database, put
from kit.ids import EventId, UserId
from kit.reading.pages import Why


@dataclass(frozen=True, slots=True)
class Corrections:
    """What staff corrected; it outlives reading and indexing anew."""

    database: Database

    async def upload(self, event: EventId) -> Upload | None:
        """Return an upload that is known, read or not."""
        async with self.database.read() as connection:
            row = (await connection.execute(select(uploads).where(uploads.c.event == event))).first()
        return None if row is None else upload_of(row)

    async def correct(
        self, event: EventId, field: str, value: str | None, *, by: UserId, at: datetime
    ) -> bool:
        """Let a field have a value, or with ``None`` what the file says; say whether the file is there."""
        async with self.database.begin() as connection:
            head = (await connection.execute(select(uploads).where(uploads.c.event == event))).first()
            if head is None:
                return False
            key = {"event": event, "field": field}
            if value is None:
                mine = (corrections.c.event == event) & (corrections.c.field == field)
                await connection.execute(delete(corrections).where(mine))
            else:
                await put(connection, corrections, key, {"value": value, "by": by, "at": at})
            keys = key_row((await load_facts(connection, [head]))[event])
            await connection.execute(update(uploads).where(uploads.c.event == event).values(keys))
            await changed(connection, event)
        return True

    async def explained(self, event: EventId) -> Explained | None:
        """Return what is known of an upload and of its reading."""
        async with self.database.read() as connection:
            head = (await connection.execute(select(uploads).where(uploads.c.event == event))).first()
            return None if head is None else await _explained(connection, head)


async def _explained(connection: AsyncConnection, head: Any) -> Explained:
    event = EventId(head.event)
    mine = select(corrections).where(corrections.c.event == event).order_by(corrections.c.field)
    said = tuple(correction_of(row) for row in await connection.execute(mine))
    by_ocr = select(func.count()).select_from(pages).where(pages.c.event == event, pages.c.by_ocr)
    return Explained(
        upload=upload_of(head),
        state=head.state,
        why=Why(head.why) if head.why else None,
        detail=head.detail,
        tries=head.tries,
        misses=head.misses,
        facts=facts_of(head.facts),
        title=head.title,
        about=head.about or {},
        pages=await _count(connection, pages, event),
        by_ocr=int(await connection.scalar(by_ocr) or 0),
        passages=await _count(connection, passages, event),
        vectors=bool(await _count(connection, vectors, event)),
        corrections=said,
    )


async def _count(connection: AsyncConnection, table: Table, event: EventId) -> int:
    query = select(func.count()).select_from(table).where(table.c.event == event)
    return int(await connection.scalar(query) or 0)
