"""What happens to a document within one transaction: what it had goes, and the log of changes tells it."""

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.library.tables import (
    TEXT,
    changes,
    corrections,
    likeness,
    pages,
    passages,
    uploads,
    vectors,
)
from kit.ids import EventId

READ = (vectors, likeness, passages, pages)
"""What reading a file gave."""


async def changed(connection: AsyncConnection, event: EventId, what: str = TEXT) -> None:
    """Let every index know that a document is not what it was."""
    await connection.execute(insert(changes).values(event=event, what=what))


async def unread(connection: AsyncConnection, event: EventId) -> None:
    """Delete what reading a document gave."""
    for table in READ:
        await connection.execute(delete(table).where(table.c.event == event))


async def drop(connection: AsyncConnection, event: EventId) -> bool:
    """Delete a document with all that is known of it; say whether there was one."""
    await unread(connection, event)
    await connection.execute(delete(corrections).where(corrections.c.event == event))
    gone = await connection.execute(delete(uploads).where(uploads.c.event == event))
    if gone.rowcount:
        await changed(connection, event)
    return bool(gone.rowcount)
