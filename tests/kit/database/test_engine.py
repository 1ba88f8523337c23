"""The database keeps what it is told, and tells nobody else."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kit.database import Database, open_database

SECRET = "heliotrope ibis"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = await asyncio.to_thread(open_database, tmp_path / "palais.db")
    async with made.begin() as connection:
        await connection.execute(text("CREATE TABLE sheets (number INTEGER PRIMARY KEY, words TEXT)"))
    yield made
    await made.close()


async def keep(database: Database, number: int, words: str) -> None:
    async with database.begin() as connection:
        insert = text("INSERT INTO sheets VALUES (:number, :words)")
        await connection.execute(insert, {"number": number, "words": words})


async def test_a_statement_that_fails_is_told_without_its_words(database: Database) -> None:
    await keep(database, 1, "first")
    with pytest.raises(IntegrityError) as failure:
        await keep(database, 1, SECRET)
    assert SECRET not in str(failure.value)
    assert SECRET not in repr(failure.value)
