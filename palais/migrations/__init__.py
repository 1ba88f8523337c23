"""The history of the database, one line of it; applied at every start, so that an upgrade is only a restart."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from kit.database import Database


async def migrate(database: Database) -> None:
    """Bring the database to the newest shape; does nothing where it has it already.

    On SQLite each migration is one transaction: a process killed in the middle leaves the shape before it.
    """
    async with database.begin() as connection:
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
