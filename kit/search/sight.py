"""Who stands where right now: remembered from what is heard, and asked again before anything is shown."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from kit.errors import Forbidden, NotFound
from kit.events import MemberHeard, Membership
from kit.ids import BotName, RoomId, UserId, server_of
from kit.ports import Clock, Matrix, Rooms
from kit.search.store import Presence
from kit.search.visibility import (
    INVITED,
    Allowed,
    Place,
    Source,
    Standing,
    readers_of,
    since_when,
    spans_for,
)

AT_ONCE = 8
ROUNDS = 4


class Placed(Protocol):
    """Something found: where it stands, and when it was put there."""

    @property
    def room(self) -> RoomId:
        """The room it was uploaded to."""
        ...

    @property
    def at(self) -> datetime:
        """When it was uploaded."""
        ...


Found = TypeVar("Found", bound=Placed)
Search = Callable[[Allowed], Awaitable[Sequence[Found]]]


class Sight:
    """Judges what a set of readers may see of the rooms given to a bot.

    Asking the server about every room at every question would be slow, so standings are remembered. What a
    search finds by them is shown only after the few rooms it came from were asked once more: a memory that
    lags can show too little for a moment, and never too much.

    Somebody of whom we never heard how they came was there before us, or comes to our ears in a moment; where
    we have looked around in the room before, they count from now.
    """

    def __init__(self, matrix: Matrix, rooms: Rooms, bot: BotName, presence: Presence, clock: Clock) -> None:
        self._matrix = matrix
        self._rooms = rooms
        self._bot = bot
        self._presence = presence
        self._clock = clock
        self._begun = clock.now()
        self._known: dict[RoomId, dict[UserId, Membership]] = {}
        self._heard: Counter[RoomId] = Counter()
        self._asking = asyncio.Semaphore(AT_ONCE)
        self._noting = asyncio.Lock()

    async def hear(self, heard: MemberHeard) -> None:
        """Take note of somebody's new standing."""
        self._heard[heard.room] += 1
        if heard.member == self._matrix.user:
            self._known.pop(heard.room, None)
        elif heard.room in self._known:
            self._known[heard.room][heard.member] = heard.now
        if self._rooms.record(heard.room) is None:
            return
        async with self._noting:
            if heard.member == self._matrix.user:
                await self._we_moved(heard)
            else:
                await self._follow(heard)

    async def place(self, room: RoomId, ours: Collection[UserId]) -> Place:
        """Return a room as a place for an answer, with those who read there as the server has it now."""
        record = self._rooms.record(room)
        if record is None:
            standing: Standing = await self._matrix.members(room, fresh=True)
        else:
            await self._ask_about({room}, fresh=True)
            standing = self._known.get(room, {})
        return Place(room=room, readers=readers_of(standing, ours), record=record)

    async def allowed(self, place: Place) -> Allowed:
        """Return what everybody who reads in a place may see, by memory."""
        rooms = frozenset(self._rooms.served_by(self._bot))
        await self._ask_about(rooms - self._known.keys(), fresh=False)
        return spans_for(place, self._sources(rooms))

    async def found(self, place: Place, search: Search[Found]) -> tuple[Sequence[Found], Allowed]:
        """Return what a search finds for all who read in a place, and what they may see.

        Each room that something comes from is asked who is in it now; where that changes what may be seen,
        the search begins anew.
        """
        for _ in range(ROUNDS):
            allowed = await self.allowed(place)
            found = await search(allowed)
            rooms = frozenset(one.room for one in found)
            await self._ask_about(rooms, fresh=True)
            now = spans_for(place, self._sources(rooms))
            if all(one.room in now and now[one.room].holds(one.at) for one in found):
                return found, allowed
        return (), {}

    async def refresh(self) -> None:
        """Ask about every room again, for changes that nobody told us of."""
        await self._ask_about(frozenset(self._rooms.served_by(self._bot)), fresh=False)

    def _sources(self, rooms: Collection[RoomId]) -> list[Source]:
        served = self._rooms.served_by(self._bot)
        return [
            Source(record=served[room], standing=self._known[room], since=self._presence.of(room))
            for room in rooms
            if room in self._known and room in served
        ]

    async def _ask_about(self, rooms: Collection[RoomId], *, fresh: bool) -> None:
        try:
            async with asyncio.TaskGroup() as asking:
                for room in rooms:
                    asking.create_task(self._ask(room, fresh=fresh))
        except ExceptionGroup as group:
            raise group.exceptions[0] from group

    async def _ask(self, room: RoomId, *, fresh: bool) -> None:
        """Learn the standing in one room; one that is closed to us is open to nobody."""
        async with self._asking:
            for _ in range(ROUNDS):
                heard = self._heard[room]
                standing = await self._standing(room, fresh=fresh)
                async with self._noting:
                    self._known[room] = dict(standing)
                    if heard == self._heard[room]:
                        await self._look_around(room, standing, fresh=fresh)
                        return

    async def _standing(self, room: RoomId, *, fresh: bool) -> Standing:
        try:
            standing = await self._matrix.members(room, fresh=fresh)
        except (Forbidden, NotFound):
            return {}
        return standing if standing.get(self._matrix.user) is Membership.JOIN else {}

    async def _look_around(self, room: RoomId, standing: Standing, *, fresh: bool) -> None:
        """Note who is there of whom we have not heard, and forget who is gone by the server's own word."""
        if not standing:
            return
        known, present = self._presence.of(room), self._present(room, standing)
        since = self._clock.now() if self._matrix.user in known else self._begun
        came = dict.fromkeys(present - known.keys(), since)
        await self._presence.change(room, came, known.keys() - present if fresh else ())

    async def _we_moved(self, heard: MemberHeard) -> None:
        """Count those who were in a room when we came as there from that moment on, if not before."""
        if heard.now is not Membership.JOIN or heard.was is Membership.JOIN:
            return
        room, standing = heard.room, await self._standing(heard.room, fresh=True)
        known = self._presence.of(room)
        came = {user: min(heard.at, known.get(user, heard.at)) for user in self._present(room, standing)}
        if came:
            await self._presence.change(room, came, known.keys() - came.keys())

    async def _follow(self, heard: MemberHeard) -> None:
        """Note when somebody came, or that they are gone; what other servers say of time is not believed."""
        record = self._rooms.record(heard.room)
        before = self._presence.of(heard.room).get(heard.member)
        since = since_when(before, heard, record.history if record else "")
        if since is None:
            await self._presence.change(heard.room, {}, [heard.member])
            return
        foreign = since == heard.at and server_of(heard.sender) != server_of(self._matrix.user)
        came = max(since, self._clock.now()) if foreign else since
        await self._presence.change(heard.room, {heard.member: came})

    def _present(self, room: RoomId, standing: Standing) -> frozenset[UserId]:
        record = self._rooms.record(room)
        counts = {Membership.JOIN}
        if record is not None and record.history == INVITED:
            counts.add(Membership.INVITE)
        return frozenset(user for user, stands in standing.items() if stands in counts)
