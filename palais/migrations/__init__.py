"""The history of the database, one line of it; applied at every start: an upgrade is only a restart.

Alembic is read only where there is something to do: it takes longer than most commands.
"""

import asyncio
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from kit.database import Database, write_alone


async def migrate(database: Database) -> None:
    """Bring the database to the newest shape; does nothing where it has it already.

    All steps are one transaction: a process killed in the middle leaves the shape before it.
    """
    if not await is_newest(database):
        await asyncio.to_thread(_upgrade, database.engine.url)


async def is_newest(database: Database) -> bool:
    """Whether the database has the shape that this version works with."""
    return await _shape_of(database) == await asyncio.to_thread(newest)


def newest() -> str:
    """Return the number of the newest shape, which the files of the steps begin with."""
    steps = (Path(__file__).parent / "versions").glob("[0-9]*.py")
    return max(step.name.partition("_")[0] for step in steps)


async def _shape_of(database: Database) -> str | None:
    """Return the number of the shape it has; none where it cannot tell, which Alembic will find out."""
    try:
        async with database.read() as connection:
            return str(await connection.scalar(text("SELECT version_num FROM alembic_version")))
    except DBAPIError:
        return None


def _upgrade(url: URL) -> None:
    """Migrate over a driver that may wait: Alembic reads its files as it goes."""
    from alembic import command
    from alembic.config import Config

    if url.drivername == "sqlite+aiosqlite":
        url = url.set(drivername="sqlite")
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "begin", write_alone)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def _leave_transactions_to_us(connection: Any, _record: object) -> None:
    """Keep Python's driver from committing before each change of the shape."""
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout = 10000")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
