"""Who stands where right now: remembered from what is heard, and asked again before anything is shown."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence

from kit.errors import Forbidden, NotFound
from kit.events import MemberHeard, Membership
from kit.ids import RoomId, UserId
from kit.ports import Matrix
from kit.search.index import Hit
from kit.search.visibility import Standing, readable_by_all, readers_of

AT_ONCE = 8
ROUNDS = 4

Search = Callable[[frozenset[RoomId]], Awaitable[Sequence[Hit]]]


class Sight:
    """Judges which rooms a set of readers may see.

    Asking the server about every room at every question would be slow, so standings are remembered. What a
    search finds by them is shown only after the few rooms it came from were asked once more: a memory that
    lags can show too little for a moment, and never too much.
    """

    def __init__(self, matrix: Matrix, rooms: Callable[[], Collection[RoomId]]) -> None:
        self._matrix = matrix
        self._rooms = rooms
        self._known: dict[RoomId, dict[UserId, Membership]] = {}
        self._asking = asyncio.Semaphore(AT_ONCE)

    def hear(self, heard: MemberHeard) -> None:
        """Take note of somebody's new standing."""
        if heard.member == self._matrix.user:
            self._known.pop(heard.room, None)
        elif heard.room in self._known:
            self._known[heard.room][heard.member] = heard.now

    async def readers(self, room: RoomId, ours: Collection[UserId]) -> frozenset[UserId]:
        """Return who can read what is said in a room, as the server has it now."""
        return readers_of(await self._matrix.members(room), ours)

    async def rooms_for(self, readers: Collection[UserId]) -> frozenset[RoomId]:
        """Return the rooms that all of them may read, by memory."""
        rooms = frozenset(self._rooms())
        await self._ask_about(rooms - self._known.keys())
        return readable_by_all(readers, {room: self._known[room] for room in rooms if room in self._known})

    async def found_for(
        self, readers: frozenset[UserId], search: Search, *, besides: Collection[RoomId] = ()
    ) -> Sequence[Hit]:
        """Return what the search finds in rooms that all readers may read, and in ``besides``.

        ``besides`` are rooms that need no judging: the one the answer is given in, whose readers read it.
        """
        for _ in range(ROUNDS):
            served = frozenset(self._rooms())
            allowed = await self.rooms_for(readers) | (served & frozenset(besides))
            hits = await search(allowed)
            sources = frozenset(hit.room for hit in hits) - frozenset(besides)
            await self._ask_about(sources)
            if sources <= readable_by_all(readers, {room: self._known[room] for room in sources}):
                return hits
        return ()

    async def found_in(
        self, room: RoomId, ours: Collection[UserId], search: Search
    ) -> tuple[Sequence[Hit], frozenset[UserId]]:
        """Return what the search finds for an answer given in a room, and who reads it there.

        Whoever comes in or is invited while we search is judged as well.
        """
        readers = await self.readers(room, ours)
        for _ in range(ROUNDS):
            hits = await self.found_for(readers, search, besides={room})
            before, readers = readers, await self.readers(room, ours)
            if readers == before:
                return hits, readers
        return (), readers

    async def refresh(self) -> None:
        """Ask about every room again, for changes that nobody told us of."""
        await self._ask_about(frozenset(self._rooms()))

    async def _ask_about(self, rooms: Collection[RoomId]) -> None:
        async with asyncio.TaskGroup() as asking:
            for room in rooms:
                asking.create_task(self._ask(room))

    async def _ask(self, room: RoomId) -> None:
        """Learn the standing in one room; one that is closed to us is open to nobody."""
        async with self._asking:
            try:
                standing: Standing = await self._matrix.members(room)
            except (Forbidden, NotFound):
                standing = {}
            here = standing.get(self._matrix.user) is Membership.JOIN
            self._known[room] = dict(standing) if here else {}
