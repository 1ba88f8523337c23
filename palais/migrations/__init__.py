"""The history of the database, one line of it; applied at every start: an upgrade is only a restart."""

import asyncio
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, event

from kit.database import Database


async def migrate(database: Database) -> None:
    """Bring the database to the newest shape; does nothing where it has it already.

    All steps are one transaction: a process killed in the middle leaves the shape before it.
    """
    await asyncio.to_thread(_upgrade, database.engine.url)


def _upgrade(url: URL) -> None:
    """Migrate over a driver that may wait: Alembic reads its files as it goes."""
    if url.drivername == "sqlite+aiosqlite":
        url = url.set(drivername="sqlite")
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
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
