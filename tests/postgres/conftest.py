"""The platform's database on a real PostgreSQL: new for each test, a copy of one that was migrated once."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from kit.database import Database, open_database
from kit.testing.postgres import PostgresServer
from palais.migrations import migrate


@pytest.fixture(scope="session")
def migrated(postgres: PostgresServer) -> str:
    """Return the name of a database of the newest shape, to make copies of."""
    name = postgres.database()

    async def bring_forward() -> None:
        database = open_database(postgres.url(name))
        await migrate(database)
        await database.close()

    asyncio.run(bring_forward())
    return name


@pytest.fixture
def url(postgres: PostgresServer, migrated: str) -> Iterator[str]:
    """The address of a database of the newest shape."""
    name = postgres.database(migrated)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def place(url: str) -> str:
    """Where the database is, for tests that were written for either engine."""
    return url


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    made = await asyncio.to_thread(open_database, url)
    yield made
    await made.close()
