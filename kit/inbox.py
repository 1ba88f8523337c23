"""Commands that take long: remembered by their event, so that no crash forgets them.

Only where the message lies is kept, never its words; after a restart it is read again from the room.
"""

from dataclasses import dataclass

from sqlalchemy import Column, String, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from kit.database import Database, metadata
from kit.events import Heard
from kit.ids import EventId, RoomId, UserId

open_commands = Table(
    "serving_open_commands",
    metadata,
    Column("account", String(255), primary_key=True),
    Column("event", String(255), primary_key=True),
    Column("room", String(255), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Inbox:
    """The commands that one account has been asked and has not answered yet."""

    database: Database
    account: UserId

    async def keep(self, heard: Heard) -> None:
        """Remember a command; remembering it twice is remembering it once."""
        row = {"account": self.account, "event": heard.event, "room": heard.room}
        async with self.database.begin() as connection:
            insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            await connection.execute(insert(open_commands).values(row).on_conflict_do_nothing())

    async def forget(self, event: EventId) -> None:
        """Forget a command that has its answer."""
        mine = (open_commands.c.account == self.account) & (open_commands.c.event == event)
        async with self.database.begin() as connection:
            await connection.execute(delete(open_commands).where(mine))

    async def kept(self) -> list[tuple[RoomId, EventId]]:
        """Return what is still to be answered."""
        query = select(open_commands.c.room, open_commands.c.event)
        async with self.database.read() as connection:
            rows = await connection.execute(query.where(open_commands.c.account == self.account))
            return [(RoomId(room), EventId(event)) for room, event in rows]
