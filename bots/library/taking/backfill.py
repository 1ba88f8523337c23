"""Finds the uploads that nobody told us of: back through the history of each room, as far as we may read."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bots.library.rules import LIBRARY, wanted
from bots.library.taking.looking_back import Histories, LookedBack
from kit.effects import Effect
from kit.errors import Forbidden, MatrixFailure, NotFound, RateLimited, SignedOut, Unreachable
from kit.events import FileHeard, MemberHeard, Membership, RedactionHeard, StillUnreadable
from kit.ids import EventId, RoomId, UserId
from kit.perform import perform
from kit.ports import Matrix, Past, Rooms
from kit.search.sight import Sight

log = structlog.stdlib.get_logger("palais.library")

AGAIN_EVERY = 30.0
"""Seconds after which rooms are looked at that are new to us, or were closed."""

BETWEEN_PAGES = 0.02
"""Seconds between two pages of a room's past, for those who ask meanwhile."""


def came_back(heard: MemberHeard, me: UserId) -> bool:
    """Whether it is we who came into a room, not only a new name or picture of ours."""
    return heard.member == me and heard.now is Membership.JOIN and heard.was is not Membership.JOIN


@dataclass(slots=True, kw_only=True)
class Backfill:
    """Looks back. ``take`` takes an upload in, ``erase`` takes one back.

    How far it came is kept page by page, so that after a crash it goes on from there. ``anew`` are rooms of
    which something was missed while they were being looked through.
    """

    matrix: Matrix
    rooms: Rooms
    sight: Sight
    histories: Histories
    take: Callable[[FileHeard], Awaitable[None]]
    erase: Callable[[RoomId, EventId], Awaitable[Sequence[Effect]]]
    anew: set[RoomId] = field(default_factory=set)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    noting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def begin_anew(self, room: RoomId) -> None:
        """Look through a room once more, for some of what happened there never reached us."""
        async with self.noting:
            self.anew.add(room)
            await self.histories.reached(LookedBack(room=room, until=None, done=False))
        self.news.set()

    async def missed(self, room: RoomId) -> None:
        """Begin anew with a room of which we did not hear everything, who came and went included."""
        await self.begin_anew(room)
        await self.sight.missed(room)

    async def work(self) -> None:
        """Look back for as long as the bot runs."""
        while True:
            self.news.clear()
            try:
                await self.look_back()
            except SignedOut:
                raise
            except Exception as problem:  # noqa: BLE001 (whatever it is, the rest of the library goes on)
                log.warning("will look back later", because=repr(problem))
            await self._wait()

    async def look_back(self) -> None:
        """Look through every room of ours that was not looked through yet.

        A room that is ours no longer is looked through again should it be given to us once more.
        """
        served = frozenset(self.rooms.served_by(LIBRARY))
        await self.histories.forget(await self.histories.rooms() - served)
        for room in sorted(served & await self.matrix.joined_rooms()):
            looked = await self.histories.of(room) or LookedBack(room=room, until=None, done=False)
            try:
                await self._through(looked)
            except (SignedOut, Unreachable, RateLimited):
                raise
            except Exception as problem:  # noqa: BLE001 (one odd room holds up no other)
                log.warning("will look back in a room later", room=room, because=repr(problem))

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self.news.wait(), AGAIN_EVERY)
        except TimeoutError:
            return

    async def _through(self, looked: LookedBack) -> None:
        """Look through one room to its end; one that closes meanwhile is left for later."""
        room = looked.room
        while not looked.done:
            if looked.until is None:
                self.anew.discard(room)
                await self.sight.look_back(room)
            try:
                past = await self._past(looked)
            except (Forbidden, NotFound):
                return
            looked = await self._noted(looked, past, await self.take_in(room, past))
            await asyncio.sleep(BETWEEN_PAGES)
        log.info("looked back through a room", room=room, unreadable=looked.unreadable)

    async def _past(self, looked: LookedBack) -> Past:
        """Return the next page; the newest where the server no longer knows the place we were at."""
        try:
            return await self.matrix.history(looked.room, looked.until)
        except (Forbidden, NotFound, Unreachable, RateLimited, SignedOut):
            raise
        except MatrixFailure:
            if looked.until is None:
                raise
            return await self.matrix.history(looked.room)

    async def take_in(self, room: RoomId, past: Past) -> int:
        """Take in what is new to us, and take back what was redacted; return how much is unreadable."""
        files = [event for event in past.events if isinstance(event, FileHeard)]
        redactions = [event.target for event in past.events if isinstance(event, RedactionHeard)]
        known = await self.histories.known(room, [*(file.event for file in files), *redactions])
        for target in redactions:
            if target in known:
                await perform(await self.erase(room, target), self.matrix)
        for file in files:
            if file.event not in known and file.sender != self.matrix.user and wanted(file, {room}):
                await self.take(file)
        return sum(isinstance(event, StillUnreadable) for event in past.events)

    async def _noted(self, looked: LookedBack, past: Past, unreadable: int) -> LookedBack:
        """Keep how far we came, unless we have to begin anew."""
        async with self.noting:
            if looked.room in self.anew:
                return LookedBack(room=looked.room, until=None, done=False)
            reached = replace(
                looked,
                until=past.before,
                done=past.before is None,
                unreadable=looked.unreadable + unreadable,
            )
            await self.histories.reached(reached)
            return reached
