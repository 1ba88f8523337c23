"""Remembers how far back the history of each room was looked through for uploads."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select

from bots.library.tables import backfill, uploads
from kit.database import Database, put
from kit.ids import EventId, RoomId


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """How far back a room was looked through: ``until`` is where to go on, if not ``done``.

    ``unreadable`` events could not be decrypted.
    """

    room: RoomId
    until: str | None
    done: bool
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Histories:
    """How far back each room was looked through."""

    database: Database

    async def of(self, room: RoomId) -> LookedBack | None:
        """Return how far a room was looked through, ``None`` where it was not begun."""
        async with self.database.read() as connection:
            row = (await connection.execute(select(backfill).where(backfill.c.room == room))).first()
        if row is None:
            return None
        return LookedBack(room=RoomId(row.room), until=row.until, done=row.done, unreadable=row.unreadable)

    async def reached(self, looked: LookedBack) -> None:
        """Note how far a room was looked through."""
        values = {"until": looked.until, "done": looked.done, "unreadable": looked.unreadable}
        async with self.database.begin() as connection:
            await put(connection, backfill, {"room": looked.room}, values)

    async def rooms(self) -> frozenset[RoomId]:
        """Return the rooms in which looking back was begun, whether or not it is done."""
        async with self.database.read() as connection:
            return frozenset(map(RoomId, await connection.scalars(select(backfill.c.room))))

    async def known(self, room: RoomId, events: Iterable[EventId]) -> frozenset[EventId]:
        """Return which of some events are uploads of a room that the library knows already."""
        here = (uploads.c.room == room) & uploads.c.event.in_(list(events))
        async with self.database.read() as connection:
            return frozenset(map(EventId, await connection.scalars(select(uploads.c.event).where(here))))

    async def forget(self, rooms: Iterable[RoomId]) -> None:
        """Begin anew with some rooms."""
        async with self.database.begin() as connection:
            await connection.execute(delete(backfill).where(backfill.c.room.in_(list(rooms))))
