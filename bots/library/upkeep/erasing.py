"""Takes documents back: their text, and every answer of ours that quotes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bots.library.keeping.offering import Offers
from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import Catalogue
from bots.library.rules import unquote
from kit.effects import Effect
from kit.errors import MatrixFailure, SignedOut
from kit.ids import EventId, RoomId
from kit.perform import perform
from kit.ports import Clock, Matrix

log = structlog.stdlib.get_logger("palais.library")

SWEEP_BACK = timedelta(minutes=20)
"""How long answers are looked for that were on their way when a document was taken back: longer than one
may take, and counted anew from each start, for the outbox sends then what a crash left behind."""


@dataclass(slots=True, kw_only=True)
class Erasing:
    """Erases documents; ``since`` is when we started, ``done`` what the sweep took back already.

    ``closed`` are documents of rooms that were closed, by when: answers may still be on their way.
    ``scrubbed`` says that no file holds words that were erased; after a crash some may.
    """

    matrix: Matrix
    clock: Clock
    catalogue: Catalogue
    shelf: Shelf
    since: datetime
    done: set[tuple[RoomId, EventId]] = field(default_factory=set)
    closed: dict[EventId, datetime] = field(default_factory=dict)
    scrubbed: bool = False

    async def look_again(self, room: RoomId) -> Sequence[Effect]:
        """Erase what was redacted in a room while we were not in it to hear."""
        effects: list[Effect] = []
        for upload in await self.catalogue.uploads_of(room):
            if await self.matrix.event(room, upload) is None:
                effects += await self.erase(room, upload)
        return effects

    async def erase(self, room: RoomId, target: EventId) -> Sequence[Effect]:
        """Erase a document of the room and everything of ours that quotes it."""
        if not await self.catalogue.take_back(room, target, self.clock.now()):
            return ()
        return await self.unquoted(target)

    async def unquoted(self, event: EventId) -> Sequence[Effect]:
        """Take the words of a document that was dropped out of the index and out of what we said."""
        self.scrubbed = False
        await self.shelf.catch_up()
        sent = await self.matrix.sent_for(event)
        await Offers(self.catalogue.database).forget(said for _, said in sent)
        return unquote(event, sent)

    async def sweep(self) -> None:
        """Take back answers that were being sent while what they quote was redacted, or its room closed."""
        for event, at in list(self.closed.items()):
            clean = [
                await self._gone(event, place) for place in await self.matrix.sent_for(event) - self.done
            ]
            if all(clean) and self.clock.now() - at > SWEEP_BACK:
                del self.closed[event]
        for taken in await self.catalogue.unswept():
            late = await self.matrix.sent_for(taken.event)
            clean = [await self._gone(taken.event, place) for place in late - self.done]
            if all(clean) and self.clock.now() - max(taken.at, self.since) > SWEEP_BACK:
                await self.catalogue.swept(taken)
                self.done.difference_update(late)

    async def scrub(self) -> None:
        """Take what was erased out of the files as well, from which it can no longer be read by asking."""
        if self.scrubbed:
            return
        self.scrubbed, clean = True, False  # what is erased meanwhile sets the former back
        try:
            clean = await self.shelf.scrub() and await self.catalogue.scrub()
        finally:
            self.scrubbed &= clean

    async def _gone(self, quoted: EventId, place: tuple[RoomId, EventId]) -> bool:
        """Take back one answer; say whether there is nothing more that we could do."""
        try:
            await perform(unquote(quoted, [place]), self.matrix)
        except SignedOut:
            raise
        except MatrixFailure as failure:
            log.warning("will take back later", room=place[0], event_id=place[1], because=str(failure))
            return False
        self.done.add(place)
        return True
