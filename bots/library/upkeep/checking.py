"""Compares the rooms, the database and the index for the operator, and puts right what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update

from bots.library.keeping.changing import changed
from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import Catalogue
from bots.library.rules import LIBRARY, wanted
from bots.library.tables import FINDABLE, REFUSED, WAITING, passages, uploads
from bots.library.taking.backfill import Backfill
from bots.library.taking.looking_back import LookedBack
from bots.library.taking.shelving import Shelving
from bots.library.upkeep.erasing import Erasing
from kit.errors import Forbidden, NotFound
from kit.events import FileHeard, StillUnreadable
from kit.ids import EventId, RoomId
from kit.perform import perform
from kit.ports import Matrix, Rooms

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Differing:
    """How the index differs from the database, by document: what is to be put in anew, or taken out."""

    documents: int
    passages: int
    wrong: tuple[EventId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """Checks the library; ``catch_up`` makes an import count that was made beside it."""

    matrix: Matrix
    rooms: Rooms
    catalogue: Catalogue
    shelf: Shelf
    shelving: Shelving
    erasing: Erasing
    backfill: Backfill

    async def check(self, asked: Mapping[str, Any]) -> Json:
        """Compare all there is, and put it right unless only to be looked at.

        ``asked`` may say ``look_only``, and ``work``: read what waits here and now, for nobody else will.
        No name of a file is told, and no word of one.
        """
        mend = not asked.get("look_only")
        joined = await self.matrix.joined_rooms()
        rooms = [
            await self._room(room, record.name, mend=mend)
            if room in joined
            else {"room": room, "name": record.name, "closed": True}
            for room, record in sorted(self.rooms.served_by(LIBRARY).items())
        ]
        if mend:
            await self._hurry()
            self.shelving.news.set()
        if mend and asked.get("work"):
            await self.shelving.clear_the_queue()
        return {"rooms": rooms, "queue": await self._queue(), "index": await self._index(mend=mend)}

    async def catch_up(self, _asked: Mapping[str, Any]) -> Json:
        """Take in what changed in the database."""
        await self.shelf.catch_up()
        return {"passages": self.shelf.size}

    async def _room(self, room: RoomId, name: str, *, mend: bool) -> Json:
        """Compare one room with what the database has of it."""
        before = frozenset(await self.catalogue.uploads_of(room))
        try:
            there, unreadable = await self._walk(room, mend=mend)
        except (Forbidden, NotFound):
            return {"room": room, "name": name, "closed": True}
        gone = [event for event in sorted(before - there) if await self._is_gone(room, event)]
        if mend:
            for event in gone:
                await perform(await self.erasing.erase(room, event), self.matrix)
        after = frozenset(await self.catalogue.uploads_of(room)) if mend else before | there
        return {
            "room": room,
            "name": name,
            "uploads": len(there),
            "known": len(before),
            "missing": len(after - before),
            "gone": len(gone),
            "unreadable": unreadable,
        }

    async def _walk(self, room: RoomId, *, mend: bool) -> tuple[frozenset[EventId], int]:
        """Look through a room's whole past; return its uploads, and how much cannot be decrypted."""
        if mend:
            await self.backfill.sight.look_back(room)
        there: set[EventId] = set()
        unreadable, before = 0, None
        while True:
            past = await self.matrix.history(room, before)
            files = (event for event in past.events if isinstance(event, FileHeard))
            ours = self.matrix.user
            there.update(file.event for file in files if wanted(file, {room}) and file.sender != ours)
            unreadable += sum(isinstance(event, StillUnreadable) for event in past.events)
            if mend:
                await self.backfill.take_in(room, past)
            if past.before is None:
                break
            before = past.before
        if mend:
            looked = LookedBack(room=room, until=None, done=True, unreadable=unreadable)
            await self.backfill.histories.reached(looked)
        return frozenset(there), unreadable

    async def _is_gone(self, room: RoomId, event: EventId) -> bool:
        return await self.matrix.event(room, event) is None

    async def _hurry(self) -> None:
        """Let whatever waits for its next try be tried now."""
        async with self.catalogue.database.begin() as connection:
            waiting = uploads.c.state == WAITING
            await connection.execute(update(uploads).where(waiting).values(next_try=None, tries=0, misses=0))

    async def _queue(self) -> Json:
        async with self.catalogue.database.read() as connection:
            counted = select(uploads.c.state, func.count()).group_by(uploads.c.state)
            states = {state: int(count) for state, count in await connection.execute(counted)}
        return {state: states.get(state, 0) for state in (FINDABLE, WAITING, REFUSED)}

    async def _index(self, *, mend: bool) -> Json:
        """Compare the index with the database, by document and count of passages."""
        await self.shelf.catch_up()
        differing = await self._differing()
        if mend and differing.wrong:
            async with self.catalogue.database.begin() as connection:
                for event in differing.wrong:
                    await changed(connection, event)
            await self.shelf.catch_up()
        return {
            "documents": differing.documents,
            "passages": differing.passages,
            "differing": len(differing.wrong),
        }

    async def _differing(self) -> Differing:
        findable = passages.c.event.in_(select(uploads.c.event).where(uploads.c.state == FINDABLE))
        counted = select(passages.c.event, func.count()).where(findable).group_by(passages.c.event)
        async with self.catalogue.database.read() as connection:
            kept = {str(event): int(count) for event, count in await connection.execute(counted)}
        there = await self.shelf.documents()
        wrong = (event for event in kept.keys() | there.keys() if kept.get(event) != there.get(event))
        return Differing(len(there), sum(there.values()), tuple(map(EventId, sorted(wrong))))
