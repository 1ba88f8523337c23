"""Remembers the questions of which people want to hear news."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from bots.library.tables import follows
from kit.database import Database
from kit.ids import Language, RoomId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """A question that somebody follows, asked in ``room``; changes up to the number ``seen`` were looked at.

    ``query`` is a value that JSON can hold. ``until`` is up to which change a notice goes that was begun:
    after a crash the same notice is made again, and so is not sent twice.
    """

    id: int
    user: UserId
    room: RoomId
    query: Mapping[str, Any]
    language: Language
    since: datetime
    seen: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Follows:
    """What people follow."""

    database: Database

    async def add(
        self,
        user: UserId,
        room: RoomId,
        query: Mapping[str, Any],
        *,
        language: Language,
        since: datetime,
        seen: int,
    ) -> int:
        """Follow a question from now on; return the number by which it is known."""
        values = {
            "user": user,
            "room": room,
            "query": dict(query),
            "language": language.value,
            "since": since,
            "seen": seen,
        }
        async with self.database.begin() as connection:
            statement = insert(follows).values(values).returning(follows.c.id)
            return int((await connection.execute(statement)).scalar_one())

    async def of(self, user: UserId) -> list[Follow]:
        """Return what somebody follows, oldest first."""
        async with self.database.read() as connection:
            query = select(follows).where(follows.c.user == user).order_by(follows.c.id)
            return [_follow(row) for row in await connection.execute(query)]

    async def behind(self, number: int, most: int, *, but: Collection[UserId] = ()) -> list[Follow]:
        """Return some that have not looked at all changes up to a number, those furthest behind first.

        Those of the people in ``but`` have to wait.
        """
        due = (follows.c.seen < number) & follows.c.user.not_in(list(but))
        query = select(follows).where(due).order_by(follows.c.seen, follows.c.id)
        async with self.database.read() as connection:
            return [_follow(row) for row in await connection.execute(query.limit(most))]

    async def looked(self, follow: int, seen: int) -> None:
        """Note up to which change a follow has looked; it never goes back."""
        mine = (follows.c.id == follow) & (follows.c.seen < seen)
        async with self.database.begin() as connection:
            await connection.execute(update(follows).where(mine).values(seen=seen, until=None))

    async def begin(self, ids: Collection[int], until: int) -> None:
        """Note up to which change a notice of these goes, where none was begun."""
        begun = follows.c.id.in_(list(ids)) & follows.c.until.is_(None)
        async with self.database.begin() as connection:
            await connection.execute(update(follows).where(begun).values(until=until))

    async def end(self, user: UserId, follow: int | None = None) -> int:
        """End one follow of somebody's, or all; return how many there were."""
        mine = follows.c.user == user
        if follow is not None:
            mine &= follows.c.id == follow
        async with self.database.begin() as connection:
            return int((await connection.execute(delete(follows).where(mine))).rowcount)

    async def count(self, user: UserId) -> int:
        """Return how many questions somebody follows."""
        query = select(func.count()).select_from(follows).where(follows.c.user == user)
        async with self.database.read() as connection:
            return int(await connection.scalar(query) or 0)


def _follow(row: Any) -> Follow:
    return Follow(
        id=row.id,
        user=UserId(row.user),
        room=RoomId(row.room),
        query=row.query,
        language=Language(row.language),
        since=row.since,
        seen=row.seen,
        until=row.until,
    )
