"""What the library listens to, and how it is put together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bots.library import words
from bots.library.finding import Finding, served
from bots.library.rules import LIBRARY, unquote, wanted
from bots.library.settings import LibrarySettings
from bots.library.shelf import Shelf, open_shelf
from bots.library.shelving import Shelving
from bots.library.store import Catalogue
from kit.effects import Effect
from kit.events import Event, FileHeard, MemberHeard, Membership, RedactionHeard
from kit.ids import EventId, RoomId
from kit.part import Bot, Command, Part, Ports
from kit.perform import perform
from kit.ports import Clock, Matrix, Rooms
from kit.reading import Limits, Reader
from kit.search.sight import Sight

SWEEP_EVERY = 5.0
SWEEP_BACK = timedelta(minutes=5)
"""How long after a redaction answers are looked for that were on their way when it came."""

REFRESH_EVERY = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The library at work."""

    matrix: Matrix
    rooms: Rooms
    clock: Clock
    catalogue: Catalogue
    shelf: Shelf
    sight: Sight
    shelving: Shelving
    finding: Finding
    swept: set[EventId] = field(default_factory=set)

    async def hears(self, event: Event) -> Sequence[Effect]:
        """Take in uploads and follow what happens to them."""
        match event:
            case FileHeard() if wanted(event, served(self.rooms)):
                await self.shelving.take(event)
            case RedactionHeard():
                return await self.erase(event.target)
            case MemberHeard():
                self.sight.hear(event)
                if event.member == self.matrix.user and event.now is Membership.JOIN:
                    return await self.look_again(event.room)
            case _:
                pass
        return ()

    async def look_again(self, room: RoomId) -> Sequence[Effect]:
        """Erase what was redacted in a room while we were not in it to hear."""
        effects: list[Effect] = []
        for upload in await self.catalogue.uploads_of(room):
            if await self.matrix.event(room, upload) is None:
                effects += await self.erase(upload)
        return effects

    async def erase(self, target: EventId) -> Sequence[Effect]:
        """Erase a document and everything of ours that quotes it."""
        if await self.catalogue.take_back(target, self.clock.now()):
            await self.shelf.catch_up()
        return unquote(target, await self.matrix.sent_for(target))

    async def works(self) -> None:
        """Read what waits, tell askers what is theirs alone, and clean up after redactions.

        When it is cancelled the platform stops, and the library with it.
        """
        try:
            await self.shelf.catch_up()
            async with asyncio.TaskGroup() as tasks:
                for work in (self.shelving.work, self.finding.tell_askers, self._sweep, self._look_around):
                    tasks.create_task(work())
        except ExceptionGroup as group:
            raise group.exceptions[0] from group
        except asyncio.CancelledError:
            await self.shelf.close()
            raise
        finally:
            await self.shelving.reader.close()

    async def sweep(self) -> None:
        """Take back answers that were being sent while what they quote was redacted."""
        for target in await self.catalogue.taken_back_since(self.clock.now() - SWEEP_BACK):
            late = [place for place in await self.matrix.sent_for(target) if place[1] not in self.swept]
            await perform(unquote(target, late), self.matrix)
            self.swept.update(event for _, event in late)

    async def _sweep(self) -> None:
        while True:
            await self.sweep()
            await asyncio.sleep(SWEEP_EVERY)

    async def _look_around(self) -> None:
        while True:
            await self.sight.refresh()
            await asyncio.sleep(REFRESH_EVERY)


async def open_library(ports: Ports) -> Library:
    """Put the library together from what it was given."""
    settings = ports.settings or LibrarySettings()
    catalogue = Catalogue(ports.database)
    shelf = await open_shelf(ports.state, catalogue)
    sight = Sight(ports.matrix, lambda: served(ports.rooms))
    limits = Limits(seconds=settings.reading_seconds, memory=settings.reading_memory)
    shelving = Shelving(
        matrix=ports.matrix,
        people=ports.people,
        catalogue=catalogue,
        shelf=shelf,
        reader=Reader(limits),
        settings=settings,
    )
    finding = Finding(
        matrix=ports.matrix,
        people=ports.people,
        rooms=ports.rooms,
        catalogue=catalogue,
        shelf=shelf,
        sight=sight,
        passages=settings.passages,
    )
    return Library(
        matrix=ports.matrix,
        rooms=ports.rooms,
        clock=ports.clock,
        catalogue=catalogue,
        shelf=shelf,
        sight=sight,
        shelving=shelving,
        finding=finding,
    )


async def start(ports: Ports) -> Part:
    """Start the library."""
    library = await open_library(ports)
    search = Command(
        name="search",
        usage='words "a phrase"',
        about=words.SEARCH,
        run=library.finding.search,
    )
    return Part(
        commands=(search,),
        sentence=library.finding.sentence,
        hears=library.hears,
        works=library.works,
    )


BOT = Bot(
    name=LIBRARY,
    title=words.TITLE,
    about=words.ABOUT,
    reads=words.READS,
    notice=words.NOTICE,
    start=start,
    settings=LibrarySettings,
)
