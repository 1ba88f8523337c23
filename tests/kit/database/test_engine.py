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


async def test_what_was_deleted_and_scrubbed_is_in_no_file(database: Database, tmp_path: Path) -> None:
    for number in range(20):
        await keep(database, number, f"{SECRET} " * 400)
    assert await asyncio.to_thread(files_that_hold, SECRET, tmp_path)
    async with database.begin() as connection:
        await connection.execute(text("DELETE FROM sheets"))
    assert await database.scrub()
    assert await asyncio.to_thread(files_that_hold, SECRET, tmp_path) == []


async def test_a_reader_delays_scrubbing_and_keeps_nobody_waiting(database: Database) -> None:
    await keep(database, 1, SECRET)
    async with database.read() as reader:
        await reader.execute(text("SELECT * FROM sheets"))
        async with database.begin() as connection:
            await connection.execute(text("DELETE FROM sheets"))
        assert not await database.scrub()
    assert await database.scrub()


def files_that_hold(words: str, folder: Path) -> list[str]:
    """Return the files in which the words stand, byte for byte."""
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]
