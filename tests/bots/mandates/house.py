"""A server with the bot that verifies people on it, a register, a mail server, and two of staff."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bots.mandates import BOT
from bots.mandates.settings import MandatesSettings
from bots.mandates.tables import alarms, greetings
from bots.mandates.verification import Verification, verification_of
from kit.classification import Classification
from kit.database import Database
from kit.errors import Unreachable
from kit.events import MessageHeard, ReactionHeard
from kit.ids import BotName, EventId, Language, PersonKey, RoomId, RoomKey, UserId
from kit.part import Ports
from kit.ports import RoomRecord, SeatTold
from kit.serving import serve
from kit.testing import (
    MemoryAccounts,
    MemoryMailer,
    MemoryMandates,
    MemoryMatrix,
    MemoryServer,
    StillClock,
    reaction,
)
from tests.bots.mandates.desk import ME, OURS, STEWARD, NoBans, Reading, Records, Register

ADA, EVE = UserId("@ada:palais.localhost"), UserId("@eve:elsewhere.example")
OMAR, LI, OMAR_AT_HOME = (UserId(f"@{name}:palais.localhost") for name in ("omar", "li", "omar-at-home"))
P_ADA, P_OMAR, P_LI = PersonKey("p1"), PersonKey("s1"), PersonKey("s2")
ADDRESS = "ada@un.example"
CODE = re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", re.MULTILINE)
MEMBERS = SeatTold(
    room=RoomKey("cat/members"),
    name="CAT members",
    classification=Classification.CONFIDENTIAL,
    open=True,
    why="member of CAT",
)


@dataclass
class House:
    """A lobby, the stewards' room with Omar and Li, and Ada in the register without an account."""

    server: MemoryServer
    matrix: MemoryMatrix
    clock: StillClock
    database: Database
    state: Path
    mandates: MemoryMandates = field(default_factory=MemoryMandates)
    mailer: MemoryMailer = field(default_factory=MemoryMailer)
    accounts: MemoryAccounts = field(default_factory=MemoryAccounts)
    identities: Reading = field(default_factory=Reading)
    records: Records = field(default_factory=Records)
    settings: MandatesSettings = field(default_factory=MandatesSettings)
    lobby: RoomId = field(init=False)
    staff: RoomId = field(init=False)
    bot: Verification = field(init=False)

    def __post_init__(self) -> None:
        enter = self.mandates.enter
        enter(P_ADA, "Ada Ndiaye", email=ADDRESS)
        enter(P_OMAR, "Omar Diop", accounts=(OMAR, OMAR_AT_HOME))
        enter(P_LI, "Li Wei", accounts=(LI,))
        self.mandates.staff = {OMAR, LI, OMAR_AT_HOME}
        self.mandates.rooms[P_ADA] = (MEMBERS,)
        self.lobby = self.server.room(ME, STEWARD, encrypted=False)
        self.staff = self.server.room(ME, STEWARD, OMAR, LI, OMAR_AT_HOME)
        self.records.known[self.lobby] = _record(self.lobby, "lobby", "lobby")
        self.records.known[self.staff] = _record(self.staff, "stewards", "stewards")
        self.accounts.since[ADA] = datetime(2026, 2, 1, tzinfo=UTC)

    def ports(self) -> Ports:
        return Ports(
            matrix=self.matrix,
            people=Register(self.mandates),
            rooms=self.records,
            bans=NoBans(),  # type: ignore[arg-type]  # nothing here bans
            database=self.database,
            clock=self.clock,
            state=self.state,
            settings=self.settings,
            bots=(BOT, replace(BOT, name=BotName("steward"))),
            identities=self.identities,
            mailer=self.mailer,
            mandates=self.mandates,
            accounts=self.accounts,
        )

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve while the block runs; it can be opened again, as after a crash."""
        self.bot = await verification_of(self.ports())
        serving = asyncio.create_task(
            serve(
                self.matrix,
                self.bot.part(),
                BOT,
                people=Register(self.mandates),
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

    def chat(self, user: UserId, *, encrypted: bool = True) -> RoomId:
        """Return a new direct chat that somebody began with the bot."""
        return self.server.room(user, ME, encrypted=encrypted)

    async def ask(self, room: RoomId, user: UserId, text: str, **given: object) -> str:
        """Say something, and return the answer to it."""
        asked = self.server.say(room, user, text, **given)

        def answers() -> list[str]:
            return [one.body for one in self.said(room) if one.replies_to == asked]

        await until(lambda: bool(answers()))
        return answers()[0]

    def said(self, room: RoomId) -> list[MessageHeard]:
        """Return what the bot said in a room, edits included."""
        return [said for said in self.server.messages(room) if said.sender == ME]

    def told(self, user: UserId) -> list[MessageHeard]:
        """Return what the bot said to somebody in direct chats that it opened."""
        chats = [room.id for room in self.server.rooms.values() if room.present == {ME, user}]
        return [said for chat in chats for said in self.said(chat)]

    async def code(self, count: int = 1, *, address: str = ADDRESS) -> str:
        """Return the code of a mail, as soon as it has arrived."""
        return code_of((await self.mailer.arrived(address, count=count)).body)

    def cards(self) -> list[EventId]:
        """Return the cards in the stewards' room, oldest first."""
        new = [one for one in self.said(self.staff) if one.edits is None and one.replies_to is None]
        return [one.event for one in new]

    async def card(self, count: int = 1) -> EventId:
        """Return a card, as soon as there are so many."""
        await until(lambda: len(self.cards()) >= count)
        return self.cards()[count - 1]

    async def now_on(self, card: EventId, words: str) -> str:
        """Wait until a card shows some words; return all that it shows."""

        def shown() -> str:
            return [one.body for one in self.said(self.staff) if card in (one.event, one.edits)][-1]

        await until(lambda: words in shown())
        return shown()

    async def settle(self) -> None:
        """Wait until all that was asked for is done, and nothing is left to do now."""
        async with asyncio.timeout(10):
            while await self._busy():
                self.bot.bell.ring()
                await asyncio.sleep(0.02)

    async def _busy(self) -> bool:
        now, bot = self.clock.now(), self.bot
        claims, cards = bot.mailing.claims, bot.settling.cards
        due = (await claims.due(now), await claims.unlooked(), await bot.mailing.invitations.due(now))
        if any(due) or await cards.waiting() or await cards.unshown():
            return True
        asked = greetings.c.next_try.is_(None) | (greetings.c.next_try <= now)
        left = (select(alarms.c.key).where(~alarms.c.told), select(greetings).where(~greetings.c.done, asked))
        async with self.database.read() as connection:
            return any([(await connection.execute(query)).first() is not None for query in left])


def forged(sender: UserId, card: EventId, room: RoomId) -> ReactionHeard:
    """Return a ✅ as a server might make it up."""
    return reaction(card, "✅", sender=sender, room=room)


def away() -> Unreachable:
    """Return what a server that restarts does to us."""
    return Unreachable("speak", status=503)


def code_of(body: str) -> str:
    """Return the code in a mail."""
    found = CODE.findall(body)
    assert len(found) == 1
    return str(found[0])


def wrong(code: str) -> str:
    """Return a code that begins alike and is another one."""
    return f"{code[:-1]}{'2' if code[-1] != '2' else '3'}"


def _record(room: RoomId, key: str, kind: str) -> RoomRecord:
    return RoomRecord(
        key=RoomKey(key),
        room=room,
        name=key,
        classification=Classification.CONFIDENTIAL,
        encrypted=kind != "lobby",
        bots=frozenset({BotName("mandates")}),
        language=Language.ENGLISH,
        kind=kind,
    )


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.005)
