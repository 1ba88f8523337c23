"""The engine and its transactions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table of the platform; migrations are proven equal to it."""

BUSY_TIMEOUT = "busy_timeout=10000"
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", BUSY_TIMEOUT, "foreign_keys=ON", "secure_delete=ON")


@dataclass(frozen=True, slots=True)
class Database:
    """The platform's one database."""

    engine: AsyncEngine

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Open a short transaction: committed on leaving, rolled back on an error."""
        async with self.engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads: it never waits for a writer, nor keeps one waiting."""
        async with self.engine.connect() as connection:
            await connection.execution_options(palais_reads=True)
            async with connection.begin():
                yield connection

    async def scrub(self) -> bool:
        """Take what was deleted out of SQLite's files; say whether it could be done, else try again later.

        It cannot be done while somebody still reads what was there before. PostgreSQL does it at its next
        vacuum, which is not ours to call.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        async with self.engine.connect() as connection:
            return await connection.run_sync(_empty_write_log)

    async def create_all(self) -> None:
        """Make every table without migrations; for tests."""
        async with self.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


def open_database(url: str | Path) -> Database:
    """Open a database by SQLAlchemy URL, or a SQLite file by its path.

    SQLite runs in WAL mode with a busy timeout of ten seconds; a committed transaction survives the death
    of the process, and what is deleted is overwritten. A transaction that writes takes the lock when it
    begins, so that none fails half-way. A statement that fails is told without its values, which may be
    words of a document.
    """
    if isinstance(url, Path):
        url = f"sqlite+aiosqlite:///{url}"
    engine = create_async_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _empty_write_log(connection: Connection) -> bool:
    """Copy the write-ahead log into the database and cut it to nothing, without keeping writers waiting."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout=200")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        answer = cursor.fetchone()
        return answer is not None and not answer[0]
    finally:
        cursor.execute(f"PRAGMA {BUSY_TIMEOUT}")
        cursor.close()


def _begin_sqlite(connection: Any) -> None:
    reads = connection.get_execution_options().get("palais_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
