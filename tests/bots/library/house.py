"""A small house for the library: rooms, people and a bot, all in memory."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bots.library.bot import Library, open_library
from bots.library.rules import LIBRARY
from bots.library.settings import LibrarySettings
from bots.library.taking.readings import Near
from kit.classification import Classification
from kit.commands import reply
from kit.database import Database, open_database
from kit.errors import Refusal
from kit.events import Event, MemberHeard, MessageHeard
from kit.ids import BotName, EventId, Language, RoomId, RoomKey, UserId
from kit.jobs import Jobs
from kit.message import saying
from kit.part import Answering, Asked, Ports
from kit.perform import perform
from kit.ports import RoomRecord
from kit.reading import ReadFile, Unreadable
from kit.reading.formats import read_bytes
from kit.reading.progress import Progress
from kit.reading.seeing.images import thumbnail
from kit.testing import MemoryMatrix, MemoryServer, StillClock
from kit.typed import words_of

SERVER = "palais.localhost"
ME = UserId(f"@library:{SERVER}")
STEWARD = UserId(f"@steward:{SERVER}")
FORUM = UserId(f"@forum:{SERVER}")


def person(name: str) -> UserId:
    return UserId(f"@{name}:{SERVER}")


class FewPeople:
    """Everybody speaks English unless told otherwise."""

    def __init__(self) -> None:
        self.languages: dict[UserId, Language] = {}

    def language(self, user: UserId) -> Language:
        return self.languages.get(user, Language.ENGLISH)

    def name(self, user: UserId) -> str:
        return user[1:].partition(":")[0].title()

    def zone(self, user: UserId) -> str:
        return "Europe/Zurich"


@dataclass
class FewRooms:
    """The managed rooms; ``unserved`` are not given to the library."""

    records: dict[RoomId, RoomRecord] = field(default_factory=dict)
    unserved: set[RoomId] = field(default_factory=set)

    def record(self, room: RoomId) -> RoomRecord | None:
        return self.records.get(room)

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        return {room: record for room, record in self.records.items() if room not in self.unserved}


class NoBans:
    """Nobody is banned here; Omar keeps order everywhere."""

    def keeps_order(self, room: RoomId, user: UserId) -> bool:
        return user == person("omar")


@dataclass
class House:
    """The library at work among people; events are handed over when a test says so."""

    server: MemoryServer
    matrix: MemoryMatrix
    people: FewPeople
    rooms: FewRooms
    clock: StillClock
    database: Database
    state: Path
    library: Library = field(init=False)
    quick: bool = False
    settings: LibrarySettings | None = None
    jobs: Jobs | None = None

    def room(self, name: str, *members: UserId, encrypted: bool = True, **given: Any) -> RoomId:
        """Make a room that the library serves, with the steward and another bot in it.

        Any field of its :class:`RoomRecord` can be given.
        """
        history = given.get("history", "joined")
        room = self.server.room(ME, STEWARD, FORUM, *members, encrypted=encrypted, history=history)
        usual: dict[str, Any] = {
            "key": RoomKey(name.lower()),
            "room": room,
            "name": name,
            "classification": Classification.UNCLASSIFIED,
            "encrypted": encrypted,
            "bots": frozenset({LIBRARY, BotName("forum")}),
            "language": Language.ENGLISH,
        }
        self.rooms.records[room] = RoomRecord(**(usual | given))
        return room

    def upload(self, room: RoomId, sender: UserId, name: str, data: str | bytes) -> EventId:
        """Put a file into a room."""
        given = data.encode() if isinstance(data, str) else data
        return self.server.upload(room, sender, name, given)

    async def settle(self) -> None:
        """Let the library hear and do everything there is."""
        await self.matrix.hear_all(self.hear)
        await self.library.backfill.look_back()
        await self.library.shelving.clear_the_queue()
        while not self.library.finding.private.empty():
            await self.library.finding.tell_asker(self.library.finding.private.get_nowait())
        while not self.library.conversing.judging.private.empty():
            judging = self.library.conversing.judging
            await judging.tell_asker(judging.private.get_nowait())
        gallery = self.library.conversing.gallery
        while not gallery.waiting.empty():
            await gallery.show(gallery.waiting.get_nowait())
        await self.matrix.hear_all(self.hear)
        pressing = self.library.conversing.pressing
        for queue in (pressing.answering, pressing.fetching):
            while not queue.empty():
                await pressing.one(queue)

    async def hear(self, event: Event) -> None:
        """Hear one event as serving would."""
        if getattr(event, "sender", None) != ME or isinstance(event, MemberHeard):
            await perform(await self.library.hears(event), self.matrix)

    async def ask(self, room: RoomId, asker: UserId, text: str) -> list[MessageHeard]:
        """Ask ``text`` after ``!library search`` and return what the library says anywhere because of it."""
        return await self._asked(room, asker, text, sentence=False)

    async def wonder(self, room: RoomId, asker: UserId, text: str) -> list[MessageHeard]:
        """Mention the library with a plain sentence."""
        return await self._asked(room, asker, text, sentence=True)

    async def command(self, room: RoomId, asker: UserId, name: str, text: str = "") -> list[MessageHeard]:
        """Give a command of the library; return what it says anywhere because of it."""
        run = next(each.run for each in self.library.conversing.commands if each.name == name)
        before = self.said()
        heard = await self.matrix.event(room, self.server.say(room, asker, f"!{name} {text}"))
        assert isinstance(heard, MessageHeard)
        await self._answered(run, heard, text)
        await self.settle()
        return [message for message in self.said() if message not in before]

    async def _asked(self, room: RoomId, asker: UserId, text: str, *, sentence: bool) -> list[MessageHeard]:
        before = self.said()
        event = self.server.say(room, asker, text)
        heard = await self.matrix.event(room, event)
        assert isinstance(heard, MessageHeard)
        finding = self.library.finding
        await self._answered(finding.sentence if sentence else finding.search, heard, text)
        await self.settle()
        return [message for message in self.said() if message not in before]

    async def _answered(self, run: Answering, heard: MessageHeard, text: str) -> None:
        """Have something answered, or kindly refused, as answering would."""
        try:
            await perform(await run(self.asked(heard, text)), self.matrix)
        except Refusal as refusal:
            said = saying(refusal.sentence, self.people.language(heard.sender), **refusal.values)
            direct = heard.room not in self.rooms.records
            await perform([reply(heard, said, direct=direct, part="refused")], self.matrix)

    def asked(self, heard: MessageHeard, text: str) -> Asked:
        """Return a question as answering would put it."""
        direct = heard.room not in self.rooms.records
        language = self.people.language(heard.sender)
        return Asked(heard=heard, words=words_of(text), rest=text, language=language, direct=direct)

    def said(self) -> list[MessageHeard]:
        """Return what the library has said that still stands, everywhere."""
        return [
            event
            for room in self.server.rooms.values()
            for event in room.timeline.values()
            if isinstance(event, MessageHeard) and event.sender == ME and event.event not in room.redacted
        ]

    def direct_chat_of(self, user: UserId) -> RoomId | None:
        """Return the direct chat that the library opened with somebody."""
        found = [
            r.id for r in self.server.rooms.values() if r.id not in self.rooms.records and user in r.members
        ]
        return found[0] if found else None


class QuickReader:
    """Reads as the real reader does, but here and now; for tests that are not about reading."""

    async def read(
        self, data: bytes, name: str, media_type: str | None = None, progress: Progress | None = None
    ) -> ReadFile:
        return read_bytes(data, name, media_type)

    async def thumbnail(self, data: bytes, name: str, media_type: str | None = None) -> bytes | None:
        try:
            return thumbnail(data)
        except Unreadable:
            return None

    async def close(self) -> None:
        """There is nothing to end."""


async def open_house(
    state: Path,
    settings: LibrarySettings | None = None,
    *,
    quick: bool = False,
    place: Path | str | None = None,
) -> House:
    """Build a house on an empty folder; ``quick`` reads files without a process of their own.

    ``place`` is where the database is, if not in the folder.
    """
    database = await asyncio.to_thread(open_database, place or state / "palais.db")
    await database.create_all()
    clock = StillClock()
    server = MemoryServer(clock)
    matrix, people, rooms = server.account(ME), FewPeople(), FewRooms()
    house = House(server, matrix, people, rooms, clock, database, state)
    house.quick, house.settings = quick, settings
    await _open(house)
    return house


async def _open(house: House) -> None:
    house.library = await open_library(_ports(house, house.settings))
    if house.quick:
        reader: Any = QuickReader()
        readings = Near(readers=reader, catalogue=house.library.catalogue)
        shelving = replace(house.library.shelving, readings=readings)
        rereading = replace(house.library.rereading, readers=reader, shelving=shelving)
        talks = house.library.conversing
        talks = replace(talks, gallery=replace(talks.gallery, reader=reader))
        house.library = replace(house.library, shelving=shelving, rereading=rereading, conversing=talks)


async def reopen(house: House) -> None:
    """Let the library start anew on what it kept."""
    await house.library.shelving.readings.close()
    await house.library.conversing.close()
    await house.library.shelf.close()
    await _open(house)
    await house.library.shelf.mend()


async def close(house: House) -> None:
    await house.library.shelving.readings.close()
    await house.library.conversing.close()
    await house.library.shelf.close()
    await house.database.close()


def _ports(house: House, settings: LibrarySettings | None = None) -> Ports:
    return Ports(
        matrix=house.matrix,
        people=house.people,
        rooms=house.rooms,
        bans=NoBans(),  # type: ignore[arg-type]  # the library never bans
        database=house.database,
        clock=house.clock,
        state=house.state,
        settings=settings,
        jobs=house.jobs,
    )
