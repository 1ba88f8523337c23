"""The history of the database, one line of it; applied at every start: an upgrade is only a restart."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, create_engine

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
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
