"""What an account remembers between two starts: its place in the stream, what it sent, whom it pinned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.database import Database
from kit.ids import EventId, RoomId, UserId
from kit.matrix.tables import direct, heard, outbox, pins, quotes, rooms, tokens, unread

MOST_OF_ONE, MOST_OF_ALL = 200, 4000
"""How many messages without a key are kept of one sender, and of all: anybody can write them."""
LONGEST_SESSION = 64
"""A session's name has 43 characters; a longer one is nobody's, and asking for it would be our undoing."""


Sources = list[tuple[RoomId, Mapping[str, Any]]]
"""Events as they came, with their rooms."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something to be sent, exactly as it goes to the server: ``payload`` is encrypted where the room is."""

    key: str
    room: RoomId
    path: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pin:
    """The master key we trust for a person, and the one last seen."""

    user: UserId
    master: str
    seen: str

    @property
    def is_changed(self) -> bool:
        """Whether the person shows another identity than the one we trust."""
        return self.seen != self.master


@dataclass(frozen=True, slots=True)
class MatrixStore:
    """The memory of one account in the platform's database."""

    database: Database
    account: UserId

    async def token(self) -> str | None:
        """Return where in the stream the account has handled everything."""
        found = await self._one(select(tokens.c.token).where(tokens.c.account == self.account))
        return None if found is None else str(found.token)

    async def end_batch(
        self, token: str, read: Iterable[tuple[RoomId, EventId]], sessions: Mapping[str, int]
    ) -> None:
        """Note that all up to ``token`` was handled, which kept messages were read, and how far sessions."""
        done: dict[RoomId, list[EventId]] = {}
        for room, event in read:
            done.setdefault(room, []).append(event)
        async with self.database.begin() as connection:
            await _put(connection, tokens, {"account": self.account}, {"token": token})
            for session, index in sessions.items():
                await _put_higher(connection, {"account": self.account, "session_id": session}, index)
            for room, events in done.items():
                mine = (unread.c.account == self.account) & (unread.c.room_id == room)
                await connection.execute(delete(unread).where(mine, unread.c.event_id.in_(events)))

    async def read_up_to(self, session: str) -> int:
        """Return the last message of a session that was handled, -1 where none was."""
        mine = (heard.c.account == self.account) & (heard.c.session_id == session)
        row = await self._one(select(heard.c.index).where(mine))
        return -1 if row is None else int(row.index)

    async def encrypted_rooms(self) -> frozenset[RoomId]:
        """Return every room that was ever seen encrypted."""
        async with self.database.read() as connection:
            found = await connection.execute(select(rooms.c.room_id).where(rooms.c.encrypted))
            return frozenset(RoomId(row.room_id) for row in found)

    async def note_encrypted(self, seen: Iterable[RoomId]) -> None:
        """Remember for ever that rooms are encrypted."""
        async with self.database.begin() as connection:
            for room in seen:
                await _put(connection, rooms, {"room_id": room}, {"encrypted": True})

    async def sent(self, key: str) -> EventId | Outgoing | None:
        """Return what became of a key: the event it made, what still has to be sent, or nothing yet."""
        mine = (outbox.c.account == self.account) & (outbox.c.key == key)
        row = await self._one(select(outbox).where(mine))
        if row is None:
            return None
        return EventId(row.event_id) if row.event_id else _outgoing(row)

    async def put_out(self, sending: Outgoing, quoted: Iterable[EventId]) -> None:
        """Promise to send something, before it is sent."""
        values = {"account": self.account, "key": sending.key}
        row = values | {"room_id": sending.room, "path": sending.path, "payload": dict(sending.payload)}
        async with self.database.begin() as connection:
            await connection.execute(insert(outbox).values(row))
            for event in set(quoted):
                await _put(connection, quotes, values | {"quoted": event}, {})

    async def arrived(self, key: str, event: EventId) -> None:
        """Note that the server has it; the payload is forgotten."""
        mine = (outbox.c.account == self.account) & (outbox.c.key == key)
        async with self.database.begin() as connection:
            await connection.execute(update(outbox).where(mine).values(event_id=event, payload=None))

    async def give_up(self, key: str) -> None:
        """Forget something that the server will never take."""
        async with self.database.begin() as connection:
            for table in (outbox, quotes):
                mine = (table.c.account == self.account) & (table.c.key == key)
                await connection.execute(delete(table).where(mine))

    async def waiting(self) -> list[Outgoing]:
        """Return what was promised and not sent, in the order of the promises."""
        mine = (outbox.c.account == self.account) & outbox.c.event_id.is_(None)
        async with self.database.read() as connection:
            found = await connection.execute(select(outbox).where(mine).order_by(outbox.c.position))
            return [_outgoing(row) for row in found]

    async def sent_for(self, quoted: EventId) -> frozenset[tuple[RoomId, EventId]]:
        """Return what we sent that repeats words of an event."""
        same = (outbox.c.account == quotes.c.account) & (outbox.c.key == quotes.c.key)
        query = select(outbox.c.room_id, outbox.c.event_id).join(quotes, same)
        query = query.where(quotes.c.account == self.account, quotes.c.quoted == quoted)
        async with self.database.read() as connection:
            found = await connection.execute(query.where(outbox.c.event_id.is_not(None)))
            return frozenset((RoomId(row.room_id), EventId(row.event_id)) for row in found)

    async def keep_unread(self, sources: Iterable[tuple[RoomId, Mapping[str, Any]]]) -> None:
        """Keep messages whose key has not come, as ciphertext; the oldest go where there are too many."""
        senders: set[str] = set()
        async with self.database.begin() as connection:
            for room, source in sources:
                where = {"account": self.account, "event_id": source["event_id"]}
                kept = {"room_id": room, "session_id": session_of(source) or "", "source": dict(source)}
                sender = str(source.get("sender"))
                senders.add(sender)
                await _put(connection, unread, where, kept | {"sender": sender})
            mine = unread.c.account == self.account
            for sender in sorted(senders):
                await _drop_oldest(connection, mine & (unread.c.sender == sender), MOST_OF_ONE)
            await _drop_oldest(connection, mine, MOST_OF_ALL)

    async def keep_old_unread(self, sources: Iterable[tuple[RoomId, Mapping[str, Any]]]) -> Sources:
        """Keep messages of long ago whose key has not come, where there is room beside newer ones.

        They take at most half of it, and nothing goes for them. Return those that are kept.
        """
        kept: Sources = []
        mine = unread.c.account == self.account
        async with self.database.begin() as connection:
            for room, source in sources:
                sender = str(source.get("sender"))
                where = {"account": self.account, "event_id": source["event_id"]}
                if await _is_full(connection, mine, sender):
                    continue
                row = {"room_id": room, "session_id": session_of(source) or "", "source": dict(source)}
                await _put(connection, unread, where, row | {"sender": sender})
                kept.append((room, source))
        return kept

    async def unread(self, session: str | None = None) -> list[tuple[RoomId, dict[str, Any]]]:
        """Return the messages that wait for a session's key, or for any."""
        query = select(unread.c.room_id, unread.c.source).where(unread.c.account == self.account)
        if session is not None:
            query = query.where(unread.c.session_id == session)
        query = query.order_by(unread.c.position)
        async with self.database.read() as connection:
            return [(RoomId(row.room_id), row.source) for row in await connection.execute(query)]

    async def unread_by(self, senders: Iterable[UserId]) -> list[tuple[RoomId, dict[str, Any]]]:
        """Return the messages of some people that wait to be read."""
        mine = (unread.c.account == self.account) & unread.c.sender.in_(sorted(senders))
        query = select(unread.c.room_id, unread.c.source).where(mine).order_by(unread.c.position)
        async with self.database.read() as connection:
            return [(RoomId(row.room_id), row.source) for row in await connection.execute(query)]

    async def direct_room(self, user: UserId) -> RoomId | None:
        """Return our direct chat with a person."""
        mine = (direct.c.account == self.account) & (direct.c.user_id == user)
        row = await self._one(select(direct.c.room_id).where(mine))
        return None if row is None else RoomId(row.room_id)

    async def note_direct(self, user: UserId, room: RoomId) -> None:
        """Remember our direct chat with a person."""
        async with self.database.begin() as connection:
            await _put(connection, direct, {"account": self.account, "user_id": user}, {"room_id": room})

    async def pins(self, users: Iterable[UserId]) -> dict[UserId, Pin]:
        """Return the pins there are for people."""
        wanted = list(users)
        async with self.database.read() as connection:
            query = select(pins).where(pins.c.user_id.in_(wanted))
            found = [
                Pin(UserId(row.user_id), row.master, row.seen) for row in await connection.execute(query)
            ]
            return {pin.user: pin for pin in found}

    async def changed_pins(self) -> list[Pin]:
        """Return the pins of people who show another identity, which nobody accepted yet."""
        async with self.database.read() as connection:
            found = await connection.execute(select(pins).where(pins.c.seen != pins.c.master))
            return [Pin(UserId(row.user_id), row.master, row.seen) for row in found]

    async def pin(self, new: Mapping[UserId, str]) -> dict[UserId, Pin]:
        """Trust the first identity seen of people; return whom we trust, as another account may be first."""
        async with self.database.begin() as connection:
            for user, master in new.items():
                dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
                row = {"user_id": user, "master": master, "seen": master}
                await connection.execute(dialect.insert(pins).values(row).on_conflict_do_nothing())
        return await self.pins(new)

    async def note_seen(self, user: UserId, seen: str) -> Pin:
        """Note which identity a person shows; whom we trust stays as it is. Return both."""
        async with self.database.begin() as connection:
            await connection.execute(update(pins).where(pins.c.user_id == user).values(seen=seen))
        return (await self.pins([user]))[user]

    async def accept_pin(self, user: UserId, seen: str) -> bool:
        """Trust the identity last seen of a person, if it is this one."""
        same = (pins.c.user_id == user) & (pins.c.seen == seen)
        async with self.database.begin() as connection:
            return (await connection.execute(update(pins).where(same).values(master=seen))).rowcount == 1

    async def _one(self, query: Select[Any]) -> Any:
        async with self.database.read() as connection:
            return (await connection.execute(query)).first()


