"""Suspensions by staff: a command, or ⛔ under any message of ours that is about a person."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bots.mandates import suspending_words as words
from bots.mandates.pace import Bell
from bots.mandates.pages_words import ONLY_STEWARDS, ROOMS
from bots.mandates.pointers import Pointers
from bots.mandates.staff import Staff
from kit.about import about, reason_in
from kit.commands import reply
from kit.effects import Effect, Say
from kit.errors import Refusal
from kit.events import Event, ReactionHeard
from kit.ids import Language, PersonKey, UserId, server_of
from kit.message import Message, saying
from kit.part import Asked, Command, Part, Ports
from kit.ports import Mandates, Registered

STOP = "⛔"
AS_IMAGE = "\ufe0f"
"""What some keyboards add to an emoji."""
BY_REACTION = f"{STOP} under a message in the stewards’ room"
SUSPEND = "!mandate suspend @user|key reason"
RESUME = "!mandate resume @user|key reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendingDesk:
    """Takes people out of everything, and back again, when staff who may decide about them say so.

    Whether ``reactions`` count is the community's choice, for a homeserver could make one up.
    """

    ports: Ports
    mandates: Mandates
    staff: Staff
    pointers: Pointers
    bell: Bell
    reactions: bool = True

    def part(self) -> Part:
        """Return the commands, and the ear for reactions."""
        suspend = Command(
            name="suspend",
            usage="@user|key reason",
            about=words.ABOUT_SUSPEND,
            run=self.suspend,
            guarded=True,
        )
        resume = Command(
            name="resume", usage="@user|key reason", about=words.ABOUT_RESUME, run=self.resume, guarded=True
        )
        return Part(commands=(suspend, resume), hears=self.hears)

    async def suspend(self, asked: Asked) -> Sequence[Effect]:
        """Suspend somebody."""
        person, reason = self._whom_and_why(asked, SUSPEND)
        message = await self._suspended(person, asked.heard.sender, reason, asked.language)
        return [reply(asked.heard, message, direct=asked.direct)]

    async def resume(self, asked: Asked) -> Sequence[Effect]:
        """End the suspension of somebody."""
        person, reason = self._whom_and_why(asked, RESUME)
        if not person.suspended:
            raise Refusal(words.NOT_SUSPENDED, name=person.name)
        by = asked.heard.sender
        await self.mandates.resume(person.key, by=[by], reason=reason)
        self.bell.ring()
        message = saying(
            words.RESUMED,
            asked.language,
            name=person.name,
            rooms=await self._rooms(person, asked.language),
            by=self.ports.people.name(by),
            reason=reason,
        )
        return [reply(asked.heard, message, direct=asked.direct)]

    async def hears(self, event: Event) -> Sequence[Effect]:
        """Suspend whom a message is about under which staff put ⛔."""
        if not isinstance(event, ReactionHeard) or event.emoji.rstrip(AS_IMAGE) != STOP:
            return ()
        record = self.ports.rooms.record(event.room)
        if record is None or record.key != self.staff.key or not self.reactions:
            return ()
        key = await self.pointers.about(event.target)
        person = None if key is None else self.mandates.person(key)
        if person is None:
            return ()
        try:
            self._may(event.sender, person)
            message = await self._suspended(person, event.sender, BY_REACTION, record.language)
        except Refusal as refusal:
            message = saying(refusal.sentence, record.language, **refusal.values)
        said = Say(room=event.room, message=message, key=f"stop:{event.event}", replies_to=event.target)
        return [said]

    async def _suspended(self, person: Registered, by: UserId, reason: str, language: Language) -> Message:
        if person.suspended:
            raise Refusal(words.ALREADY, name=person.name)
        rooms = await self._rooms(person, language)
        await self.mandates.suspend(person.key, by=[by], reason=reason)
        self.bell.ring()
        return saying(
            words.SUSPENDED,
            language,
            name=person.name,
            rooms=rooms,
            by=self.ports.people.name(by),
            reason=reason,
            command=f"!mandate resume {person.key} …",
        )

    async def _rooms(self, person: Registered, language: Language) -> str:
        """Return how many rooms are open to somebody, in words."""
        seats = await asyncio.to_thread(self.mandates.seats, person.key, self.ports.clock.now())
        return ROOMS.say(language, sum(seat.open for seat in seats))

    def _whom_and_why(self, asked: Asked, usage: str) -> tuple[Registered, str]:
        record = self.ports.rooms.record(asked.heard.room)
        if record is None or record.key != self.staff.key:
            raise Refusal(ONLY_STEWARDS)
        person, reason = self._named(asked)
        if person is None:
            raise Refusal(words.NOBODY) if asked.words else Refusal(words.SAY_WHOM_AND_WHY, usage=usage)
        self._may(asked.heard.sender, person)
        if not reason:
            raise Refusal(words.SAY_WHOM_AND_WHY, usage=usage)
        return person, reason

    def _named(self, asked: Asked) -> tuple[Registered | None, str]:
        """Return whom a command is about, by account or by key in the register, and why."""
        named = about(asked, self.ports.matrix.user)
        if named is None:
            key, _, reason = asked.rest.partition(" ")
            return self.mandates.person(PersonKey(key)), reason_in(reason)
        if named.user in self._programs():
            raise Refusal(words.NOT_A_PROGRAM)
        return self.mandates.owner(named.user), named.reason

    def _may(self, user: UserId, person: Registered) -> None:
        if user in person.accounts:
            raise Refusal(words.NOT_YOURSELF)
        if not self.mandates.decides(user, person.key):
            raise Refusal(ONLY_STEWARDS)

    def _programs(self) -> frozenset[UserId]:
        me = self.ports.matrix.user
        return frozenset({me, *(UserId(f"@{bot.name}:{server_of(me)}") for bot in self.ports.bots)})
