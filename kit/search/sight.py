"""Who stands where right now: remembered from what is heard, and asked again before anything is shown."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
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

    async def missed(self, room: RoomId) -> None:
        """Take note that we did not hear all of who came and went: all count from now, till we look back."""
        self._heard[room] += 1
        self._known.pop(room, None)
        async with self._noting:
            now = self._clock.now()
            await self._presence.change(room, dict.fromkeys(self._presence.of(room), now))

    async def look_back(self, room: RoomId) -> None:
        """Learn since when the people of our server were in a room before we heard of them.

        What other servers say of time is not believed: their people count from when we heard of them.
        """
        for _ in range(ROUNDS):
            heard = self._heard[room]
            comings = await self._comings(room)
            async with self._noting:
                if heard == self._heard[room]:
                    known = self._presence.of(room)
                    ours = {user: came.at for user, came in comings.items() if self._is_told_here(came)}
                    earlier = {user: min(at, known.get(user, at)) for user, at in ours.items()}
                    await self._presence.change(room, earlier)
                    return

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
        """Learn, when we come into a room, since when its people have been there without a break."""
        if heard.now is not Membership.JOIN or heard.was is Membership.JOIN:
            return
        room, comings = heard.room, await self._comings(heard.room)
        known = self._presence.of(room)
        came = {user: self._since(how, known.get(user), heard.at) for user, how in comings.items()}
        if came:
            await self._presence.change(room, came, known.keys() - came.keys())

    def _since(self, came: MemberHeard, known: datetime | None, at: datetime) -> datetime:
        """Return since when somebody is there whom we met when we came ourselves.

        Who is of another server is believed to have stayed while we were away, but not to have been there
        earlier than we knew.
        """
        if self._is_told_here(came):
            return came.at
        return known if known is not None and came.at <= known else max(came.at, at)

    async def _comings(self, room: RoomId) -> Mapping[UserId, MemberHeard]:
        try:
            return await self._matrix.comings(room, self._counts(room))
        except (Forbidden, NotFound):
            return {}

    async def _follow(self, heard: MemberHeard) -> None:
        """Note when somebody came, or that they are gone; what other servers say of time is not believed."""
        record = self._rooms.record(heard.room)
        before = self._presence.of(heard.room).get(heard.member)
        since = since_when(before, heard, record.history if record else "")
        if since is None:
            await self._presence.change(heard.room, {}, [heard.member])
            return
        foreign = since == heard.at and not self._is_told_here(heard)
        came = max(since, self._clock.now()) if foreign else since
        await self._presence.change(heard.room, {heard.member: came})

    def _is_told_here(self, heard: MemberHeard) -> bool:
        """Whether it is our own server that says when it was."""
        return server_of(heard.sender) == server_of(self._matrix.user)

    def _present(self, room: RoomId, standing: Standing) -> frozenset[UserId]:
        counts = self._counts(room)
        return frozenset(user for user, stands in standing.items() if stands in counts)

    def _counts(self, room: RoomId) -> frozenset[Membership]:
        """Return the standings of those who may read what is said in a room from then on."""
        record = self._rooms.record(room)
        if record is not None and record.history == INVITED:
            return frozenset({Membership.JOIN, Membership.INVITE})
        return frozenset({Membership.JOIN})
