"""Remembers how far back the history of each room was looked through for uploads."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select

from bots.library.tables import backfill
from kit.database import Database, put
from kit.ids import RoomId


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

    async def forget(self, rooms: Iterable[RoomId]) -> None:
        """Begin anew with some rooms."""
        async with self.database.begin() as connection:
            await connection.execute(delete(backfill).where(backfill.c.room.in_(list(rooms))))
