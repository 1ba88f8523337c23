"""Which of our messages to staff are about whom, so that a reaction to one means that person."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from bots.mandates.ending.tables import pointers
from kit.database import Database, put
from kit.ids import EventId, PersonKey
from kit.ports import Clock

KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Pointers:
    """The cards and alarms in the stewards' room that are about one person."""

    database: Database
    clock: Clock

    async def remember(self, event: EventId, person: PersonKey) -> None:
        """Note that a message is about a person; what is very old is forgotten."""
        now = self.clock.now()
        async with self.database.begin() as connection:
            await put(connection, pointers, {"event": event}, {}, new={"person": person, "at": now})
            await connection.execute(delete(pointers).where(pointers.c.at < now - KEPT))

    async def about(self, event: EventId) -> PersonKey | None:
        """Return whom a message is about."""
        query = select(pointers.c.person).where(pointers.c.event == event)
        async with self.database.read() as connection:
            found = await connection.scalar(query)
        return None if found is None else PersonKey(found)
