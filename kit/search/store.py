"""Since when people are in rooms, kept while they stay: what was uploaded before is not shown to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Column, String, Table, delete, insert, select

from kit.database import Database, Instant, metadata
from kit.ids import RoomId, UserId

presence = Table(
    "search_presence",
    metadata,
    Column("room", String(255), primary_key=True),
    Column("user", String(255), primary_key=True),
    Column("since", Instant, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Presence:
    """Answers from memory, after :meth:`load`; writes through."""

    database: Database
    _since: dict[RoomId, dict[UserId, datetime]] = field(default_factory=dict)

    async def load(self) -> None:
        """Read what was kept."""
        async with self.database.read() as connection:
            rows = (await connection.execute(select(presence))).all()
        for row in rows:
            self._since.setdefault(RoomId(row.room), {})[UserId(row.user)] = row.since

    def of(self, room: RoomId) -> Mapping[UserId, datetime]:
        """Return since when everybody is in a room."""
        return self._since.get(room, {})

    async def change(
        self, room: RoomId, came: Mapping[UserId, datetime], gone: Iterable[UserId] = ()
    ) -> None:
        """Note who came, and forget who went; what is known already is not written again."""
        known = self._since.setdefault(room, {})
        new = {user: since for user, since in came.items() if known.get(user) != since}
        out = [user for user in gone if user in known]
        if not new and not out:
            return
        for user in out:
            del known[user]
        async with self.database.begin() as connection:
            here = (presence.c.room == room) & presence.c.user.in_([*new, *out])
            await connection.execute(delete(presence).where(here))
            if new:
                rows = [{"room": room, "user": user, "since": since} for user, since in new.items()]
                await connection.execute(insert(presence), rows)
        known.update(new)
