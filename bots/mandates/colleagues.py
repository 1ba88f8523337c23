"""``!who cedaw``: the colleagues of a mechanism or theme, for those who belong to it and nobody else."""

import asyncio
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bots.mandates import colleagues_words as words
from bots.mandates.holding import MANDATE, POST, now_held, serves, subjects_of
from bots.mandates.pages import Reader, bullets, joined, line, reader
from bots.mandates.private import to_the_asker
from bots.mandates.speaking import Speaking
from kit.commands import reply
from kit.effects import Effect
from kit.errors import ReadersChanged, Trouble
from kit.events import Membership
from kit.ids import BotName, RoomId, UserId, server_of
from kit.language import isolate
from kit.message import Message, saying
from kit.part import Asked, Command, Part, Ports
from kit.ports import Held, Mandates, Registered, RoomRecord
from kit.typed import nearest

STEWARD = BotName("steward")
MOST = 80
"""How many colleagues one answer names."""
JUDGED_AT_MOST = 3
PRESENT = frozenset({Membership.JOIN, Membership.INVITE})


async def open_colleagues(ports: Ports) -> Part:
    """Open the desk that knows who belongs together."""
    if ports.mandates is None:
        raise Trouble("this bot needs the register")
    speaking = Speaking(matrix=ports.matrix, database=ports.database)
    desk = ColleaguesDesk(ports=ports, mandates=ports.mandates, speaking=speaking)
    return Part(
        commands=(Command(name="who", usage="cedaw", about=words.ABOUT_WHO, run=desk.who, bare=True),)
    )


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who belongs to a mechanism or theme, and by what."""

    person: Registered
    holds: tuple[Held, ...]


def may_ask(person: Registered | None, subject: str, at: datetime) -> bool:
    """Whether somebody belongs to a mechanism or theme at an instant, or is staff serving it."""
    if person is None or person.suspended:
        return False
    held = now_held(person.holds, at)
    return any(one.subject == subject if one.kind != POST else serves(one, subject) for one in held)


def may_ask_about(person: Registered | None, people: Iterable[Registered], at: datetime) -> frozenset[str]:
    """Return the mechanisms and themes that somebody may ask about, if anybody holds anything in them."""
    if person is None or person.suspended:
        return frozenset()
    held = now_held(person.holds, at)
    if any(one.kind == POST and not one.of for one in held):
        return subjects_of([one for other in people for one in other.holds])
    return subjects_of(held)


def colleagues(people: Iterable[Registered], subject: str, at: datetime) -> tuple[Colleague, ...]:
    """Return who belongs to a mechanism or theme at an instant: members, then guests, then its own staff."""
    found = []
    for person in people:
        held = () if person.suspended else now_held(person.holds, at)
        here = tuple(
            one for one in held if (subject in one.of if one.kind == POST else one.subject == subject)
        )
        if here:
            found.append(Colleague(person, tuple(sorted(here, key=_rank))))
    return tuple(sorted(found, key=lambda one: (_rank(one.holds[0]), one.person.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleaguesDesk:
    """Answers in the room where everybody who reads it may know, and to the asker alone elsewhere."""

    ports: Ports
    mandates: Mandates
    speaking: Speaking

    async def who(self, asked: Asked) -> Sequence[Effect]:
        """List the colleagues, or say what may be asked; nothing tells other mechanisms from none."""
        now = self.ports.clock.now()
        asker = self.mandates.owner(asked.heard.sender)
        people = self.mandates.everybody()
        allowed = may_ask_about(asker, people, now)
        subject = self._meant(asked, allowed)
        if subject is None:
            return await to_the_asker(asked, _what_to_ask(asked, allowed), self.speaking, part="who")
        to = (asked.language, self.ports.people.zone(asked.heard.sender), now)
        called, listed = self.mandates.called(subject, asked.language), colleagues(people, subject, now)
        page = await asyncio.to_thread(lambda: who_page(called, listed, reader(*to)))
        if await self._said_here(asked, page, subject):
            return ()
        return await to_the_asker(asked, page, self.speaking, part="who")

    async def _said_here(self, asked: Asked, page: Message, subject: str) -> bool:
        """Answer in the room if everybody who will read it may know; who comes in meanwhile is judged too."""
        for _ in range(JUDGED_AT_MOST):
            readers = await self._readers(asked, subject, self.ports.clock.now())
            if readers is None:
                return False
            said = reply(asked.heard, page, direct=asked.direct, part="who")
            with suppress(ReadersChanged):
                await self.ports.matrix.say(replace(said, readers=readers))
                return True
        return False

    def _meant(self, asked: Asked, allowed: AbstractSet[str]) -> str | None:
        if not asked.words:
            return next(iter(allowed)) if len(allowed) == 1 else None
        subject = self.mandates.subject(" ".join(asked.words))
        return subject if subject in allowed else None

    async def _readers(self, asked: Asked, subject: str, now: datetime) -> frozenset[UserId] | None:
        """Return all who will read an answer in the room, where each of them may know; else nothing.

        Where newcomers read what was said before, nobody can tell who that will be.
        """
        record = self.ports.rooms.record(asked.heard.room)
        if record is None or not record.encrypted or record.history == "shared":
            return None
        present = await self._present(asked.heard.room)
        people = present - self._ours(record)
        known = all(may_ask(self.mandates.owner(user), subject, now) for user in people)
        return present | {self.ports.matrix.user} if people and known else None

    async def _present(self, room: RoomId) -> frozenset[UserId]:
        standing = await self.ports.matrix.members(room, fresh=True)
        return frozenset(user for user, stands in standing.items() if stands in PRESENT)

    def _ours(self, record: RoomRecord) -> frozenset[UserId]:
        me = self.ports.matrix.user
        return frozenset({me, *(UserId(f"@{name}:{server_of(me)}") for name in {STEWARD, *record.bots})})


def who_page(called: str, listed: Sequence[Colleague], to: Reader) -> Message:
    """Return colleagues as a list: name, what they are, languages, and what time it is where they are."""
    lines = [_line(one, to) for one in listed[:MOST]]
    if listed[MOST:]:
        lines.append(words.AND_MORE.say(to.language, len(listed) - MOST))
    head = line(words.COLLEAGUES.say(to.language, len(listed), subject=called), to.language)
    return joined([head, bullets(lines, to.language)])


def _line(one: Colleague, to: Reader) -> str:
    roles = ", ".join(isolate(to.what(held)) for held in one.holds)
    tongues = to.tongues(one.person.languages)
    there = isolate(to.clock_of(ZoneInfo(one.person.zone)))
    return " · ".join(filter(None, (f"{isolate(one.person.name)} — {roles}", tongues, there)))


def _what_to_ask(asked: Asked, allowed: AbstractSet[str]) -> Message:
    language = asked.language
    typed = " ".join(asked.words).casefold()
    near = nearest(typed, sorted(allowed)) if typed else None
    if near is not None:
        return saying(words.MEANT, language, command=f"!who {near}")
    if not allowed:
        return saying(words.NOTHING_TO_ASK, language)
    commands = [isolate(f"!who {subject}") for subject in sorted(allowed)]
    return joined([saying(words.YOU_MAY_ASK, language), bullets(commands, language)])


def _rank(held: Held) -> tuple[int, str]:
    return (0 if held.kind == MANDATE else 2 if held.kind == POST else 1), held.role
