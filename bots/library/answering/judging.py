"""Answers a command with what may be told: in the room what all its readers may see, alone the rest."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

import structlog

from bots.library.answering import answers_words as words
from bots.library.answering.line import Line
from bots.library.rules import Passage, Upload, accounts_of_ours
from kit.commands import reply
from kit.effects import Effect, SayDirectly
from kit.errors import ReadersChanged, Refusal, SignedOut
from kit.ids import EventId, RoomId, UserId
from kit.message import Message, saying
from kit.part import Asked
from kit.ports import Matrix, Rooms
from kit.search.sight import Sight
from kit.search.visibility import Allowed, Place, beyond
from kit.words import ASK_ENCRYPTED

log = structlog.stdlib.get_logger("palais.library")

JUDGED_AT_MOST = 3
PATIENCE = 120.0
"""Seconds after which one asker's direct answer is given up, so that the others get theirs."""

NOTHING: Allowed = {}
Found = TypeVar("Found", Passage, Upload)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand(Generic[Found]):
    """What a command looks for, and how it is told.

    ``search`` looks only into what it is given. ``page`` writes what was found, nothing included; its second
    value says whether the asker alone reads it. ``enough`` says whether what all may see leaves nothing to
    tell the asker. ``name`` makes the keys of what is sent. ``after`` is done once something was told.
    """

    name: str
    asked: Asked
    search: Callable[[Allowed], Awaitable[Sequence[Found]]]
    page: Callable[[Sequence[Found], bool], Message]
    enough: Callable[[Sequence[Found]], bool] = bool
    after: Callable[["Told[Found]"], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[Found]):
    """What was told: where, in which thread, and who reads it there, our own accounts included."""

    found: Sequence[Found]
    room: RoomId
    event: EventId
    thread: EventId | None
    readers: frozenset[UserId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What is still to be told to the asker alone."""

    errand: Errand[Any]
    public: Allowed = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """Runs errands for people, each answer judged by all who will read it."""

    matrix: Matrix
    rooms: Rooms
    sight: Sight
    private: Line[Rest] = field(default_factory=Line)

    async def run(self, errand: Errand[Found]) -> Sequence[Effect]:
        """Answer where it was asked; the rest later, alone.

        What could be somebody else's question, even the server's own, has no rest: that an answer goes out,
        and how long it is, would tell whether something was found.
        """
        asked = errand.asked
        managed = self.rooms.record(asked.heard.room) is not None
        if not managed and not asked.heard.encrypted:
            raise Refusal(ASK_ENCRYPTED)
        found, allowed = await self._here(errand)
        if managed and not errand.enough(found):
            self.later(errand, allowed)
        return ()

    def later(self, errand: Errand[Found], public: Allowed = NOTHING) -> None:
        """Tell the asker alone what an errand finds beyond what is ``public``, beside everything else."""
        heard = errand.asked.heard
        if heard.verified and not self.private.join(heard.sender, Rest(errand=errand, public=public)):
            log.warning("too many wait for a direct answer", event_id=heard.event)

    async def tell_askers(self) -> None:
        """Tell askers what only they may see, for as long as the bot runs."""
        await self.private.serve(self.tell_asker)

    async def tell_asker(self, rest: Rest) -> None:
        """Tell one asker in their direct chat; a failure to do so keeps nobody else waiting."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._tell(rest)
        except SignedOut:
            raise
        except Exception as failure:  # noqa: BLE001 - whatever it is, the next asker gets their answer
            event = rest.errand.asked.heard.event
            log.warning("could not answer directly", event_id=event, because=repr(failure))

    async def place(self, room: RoomId) -> Place:
        """Return a room as a place for an answer."""
        return await self.sight.place(room, self._ours(room))

    async def _here(self, errand: Errand[Found]) -> tuple[Sequence[Found], Allowed]:
        """Say it in the room; whoever comes in meanwhile is judged as well, and the answer with them."""
        room, ours = errand.asked.heard.room, self._ours(errand.asked.heard.room)
        for _ in range(JUDGED_AT_MOST):
            place = await self.sight.place(room, ours)
            found, allowed = await self.sight.found(place, errand.search)
            with suppress(ReadersChanged):
                await self._say(errand, found, place.readers | ours)
                return found, allowed
        await self._say(errand, (), frozenset())
        return (), {}

    async def _say(self, errand: Errand[Found], found: Sequence[Found], readers: frozenset[UserId]) -> None:
        asked = errand.asked
        message = await asyncio.to_thread(errand.page, found, asked.direct)
        said = reply(asked.heard, message, direct=asked.direct, part=errand.name, quotes=events_of(found))
        event = await self.matrix.say(replace(said, readers=readers if found else None))
        if found and errand.after is not None:
            told = Told(found=found, room=said.room, event=event, thread=said.thread, readers=readers)
            await errand.after(told)

    async def _tell(self, rest: Rest) -> None:
        """Say nothing where there is nothing to say; judge again where somebody came into the chat."""
        for _ in range(JUDGED_AT_MOST):
            found = await self._alone(rest)
            if not found:
                return
            message = await asyncio.to_thread(self._for_them, rest, found)
            with suppress(ReadersChanged):
                said = self._directly(rest.errand, found, message)
                event = await self.matrix.say_directly(said)
                if found and rest.errand.after is not None:
                    room, readers = await self.matrix.direct_chat(said.user), said.readers or frozenset()
                    told = Told(found=found, room=room, event=event, thread=None, readers=readers)
                    await rest.errand.after(told)
                return

    def _for_them(self, rest: Rest, found: Sequence[Any]) -> Message:
        """Write what only the asker reads, and why it comes to them alone."""
        asked, page = rest.errand.asked, rest.errand.page(found, True)
        record = self.rooms.record(asked.heard.room)
        return page if record is None else saying(words.SHOWN_ALONE, asked.language, room=record.name) + page

    async def _alone(self, rest: Rest) -> Sequence[Any]:
        """Return what the asker may see and the room may not, judged for all who are in the direct chat."""
        asker = rest.errand.asked.heard.sender

        async def search(allowed: Allowed) -> Sequence[Any]:
            found: Sequence[Any] = await rest.errand.search(beyond(allowed, rest.public))
            return found

        alone = Place(room=rest.errand.asked.heard.room, readers=frozenset({asker}), record=None)
        if not (await self.sight.found(alone, search))[0]:
            return ()
        place = await self.sight.place(await self.matrix.direct_chat(asker), frozenset({self.matrix.user}))
        return (await self.sight.found(place, search))[0] if place.readers == {asker} else ()

    def _directly(self, errand: Errand[Any], found: Sequence[Any], message: Message) -> SayDirectly:
        heard = errand.asked.heard
        return SayDirectly(
            user=heard.sender,
            message=message,
            key=f"{errand.name}:for-you:{heard.event}",
            quotes=events_of(found),
            readers=frozenset({heard.sender, self.matrix.user}) if found else None,
        )

    def _ours(self, room: RoomId) -> frozenset[UserId]:
        record = self.rooms.record(room)
        return accounts_of_ours(self.matrix.user, record.bots if record else ())


def events_of(found: Sequence[Passage] | Sequence[Upload]) -> tuple[EventId, ...]:
    """Return the uploads whose words are repeated, each once."""
    events = (one.event if isinstance(one, Upload) else one.upload.event for one in found)
    return tuple(dict.fromkeys(events))
