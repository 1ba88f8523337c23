"""The register's history: changes are added, numbered and dated, and never altered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.database import Database
from kit.ids import PersonKey
from provisioning.register.changes import Change, Deed, Entry
from provisioning.store.tables import register


@dataclass(frozen=True, slots=True)
class History:
    """All changes of the register, oldest first."""

    database: Database

    async def last(self) -> int:
        """Return the number of the newest change, 0 where there is none."""
        async with self.database.read() as connection:
            return await last_within(connection)

    async def entries(
        self, *, after: int = 0, upto: int | None = None, person: PersonKey | None = None
    ) -> Sequence[Entry]:
        """Return the changes after one number and up to another, of one person or of all."""
        wanted = select(register).where(register.c.number > after).order_by(register.c.number)
        if upto is not None:
            wanted = wanted.where(register.c.number <= upto)
        if person is not None:
            wanted = wanted.where(register.c.person == person)
        async with self.database.read() as connection:
            return [
                Entry(
                    number=row.number,
                    at=row.at,
                    change=Change(
                        person=PersonKey(row.person),
                        deed=Deed(row.deed),
                        what=row.what,
                        by=row.by,
                        source=row.source,
                        reason=row.reason,
                    ),
                )
                for row in await connection.execute(wanted)
            ]


async def enter_within(connection: AsyncConnection, changes: Sequence[Change], at: datetime) -> int:
    """Add changes in a transaction that does more; return the number of the newest change then."""
    last = await last_within(connection)
    rows = [
        {"number": number, "at": at, **change.as_json()} for number, change in enumerate(changes, last + 1)
    ]
    if rows:
        await connection.execute(insert(register), rows)
    return last + len(rows)


async def last_within(connection: AsyncConnection) -> int:
    """Return the number of the newest change, 0 where there is none."""
    return int((await connection.execute(select(func.max(register.c.number)))).scalar() or 0)
