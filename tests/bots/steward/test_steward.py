"""The steward as people meet it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bots.steward import BOT
from bots.steward.store import Welcomes
from kit.classification import Classification
from kit.database import Database, open_database
from kit.errors import NotFound, Refusal
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

    def add(self, room: RoomId, key: str) -> None:
        self.known[room] = RoomRecord(
            key=RoomKey(key),
            room=room,
            name=key,
            classification=Classification.CONFIDENTIAL,
            encrypted=True,
            bots=frozenset({BotName("library")}),
            language=Language.ENGLISH,
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

    async def lift(self, room: RoomId, user: UserId, by: UserId, reason: str) -> None:
        self.lifted.append((room, user, by, reason))


@dataclass
class Confirmed:
    """Whose devices are cross-signed."""

    people: set[UserId] = field(default_factory=set)
    accepted: list[UserId] = field(default_factory=list)

    async def reads_us(self, user: UserId) -> bool:
        return user in self.people

    async def accept_identity(self, user: UserId) -> None:
        self.accepted.append(user)


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


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path / "palais.db")


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    await database.create_all()
    server = MemoryServer()
    hall = server.room(ME, LIBRARY, NADIA, OMAR, UserId("@marker:palais.localhost"))
    staff = server.room(ME, OMAR)
    records = Records()
    records.add(hall, "hall")
    records.add(staff, "stewards")
    yield House(server, server.account(ME), database, hall, staff, records)
    await database.close()


async def test_a_person_is_welcomed_in_their_language_when_they_first_sign_in(house: House) -> None:
    house.identities.people.add(NADIA)
    async with house.open():
        house.server.sign_in_elsewhere(NADIA)
        await until(lambda: bool(house.welcomes(NADIA)))
    welcome = house.welcomes(NADIA)[0]
    assert "أهلًا وسهلًا بكم، \u2068Nadia Benali\u2069!" in welcome.body
    assert "أقرأ الملفات في غرفي." in welcome.body
    assert "في غرفتين" in welcome.body
    assert '<div dir="rtl">' in (welcome.html or "")
    assert welcome.encrypted


async def test_nobody_is_welcomed_before_they_could_read_it(house: House) -> None:
    async with house.open():
        house.server.sign_in_elsewhere(OMAR)
        await house.settle()
        assert not house.welcomes(OMAR)
        house.identities.people.add(OMAR)
        house.server.sign_in_elsewhere(OMAR)
        await until(lambda: bool(house.welcomes(OMAR)))


async def test_nobody_is_welcomed_twice(house: House) -> None:
    house.identities.people.add(OMAR)
    for _start in range(2):
        async with house.open():
            house.server.sign_in_elsewhere(OMAR)
            house.server.say(house.hall, OMAR, "good morning")
            await house.settle()
    assert len(house.welcomes(OMAR)) == 1


async def test_who_was_noticed_before_a_crash_is_welcomed_after_it(house: House) -> None:
    await Welcomes(house.database).notice(OMAR, StillClock().now() - timedelta(days=1))
    house.identities.people.add(OMAR)
    async with house.open():
        await until(lambda: bool(house.welcomes(OMAR)))


async def test_one_welcome_that_fails_keeps_nobody_else_from_theirs(house: House) -> None:
    house.identities.people |= {NADIA, OMAR}
    house.server.fail(NotFound("open a direct chat"), doing="direct_chat")
    async with house.open():
        house.server.sign_in_elsewhere(NADIA)
        house.server.sign_in_elsewhere(OMAR)
        await until(lambda: bool(house.welcomes(OMAR)))
    async with house.open():
        await until(lambda: bool(house.welcomes(NADIA)))


async def test_where_nobody_can_tell_whom_we_reach_a_word_from_the_person_is_awaited(house: House) -> None:
    async with house.open(replace(house.ports(), identities=None)):
        house.server.sign_in_elsewhere(OMAR)
        await house.settle()
        assert not house.welcomes(OMAR)
        house.server.say(house.hall, OMAR, "good morning")
        await until(lambda: bool(house.welcomes(OMAR)))


async def test_who_asks_something_first_is_welcomed_beside_the_answer(house: House) -> None:
    house.identities.people.add(OMAR)
    async with house.open():
        house.server.say(house.hall, OMAR, "!help security")
        await house.answer(house.hall)
        await until(lambda: bool(house.welcomes(OMAR)))


async def test_programs_are_not_welcomed(house: House) -> None:
    house.identities.people.add(LIBRARY)
    async with house.open():
        house.server.sign_in_elsewhere(LIBRARY)
        await house.settle()
    assert not house.welcomes(LIBRARY)


async def test_help_names_the_programs_of_the_room_in_the_askers_language(house: House) -> None:
    async with house.open():
        asked = house.server.say(house.hall, OMAR, "!help")
        answer = await house.answer(house.hall)
    assert answer.thread == asked
    assert "Les programmes présents dans ce salon" in answer.body
    assert "!library help" in answer.body
    assert "!ban @user reason" in answer.body


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("!help lost-phone", "Vous avez perdu votre téléphone"),
        ("!help téléphone perdu", "Vous avez perdu votre téléphone"),
        ("!help security", "Six habitudes"),
        ("!aide sécurité", "Six habitudes"),
        ("!help bots", "Je lis les fichiers de mes salons."),
    ],
)
async def test_help_gives_advice_on_a_topic(house: House, typed: str, says: str) -> None:
    async with house.open():
        house.server.say(house.hall, OMAR, typed)
        assert says in (await house.answer(house.hall)).body


async def test_a_ban_is_recorded_with_who_and_why(house: House) -> None:
    async with house.open():
        house.server.say(house.hall, OMAR, f"!ban {NADIA} insults, twice")
        answer = await house.answer(house.hall)
    assert house.bans.bans == [
        Ban(room=house.hall, user=NADIA, by=OMAR, reason="insults, twice", at=StillClock().now())
    ]
    assert "\u2068Nadia Benali\u2069 n’a désormais plus accès" in answer.body
    assert "insults, twice" in answer.body


async def test_who_may_not_ban_is_told_so_and_nothing_happens(house: House) -> None:
    async with house.open():
        house.server.say(house.hall, NADIA, f"!ban {OMAR} rude")
        await house.answer(house.hall)
    assert house.bans.bans == []


async def test_a_ban_asked_for_in_a_direct_chat_is_sent_to_its_room(house: House) -> None:
    chat = house.server.room(ME, OMAR)
    async with house.open():
        house.server.say(chat, OMAR, f"!ban {NADIA} rude")
        assert "Donnez cette commande dans le salon concerné" in (await house.answer(chat)).body


async def test_a_ban_is_lifted_with_who_and_why(house: House) -> None:
    async with house.open():
        house.server.say(house.hall, OMAR, f"!unban {NADIA} they talked it over")
        await house.answer(house.hall)
    assert house.bans.lifted == [(house.hall, NADIA, OMAR, "they talked it over")]


async def test_staff_hear_once_that_a_persons_identity_changed(house: House) -> None:
    async with house.open():
        house.server.change_identity(NADIA)
        house.server.change_identity(NADIA)
        answer = await house.answer(house.staff)
        await house.settle()
    assert len(house.said(house.staff)) == 1
    assert "Nadia Benali" in answer.body
    assert f"!trust {NADIA}" in answer.body


async def test_staff_accept_a_new_identity_in_their_room_only(house: House) -> None:
    async with house.open():
        house.server.say(house.hall, OMAR, f"!trust {NADIA}")
        assert "salon de l’intendance" in (await house.answer(house.hall)).body
        assert house.identities.accepted == []
        house.server.say(house.staff, OMAR, f"!trust {NADIA}")
        await house.answer(house.staff)
    assert house.identities.accepted == [NADIA]
