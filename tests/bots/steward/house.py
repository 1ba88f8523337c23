"""A server with the steward on it, as its tests need it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bots.steward import BOT
from kit.classification import Classification
from kit.database import Database
from kit.errors import OtherIdentity, Refusal
from kit.events import MessageHeard
from kit.ids import BotName, Language, RoomId, RoomKey, UserId
from kit.language import Sentence
from kit.part import Bot, Part, Ports
from kit.ports import Ban, RoomRecord
from kit.serving import serve
from kit.testing import MemoryMatrix, MemoryServer, StillClock

ME = UserId("@steward:palais.localhost")
LIBRARY = UserId("@library:palais.localhost")
NADIA = UserId("@nadia:palais.localhost")
OMAR = UserId("@omar:palais.localhost")

NOT_A_MODERATOR = Sentence(en="no", fr="Seule la modération peut le faire.", es="", ar="", zh="", ru="")
SHELVES = Sentence(
    en="Library", fr="Bibliothèque", es="Biblioteca", ar="المكتبة", zh="图书馆", ru="Библиотека"
)
FILES = Sentence(
    en="I read the files in my rooms.",
    fr="Je lis les fichiers de mes salons.",
    es="Leo los archivos de mis salas.",
    ar="أقرأ الملفات في غرفي.",
    zh="我读取我所在聊天室的文件。",
    ru="Я читаю файлы в своих комнатах.",
)


async def start_library(_ports: Ports) -> Part:
    return Part()


SHELF = Bot(name=BotName("library"), title=SHELVES, about=FILES, reads=FILES, start=start_library)


class Register:
    """Nadia reads Arabic, Omar French."""

    def language(self, user: UserId) -> Language:
        return {NADIA: Language.ARABIC, OMAR: Language.FRENCH}.get(user, Language.ENGLISH)

    def name(self, user: UserId) -> str:
        return {NADIA: "Nadia Benali", OMAR: "Omar Diop"}.get(user, user)

    def zone(self, user: UserId) -> str:
        return "UTC"


@dataclass
class Records:
    """The managed rooms."""

    known: dict[RoomId, RoomRecord] = field(default_factory=dict)

    def add(self, room: RoomId, key: str, *, space: bool = False) -> None:
        self.known[room] = RoomRecord(
            key=RoomKey(key),
            room=room,
            name=key,
            classification=Classification.CONFIDENTIAL,
            encrypted=True,
            bots=frozenset({BotName("library")}),
            language=Language.ENGLISH,
            space=space,
        )

    def record(self, room: RoomId) -> RoomRecord | None:
        return self.known.get(room)

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        return {room: record for room, record in self.known.items() if bot in record.bots}


@dataclass
class BanBook:
    """Bans as asked for; nobody but Omar may ban."""

    bans: list[Ban] = field(default_factory=list)
    lifted: list[tuple[RoomId, UserId, UserId, str]] = field(default_factory=list)

    async def ban(self, ban: Ban) -> None:
        if ban.by != OMAR:
            raise Refusal(NOT_A_MODERATOR)
        self.bans.append(ban)

    def keeps_order(self, room: RoomId, user: UserId) -> bool:
        return user == OMAR

    async def lift(self, room: RoomId, user: UserId, by: UserId, reason: str) -> None:
        self.lifted.append((room, user, by, reason))


@dataclass
class Confirmed:
    """Whose devices are cross-signed."""

    people: set[UserId] = field(default_factory=set)
    accepted: list[tuple[UserId, str]] = field(default_factory=list)
    shown: dict[UserId, str] = field(default_factory=dict)

    async def reads_us(self, user: UserId) -> bool:
        return user in self.people

    async def accept_identity(self, user: UserId, seen: str) -> None:
        if self.shown.get(user, seen) != seen:
            raise OtherIdentity("another one")
        self.accepted.append((user, seen))


@dataclass
class House:
    """A server with the stewards' room and a hall, and the steward in both."""

    server: MemoryServer
    matrix: MemoryMatrix
    database: Database
    hall: RoomId
    staff: RoomId
    records: Records
    bans: BanBook = field(default_factory=BanBook)
    identities: Confirmed = field(default_factory=Confirmed)

    def ports(self, state: Path = Path("state")) -> Ports:
        return Ports(
            matrix=self.matrix,
            people=Register(),
            rooms=self.records,
            bans=self.bans,
            database=self.database,
            clock=StillClock(),
            state=state,
            bots=(BOT, SHELF),
            identities=self.identities,
        )

    @asynccontextmanager
    async def open(self, ports: Ports | None = None) -> AsyncIterator[None]:
        ports = ports or self.ports()
        part = await BOT.start(ports)
        serving = asyncio.create_task(
            serve(
                self.matrix,
                part,
                BOT,
                people=ports.people,
                rooms=self.records,
                database=self.database,
                ours={ME, LIBRARY}.__contains__,
            )
        )
        try:
            yield
        finally:
            serving.cancel()
            await asyncio.wait({serving})

    def said(self, room: RoomId) -> list[MessageHeard]:
        return [said for said in self.server.messages(room) if said.sender == ME]

    def welcomes(self, user: UserId) -> list[MessageHeard]:
        chats = [room.id for room in self.server.rooms.values() if room.present == {ME, user}]
        return [said for chat in chats for said in self.said(chat)]

    async def answer(self, room: RoomId) -> MessageHeard:
        await until(lambda: bool(self.said(room)))
        return self.said(room)[-1]

    async def settle(self) -> None:
        """Wait until everything announced so far was heard and done."""
        before = len(self.said(self.hall))
        self.server.say(self.hall, UserId("@marker:palais.localhost"), "!help")
        await until(lambda: len(self.said(self.hall)) > before)
        await asyncio.sleep(0.05)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(3):
        while not true():
            await asyncio.sleep(0.005)
