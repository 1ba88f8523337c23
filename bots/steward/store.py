"""Whom the steward has welcomed, and who is still to be."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, String, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kit.database import Database, Instant, metadata
from kit.ids import UserId

welcomes = Table(
    "steward_welcomes",
    metadata,
    Column("user", String(255), primary_key=True),
    Column("noticed", Instant, nullable=False),
    Column("welcomed", Instant),
)


@dataclass(frozen=True, slots=True)
class Welcomes:
    """The guest book."""

    database: Database

    async def notice(self, user: UserId, at: datetime) -> None:
        """Remember that somebody is to be welcomed; once is enough."""
        row = {"user": user, "noticed": at}
        async with self.database.begin() as connection:
            insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            await connection.execute(insert(welcomes).values(row).on_conflict_do_nothing())

    async def welcomed(self, user: UserId, at: datetime) -> None:
        """Remember that somebody was welcomed, for ever."""
        mine = welcomes.c.user == user
        async with self.database.begin() as connection:
            await connection.execute(update(welcomes).where(mine).values(welcomed=at))

    async def waiting(self) -> list[UserId]:
        """Return who is still to be welcomed, the first noticed first."""
        query = select(welcomes.c.user).where(welcomes.c.welcomed.is_(None)).order_by(welcomes.c.noticed)
        async with self.database.read() as connection:
            return [UserId(user) for user in await connection.scalars(query)]

    async def all_welcomed(self) -> set[UserId]:
        """Return everybody who was welcomed."""
        query = select(welcomes.c.user).where(welcomes.c.welcomed.is_not(None))
        async with self.database.read() as connection:
            return {UserId(user) for user in await connection.scalars(query)}
