"""What becomes of the files of rooms that the library was taken out of, or may not index any more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy import delete, select

from bots.library.keeping.changing import drop
from bots.library.rules import LIBRARY
from bots.library.tables import backfill, uploads
from bots.library.tables import rooms as kept_rooms
from bots.library.upkeep.erasing import Erasing
from kit.database import Database, put
from kit.ids import BotName, EventId, RoomId
from kit.perform import perform
from kit.ports import RoomRecord, Rooms

log = structlog.stdlib.get_logger("palais.library")

AT_ONCE = 50
BELIEVED = 60
"""How many looks in a row must find no room at all."""


@dataclass(frozen=True, slots=True)
class IndexedRooms:
    """The managed rooms, of which a bot serves those whose files are indexed."""

    all: Rooms

    def record(self, room: RoomId) -> RoomRecord | None:
        """Return what we know of the room."""
        return self.all.record(room)

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        """Return the rooms given to a bot whose files are indexed."""
        return {room: record for room, record in self.all.served_by(bot).items() if record.indexed}


@dataclass(slots=True, kw_only=True)
class Closing:
    """Erases what is to be gone. What is kept is found by nobody while we are not in its room.

    Whether files stay when we are taken out of their room was said
    while we were in it, and is remembered, for then nothing is known of the room. That all rooms are gone at
    once is believed only when it lasts.
    """

    database: Database
    rooms: Rooms
    erasing: Erasing
    looked: frozenset[tuple[RoomId, bool]] | None = None
    empty: int = 0

    async def look(self) -> None:
        """Note what is said of rooms, and erase what is to be gone; where nothing changed, do nothing."""
        given = self.rooms.served_by(LIBRARY)
        served = {room: record for room, record in given.items() if record.indexed}
        said = frozenset((room, record.keeps) for room, record in served.items())
        self.empty = 0 if given else self.empty + 1
        if said == self.looked or 0 < self.empty < BELIEVED:
            return
        await self._settle(served)
        self.looked = said

    async def _settle(self, served: Mapping[RoomId, RoomRecord]) -> None:
        await self._note(served)
        for room in await self._gone(served):
            await self._erase(room)

    async def _note(self, served: Mapping[RoomId, RoomRecord]) -> None:
        async with self.database.read() as connection:
            known = {row.room: row.keeps for row in await connection.execute(select(kept_rooms))}
        changed = {room: record.keeps for room, record in served.items() if known.get(room) != record.keeps}
        if changed:
            async with self.database.begin() as connection:
                for room, keeps in changed.items():
                    await put(connection, kept_rooms, {"room": room}, {"keeps": keeps})

    async def _gone(self, served: Iterable[RoomId]) -> list[RoomId]:
        """Return the rooms with files that are neither served nor kept."""
        async with self.database.read() as connection:
            kept = set(await connection.scalars(select(kept_rooms.c.room).where(kept_rooms.c.keeps)))
            there = {RoomId(room) for room in await connection.scalars(select(uploads.c.room).distinct())}
        forbidden = {room for room in there if (record := self.rooms.record(room)) and not record.indexed}
        return sorted(forbidden | (there - set(served) - kept))

    async def _erase(self, room: RoomId) -> None:
        """Forget the files of a room with all that quotes them, and that its history was looked through, so
        that they may come back one day."""
        count = 0
        while events := await self._some(room):
            for event in events:
                await perform(await self.erasing.unquoted(event), self.erasing.matrix)
            self.erasing.closed.update(dict.fromkeys(events, self.erasing.clock.now()))
            async with self.database.begin() as connection:
                for event in events:
                    await drop(connection, event)
            for event in events:
                await perform(await self.erasing.unquoted(event), self.erasing.matrix)
            count += len(events)
        async with self.database.begin() as connection:
            await connection.execute(delete(kept_rooms).where(kept_rooms.c.room == room))
            await connection.execute(delete(backfill).where(backfill.c.room == room))
        log.info("the files of a room are gone", room=room, documents=count)

    async def _some(self, room: RoomId) -> list[EventId]:
        mine = select(uploads.c.event).where(uploads.c.room == room).limit(AT_ONCE)
        async with self.database.read() as connection:
            return [EventId(event) for event in await connection.scalars(mine)]
