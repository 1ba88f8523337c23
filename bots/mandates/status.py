"""``!mandate status``: what somebody holds, until when, which rooms that opens, and why not others."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bots.mandates import status_words as words
from bots.mandates.holding import beginnings, lasts_until, now_held
from bots.mandates.pages import Reader, bullets, joined, line, reader
from bots.mandates.pages_words import FROM, ONLY_STEWARDS
from bots.mandates.private import to_the_asker
from bots.mandates.settings import MandatesSettings
from bots.mandates.speaking import Speaking
from kit.about import about
from kit.commands import reply
from kit.effects import Effect
from kit.errors import Refusal, Trouble
from kit.ids import RoomKey
from kit.language import isolate
from kit.message import Message, saying
from kit.part import Asked, Command, Part, Ports
from kit.ports import Held, Mandates, Registered, SeatTold

ALL = frozenset(("all", "tout", "tous", "todo", "todas", "todos", "всё", "все", "الكل", "كل", "全部", "所有"))
"""What people type when they want to see every room."""

SHORT, LONG = 8, 60
"""How many rooms stand in one line of the short list, and of the long one."""
FEW_LINES, MANY_LINES = 6, 40


async def open_status(ports: Ports) -> Part:
    """Open the desk that tells people what they hold."""
    if ports.mandates is None:
        raise Trouble("this bot needs the register")
    settings = ports.settings if isinstance(ports.settings, MandatesSettings) else MandatesSettings()
    desk = StatusDesk(
        ports=ports,
        mandates=ports.mandates,
        stewards=RoomKey(settings.stewards_room),
        speaking=Speaking(matrix=ports.matrix, database=ports.database),
    )
    return Part(commands=(Command(name="status", usage="[all]", about=words.ABOUT_STATUS, run=desk.status),))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusDesk:
    """Tells each person what they hold, and staff what others hold."""

    ports: Ports
    mandates: Mandates
    stewards: RoomKey
    speaking: Speaking

    async def status(self, asked: Asked) -> Sequence[Effect]:
        """Answer the asker alone; in the stewards' room, staff about somebody."""
        named = about(asked, self.ports.matrix.user)
        every = bool(ALL & {word.casefold() for word in asked.words})
        if named is not None and named.user != asked.heard.sender:
            other = self._somebody(asked, self.mandates.owner(named.user))
            return [reply(asked.heard, await self._page(other, asked, every=every), direct=asked.direct)]
        person = self.mandates.owner(asked.heard.sender)
        if person is None:
            page = saying(words.STRANGER, asked.language, command="!mandate verify")
        else:
            page = await self._page(person, asked, every=every)
        return await to_the_asker(asked, page, self.speaking, part="status")

    def _somebody(self, asked: Asked, person: Registered | None) -> Registered:
        record = self.ports.rooms.record(asked.heard.room)
        if record is None or record.key != self.stewards:
            raise Refusal(ONLY_STEWARDS)
        if person is None:
            raise Refusal(words.NOBODYS_ACCOUNT)
        if not self.mandates.decides(asked.heard.sender, person.key):
            raise Refusal(ONLY_STEWARDS)
        return person

    async def _page(self, person: Registered, asked: Asked, *, every: bool) -> Message:
        """Write the page; rooms that are told to nobody but those inside are shown to those inside alone."""
        now, zone = self.ports.clock.now(), self.ports.people.zone(asked.heard.sender)
        own = asked.heard.sender in person.accounts
        command = f"!mandate status {'' if own else f'{person.accounts[0]} '}all"

        def written() -> Message:
            seats = self.mandates.seats(person.key, now)
            known = [seat for seat in seats if seat.listed or (own and seat.open)]
            page = StatusPage(
                person=person,
                to=reader(asked.language, zone, now),
                own=own,
                command=command,
                every=every,
            )
            return page.written(known)

        return await asyncio.to_thread(written)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    """What a person holds and may enter, told to a reader: ``own`` where they are the same.

    ``every`` room is named, or those that matter; ``command`` shows every one.
    """

    person: Registered
    to: Reader
    own: bool
    command: str
    every: bool

    def written(self, seats: Sequence[SeatTold]) -> Message:
        """Return the page; ``seats`` are the rooms that the reader may know of."""
        language, name = self.to.language, self.person.name
        if self.person.suspended:
            return saying(words.SUSPENDED, language, name=name)
        opening = saying(words.YOU_HOLD, language) if self.own else saying(words.HOLDS, language, name=name)
        parts = [opening, self._held()]
        opened = self._lines([seat for seat in seats if seat.open], self._opened_by)
        if opened:
            parts += [saying(words.OPEN, language), bullets(opened, language)]
        else:
            parts.append(saying(words.NO_ROOM, language))
        return joined([*parts, *self._shut([seat for seat in seats if not seat.open])])

    def _held(self) -> Message:
        to, facts = self.to, self.person.holds
        lines = [to.until(one, lasts_until(one, facts)) for one in now_held(facts, to.now)]
        for start, one in beginnings(facts, to.now):
            lines.append(FROM.say(to.language, what=to.what(one), start=to.moment(start)))
        return bullets(lines, to.language) if lines else saying(words.HOLDS_NOTHING, to.language)

    def _shut(self, seats: Sequence[SeatTold]) -> list[Message]:
        """Return why rooms are not open; a short page names only those that a date keeps shut."""
        language = self.to.language
        named = [seat for seat in seats if self.every or self._fact(seat) is not None]
        lines = self._lines(named, self._shut_by)
        parts = [saying(words.SHUT, language), bullets(lines, language)] if lines else []
        rest = len(seats) - len(named)
        if rest:
            parts.append(line(words.FOR_OTHERS.say(language, rest, command=self.command), language))
        return parts

    def _lines(self, seats: Iterable[SeatTold], reason: Callable[[SeatTold], str]) -> list[str]:
        """Return a line for each reason, with its rooms."""
        groups: dict[str, list[str]] = {}
        for seat in seats:
            groups.setdefault(reason(seat), []).append(seat.name)
        template = words.LINE.template(self.to.language)
        names, lines = (LONG, MANY_LINES) if self.every else (SHORT, FEW_LINES)
        told = [template.format(why=why, rooms=self.to.names(rooms, names)) for why, rooms in groups.items()]
        if len(told) > lines:
            told = [*told[:lines], words.MORE_LINES.say(self.to.language, command=self.command)]
        return told

    def _opened_by(self, seat: SeatTold) -> str:
        held = self._fact(seat)
        if held is None:
            return isolate(seat.why)
        return self.to.until(held, seat.until or lasts_until(held, self.person.holds))

    def _shut_by(self, seat: SeatTold) -> str:
        held, to = self._fact(seat), self.to
        if held is not None and held.start is not None and held.start > to.now:
            return FROM.say(to.language, what=to.what(held), start=to.moment(held.start))
        if held is not None and held.end is not None and held.end <= to.now:
            return words.ENDED.say(to.language, what=to.what(held), end=to.last_moment(held.end))
        if seat.left_out:
            return words.LEFT_OUT.say(to.language)
        whom = to.names(seat.whom.get(to.language, ()), SHORT)
        return words.MEANT_FOR.template(to.language).format(whom=whom) if whom else isolate(seat.why)

    def _fact(self, seat: SeatTold) -> Held | None:
        return next((held for held in self.person.holds if held.key == seat.fact), None)
