"""Answers questions: in the room with what all its readers may read, alone with the rest."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
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
from kit.errors import MatrixFailure, Refusal, SignedOut
from kit.ids import EventId, RoomId, UserId, server_of
from kit.language import Sentence
from kit.message import Message
from kit.part import Asked
from kit.ports import Matrix, People, Rooms
from kit.search.index import Hit
from kit.search.question import Question, spoken, typed
from kit.search.sight import Sight

log = structlog.stdlib.get_logger("palais.library")

DEPTH = 60
"""How many pages are looked at to choose an answer's passages from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForTheAsker:
    """What is still to be told to the asker alone: all but ``shown``, which the room has seen."""

    asked: Asked
    question: Question
    public: frozenset[RoomId]
    shown: tuple[Passage, ...]


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
    private: asyncio.Queue[ForTheAsker] = field(default_factory=asyncio.Queue)

    async def search(self, asked: Asked) -> Sequence[Effect]:
        """Answer ``!library search words "a phrase"``."""
        return await self._answered(asked, await asyncio.to_thread(typed, asked.words))

    async def sentence(self, asked: Asked) -> Sequence[Effect]:
        """Answer a plain sentence."""
        return await self._answered(asked, await asyncio.to_thread(spoken, asked.rest))

    async def _answered(self, asked: Asked, question: Question) -> Sequence[Effect]:
        """Answer where it was asked.

        The rest is told later and beside, so that neither the answer, nor the time it took, nor a failure to
        reach the asker lets the room guess that there is a rest.
        """
        if question.is_empty:
            raise Refusal(words.ASK, example='!library search detention "right to water"')
        room = asked.heard.room
        chosen, readers = await self._for_room(room, question)
        if readers != {asked.heard.sender}:
            public = await self.sight.rooms_for(readers) | {room}
            self.private.put_nowait(ForTheAsker(asked=asked, question=question, public=public, shown=chosen))
        message = await asyncio.to_thread(self._message, asked, question, chosen)
        quotes = tuple(dict.fromkeys(passage.upload.event for passage in chosen))
        return [reply(asked.heard, message, direct=asked.direct, part="found", quotes=quotes)]

    async def tell_askers(self) -> None:
        """Tell each asker what only they may see, for as long as the bot runs."""
        while True:
            await self.tell_asker(await self.private.get())

    async def tell_asker(self, rest: ForTheAsker) -> None:
        """Tell one asker in their direct chat; say nothing where there is nothing more."""
        asker = rest.asked.heard.sender
        try:
            chosen = await self._for_asker(asker, rest)
            if chosen:
                said = await asyncio.to_thread(self._directly, asker, rest, chosen)
                await self.matrix.say_directly(said)
        except SignedOut:
            raise
        except MatrixFailure as failure:
            log.warning("could not answer directly", event_id=rest.asked.heard.event, because=str(failure))

    async def _for_room(
        self, room: RoomId, question: Question
    ) -> tuple[tuple[Passage, ...], frozenset[UserId]]:
        """Return what everybody who reads in the room may see, and who that is."""

        async def search(allowed: frozenset[RoomId]) -> Sequence[Hit]:
            return await self.shelf.search(question, allowed, DEPTH)

        hits, readers = await self.sight.found_in(room, self._ours(room), search)
        return best(await self._passages(hits), self.passages), readers

    async def _for_asker(self, asker: UserId, rest: ForTheAsker) -> tuple[Passage, ...]:
        """Return what the asker may see and the room may not, judged for all who are in the direct chat."""

        async def search(allowed: frozenset[RoomId]) -> Sequence[Hit]:
            return await self.shelf.search(rest.question, allowed - rest.public, DEPTH)

        if not await self.sight.found_for(frozenset({asker}), search):
            return ()
        chat = await self.matrix.direct_chat(asker)
        hits, readers = await self.sight.found_in(chat, frozenset({self.matrix.user}), search)
        if readers != {asker}:
            return ()
        return best(await self._passages(hits), self.passages, rest.shown)

    async def _passages(self, hits: Sequence[Hit]) -> list[Passage]:
        """Return the pages behind hits; what was erased or moved since is left out."""
        found = await self.catalogue.passages((hit.document, hit.ordinal) for hit in hits)
        pages = ((hit, found.get((hit.document, hit.ordinal))) for hit in hits)
        return [page for hit, page in pages if page is not None and page.upload.room == hit.room]

    def _ours(self, room: RoomId) -> frozenset[UserId]:
        record = self.rooms.record(room)
        return accounts_of_ours(self.matrix.user, record.bots if record else ())

    def _message(self, asked: Asked, question: Question, chosen: Sequence[Passage]) -> Message:
        """Write the answer; like all writing it reads calendars and zones, so it is called in a thread."""
        if not chosen:
            return nothing(words.NOTHING_ALONE if asked.direct else words.NOTHING_HERE, asked.language)
        opening = words.FOUND_ALONE if asked.direct else words.FOUND_HERE
        return self._listed(opening, asked, question, chosen)

    def _directly(self, asker: UserId, rest: ForTheAsker, chosen: Sequence[Passage]) -> SayDirectly:
        event: EventId = rest.asked.heard.event
        record = self.rooms.record(rest.asked.heard.room)
        name = record.name if record else rest.asked.heard.room
        message = self._listed(words.FOUND_FOR_YOU, rest.asked, rest.question, chosen, room=name)
        quotes = tuple(dict.fromkeys(passage.upload.event for passage in chosen))
        return SayDirectly(user=asker, message=message, key=f"for-you:{event}", quotes=quotes)

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


def served(rooms: Rooms) -> frozenset[RoomId]:
    """Return the rooms whose documents may be found: those that the community file gives to the library."""
    return frozenset(rooms.served_by(LIBRARY))
