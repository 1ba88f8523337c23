"""What the library listens to, and how it is put together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bots.library import words
from bots.library.answering.finding import Finding, served
from bots.library.commands import help_words
from bots.library.commands.helping import Helping
from bots.library.conversing import Conversing, conversing
from bots.library.keeping.meanings import Meanings
from bots.library.keeping.shelf import Shelf, open_shelf
from bots.library.keeping.store import Catalogue
from bots.library.rules import LIBRARY, wanted
from bots.library.settings import LibrarySettings
from bots.library.taking.backfill import Backfill, came_back
from bots.library.taking.encoding import Encoding
from bots.library.taking.looking_back import Histories
from bots.library.taking.readers import readers_of
from bots.library.taking.readings import readings_of
from bots.library.taking.rereading import Rereading
from bots.library.taking.shelving import Shelving
from bots.library.taking.workshop import workshop
from bots.library.upkeep.checking import Checking
from bots.library.upkeep.closing import Closing, IndexedRooms
from bots.library.upkeep.erasing import Erasing
from kit.effects import Effect
from kit.errors import SignedOut
from kit.events import Event, FileHeard, GapHeard, MemberHeard, ReactionHeard, RedactionHeard
from kit.part import Bot, Command, Part, Ports
from kit.ports import Matrix, Rooms
from kit.search.sight import Sight
from kit.search.store import Presence

log = structlog.stdlib.get_logger("palais.library")

CLOSE_EVERY = 1.0
SWEEP_EVERY = 5.0
SCRUB_EVERY = 30.0
REFRESH_EVERY = 900.0
READ_AGAIN_EVERY = 600.0
TIDY_EVERY = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The library at work."""

    matrix: Matrix
    rooms: Rooms
    catalogue: Catalogue
    shelf: Shelf
    sight: Sight
    shelving: Shelving
    rereading: Rereading
    encoding: Encoding
    conversing: Conversing
    erasing: Erasing
    closing: Closing
    backfill: Backfill

    @property
    def finding(self) -> Finding:
        """What answers questions."""
        return self.conversing.finding

    async def hears(self, event: Event) -> Sequence[Effect]:
        """Take in uploads and follow what happens to them."""
        match event:
            case FileHeard() if wanted(event, served(self.rooms)):
                await self.shelving.take(event)
            case ReactionHeard():
                self.conversing.pressing.hear(event)
            case RedactionHeard():
                return await self.erasing.erase(event.room, event.target)
            case MemberHeard():
                await self.sight.hear(event)
                if came_back(event, self.matrix.user):
                    await self.backfill.begin_anew(event.room)
                    return await self.erasing.look_again(event.room)
            case GapHeard():
                await self.backfill.missed(event.room)
            case _:
                pass
        return ()

    async def works(self) -> None:
        """Read what waits, tell askers what is theirs alone, and clean up after redactions.

        When it is cancelled the platform stops, and the library with it.
        """
        try:
            await self.shelf.catch_up()
            async with asyncio.TaskGroup() as tasks:
                for work in (
                    self.shelf.mend,
                    self.shelving.work,
                    self.encoding.work,
                    *self.conversing.works,
                    self.backfill.work,
                    self._close,
                    self._sweep,
                    self._scrub,
                    self._read_again,
                    self._tidy_up,
                    self._look_around,
                ):
                    tasks.create_task(work())
        except ExceptionGroup as group:
            raise group.exceptions[0] from group
        except asyncio.CancelledError:
            await self.shelf.close()
            raise
        finally:
            await self.shelving.readings.close()
            await self.rereading.readers.close()
            await self.conversing.close()

    async def _close(self) -> None:
        await again_and_again(self.closing.look, CLOSE_EVERY)

    async def _sweep(self) -> None:
        await again_and_again(self.erasing.sweep, SWEEP_EVERY)

    async def _scrub(self) -> None:
        await again_and_again(self.erasing.scrub, SCRUB_EVERY)

    async def _read_again(self) -> None:
        await again_and_again(self.rereading.clear, READ_AGAIN_EVERY)

    async def _tidy_up(self) -> None:
        await again_and_again(self.shelving.showing.tidy, TIDY_EVERY)

    async def _look_around(self) -> None:
        await again_and_again(self._refresh, REFRESH_EVERY)

    async def _refresh(self) -> None:
        await self.sight.refresh()
        await self.conversing.tidy()


