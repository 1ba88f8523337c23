"""Packs the files that somebody may see and sends them to their own chat, judged for them alone."""

import asyncio
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from bots.library.answering.judging import events_of
from bots.library.answering.line import Line
from bots.library.answering.scribe import Scribe
from bots.library.commands import exporting_words as words
from bots.library.commands.packing import Packed, pack
from bots.library.keeping.holdings import Holdings
from bots.library.keeping.shelf import Shelf
from bots.library.questions.asking import Asking, Inquiry
from bots.library.questions.naming import called, language_name, vocabulary
from bots.library.rules import Passage
from kit.commands import reply
from kit.effects import Effect, SayDirectly, SendFile
from kit.errors import MatrixFailure, ReadersChanged, Refusal, SignedOut
from kit.events import FileHeard
from kit.ids import EventId, Language, RoomId
from kit.language import Sentence
from kit.message import saying
from kit.part import Asked
from kit.ports import Matrix
from kit.search.passages import Hit
from kit.search.sight import Sight
from kit.search.visibility import Allowed, Place

log = structlog.stdlib.get_logger("palais.library")

PATIENCE = 900.0
MOST_WAITING = 50
DEPTH = 1_000
"""How many passages are looked at for files."""

NAME = "palais-library.zip"


Fetched = tuple[Passage, bytes | None, Sentence | None]
"""A document with its bytes, or with why they are not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporting:
    """Answers ``!library export``; ``most`` files and ``largest`` bytes of all of them are packed at most."""

    matrix: Matrix
    sight: Sight
    shelf: Shelf
    holdings: Holdings
    scribe: Scribe
    most: int
    largest: int
    waiting: Line[Asked] = field(default_factory=lambda: Line(share=1, most=MOST_WAITING))

    async def export(self, asked: Asked) -> Sequence[Effect]:
        """Say that the files come, which is said whether there are any or not."""
        if not self.waiting.join(asked.heard.sender, asked):
            raise Refusal(words.WAIT)
        return [reply(asked.heard, saying(words.COMES, asked.language), direct=asked.direct, part="packing")]

    async def work(self) -> None:
        """Pack for one after the other, for as long as the bot runs."""
        await self.waiting.serve(self.one, lanes=1)

    async def one(self, asked: Asked) -> None:
        """Pack for one who asked; a failure keeps nobody else waiting."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._send(asked)
        except SignedOut:
            raise
        except ReadersChanged:
            log.warning("somebody came into a direct chat", event_id=asked.heard.event)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the next one gets theirs
            log.warning("could not pack files", event_id=asked.heard.event, because=repr(failure))

    async def _send(self, asked: Asked) -> None:
        user = asked.heard.sender
        inquiry = Inquiry(text=asked.rest, asker=user)
        asking = await asyncio.to_thread(lambda: inquiry.understood(vocabulary()))
        place = await self.sight.place(await self.matrix.direct_chat(user), frozenset({self.matrix.user}))
        if place.readers != {user}:
            return

        async def search(allowed: Allowed) -> Sequence[Passage]:
            return await self._found(asking, self._narrowed(asking, allowed, asked.heard.room))

        found, _ = await self.sight.found(place, search)
        fetched = await self._fetched(found, place)
        there = {one.upload.event for one in await self._seen(place, found)}
        files = [(one, data, why) for one, data, why in fetched if one.upload.event in there]
        if not files:
            await self._say(asked, words.NOTHING)
            return
        data = await asyncio.to_thread(self._packed, files, asked)
        caption = words.PACKED.say(asked.language)
        if any(why for _, _, why in files):
            caption += f" {words.NOT_ALL.say(asked.language)}"
        sending = SendFile(
            room=place.room,
            name=NAME,
            data=data,
            key=f"export:{asked.heard.event}",
            media_type="application/zip",
            caption=caption,
            quotes=events_of([one for one, _, _ in files]),
            readers=place.readers | {self.matrix.user},
        )
        try:
            await self.matrix.send_file(sending)
        except (ReadersChanged, SignedOut):
            raise
        except MatrixFailure as failure:
            log.warning("could not send an export", event_id=asked.heard.event, because=repr(failure))
            await self._say(asked, words.TOO_LARGE)

    async def _found(self, asking: Asking, allowed: Allowed) -> Sequence[Passage]:
        """Return a passage of each document that is asked for, of all there are where nothing is."""
        if asking.is_empty:
            return await self.holdings.newest(allowed, self.most)
        hits: list[Hit] = []
        for query in asking.queries:
            hits += await self.shelf.search(query, allowed, DEPTH)
        events = list(dict.fromkeys(hit.document for hit in hits))[: self.most]
        return await self.holdings.documents(allowed, [EventId(event) for event in events])

    def _narrowed(self, asking: Asking, allowed: Allowed, room: RoomId) -> Allowed:
        return {each: span for each, span in allowed.items() if each == room} if asking.here else allowed

    async def _seen(self, place: Place, documents: Sequence[Passage]) -> Sequence[Passage]:
        """Return which documents all who read in a place may see at this moment."""

        async def search(allowed: Allowed) -> Sequence[Passage]:
            return await self.holdings.documents(allowed, [one.upload.event for one in documents])

        return (await self.sight.found(place, search))[0]

    async def _fetched(self, found: Sequence[Passage], place: Place) -> list[Fetched]:
        """Return each document with its bytes, or with why they are not there; what fits comes first."""
        room, fetched = self.largest, list[Fetched]()
        for document in found:
            if not await self._seen(place, [document]):
                continue
            size = document.upload.size or 0
            if size > room:
                fetched.append((document, None, words.TOO_MUCH))
                continue
            data = await self._bytes(document, room)
            room -= len(data or b"")
            fetched.append((document, data, None if data is not None else words.NOT_TO_BE_HAD))
        return fetched

    async def _bytes(self, document: Passage, limit: int) -> bytes | None:
        """Return the bytes of an upload as they were read, ``None`` where they cannot be had."""
        with suppress(MatrixFailure):
            heard = await self.matrix.event(document.room, document.upload.event)
            if isinstance(heard, FileHeard):
                data = await self.matrix.download(heard, limit)
                digest = await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest())
                return data if digest == document.digest else None
        return None

    def _packed(self, files: Sequence[Fetched], asked: Asked) -> bytes:
        """Make the ZIP; what the list says is read from calendars, so this is done in a thread."""
        packed = [
            Packed(
                name=one.upload.name,
                cells=self._cells(one, asked),
                data=data,
                missing=why.say(asked.language) if why else "",
            )
            for one, data, why in files
        ]
        return pack(packed, asked.language)

    def _cells(self, one: Passage, asked: Asked) -> tuple[str, ...]:
        facts, language = one.facts, asked.language
        uploaded = self.scribe.day(one.upload, asked.heard.sender)
        return (
            one.title,
            facts.symbol or "",
            facts.date.isoformat() if facts.date else "",
            _called("body", facts.body, language),
            _called("state", facts.state, language),
            _called("type", facts.type, language),
            language_name(one.language, language),
            self.scribe.room_name(one.upload),
            self.scribe.person_name(one.upload),
            uploaded.isoformat(),
            self.scribe.link(one.upload),
        )

    async def _say(self, asked: Asked, sentence: Sentence) -> None:
        user = asked.heard.sender
        said = saying(sentence, asked.language)
        await self.matrix.say_directly(
            SayDirectly(user=user, message=said, key=f"export:nothing:{asked.heard.event}")
        )


def _called(field_name: str, value: str | None, language: Language) -> str:
    return called(field_name, value, language) if value else ""
