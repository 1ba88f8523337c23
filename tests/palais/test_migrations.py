"""A migrated database has the very shape that the code expects."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from kit.database import Database, metadata, open_database
from palais import migrations
from palais.migrations import migrate, newest
from palais.tables import all_stores

all_stores()


@pytest.fixture
def new(tmp_path: Path) -> Database:
    return open_database(tmp_path / "palais.db")


@pytest.fixture
async def database(new: Database) -> AsyncIterator[Database]:
    yield new
    await new.close()


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found: list[object] = compare_metadata(context, metadata)
    return found


async def test_a_migrated_database_is_what_the_code_expects(database: Database) -> None:
    await migrate(database)
    async with database.begin() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    await migrate(database)
    await migrate(database)
    async with database.read() as connection:
        assert "provisioning_audit" in await connection.run_sync(lambda sync: inspect(sync).get_table_names())


async def test_a_database_of_the_newest_shape_is_known_without_alembic(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(database)

    def forbidden(_: object) -> None:
        raise AssertionError("there is nothing to do")

    monkeypatch.setattr(migrations, "_upgrade", forbidden)
    await migrate(database)


def test_the_newest_shape_by_its_file_is_alembics_own() -> None:
    assert newest() == ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head()


async def test_the_audit_of_a_migrated_database_can_only_be_added_to(database: Database) -> None:
    await migrate(database)
    row = (
        "INSERT INTO provisioning_audit (number, at, kind, body, before, hash) "
        "VALUES (1, '2026-01-01', 'a', '{}', '', '')"
    )
    async with database.begin() as connection:
        await connection.execute(text(row))
    for change in ("UPDATE provisioning_audit SET kind = 'b'", "DELETE FROM provisioning_audit"):
        with pytest.raises(IntegrityError, match="only ever added to"):
            async with database.begin() as connection:
                await connection.execute(text(change))


async def test_a_migration_cut_short_leaves_the_shape_before_it(database: Database, tmp_path: Path) -> None:
    def narrow(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 20")

    event.listen(Engine, "connect", narrow)
    try:
        with pytest.raises(OperationalError, match="disk is full"):
            await migrate(database)
    finally:
        event.remove(Engine, "connect", narrow)
    with closing(sqlite3.connect(tmp_path / "palais.db")) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    await migrate(database)
    async with database.begin() as connection_now:
        assert await connection_now.run_sync(differences) == []