async def again_and_again(doing: Callable[[], Awaitable[None]], pause: float) -> None:
    """Do something for as long as the bot runs; a failure is logged and the next time is another try."""
    while True:
        try:
            await doing()
        except SignedOut:
            raise
        except Exception as problem:  # noqa: BLE001 (whatever it is, the rest of the library goes on)
            log.warning("will try again", seconds=pause, because=repr(problem))
        await asyncio.sleep(pause)


async def open_library(ports: Ports) -> Library:
    """Put the library together from what it was given."""
    settings = ports.settings or LibrarySettings()
    rooms = ports.rooms
    ports = replace(ports, rooms=IndexedRooms(rooms))
    catalogue = Catalogue(ports.database)
    shelf = await open_shelf(ports.state, catalogue)
    presence = Presence(ports.database)
    await presence.load()
    sight = Sight(ports.matrix, ports.rooms, LIBRARY, presence, ports.clock)
    encoding = Encoding(
        catalogue=catalogue,
        meanings=Meanings(ports.database),
        shelf=shelf,
        which=settings.encoder,
        jobs=ports.jobs,
    )
    shelving = Shelving(
        matrix=ports.matrix,
        people=ports.people,
        clock=ports.clock,
        catalogue=catalogue,
        shelf=shelf,
        readings=await readings_of(ports.jobs, settings, catalogue),
        settings=settings,
        shelved=encoding.news,
    )
    rereading = Rereading(
        catalogue=catalogue, shelf=shelf, shelving=shelving, readers=readers_of(settings, 1)
    )
    erasing = Erasing(
        matrix=ports.matrix,
        clock=ports.clock,
        catalogue=catalogue,
        shelf=shelf,
        since=ports.clock.now(),
    )
    backfill = Backfill(
        matrix=ports.matrix,
        rooms=ports.rooms,
        sight=sight,
        histories=Histories(ports.database),
        take=shelving.take,
        erase=erasing.erase,
    )
    return Library(
        matrix=ports.matrix,
        rooms=ports.rooms,
        catalogue=catalogue,
        shelf=shelf,
        sight=sight,
        shelving=shelving,
        rereading=rereading,
        encoding=encoding,
        conversing=conversing(ports, catalogue, shelf, sight, settings),
        erasing=erasing,
        closing=Closing(database=ports.database, rooms=rooms, erasing=erasing),
        backfill=backfill,
    )


async def start(ports: Ports) -> Part:
    """Start the library."""
    library = await open_library(ports)
    checking = Checking(
        matrix=ports.matrix,
        rooms=ports.rooms,
        catalogue=library.catalogue,
        shelf=library.shelf,
        shelving=library.shelving,
        erasing=library.erasing,
        backfill=library.backfill,
    )
    search = Command(
        name="search",
        usage='words "a phrase" body:cedaw year:2019..2024',
        about=words.SEARCH,
        run=library.finding.search,
        guarded=True,
        usual=True,
    )
    commands = [search]
    helping = Helping(lambda: BOT, lambda: commands)
    commands.append(Command(name="help", usage="", about=help_words.HELP, run=helping.help))
    commands.extend(library.conversing.commands)
    return Part(
        commands=tuple(commands),
        sentence=library.finding.sentence,
        guarded=True,
        hears=library.hears,
        works=library.works,
        errands={"check": checking.check, "catch_up": checking.catch_up},
    )


BOT = Bot(
    name=LIBRARY,
    title=words.TITLE,
    about=words.ABOUT,
    reads=words.READS,
    notice=words.NOTICE,
    indexes=True,
    start=start,
    settings=LibrarySettings,
    workshop=workshop,
)
