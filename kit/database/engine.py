"""The engine and its transactions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, MetaData, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from kit.errors import BadInput

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

DRIVERS = {"postgresql": "psycopg", "sqlite": "aiosqlite"}
"""Through what we speak to each engine."""

WRITING = 0x70616C61
"""The lock of PostgreSQL that a transaction holds which writes: one at a time, as with SQLite.

What was read before it was taken cannot change under us, and numbers rise in the order of commits, so that
whoever follows them skips none.
"""

ON_POSTGRES = {
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
}
"""How long to wait for a lock, as SQLite does, and how long somebody who froze may keep it."""

KEEPALIVE = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


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

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes beside others where the engine can: for large rows of one owner.

        Of what it reads nothing need be true any more when it ends.
        """
        async with self.engine.connect() as connection:
            await connection.execution_options(palais_beside=True)
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
    begins, on either engine, so that none fails half-way and what it read stays true. A statement that fails
    is told without its values, which may be words of a document. Raises :class:`BadInput` where the address
    is none that we know.
    """
    address = address_of(f"sqlite:///{url}" if isinstance(url, Path) else url)
    if address.get_backend_name() == "sqlite":
        engine = create_async_engine(address, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return Database(engine)
    if find_spec("psycopg") is None:
        raise BadInput("database.url needs psycopg: install palais[postgres]")
    engine = create_async_engine(
        address, hide_parameters=True, pool_pre_ping=True, pool_size=10, connect_args=postgres_options()
    )
    event.listen(engine.sync_engine, "connect", _prepare_postgres)
    event.listen(engine.sync_engine, "begin", _begin_postgres)
    return Database(engine)


def address_of(url: str) -> URL:
    """Return an address with the driver that we use. Raises :class:`BadInput` for one that we do not know."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise BadInput(
            "database.url is not an address such as postgresql://palais@localhost/palais"
        ) from None
    backend = address.get_backend_name()
    if backend not in DRIVERS:
        raise BadInput(f"database.url names {backend}: Palais works with PostgreSQL, or without it on SQLite")
    return address.set(drivername=f"{backend}+{DRIVERS[backend]}")


def postgres_options() -> dict[str, Any]:
    """Return what every connection to PostgreSQL is opened with."""
    settings = " ".join(f"-c {name}={value}" for name, value in ON_POSTGRES.items())
    return {**KEEPALIVE, "options": settings, "application_name": "palais"}


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


def _prepare_postgres(connection: Any, _record: object) -> None:
    """Let text have no character NUL, which anybody may write and PostgreSQL cannot keep."""
    connection.adapters.register_dumper(str, _without_nul())


@cache
def _without_nul() -> type[Any]:
    from psycopg.types.string import StrDumper

    class WithoutNul(StrDumper):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd"))

    return WithoutNul


def _begin_postgres(connection: Connection) -> None:
    """Read from one moment alone, or write alone."""
    options = connection.get_execution_options()
    if options.get("palais_reads", False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    elif not options.get("palais_beside", False):
        write_alone(connection)


def write_alone(connection: Connection) -> None:
    """Wait until nobody else writes, and keep everybody else from it until the transaction ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITING})")
