"""A server with the bot that verifies people on it, for the pieces that tell people of what they hold."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bots.mandates import BOT
from bots.mandates.bot import together
from bots.mandates.ending.store import Book
from bots.mandates.ending.telling import Teller
from bots.mandates.settings import MandatesSettings
from bots.mandates.speaking import Speaking
from bots.mandates.staff import Staff
from kit.classification import Classification
from kit.database import Database
from kit.events import MessageHeard
from kit.ids import BotName, Language, RoomId, RoomKey, UserId
from kit.part import Part, Ports
from kit.ports import Registered, RoomRecord
from kit.serving import serve
from kit.testing import MemoryMandates, MemoryMatrix, MemoryServer, StillClock
from tests.bots.mandates.facts import ZURICH

SERVER = "palais.localhost"
ME, STEWARD, LIBRARY = (UserId(f"@{name}:{SERVER}") for name in ("mandates", "steward", "library"))
OURS = frozenset({ME, STEWARD, LIBRARY})

Opening = Callable[[Ports], Awaitable[Part]]


def user(name: str) -> UserId:
    return UserId(f"@{name}:{SERVER}")


class NoBans:
    """Nobody is banned here."""


@dataclass
class Reading:
    """Whose devices are given our keys; everybody's, unless said otherwise."""

    deaf: set[UserId] = field(default_factory=set)

    async def reads_us(self, user: UserId) -> bool:
        return user not in self.deaf

    async def accept_identity(self, user: UserId, seen: str) -> None:
        raise NotImplementedError


@dataclass
class Records:
    """The managed rooms."""

    known: dict[RoomId, RoomRecord] = field(default_factory=dict)

    def record(self, room: RoomId) -> RoomRecord | None:
        return self.known.get(room)

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        return {room: record for room, record in self.known.items() if bot in record.bots}


@dataclass
class Register:
    """Answers of the register as :class:`kit.ports.People`."""

    mandates: MemoryMandates

    def language(self, user: UserId) -> Language:
        person = self.mandates.owner(user)
        return person.languages[0] if person else Language.ENGLISH

    def name(self, user: UserId) -> str:
        person = self.mandates.owner(user)
        return person.name if person else user[1:].partition(":")[0]

    def zone(self, user: UserId) -> str:
        person = self.mandates.owner(user)
        return person.zone if person else ZURICH


@dataclass
class Desk:
    """A server with the stewards' room, and people of a register."""

    server: MemoryServer
    matrix: MemoryMatrix
    clock: StillClock
    database: Database
    mandates: MemoryMandates = field(default_factory=MemoryMandates)
    records: Records = field(default_factory=Records)
    reading: Reading = field(default_factory=Reading)
    settings: MandatesSettings = field(default_factory=MandatesSettings)
    stewards: RoomId = field(init=False)

    def __post_init__(self) -> None:
        self.stewards = self.room("stewards", classification=Classification.STRICTLY_CONFIDENTIAL)

    def enter(self, *people: Registered) -> None:
        """Enter people into the register, in place of what is known of them."""
        for person in people:
            self.mandates.people[person.key] = person

    def room(self, key: str, *members: UserId, encrypted: bool = True, **given: Any) -> RoomId:
        room = self.server.room(ME, STEWARD, LIBRARY, *members, encrypted=encrypted)
        usual: dict[str, Any] = {
            "key": RoomKey(key),
            "room": room,
            "name": key,
            "classification": Classification.CONFIDENTIAL,
            "encrypted": encrypted,
            "bots": frozenset({BotName("library"), BotName("mandates")}),
            "language": Language.ENGLISH,
        }
        self.records.known[room] = RoomRecord(**(usual | given))
        return room

    def staff(self, *names: str) -> None:
        """Let people sit with the stewards, and decide."""
        for name in names:
            self.server.join(self.stewards, user(name))
            self.mandates.staff.add(user(name))

    def ports(self) -> Ports:
        return Ports(
            matrix=self.matrix,
            people=Register(self.mandates),
            rooms=self.records,
            bans=NoBans(),  # type: ignore[arg-type]  # this bot never asks
            database=self.database,
            clock=self.clock,
            state=Path("state"),
            settings=self.settings,
            bots=(BOT, replace(BOT, name=BotName("steward"))),
            identities=self.reading,
            mandates=self.mandates,
        )

    @asynccontextmanager
    async def open(self, *openings: Opening) -> AsyncIterator[None]:
        ports = self.ports()
        part = together([await opening(ports) for opening in openings])
        serving = asyncio.create_task(
            serve(
                self.matrix,
                part,
                BOT,
                people=ports.people,
                rooms=self.records,
                database=self.database,
                ours=OURS.__contains__,
            )
        )
        try:
            yield
        finally:
            serving.cancel()
            await asyncio.wait({serving})

    def teller(self) -> Teller:
        """Return a teller that has just started, with only the database to remember by."""
        return Teller(
            ports=self.ports(),
            mandates=self.mandates,
            staff=Staff(matrix=self.matrix, rooms=self.records, key=RoomKey("stewards")),
            book=Book(self.database),
            speaking=Speaking(matrix=self.matrix, database=self.database),
        )

    def chat(self, name: str) -> RoomId:
        """Return a direct chat that somebody opened with the bot."""
        return self.server.room(ME, user(name))

    def said(self, room: RoomId) -> list[MessageHeard]:
        return [said for said in self.server.messages(room) if said.sender == ME]

    def told(self, name: str) -> list[MessageHeard]:
        """Return what the bot said to somebody alone."""
        chats = [room.id for room in self.server.rooms.values() if room.present == {ME, user(name)}]
        return [said for chat in chats for said in self.said(chat)]

    async def asked(self, room: RoomId, name: str, text: str, **given: Any) -> MessageHeard:
        """Say something and return the next that the bot says there."""
        before = len(self.said(room))
        self.server.say(room, user(name), text, **given)
        await until(lambda: len(self.said(room)) > before)
        return self.said(room)[-1]

    def moves_to(self, at: datetime) -> None:
        self.clock.advance(at - self.clock.now())


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.005)
