"""The catalogue: uploads, the text of their pages, and a log of changes that the index follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.library.keeping.changing import changed, drop, unread
from bots.library.keeping.loading import load_facts, load_pages, load_passages, load_shelved
from bots.library.keeping.rows import key_row, page_row, passage_rows, read_row, upload_of, upload_row
from bots.library.keeping.shelved import Prepared, Shelved, ShelvedPage, TakenBack
from bots.library.rules import Passage, Upload, wait_after
from bots.library.tables import (
    FINDABLE,
    REFUSED,
    WAITING,
    changes,
    likeness,
    pages,
    passages,
    redactions,
    uploads,
)
from bots.library.taking.preparing import READ_AS
from kit.database import Database
from kit.documents.facts import Facts
from kit.events import FileHeard
from kit.ids import EventId, RoomId, UserId
from kit.reading.pages import Why

AFRESH: Mapping[str, Any] = {"misses": 0, "next_try": None}
"""What an upload has when it enters a new state: telling of it counts its own failures."""

NO_TIME = timedelta()
AT_ONCE = 400
"""How many rows are looked for by their keys in one statement: databases take only so many values."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the library remembers."""

    database: Database

    async def expect(self, heard: FileHeard) -> bool:
        """Put an upload into the queue; say whether it is new and was not taken back meanwhile."""
        async with self.database.begin() as connection:
            known = select(uploads.c.event).where(uploads.c.event == heard.event)
            gone = select(redactions.c.event).where(_redacted(heard.room, heard.event))
            if (await connection.execute(known.union(gone))).first() is not None:
                return False
            await connection.execute(insert(uploads).values(state=WAITING, **upload_row(heard)))
        return True

    async def waiting(
        self,
        now: datetime,
        *,
        after: UserId | None = None,
        but: Iterable[UserId] = (),
        without: Iterable[EventId] = (),
    ) -> Upload | None:
        """Return the upload to be read next, of the person whose turn it is: the oldest that failed least.

        People take turns, the one behind ``after`` first; those in ``but`` have none now, nor is it
        that of the uploads in ``without``.
        """
        due = (uploads.c.state == WAITING) & _due(now) & uploads.c.sender.not_in(list(but))
        due &= uploads.c.event.not_in(list(without))
        failures = uploads.c.tries + uploads.c.misses
        turn = (uploads.c.sender <= (after or ""), uploads.c.sender, failures, uploads.c.at, uploads.c.event)
        async with self.database.read() as connection:
            row = (await connection.execute(select(uploads).where(due).order_by(*turn).limit(1))).first()
        return None if row is None else upload_of(row)

    async def untold(self, now: datetime) -> tuple[Upload, Why | None] | None:
        """Return an upload whose people have not been told that it is findable, or why it is not."""
        query = select(uploads).where(uploads.c.state != WAITING, ~uploads.c.told, _due(now))
        async with self.database.read() as connection:
            row = (await connection.execute(query.order_by(uploads.c.at).limit(1))).first()
        return None if row is None else (upload_of(row), Why(row.why) if row.why else None)

    async def told(self, event: EventId) -> None:
        """Note that its people have been told."""
        async with self.database.begin() as connection:
            await connection.execute(update(uploads).where(uploads.c.event == event).values(told=True))

    async def try_reading(self, event: EventId, now: datetime) -> int:
        """Note that an upload is begun, and when next if this is cut short; return how many times it was."""
        async with self.database.begin() as connection:
            mine = uploads.c.event == event
            tries = int(await connection.scalar(select(uploads.c.tries).where(mine)) or 0) + 1
            then = now + wait_after(tries - 1)
            await connection.execute(update(uploads).where(mine).values(tries=tries, next_try=then))
        return tries

    async def not_tried(self, event: EventId) -> None:
        """Take the note back: what cut it short was none of its doing."""
        async with self.database.begin() as connection:
            mine = (uploads.c.event == event) & (uploads.c.tries > 0)
            await connection.execute(
                update(uploads).where(mine).values(tries=uploads.c.tries - 1, next_try=None)
            )

    async def miss(self, event: EventId, now: datetime, least: timedelta = NO_TIME) -> int:
        """Note that the server did not do what one upload needs, and try again later; return how often."""
        async with self.database.begin() as connection:
            mine = uploads.c.event == event
            misses = int(await connection.scalar(select(uploads.c.misses).where(mine)) or 0) + 1
            then = now + max(wait_after(misses), least)
            await connection.execute(update(uploads).where(mine).values(misses=misses, next_try=then))
        return misses

    async def shelve(self, event: EventId, prepared: Prepared, *, quietly: bool = False) -> bool:
        """Keep what was read, unless the upload was taken back meanwhile; ``quietly`` tells nobody."""
        async with self.database.begin() as connection:
            here = (uploads.c.event == event) & (uploads.c.state == WAITING)
            now = {"state": FINDABLE, "told": quietly, **AFRESH, **read_row(prepared, READ_AS)}
            done = await connection.execute(update(uploads).where(here).values(now))
            if done.rowcount == 0:
                return False
            await _keep(connection, event, prepared)
        return True

    async def aged(self, now: datetime) -> Upload | None:
        """Return the newest upload that would be read better today, ``None`` where there is none."""
        old = (uploads.c.state != WAITING) & uploads.c.told & (uploads.c.read_as < READ_AS) & _due(now)
        query = select(uploads).where(old).order_by(uploads.c.at.desc()).limit(1)
        async with self.database.read() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else upload_of(row)

    async def reshelve(self, event: EventId, prepared: Prepared, *, told: bool = True) -> bool:
        """Put what was read now in place of what was read before; say whether it is there still.

        What staff corrected stays corrected.
        """
        async with self.database.begin() as connection:
            here = (uploads.c.event == event) & (uploads.c.state != WAITING)
            now = {"state": FINDABLE, "told": told, "tries": 0, **AFRESH, **read_row(prepared, READ_AS)}
            done = await connection.execute(update(uploads).where(here).values(now))
            if done.rowcount == 0:
                return False
            await _keep(connection, event, prepared)
        return True

    async def still_refused(self, event: EventId, why: Why, detail: str) -> None:
        """Note that an upload cannot be read today either; nobody is told again."""
        async with self.database.begin() as connection:
            here = (uploads.c.event == event) & (uploads.c.state == REFUSED)
            now = {"why": why.value, "detail": detail or None, "read_as": READ_AS, "tries": 0}
            await connection.execute(update(uploads).where(here).values(**now, **AFRESH))

    async def progress(self, event: EventId, step: int | None) -> None:
        """Note which step of its reading is shown under an upload, if any."""
        async with self.database.begin() as connection:
            await connection.execute(update(uploads).where(uploads.c.event == event).values(progress=step))

    async def in_progress(self, event: EventId | None = None) -> list[tuple[Upload, int]]:
        """Return the uploads under which a step is shown, or the one, and which."""
        query = select(uploads).where(uploads.c.progress.is_not(None))
        if event is not None:
            query = query.where(uploads.c.event == event)
        async with self.database.read() as connection:
            return [(upload_of(row), row.progress) for row in await connection.execute(query)]

    async def state(self, event: EventId) -> str | None:
        """Return how it stands with an upload, ``None`` where it is not known."""
        async with self.database.read() as connection:
            found = await connection.scalar(select(uploads.c.state).where(uploads.c.event == event))
        return None if found is None else str(found)

    async def heading(self, event: EventId) -> tuple[str | None, str]:
        """Return the title that was read of an upload, and the SHA-256 of its file, which may be empty."""
        query = select(uploads.c.title, uploads.c.digest).where(uploads.c.event == event)
        async with self.database.read() as connection:
            row = (await connection.execute(query)).first()
        return (None, "") if row is None else (row.title, row.digest or "")

    async def refuse(self, event: EventId, why: Why, detail: str = "") -> None:
        """Note why an upload cannot be read; ``detail`` is for staff."""
        async with self.database.begin() as connection:
            here = (uploads.c.event == event) & (uploads.c.state == WAITING)
            now = {"state": REFUSED, "why": why.value, "detail": detail or None, "read_as": READ_AS}
            await connection.execute(update(uploads).where(here).values(**now, **AFRESH))

    async def forget(self, event: EventId) -> None:
        """Drop an upload that is no longer there."""
        async with self.database.begin() as connection:
            await drop(connection, event)

    async def take_back(self, room: RoomId, event: EventId, at: datetime) -> bool:
        """Erase an upload of the room and its text, and never take it in again; say whether it is gone.

        One of another room stays: whoever may redact here has no say there.
        """
        async with self.database.begin() as connection:
            where = await connection.scalar(select(uploads.c.room).where(uploads.c.event == event))
            if where not in (None, room):
                return False
            noted = select(redactions.c.event).where(_redacted(room, event))
            if (await connection.execute(noted)).first() is None:
                swept = where is None
                await connection.execute(
                    insert(redactions).values(room=room, event=event, at=at, swept=swept)
                )
            await drop(connection, event)
        return True

    async def uploads_of(self, room: RoomId) -> list[EventId]:
        """Return every upload of a room that is known."""
        async with self.database.read() as connection:
            found = await connection.scalars(select(uploads.c.event).where(uploads.c.room == room))
            return [EventId(event) for event in found]

    async def unswept(self) -> list[TakenBack]:
        """Return the documents taken back of which answers may still have been on their way."""
        query = select(redactions).where(~redactions.c.swept).order_by(redactions.c.at)
        async with self.database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [TakenBack(room=RoomId(row.room), event=EventId(row.event), at=row.at) for row in rows]

    async def swept(self, taken: TakenBack) -> None:
        """Note that no answer quotes it any more, and none will."""
        async with self.database.begin() as connection:
            here = _redacted(taken.room, taken.event)
            await connection.execute(update(redactions).where(here).values(swept=True))

    async def scrub(self) -> bool:
        """Let nothing of what was erased stand in the database's files; say whether it could be done."""
        return await self.database.scrub()

    async def passages(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Passage]:
        """Return passages by event and ordinal; those that were erased are not among them."""
        keys, found = list(dict.fromkeys(wanted)), {}
        async with self.database.read() as connection:
            for start in range(0, len(keys), AT_ONCE):
                found.update(await load_passages(connection, keys[start : start + AT_ONCE]))
        return found

    async def changes_after(self, number: int, most: int) -> list[tuple[int, EventId, str]]:
        """Return the next changes: their numbers, which rise, the uploads that changed, and what of them."""
        query = select(changes).where(changes.c.number > number)
        async with self.database.read() as connection:
            rows = await connection.execute(query.order_by(changes.c.number).limit(most))
            return [(row.number, EventId(row.event), row.what) for row in rows]

    async def extent(self) -> tuple[int, int]:
        """Return the number of the last change, and how many passages there are."""
        async with self.database.read() as connection:
            last = await connection.scalar(select(func.max(changes.c.number)))
            count = await connection.scalar(select(func.count()).select_from(passages))
        return last or 0, count or 0

    async def count(self) -> int:
        """Return how many documents can be found."""
        query = select(func.count()).select_from(uploads).where(uploads.c.state == FINDABLE)
        async with self.database.read() as connection:
            return int(await connection.scalar(query) or 0)

    async def findable_after(self, event: EventId, most: int) -> list[EventId]:
        """Return the next documents that can be found, in the order of their events."""
        query = select(uploads.c.event).where(uploads.c.state == FINDABLE, uploads.c.event > event)
        async with self.database.read() as connection:
            found = await connection.scalars(query.order_by(uploads.c.event).limit(most))
            return [EventId(each) for each in found]

    async def shelved(self, event: EventId) -> Shelved | None:
        """Return a document as the index needs it, ``None`` where it was taken back."""
        async with self.database.read() as connection:
            return await load_shelved(connection, event)

    async def pages(self, event: EventId) -> list[ShelvedPage]:
        """Return the pages of a document in order."""
        async with self.database.read() as connection:
            return await load_pages(connection, event)

    async def facts(self, events: Iterable[EventId]) -> dict[EventId, Facts]:
        """Return the facts that hold of documents that can be found."""
        query = select(uploads).where(uploads.c.event.in_(list(events)), uploads.c.state == FINDABLE)
        async with self.database.read() as connection:
            return await load_facts(connection, (await connection.execute(query)).all())


def _due(now: datetime) -> ColumnElement[bool]:
    return uploads.c.next_try.is_(None) | (uploads.c.next_try <= now)


def _redacted(room: RoomId, event: EventId) -> ColumnElement[bool]:
    return (redactions.c.room == room) & (redactions.c.event == event)


async def _keep(connection: AsyncConnection, event: EventId, prepared: Prepared) -> None:
    """Put what was read in place of what was there."""
    await unread(connection, event)
    if prepared.pages:
        await connection.execute(insert(pages), [page_row(event, page) for page in prepared.pages])
    if rows := list(passage_rows(event, prepared)):
        await connection.execute(insert(passages), rows)
    if prepared.signature is not None:
        await connection.execute(insert(likeness).values(event=event, signature=prepared.signature))
    head = (await connection.execute(select(uploads).where(uploads.c.event == event))).one()
    facts = (await load_facts(connection, [head]))[event]
    await connection.execute(update(uploads).where(uploads.c.event == event).values(key_row(facts)))
    await changed(connection, event)
