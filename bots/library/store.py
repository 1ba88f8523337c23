"""The catalogue: uploads, the text of their pages, and a log of changes that the index follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.library.rules import LONGEST_CAPTION, Passage, Upload, name_kept, wait_after
from bots.library.tables import changes, pages, redactions, uploads
from kit.database import Database
from kit.events import FileHeard
from kit.ids import EventId, Language, RoomId, UserId
from kit.reading.pages import Why

WAITING, FINDABLE, REFUSED = "waiting", "findable", "refused"
AFRESH: Mapping[str, Any] = {"misses": 0, "next_try": None}
"""What an upload has when it enters a new state: telling of it counts its own failures."""

NO_TIME = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedPage:
    """A page as it is kept: ``language`` is most of its text's, ``latin`` that of its Latin letters."""

    ordinal: int
    number: int | None
    language: Language
    latin: Language
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A whole document as the index needs it; ``about`` is its title, file name and caption."""

    upload: Upload
    about: str
    pages: tuple[ShelvedPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A document that was redacted."""

    room: RoomId
    event: EventId
    at: datetime


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
            await connection.execute(insert(uploads).values(_row(heard)))
        return True

    async def waiting(
        self, now: datetime, *, after: UserId | None = None, but: Iterable[UserId] = ()
    ) -> Upload | None:
        """Return the upload to be read next, of the person whose turn it is: the oldest that failed least.

        People take turns, the one behind ``after`` first; those in ``but`` have none now.
        """
        due = (uploads.c.state == WAITING) & _due(now) & uploads.c.sender.not_in(list(but))
        failures = uploads.c.tries + uploads.c.misses
        turn = (uploads.c.sender <= (after or ""), uploads.c.sender, failures, uploads.c.at, uploads.c.event)
        async with self.database.read() as connection:
            row = (await connection.execute(select(uploads).where(due).order_by(*turn).limit(1))).first()
        return None if row is None else _upload(row)

    async def untold(self, now: datetime) -> tuple[Upload, Why | None] | None:
        """Return an upload whose people have not been told that it is findable, or why it is not."""
        query = select(uploads).where(uploads.c.state != WAITING, ~uploads.c.told, _due(now))
        async with self.database.read() as connection:
            row = (await connection.execute(query.order_by(uploads.c.at).limit(1))).first()
        return None if row is None else (_upload(row), Why(row.why) if row.why else None)

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

    async def shelve(self, event: EventId, title: str, digest: str, read: Sequence[ShelvedPage]) -> bool:
        """Keep what was read, unless the upload was taken back meanwhile."""
        async with self.database.begin() as connection:
            here = (uploads.c.event == event) & (uploads.c.state == WAITING)
            done = await connection.execute(
                update(uploads).where(here).values(state=FINDABLE, title=title, digest=digest, **AFRESH)
            )
            if done.rowcount == 0:
                return False
            await connection.execute(insert(pages), [_page_row(event, page) for page in read])
            await connection.execute(insert(changes).values(event=event))
        return True

    async def refuse(self, event: EventId, why: Why) -> None:
        """Note why an upload cannot be read."""
        async with self.database.begin() as connection:
            here = (uploads.c.event == event) & (uploads.c.state == WAITING)
            await connection.execute(
                update(uploads).where(here).values(state=REFUSED, why=why.value, **AFRESH)
            )

    async def forget(self, event: EventId) -> None:
        """Drop an upload that is no longer there."""
        async with self.database.begin() as connection:
            await _drop(connection, event)

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
            await _drop(connection, event)
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
        """Return pages by event and ordinal; those that were erased are not among them."""
        keys = tuple_(pages.c.event, pages.c.ordinal)
        query = select(uploads, pages).join_from(uploads, pages).where(keys.in_(list(wanted)))
        async with self.database.read() as connection:
            rows = (await connection.execute(query)).all()
        return {(row.event, row.ordinal): _passage(row) for row in rows}

    async def changes_after(self, number: int, most: int) -> list[tuple[int, EventId]]:
        """Return the next changes: their numbers, which rise, and the uploads that changed."""
        query = select(changes.c.number, changes.c.event).where(changes.c.number > number)
        async with self.database.read() as connection:
            rows = await connection.execute(query.order_by(changes.c.number).limit(most))
            return [(row.number, EventId(row.event)) for row in rows]

    async def extent(self) -> tuple[int, int]:
        """Return the number of the last change, and how many pages there are."""
        async with self.database.read() as connection:
            last = await connection.scalar(select(func.max(changes.c.number)))
            count = await connection.scalar(select(func.count()).select_from(pages))
        return last or 0, count or 0

    async def shelved(self, event: EventId) -> Shelved | None:
        """Return a document with all its pages, ``None`` where it was taken back."""
        async with self.database.read() as connection:
            head = (await connection.execute(select(uploads).where(uploads.c.event == event))).first()
            if head is None or head.state != FINDABLE:
                return None
            query = select(pages).where(pages.c.event == event).order_by(pages.c.ordinal)
            rows = (await connection.execute(query)).all()
        about = "\n".join(filter(None, (head.title, head.name, head.caption)))
        return Shelved(upload=_upload(head), about=about, pages=tuple(map(_page, rows)))


def _due(now: datetime) -> ColumnElement[bool]:
    return uploads.c.next_try.is_(None) | (uploads.c.next_try <= now)


def _redacted(room: RoomId, event: EventId) -> ColumnElement[bool]:
    return (redactions.c.room == room) & (redactions.c.event == event)


async def _drop(connection: AsyncConnection, event: EventId) -> bool:
    """Delete an upload and its pages, and let the index know."""
    await connection.execute(delete(pages).where(pages.c.event == event))
    gone = await connection.execute(delete(uploads).where(uploads.c.event == event))
    if gone.rowcount:
        await connection.execute(insert(changes).values(event=event))
    return bool(gone.rowcount)


def _row(heard: FileHeard) -> dict[str, Any]:
    return {
        "event": heard.event,
        "room": heard.room,
        "sender": heard.sender,
        "at": heard.at,
        "name": name_kept(heard.name),
        "caption": heard.caption[:LONGEST_CAPTION] if heard.caption else None,
        "thread": heard.thread,
        "state": WAITING,
        "told": False,
        "tries": 0,
        "misses": 0,
    }


def _page_row(event: EventId, page: ShelvedPage) -> dict[str, Any]:
    return {
        "event": event,
        "ordinal": page.ordinal,
        "number": page.number,
        "language": page.language.value,
        "latin": page.latin.value,
        "text": page.text,
    }


def _upload(row: Any) -> Upload:
    return Upload(
        event=EventId(row.event),
        room=RoomId(row.room),
        sender=UserId(row.sender),
        at=row.at,
        name=row.name,
        thread=EventId(row.thread) if row.thread else None,
    )


def _page(row: Any) -> ShelvedPage:
    return ShelvedPage(
        ordinal=row.ordinal,
        number=row.number,
        language=Language(row.language),
        latin=Language(row.latin),
        text=row.text,
    )


def _passage(row: Any) -> Passage:
    return Passage(
        upload=_upload(row),
        title=row.title,
        digest=row.digest,
        ordinal=row.ordinal,
        number=row.number,
        text=row.text,
        latin=Language(row.latin),
    )