def session_of(source: Mapping[str, Any]) -> str | None:
    """Return which session encrypted an event, ``None`` where it names none that can be."""
    session = source["content"].get("session_id")
    proper = isinstance(session, str) and session.isascii() and len(session) <= LONGEST_SESSION
    return session if proper and session else None


def _outgoing(row: Any) -> Outgoing:
    return Outgoing(row.key, RoomId(row.room_id), row.path, row.payload)


async def _put(
    connection: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**key, **values)
    if values:
        await connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))
    else:
        await connection.execute(statement.on_conflict_do_nothing(index_elements=list(key)))


async def _drop_oldest(connection: AsyncConnection, these: ColumnElement[bool], most: int) -> None:
    newest = select(unread.c.position).where(these).order_by(unread.c.position.desc()).limit(most)
    await connection.execute(delete(unread).where(these, unread.c.position.not_in(newest.scalar_subquery())))


async def _is_full(connection: AsyncConnection, mine: ColumnElement[bool], sender: str) -> bool:
    count = select(func.count()).select_from(unread)
    of_one = await connection.scalar(count.where(mine, unread.c.sender == sender)) or 0
    of_all = await connection.scalar(count.where(mine)) or 0
    return of_one >= MOST_OF_ONE // 2 or of_all >= MOST_OF_ALL // 2


async def _put_higher(connection: AsyncConnection, key: Mapping[str, Any], index: int) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(heard).values(**key, index=index)
    statement = statement.on_conflict_do_update(
        index_elements=list(key), set_={"index": index}, where=heard.c.index < index
    )
    await connection.execute(statement)
