"""Migrated on PostgreSQL, the database has the very shape that the code expects, and keeps its word."""

import asyncio
from collections.abc import Sequence

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from kit.database import Database, metadata, open_database
from palais.migrations import migrate
from palais.tables import all_stores

all_stores()

ADDED_TO = {
    "provisioning_audit": "(number, at, kind, body, before, hash) VALUES (1, now(), 'a', '{}', '', '')",
    "provisioning_register": "(number, at, person, deed, what, by, source, reason) "
    "VALUES (1, now(), 'a', 'b', '{}', '', '', '')",
    "provisioning_ruled": "(number, at, digest, entries) VALUES (1, now(), '', 0)",
}


def differences(connection: Connection) -> list[object]:
    found: list[object] = compare_metadata(
        MigrationContext.configure(connection, opts={"compare_type": True}), metadata
    )
    return found


async def test_a_migrated_database_is_what_the_code_expects(database: Database) -> None:
    async with database.begin() as connection:
        assert await connection.run_sync(differences) == []


async def test_processes_that_start_together_migrate_once(postgres_url: str) -> None:
    databases = [await asyncio.to_thread(open_database, postgres_url) for _ in range(3)]
    await asyncio.gather(*(migrate(database) for database in databases))
    async with databases[0].begin() as connection:
        assert await connection.run_sync(differences) == []
    for database in databases:
        await database.close()


@pytest.mark.parametrize("table", ADDED_TO)
@pytest.mark.parametrize("change", ["UPDATE {} SET number = 2", "DELETE FROM {}", "TRUNCATE {}"])
async def test_what_is_kept_for_good_can_only_be_added_to(
    database: Database, table: str, change: str
) -> None:
    await tell(database, f"INSERT INTO {table} {ADDED_TO[table]}")
    with pytest.raises(IntegrityError, match=f"{table} is only ever added to"):
        await tell(database, change.format(table))
    assert len(await ask(database, f"SELECT * FROM {table}")) == 1


async def test_tables_that_tests_make_refuse_what_migrated_ones_refuse(postgres_url: str) -> None:
    database = await asyncio.to_thread(open_database, postgres_url)
    await database.create_all()
    with pytest.raises(IntegrityError, match="only ever added to"):
        await tell(database, "TRUNCATE provisioning_audit")
    await database.close()


async def tell(database: Database, statement: str) -> None:
    async with database.begin() as connection:
        await connection.execute(text(statement))


async def ask(database: Database, query: str) -> Sequence[object]:
    async with database.read() as connection:
        return (await connection.execute(text(query))).all()
