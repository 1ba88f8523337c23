"""A database of each engine for each test."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from kit.database import Database, open_database

SHEETS = "CREATE TABLE sheets (number INTEGER PRIMARY KEY, words TEXT, at TIMESTAMP WITH TIME ZONE)"


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Return where a new database is."""
    if request.param == "sqlite":
        return tmp_path / "palais.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(place: str | Path) -> AsyncIterator[Database]:
    made = await asyncio.to_thread(open_database, place)
    async with made.begin() as connection:
        await connection.execute(text(SHEETS))
    yield made
    await made.close()
