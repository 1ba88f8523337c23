"""Answers questions: in the room with what all its readers may read, alone with the rest."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

import structlog

from bots.library import words
from bots.library.answers import Describing, answer, nothing
from bots.library.rules import LIBRARY, Passage, Upload, accounts_of_ours, best
from bots.library.shelf import Shelf
from bots.library.store import Catalogue
from kit.commands import reply
from kit.effects import Effect, SayDirectly
from kit.errors import ReadersChanged, Refusal, SignedOut
from kit.ids import EventId, RoomId, UserId, server_of
from kit.language import Sentence
from kit.message import Message, saying
from kit.part import Asked
from kit.ports import Matrix, People, Rooms
from kit.search.passages import Query
from kit.search.question import Question, spoken, typed
from kit.search.sight import Sight
from kit.search.visibility import Allowed, Place, beyond

log = structlog.stdlib.get_logger("palais.library")

DEPTH = 60
"""How many pages are looked at to choose an answer's passages from."""

JUDGED_AT_MOST = 3
PATIENCE = 120.0
"""Seconds after which one asker's direct answer is given up, so that the others get theirs."""

MOST_WAITING = 500
"""How many direct answers may wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForTheAsker:
    """What is still to be told to the asker alone: all but what ``public`` covers or is ``shown`` already.

    ``whole`` where the asker has no answer yet, so that there is one to give even if nothing is found.
    """

    asked: Asked
    question: Question
    public: Allowed = field(default_factory=dict)
    shown: tuple[Passage, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was found for all who read in a place, and all that they may see."""

    place: Place
    chosen: tuple[Passage, ...]
    allowed: Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Finds passages and says them to those who may read them."""

    matrix: Matrix
    people: People
    rooms: Rooms
    catalogue: Catalogue
    shelf: Shelf
    sight: Sight
    passages: int
    private: asyncio.Queue[ForTheAsker] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    async def search(self, asked: Asked) -> Sequence[Effect]:
        """Answer ``!library search words "a phrase"``."""
        return await self._answered(asked, await asyncio.to_thread(typed, asked.words))

    async def sentence(self, asked: Asked) -> Sequence[Effect]:
        """Answer a plain sentence."""
        return await self._answered(asked, await asyncio.to_thread(spoken, asked.rest))

    async def _answered(self, asked: Asked, question: Question) -> Sequence[Effect]:
        """Answer where it was asked, unless that is a chat which is not encrypted.

        The rest is told later and beside, so that neither the answer, nor the time it took, nor a failure to
        reach the asker lets the room guess that there is a rest.
        """
        if question.is_empty:
            raise Refusal(words.ASK, example='!library search detention "right to water"')
        managed = self.rooms.record(asked.heard.room) is not None
        if not managed and not asked.heard.encrypted:
            self._tell_later(ForTheAsker(asked=asked, question=question, whole=True))
            elsewhere = saying(words.ANSWERED_ELSEWHERE, asked.language)
            return [reply(asked.heard, elsewhere, direct=asked.direct, part="found")]
        judged = await self._answer_here(asked, question)
        if managed:
            rest = ForTheAsker(asked=asked, question=question, public=judged.allowed, shown=judged.chosen)
            self._tell_later(rest)
        return ()

    async def _answer_here(self, asked: Asked, question: Question) -> Judged:
        """Answer in the room; whoever comes in meanwhile is judged as well, and the answer with them.

        Where people come faster than we judge, the answer has no passages.
        """
        for _ in range(JUDGED_AT_MOST):
            judged = await self._for_room(asked.heard.room, question)
            with suppress(ReadersChanged):
                await self._say(asked, question, judged)
                return judged
        nobody = Place(room=asked.heard.room, readers=frozenset(), record=None)
        bare = Judged(place=nobody, chosen=(), allowed={})
        await self._say(asked, question, bare)
        return bare

    async def _say(self, asked: Asked, question: Question, judged: Judged) -> None:
        chosen = judged.chosen
        message = await asyncio.to_thread(self._message, asked, question, chosen)
        said = reply(asked.heard, message, direct=asked.direct, part="found", quotes=_quoted(chosen))
        readers = judged.place.readers | self._ours(asked.heard.room)
        await self.matrix.say(replace(said, readers=readers if chosen else None))

    def _tell_later(self, rest: ForTheAsker) -> None:
        try:
            self.private.put_nowait(rest)
        except asyncio.QueueFull:
            log.warning("too many wait for a direct answer", event_id=rest.asked.heard.event)

    async def tell_askers(self) -> None:
        """Tell each asker what only they may see, for as long as the bot runs."""
        while True:
            await self.tell_asker(await self.private.get())

    async def tell_asker(self, rest: ForTheAsker) -> None:
        """Tell one asker in their direct chat; a failure to do so keeps nobody else waiting."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._tell(rest)
        except SignedOut:
            raise
        except Exception as failure:  # noqa: BLE001 - whatever it is, the next asker gets their answer
            log.warning("could not answer directly", event_id=rest.asked.heard.event, because=repr(failure))

    async def _tell(self, rest: ForTheAsker) -> None:
        """Say nothing where there is nothing to say; judge again where somebody came into the chat."""
        for _ in range(JUDGED_AT_MOST):
            chosen = await self._for_asker(rest)
            if not chosen and not rest.whole:
                return
            said = await asyncio.to_thread(self._directly, rest, chosen)
            with suppress(ReadersChanged):
                await self.matrix.say_directly(said)
                return

    async def _for_room(self, room: RoomId, question: Question) -> Judged:
        """Return what everybody who reads in the room may see."""

        async def search(allowed: Allowed) -> Sequence[Passage]:
            return best(await self._passages(question, allowed), self.passages)

        place = await self.sight.place(room, self._ours(room))
        chosen, allowed = await self.sight.found(place, search)
        return Judged(place=place, chosen=tuple(chosen), allowed=allowed)

    async def _for_asker(self, rest: ForTheAsker) -> tuple[Passage, ...]:
        """Return what the asker may see and the room may not, judged for all who are in the direct chat."""

        async def search(allowed: Allowed) -> Sequence[Passage]:
            pages = await self._passages(rest.question, beyond(allowed, rest.public))
            return best(pages, self.passages, rest.shown)

        asker = rest.asked.heard.sender
        alone = Place(room=rest.asked.heard.room, readers=frozenset({asker}), record=None)
        if not (await self.sight.found(alone, search))[0]:
            return ()
        chat = await self.matrix.direct_chat(asker)
        place = await self.sight.place(chat, frozenset({self.matrix.user}))
        if place.readers != {asker}:
            return ()
        return tuple((await self.sight.found(place, search))[0])

    async def _passages(self, question: Question, allowed: Allowed) -> list[Passage]:
        """Return the best pages of what is allowed; what was erased or moved since is left out."""
        hits = await self.shelf.search(Query(question), allowed, DEPTH)
        found = await self.catalogue.passages((hit.document, hit.ordinal) for hit in hits)
        pages = ((hit, found.get((hit.document, hit.ordinal))) for hit in hits)
        return [page for hit, page in pages if page is not None and page.room == hit.room]

    def _ours(self, room: RoomId) -> frozenset[UserId]:
        record = self.rooms.record(room)
        return accounts_of_ours(self.matrix.user, record.bots if record else ())

    def _message(self, asked: Asked, question: Question, chosen: Sequence[Passage]) -> Message:
        """Write the answer; like all writing it reads calendars and zones, so it is called in a thread."""
        if not chosen:
            return nothing(words.NOTHING_ALONE if asked.direct else words.NOTHING_HERE, asked.language)
        opening = words.FOUND_ALONE if asked.direct else words.FOUND_HERE
        return self._listed(opening, asked, question, chosen)

    def _directly(self, rest: ForTheAsker, chosen: Sequence[Passage]) -> SayDirectly:
        heard = rest.asked.heard
        return SayDirectly(
            user=heard.sender,
            message=self._said_directly(rest, chosen),
            key=f"for-you:{heard.event}",
            quotes=_quoted(chosen),
            readers=frozenset({heard.sender, self.matrix.user}) if chosen else None,
        )

    def _said_directly(self, rest: ForTheAsker, chosen: Sequence[Passage]) -> Message:
        if rest.whole and not chosen:
            return nothing(words.NOTHING_ALONE, rest.asked.language)
        if rest.whole:
            return self._listed(words.FOUND_ALONE, rest.asked, rest.question, chosen)
        record = self.rooms.record(rest.asked.heard.room)
        name = record.name if record else rest.asked.heard.room
        return self._listed(words.FOUND_FOR_YOU, rest.asked, rest.question, chosen, room=name)

    def _listed(
        self, opening: Sentence, asked: Asked, question: Question, chosen: Sequence[Passage], **values: str
    ) -> Message:
        describing = Describing(
            language=asked.language,
            room_name=self._room_name,
            person_name=lambda upload: self.people.name(upload.sender),
            day=lambda upload: self._day(upload, asked.heard.sender),
            via=server_of(self.matrix.user),
        )
        shown = [describing.shown(passage, question) for passage in chosen]
        return answer(opening, shown, asked.language, **values)

    def _room_name(self, upload: Upload) -> str:
        record = self.rooms.record(upload.room)
        return record.name if record else ""

    def _day(self, upload: Upload, reader: UserId) -> date:
        return upload.at.astimezone(ZoneInfo(self.people.zone(reader))).date()


def _quoted(chosen: Sequence[Passage]) -> tuple[EventId, ...]:
    return tuple(dict.fromkeys(passage.upload.event for passage in chosen))


def served(rooms: Rooms) -> frozenset[RoomId]:
    """Return the rooms whose documents may be found: those that the community file gives to the library."""
    return frozenset(rooms.served_by(LIBRARY))
