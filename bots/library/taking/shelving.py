"""Works through the queue of uploads: fetch, read, keep, index, and tell their people."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy.exc import OperationalError

from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import NO_TIME, Catalogue
from bots.library.rules import DOCUMENT, Upload, mark, regret
from bots.library.settings import LibrarySettings
from bots.library.taking.preparing import prepare_unseen
from bots.library.taking.readings import Readings
from bots.library.taking.showing import Showing
from kit.errors import Forbidden, MatrixFailure, NotFound, RateLimited, SignedOut, TooLarge, Unreachable
from kit.events import FileHeard
from kit.ids import EventId, UserId
from kit.perform import perform
from kit.ports import Clock, Matrix, People
from kit.reading import Unreadable, Why

log = structlog.stdlib.get_logger("palais.library")

PASSING = (Unreachable, RateLimited)
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
IDLE = 5.0
"""Seconds after which a lane looks for uploads whose next try has come."""

LATE = timedelta(days=7)
"""Up to what age of a file its people are told that it cannot be read: older ones were found looking back."""

FETCHING = 120.0
"""Seconds after which fetching a file counts as a miss."""

MOST_TRIES, MOST_MISSES = 3, 10
"""How often a file may be begun, for one that brings the platform down is not read for ever, and how often
the server may fail to hand it out while it does all else."""


@dataclass(slots=True, kw_only=True)
class Shelving:
    """Takes uploads in; the catalogue remembers what a crash interrupts.

    People take turns, and of nobody more than a few files are in hand at a time: whatever one of them
    uploads, the others' files are read. The keys of encrypted files are never written down: after a restart
    they come from the event itself.
    """

    matrix: Matrix
    people: People
    clock: Clock
    catalogue: Catalogue
    shelf: Shelf
    readings: Readings
    settings: LibrarySettings
    showing: Showing = field(init=False)
    shelved: asyncio.Event = field(default_factory=asyncio.Event)
    heard: dict[EventId, FileHeard] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    last: UserId | None = None
    in_hand: dict[EventId, UserId] = field(default_factory=dict)
    choosing: asyncio.Lock = field(default_factory=asyncio.Lock)
    telling: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.showing = Showing(matrix=self.matrix, catalogue=self.catalogue)

    async def take(self, heard: FileHeard) -> None:
        """Put an upload into the queue."""
        if await self.catalogue.expect(heard):
            self.heard[heard.event] = heard
            self.news.set()

    async def work(self) -> None:
        """Work for as long as the bot runs."""
        await self._side_by_side(self._work)

    async def clear_the_queue(self) -> None:
        """Do all there is to do now, then return. Raises ``Unreachable`` where the server is away."""
        await self._side_by_side(self._clear)

    async def _side_by_side(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            async with asyncio.TaskGroup() as lanes:
                for _ in range(self.readings.lanes):
                    lanes.create_task(work())
        except ExceptionGroup as group:
            raise group.exceptions[0] from group

    async def _work(self) -> None:
        """Work in one lane; where the server is away, wait for it."""
        pause = FIRST_PAUSE
        while True:
            self.news.clear()
            try:
                await self._clear()
                pause = FIRST_PAUSE
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.news.wait(), IDLE)
            except PASSING as failure:
                log.warning("waiting for the homeserver", seconds=pause, because=str(failure))
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _clear(self) -> None:
        """Take turns until there is nothing left for this lane."""
        while True:
            async with self._turn() as upload:
                if upload is not None:
                    await self._attend(upload)
                    await self.shelf.catch_up()
                    self.shelved.set()
            if not await self._tell() and upload is None:
                return

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[Upload | None]:
        """Take the next upload in hand, one of a person who has not many there."""
        async with self.choosing:
            now = self.clock.now()
            count = Counter(self.in_hand.values())
            many = [user for user in count if count[user] >= self.readings.each]
            upload = await self.catalogue.waiting(now, after=self.last, but=many, without=self.in_hand)
            if upload is not None:
                self.last = upload.sender
                self.in_hand[upload.event] = upload.sender
        try:
            yield upload
        finally:
            if upload is not None:
                self.in_hand.pop(upload.event, None)
                self.heard.pop(upload.event, None)

    async def _attend(self, upload: Upload) -> None:
        """Shelve one upload; a failure that is its own sends it to the back and holds up nobody else."""
        tries = await self.catalogue.try_reading(upload.event, self.clock.now())
        if tries > MOST_TRIES:
            await self._give_up(upload, Why.BROKEN, f"failed {MOST_TRIES} times")
            return
        try:
            await self._shelve(upload, tries)
        except Unreadable as unreadable:
            await self._give_up(upload, unreadable.why, unreadable.detail)
        except TooLarge as too_large:
            await self._give_up(upload, Why.TOO_BIG, str(too_large))
        except (SignedOut, OperationalError, asyncio.CancelledError):
            with suppress(OperationalError):
                await self.catalogue.not_tried(upload.event)
            raise
        except (Unreachable, RateLimited, TimeoutError) as failure:
            await self.catalogue.not_tried(upload.event)
            if await self.misses(upload, failure) > MOST_MISSES:
                await self._give_up(upload, Why.NOT_THERE, type(failure).__name__)
        except Exception as problem:  # noqa: BLE001 (a hostile upload may make anything at all fail)
            log.warning("could not shelve an upload", event_id=upload.event, because=repr(problem))

    async def _shelve(self, upload: Upload, attempt: int) -> None:
        """Read one upload and keep its text; forget one that is not there any more."""
        async with asyncio.timeout(FETCHING):
            data = await self.fetched(upload)
        if data is None:
            await self.catalogue.forget(upload.event)
            return
        async with self.showing.reading(upload, attempt) as progress:
            await self.readings.take_in(upload, data, progress)

    async def _give_up(self, upload: Upload, why: Why, detail: str) -> None:
        """Refuse a document that cannot be read; a picture, a sound or a film is found by its caption."""
        if upload.kind == DOCUMENT:
            await self.catalogue.refuse(upload.event, why, detail)
            return
        prepared = await asyncio.to_thread(prepare_unseen, upload, f"{why.value}: {detail}")
        await self.catalogue.shelve(upload.event, prepared, quietly=True)

    async def fetched(self, upload: Upload) -> bytes | None:
        """Return the bytes, ``None`` where the upload is gone."""
        heard = self.heard.get(upload.event) or await self.matrix.event(upload.room, upload.event)
        if not isinstance(heard, FileHeard):
            return None
        try:
            return await self.matrix.download(heard, self.settings.largest_file)
        except (Unreachable, RateLimited, SignedOut):
            raise
        except (NotFound, Forbidden):
            return None
        except MatrixFailure as failure:
            raise Unreadable(Why.BROKEN, str(failure)) from failure

    async def misses(self, upload: Upload, failure: Exception) -> int:
        """Count what the server did not do for this upload. Raises ``Unreachable`` where it does nothing."""
        await self.matrix.joined_rooms()
        asked = timedelta(seconds=failure.retry_after) if isinstance(failure, RateLimited) else NO_TIME
        log.warning("will try an upload again", event_id=upload.event, because=repr(failure))
        return await self.catalogue.miss(upload.event, self.clock.now(), asked)

    async def _tell(self) -> bool:
        """Tell the people of one upload how it went; say whether there was one to tell of."""
        async with self.telling:
            untold = await self.catalogue.untold(self.clock.now())
            if untold is None:
                return False
            upload, why = untold
            if await self._is_told(upload, why):
                await self.catalogue.told(upload.event)
        return True

    async def _is_told(self, upload: Upload, why: Why | None) -> bool:
        """Tell of one upload; say whether that is done, or never will be."""
        if why is not None and self.clock.now() - upload.at > LATE:
            return True
        try:
            language = self.people.language(upload.sender)
            await perform([mark(upload) if why is None else regret(upload, why, language)], self.matrix)
        except (SignedOut, OperationalError):
            raise
        except (Unreachable, RateLimited) as failure:
            return await self.misses(upload, failure) > MOST_MISSES
        except Exception as problem:  # noqa: BLE001 (a room that cannot be told holds up no other)
            log.warning("could not tell of an upload", room=upload.room, because=repr(problem))
        return True
