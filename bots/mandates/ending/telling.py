"""Tells what is to be told: looks when there may be news, writes it down, and says it until it was said."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bots.mandates.ending import writing
from bots.mandates.ending.deciding import Decided, decide
from bots.mandates.ending.letters import NOBODY, Kind, Letter, end_of
from bots.mandates.ending.store import Book
from bots.mandates.ending.writing import People
from bots.mandates.pages import Reader, reader
from bots.mandates.speaking import Speaking
from bots.mandates.staff import Staff
from kit.errors import BadInput, SignedOut
from kit.ids import UserId
from kit.message import Message
from kit.part import Ports
from kit.ports import Mandates, Registered

GIVEN_UP = timedelta(days=7)
"""How long it is tried to tell somebody."""

log = structlog.stdlib.get_logger("palais.mandates")


@dataclass(slots=True)
class Awaited:
    """What is to be looked for next: another ``edition`` of the register, the next ``turn`` of somebody's
    mandates, and rooms that are as they should be since an instant (``settling``)."""

    edition: int | None = None
    turn: datetime | None = None
    settling: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Tells people and staff of ends and beginnings, each once."""

    ports: Ports
    mandates: Mandates
    staff: Staff
    book: Book
    speaking: Speaking
    awaited: Awaited = field(default_factory=Awaited)

    def is_called(self) -> bool:
        """Whether to look now: the register changed, something began or ended, or rooms are settled."""
        awaited, now = self.awaited, self.ports.clock.now()
        if awaited.turn is not None and awaited.turn <= now:
            return True
        if awaited.settling is not None and self.mandates.settled(awaited.settling):
            return True
        try:
            return self.mandates.edition() != awaited.edition
        except BadInput:
            return False  # no community rules yet

    async def look(self) -> None:
        """Decide what is to be told at this moment, write it down, and tell all that waits."""
        now = self.ports.clock.now()
        memory = await self.book.memory()

        def decided() -> Decided:
            self.awaited.edition = self.mandates.edition()
            people, days = self.mandates.everybody(), self.mandates.notices()
            self.awaited.turn = next_turn(people, now)
            return decide(people, memory, now, days, ZoneInfo(self._community_zone()))

        try:
            new = await asyncio.to_thread(decided)
        except BadInput:
            return  # no community rules yet
        if new:
            await self.book.keep(new, now)
            await self.book.forget(now)
        await self._tell_all(now)

    async def _tell_all(self, now: datetime) -> None:
        """Tell each letter; one that cannot be told keeps no other from being told."""
        self.awaited.settling = None
        waiting = await self.book.waiting()
        if not waiting:
            return
        stale = superseded(one.letter for one in waiting)
        everybody = await asyncio.to_thread(self.mandates.everybody)
        people = {person.key: person for person in everybody}
        for one in waiting:
            done = one.letter.key in stale or await self._tried(one.letter, people, now)
            if done or now - one.made > GIVEN_UP:
                await self.book.told([one.letter.key], now)

    async def _tried(self, letter: Letter, people: People, now: datetime) -> bool:
        try:
            if letter.person == NOBODY:
                return await self._tell_staff(letter, people, now)
            person = people.get(letter.person)
            return person is None or await self._tell_person(letter, person, people, now)
        except SignedOut:
            raise
        except Exception as problem:  # noqa: BLE001 - whatever it is, the others are told
            log.warning("will tell it later", key=letter.key, because=type(problem).__name__)
            return False

    async def _tell_person(self, letter: Letter, person: Registered, people: People, now: datetime) -> bool:
        """Tell a person on each account that can read it; return whether it was told, or need not be."""
        if not person.accounts or moot(letter, person):
            return True
        if not self._is_time(letter, person):
            return False
        told = [await self._tell_account(letter, person, one, people, now) for one in person.accounts]
        return any(told)

    async def _tell_account(
        self, letter: Letter, person: Registered, account: UserId, people: People, now: datetime
    ) -> bool:
        identities = self.ports.identities
        if identities is not None and not await identities.reads_us(account):
            return False
        language = self.ports.people.language(account)
        page = await asyncio.to_thread(
            lambda: self._page(letter, person, people, reader(language, person.zone, now))
        )
        if page is not None:
            await self.speaking.tell(account, page, key=f"{letter.key}:{account}")
        return True

    def _page(self, letter: Letter, person: Registered, people: People, to: Reader) -> Message | None:
        match letter.kind:
            case Kind.NOTICE:
                return writing.notice_page(letter, person, to)
            case Kind.CORRECTION:
                return writing.correction_page(letter, person, to)
            case Kind.TURN:
                return writing.turn_page(letter, person, self.mandates.seats(person.key, to.now), to)
            case Kind.SUSPENDED:
                return writing.suspended_page(person, people.values(), to)
            case Kind.RESUMED:
                return writing.resumed_page(person, self.mandates.seats(person.key, to.now), to)
            case _:
                raise ValueError(letter.kind)

    async def _tell_staff(self, letter: Letter, people: People, now: datetime) -> bool:
        room = await self.staff.room()
        if room is None:
            return False
        zone, language = self._community_zone(), room.language

        def written() -> Message | None:
            to = reader(language, zone, now)
            if letter.kind is Kind.ENDINGS:
                return writing.endings_page(letter, people, to)
            return writing.reviews_page(letter, people, to)

        page = await asyncio.to_thread(written)
        if page is not None:
            await self.staff.say(room, page, key=letter.key)
        return True

    def _is_time(self, letter: Letter, person: Registered) -> bool:
        """Whether a letter can be told: people hear of rooms once they are as the day wants them."""
        if person.suspended and letter.kind is not Kind.SUSPENDED:
            return False
        if letter.kind is not Kind.TURN or self.mandates.settled(letter.since):
            return True
        self.awaited.settling = max(self.awaited.settling or letter.since, letter.since)
        return False

    def _community_zone(self) -> str:
        return self.ports.people.zone(self.ports.matrix.user)


def next_turn(people: Iterable[Registered], now: datetime) -> datetime | None:
    """Return when something next begins or ends for somebody who can be told of it."""
    held = (held for person in people if person.accounts for held in person.holds)
    return min(
        (at for one in held for at in (one.start, one.end) if at is not None and at > now), default=None
    )


def superseded(letters: Iterable[Letter]) -> frozenset[str]:
    """Return the notices that wait while a later one about the same end waits as well."""
    latest: dict[tuple[str, datetime], Letter] = {}
    stale = set()
    for letter in letters:
        if letter.kind is Kind.NOTICE:
            about = (letter.person, end_of(letter))
            kept = latest.setdefault(about, letter)
            if kept is not letter:
                older, latest[about] = sorted((kept, letter), key=lambda one: -one.what["days"])
                stale.add(older.key)
    return frozenset(stale)


def moot(letter: Letter, person: Registered) -> bool:
    """Whether a suspension that was to be told has ended, or has begun again."""
    if letter.kind is Kind.SUSPENDED:
        return not person.suspended
    return letter.kind is Kind.RESUMED and person.suspended
