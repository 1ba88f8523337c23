"""Finds pictures, sound and video, and shows the pictures in small."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

import structlog
from PIL import Image

from bots.library.answering.answers import Offered, answer
from bots.library.answering.judging import Errand, Judging, Told, events_of
from bots.library.answering.line import Line
from bots.library.answering.scribe import Scribe
from bots.library.commands import gallery_words as words
from bots.library.commands.listing import NO_WORDS
from bots.library.keeping.holdings import Holdings
from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import Catalogue
from bots.library.questions.asking import Asking, Inquiry
from bots.library.questions.naming import vocabulary
from bots.library.rules import IMAGE, KINDS, SOUND, VIDEO, Passage
from kit.effects import Effect, Picture, SendGallery
from kit.errors import MatrixFailure, ReadersChanged, SignedOut
from kit.events import FileHeard
from kit.message import Message, saying
from kit.part import Asked
from kit.ports import Matrix
from kit.reading import Reader
from kit.search.passages import Filters, Hit, Query
from kit.search.visibility import Allowed

log = structlog.stdlib.get_logger("palais.library")

MEDIA = (IMAGE, SOUND, VIDEO)
CALLED = {IMAGE: words.IMAGE, SOUND: words.SOUND, VIDEO: words.VIDEO}
MOST_LISTED, MOST_SHOWN = 10, 8
DEPTH = 100
PATIENCE, FETCHING = 300.0, 60.0
"""Seconds after which all pictures of one list are given up, and one that is being fetched."""

LONGEST_CAPTION = 160

Showing = tuple[Asked, Told[Passage]]
"""What was asked, and what was told because of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """Answers ``!library media``; pictures are made small where no hostile one can do harm."""

    matrix: Matrix
    catalogue: Catalogue
    holdings: Holdings
    shelf: Shelf
    judging: Judging
    scribe: Scribe
    reader: Reader
    largest: int
    waiting: Line[Showing] = field(default_factory=Line)

    async def media(self, asked: Asked) -> Sequence[Effect]:
        """Find them by caption, sender, date and what they say of themselves; without words the newest."""
        inquiry = Inquiry(text=asked.rest, asker=asked.heard.sender)
        asking = await asyncio.to_thread(lambda: inquiry.understood(vocabulary()))

        async def search(allowed: Allowed) -> Sequence[Passage]:
            here = {room: span for room, span in allowed.items() if room == asked.heard.room}
            return await self._found(asking, here if asking.here else allowed)

        def page(found: Sequence[Passage], alone: bool) -> Message:
            return self._page(asked, found, alone=alone)

        async def after(told: Told[Passage]) -> None:
            if not self.waiting.join(asked.heard.sender, (asked, told)):
                log.warning("too many wait for pictures", event_id=asked.heard.event)

        errand = Errand(
            name="media", asked=asked, search=search, page=page, after=after, enough=lambda _: False
        )
        return await self.judging.run(errand)

    async def close(self) -> None:
        """End the process in which pictures are made small."""
        await self.reader.close()

    async def _found(self, asking: Asking, allowed: Allowed) -> Sequence[Passage]:
        if asking.is_empty:
            return await self.holdings.newest(allowed, MOST_LISTED, kinds=MEDIA)
        kinds = frozenset(KINDS[kind].value for kind in MEDIA)
        hits: list[Hit] = []
        for query in asking.queries:
            fields = {"kind": kinds} | dict(query.filters.fields)
            if not fields["kind"] & kinds:
                return ()
            only = Filters(fields | {"kind": fields["kind"] & kinds}, query.filters.years)
            hits += await self.shelf.search(Query(query.question, filters=only), allowed, DEPTH)
        spots = {hit.document: (hit.document, hit.ordinal) for hit in reversed(hits)}
        found = list((await self.catalogue.passages(spots.values())).values())
        newest = sorted(found, key=lambda one: one.at, reverse=True)
        return [one for one in newest if one.room in allowed][:MOST_LISTED]

    def _page(self, asked: Asked, found: Sequence[Passage], *, alone: bool) -> Message:
        if not found:
            return saying(words.NOTHING_ALONE if alone else words.NOTHING_HERE, asked.language)
        describing = self.scribe.describing(asked.language, asked.heard.sender)
        shown = [
            replace(
                describing.shown(one, NO_WORDS),
                title=_caption(one),
                facts=(CALLED[one.upload.kind].say(asked.language),),
                pieces=(),
                why="",
            )
            for one in found
            if one.upload.kind in CALLED
        ]
        return answer([words.FOUND.say(asked.language)], shown, Offered(), asked.language)

    async def work(self) -> None:
        """Show pictures for one after the other, for as long as the bot runs."""
        await self.waiting.serve(self.show, lanes=1)

    async def show(self, showing: Showing) -> None:
        """Show pictures of a list in small; a failure keeps nobody else waiting."""
        asked, told = showing
        try:
            async with asyncio.timeout(PATIENCE):
                await self._show(asked, told)
        except (SignedOut, asyncio.CancelledError):
            raise
        except ReadersChanged:
            log.info("nobody is shown pictures who was not told of them", event_id=told.event)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the next one gets theirs
            log.warning("could not show pictures", event_id=told.event, because=repr(failure))

    async def _show(self, asked: Asked, told: Told[Passage]) -> None:
        """Show them in one message, judged once more when all are there."""
        images = [one for one in told.found if one.upload.kind == IMAGE][:MOST_SHOWN]
        made = {one.upload.event: picture for one in images if (picture := await self._small(one))}
        there = await self._still(told, images)
        shown = [one for one in there if one.upload.event in made]
        if not shown:
            return
        pictures = tuple(made[one.upload.event] for one in shown)
        names = ", ".join(picture.name for picture in pictures)
        gallery = SendGallery(
            room=told.room,
            body=words.THUMBNAILS.say(asked.language, names=names),
            pictures=pictures,
            key=f"gallery:{told.event}",
            thread=told.thread,
            quotes=events_of(shown),
            readers=told.readers,
        )
        await self.matrix.send_gallery(gallery)

    async def _still(self, told: Told[Passage], images: Sequence[Passage]) -> Sequence[Passage]:
        """Return what all who were told may see at this moment."""
        place = await self.judging.place(told.room)
        if not place.readers <= told.readers:
            return ()

        async def search(allowed: Allowed) -> Sequence[Passage]:
            return await self.holdings.documents(allowed, [one.upload.event for one in images])

        return (await self.judging.sight.found(place, search))[0]

    async def _small(self, one: Passage) -> Picture | None:
        """Return a picture in small, ``None`` where it cannot be had or unpacked."""
        try:
            heard = await self.matrix.event(one.room, one.upload.event)
            if not isinstance(heard, FileHeard):
                return None
            async with asyncio.timeout(FETCHING):
                data = await self.matrix.download(heard, self.largest)
            if await asyncio.to_thread(_digest, data) != one.digest:
                return None
            small = await self.reader.thumbnail(data, heard.name, heard.media_type)
        except SignedOut:
            raise
        except (MatrixFailure, TimeoutError) as failure:
            log.warning("could not show a picture", event_id=one.upload.event, because=repr(failure))
            return None
        if small is None:
            return None
        width, height = await asyncio.to_thread(_size, small)
        return Picture(one.upload.name, small, width, height)


def _caption(one: Passage) -> str:
    """Return what is said of it in its room, as far as there is room for it, else its title."""
    said = " ".join((one.upload.caption or "").split())
    return f"{said[:LONGEST_CAPTION]}…" if len(said) > LONGEST_CAPTION else said or one.title


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _size(jpeg: bytes) -> tuple[int, int]:
    """Return how large a picture of our own making is."""
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as picture:
        return picture.size
