"""A bot that says back what it is told, at work in a house with one managed room."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from kit.answering import Answerer
from kit.classification import Classification
from kit.commands import reply
from kit.database import Database
from kit.effects import Effect, React
from kit.errors import Refusal, SignedOut
from kit.events import Event, FileHeard, MessageHeard
from kit.ids import BotName, Language, RoomId, RoomKey, UserId
from kit.inbox import Inbox
from kit.language import Sentence
from kit.message import Message
from kit.part import Asked, Bot, Command, Part, Ports
from kit.ports import RoomRecord
from kit.serving import Serving, serve
from kit.testing import MemoryMatrix, MemoryServer
from kit.web.measures import Measures

ME = UserId("@echo:palais.localhost")
OTHER_BOT = UserId("@forum:palais.localhost")
NADIA = UserId("@nadia:palais.localhost")
OMAR = UserId("@omar:palais.localhost")
STRANGER = UserId("@stranger:elsewhere.example")

TITLE = Sentence(en="Echo", fr="Écho", es="Eco", ar="الصدى", zh="回声", ru="Эхо")
NOT_TODAY = Sentence(
    en="Not today, {name}.",
    fr="Pas aujourd’hui, {name}.",
    es="Hoy no, {name}.",
    ar="ليس اليوم يا {name}.",
    zh="今天不行，{name}。",
    ru="Не сегодня, {name}.",
)


class InTheirLanguage:
    """Nadia reads French, everybody else English."""

    def language(self, user: UserId) -> Language:
        return Language.FRENCH if user == NADIA else Language.ENGLISH

    def name(self, user: UserId) -> str:
        return user

    def zone(self, user: UserId) -> str:
        return "UTC"


class OneRoom:
    """The record of one managed room."""

    def __init__(self, room: RoomId) -> None:
        self.only = RoomRecord(
            key=RoomKey("hall"),
            room=room,
            name="Hall",
            classification=Classification.UNCLASSIFIED,
            encrypted=True,
            bots=frozenset({BotName("echo")}),
            language=Language.ENGLISH,
        )

    def record(self, room: RoomId) -> RoomRecord | None:
        return self.only if room == self.only.room else None

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        return {self.only.room: self.only} if bot in self.only.bots else {}


@dataclass
class Echo:
    """A bot that says back what it is told, and does worse when asked to."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    heard: list[Event] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)

    async def echo(self, asked: Asked) -> Sequence[Effect]:
        return [reply(asked.heard, Message("|".join(asked.words)), direct=asked.direct)]

    async def refuse(self, asked: Asked) -> Sequence[Effect]:
        raise Refusal(NOT_TODAY, name="Nadia")

    async def fail(self, asked: Asked) -> Sequence[Effect]:
        raise RuntimeError("the token is hunter2")

    async def linger(self, asked: Asked) -> Sequence[Effect]:
        self.runs.append(asked.rest)
        await self.gate.wait()
        return await self.echo(asked)

    async def revoked(self, asked: Asked) -> Sequence[Effect]:
        raise SignedOut("say something", "M_UNKNOWN_TOKEN")

    async def hears(self, event: Event) -> Sequence[Effect]:
        self.heard.append(event)
        if isinstance(event, FileHeard):
            return [React(room=event.room, event=event.event, emoji="👀", key=f"seen:{event.event}")]
        return []

    def part(self) -> Part:
        doing = {
            "say": self.echo,
            "refuse": self.refuse,
            "fail": self.fail,
            "linger": self.linger,
            "revoked": self.revoked,
        }
        commands = tuple(
            Command(name=name, usage="words", about=TITLE, run=run) for name, run in doing.items()
        )
        commands += (Command(name="grave", usage="words", about=TITLE, run=self.echo, guarded=True),)
        return Part(commands=commands, sentence=self.echo, hears=self.hears)


async def start(_ports: Ports) -> Part:
    return Part()


BOT = Bot(name=BotName("echo"), title=TITLE, about=TITLE, reads=TITLE, start=start)


@dataclass
class House:
    """A server with one managed room, and the echo bot in it."""

    server: MemoryServer
    matrix: MemoryMatrix
    database: Database
    room: RoomId
    echo: Echo = field(default_factory=Echo)

    @asynccontextmanager
    async def open(self, part: Part | None = None, **more: object) -> AsyncIterator["House"]:
        """Serve while the block runs."""
        serving = asyncio.create_task(self.serve(part, **more))
        try:
            yield self
        finally:
            serving.cancel()
            await asyncio.wait({serving})

    async def serve(self, part: Part | None = None, **more: object) -> None:
        settings = {"patience": 0.02} | more
        await serve(
            self.matrix,
            part or self.echo.part(),
            BOT,
            people=InTheirLanguage(),
            rooms=OneRoom(self.room),
            database=self.database,
            ours={ME, OTHER_BOT}.__contains__,
            **settings,  # type: ignore[arg-type]  # each test gives what it is about
        )

    def answers(self, room: RoomId | None = None) -> list[MessageHeard]:
        return [said for said in self.server.messages(room or self.room) if said.sender == ME]

    async def answer(self, room: RoomId | None = None) -> MessageHeard:
        await until(lambda: bool(self.answers(room)))
        return self.answers(room)[-1]


def serving_of(house: House, tasks: asyncio.TaskGroup) -> Serving:
    """Return the account at work, to look inside."""
    part, people = house.echo.part(), InTheirLanguage()
    answerer = Answerer(
        matrix=house.matrix,
        part=part,
        bot=BOT,
        people=people,
        rooms=OneRoom(house.room),
        measures=Measures(),
    )
    return Serving(
        matrix=house.matrix,
        answerer=answerer,
        inbox=Inbox(house.database, ME),
        ours={ME, OTHER_BOT}.__contains__,
        accepts=lambda _: True,
        also=None,
        patience=1,
        tasks=tasks,
    )


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(3):
        while not true():
            await asyncio.sleep(0.005)
