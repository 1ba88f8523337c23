"""The database keeps what it is told, and tells nobody else; the same on both engines."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select, text
from sqlalchemy.exc import IntegrityError

from kit.database import Database, Instant, address_of, open_database, put
from kit.errors import BadInput

SECRET = "heliotrope ibis"
SHEETS = Table(
    "sheets",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("words", Text),
    Column("at", Instant),
)


async def keep(database: Database, number: int, words: str) -> None:
    async with database.begin() as connection:
        await connection.execute(insert(SHEETS).values(number=number, words=words))


async def words(database: Database) -> dict[int, str]:
    async with database.read() as connection:
        return {row.number: row.words for row in await connection.execute(select(SHEETS))}


async def test_a_statement_that_fails_is_told_without_its_words(database: Database) -> None:
    await keep(database, 1, "first")
    with pytest.raises(IntegrityError) as failure:
        await keep(database, 1, SECRET)
    assert SECRET not in repr(failure.value)
    told = str(failure.value)
    assert SECRET not in told


async def test_what_fails_leaves_nothing(database: Database) -> None:
    async def half() -> None:
        async with database.begin() as connection:
            await connection.execute(insert(SHEETS).values(number=1, words="half"))
            raise KeyError

    with pytest.raises(KeyError):
        await half()
    assert await words(database) == {}


async def test_a_row_that_is_there_is_put_anew(database: Database) -> None:
    async with database.begin() as connection:
        assert await put(connection, SHEETS, {"number": 1}, {"words": "old"})
        assert await put(connection, SHEETS, {"number": 1}, {"words": "new"})
        assert not await put(connection, SHEETS, {"number": 1}, {})
    assert await words(database) == {1: "new"}


async def test_a_moment_comes_back_in_utc_wherever_it_was_named(database: Database) -> None:
    then = datetime(2026, 3, 2, 14, 30, 0, 123456, timezone(timedelta(hours=5, minutes=45)))
    async with database.begin() as connection:
        await connection.execute(insert(SHEETS).values(number=1, at=then))
    async with database.read() as connection:
        found = await connection.scalar(select(SHEETS.c.at))
    assert found == then
    assert found is not None
    assert found.tzinfo is UTC


async def test_whatever_people_write_is_kept(database: Database) -> None:
    said = "حقوق الإنسان 人权 права \U0001f54a \ufdd0 '; DROP TABLE sheets; -- %s :name $1"
    await keep(database, 1, said)
    await keep(database, 2, f"a{chr(0)}b")
    found = await words(database)
    assert found[1] == said
    assert found[2] in {"a\0b", "a\ufffdb"}


async def test_whoever_writes_has_read_what_is_true_until_they_are_done(database: Database) -> None:
    await keep(database, 1, "0")

    async def count_up() -> None:
        async with database.begin() as connection:
            said = await connection.scalar(select(SHEETS.c.words))
            await asyncio.sleep(0)
            await connection.execute(SHEETS.update().values(words=str(int(said or 0) + 1)))

    await asyncio.gather(*(count_up() for _ in range(20)))
    assert await words(database) == {1: "20"}


async def test_who_only_reads_sees_one_moment_and_keeps_nobody_waiting(database: Database) -> None:
    await keep(database, 1, "old")
    async with database.read() as connection:
        before = await connection.scalar(select(SHEETS.c.words))
        async with database.begin() as writing:
            await writing.execute(SHEETS.update().values(words="new"))
        assert (before, await connection.scalar(select(SHEETS.c.words))) == ("old", "old")
    assert await words(database) == {1: "new"}


async def test_who_follows_rising_numbers_misses_none_however_late_a_transaction_ends(
    database: Database,
) -> None:
    sqlite = database.engine.dialect.name == "sqlite"
    number = "INTEGER PRIMARY KEY AUTOINCREMENT" if sqlite else "SERIAL PRIMARY KEY"
    async with database.begin() as connection:
        await connection.execute(text(f"CREATE TABLE log (number {number}, word TEXT)"))
    followed: list[str] = []
    done = asyncio.Event()

    async def write(name: str, pause: float) -> None:
        async with database.begin() as connection:
            await connection.execute(text("INSERT INTO log (word) VALUES (:word)"), {"word": name})
            await asyncio.sleep(pause)

    async def look(last: int) -> int:
        later = text("SELECT number, word FROM log WHERE number > :last ORDER BY number")
        async with database.read() as connection:
            rows = (await connection.execute(later, {"last": last})).all()
        followed.extend(row.word for row in rows)
        return int(rows[-1].number) if rows else last

    async def follow() -> None:
        last = 0
        while not done.is_set():
            last = await look(last)
        await look(last)

    following = asyncio.create_task(follow())
    await asyncio.gather(*(write(f"w{n}", 0.03 if n % 3 == 0 else 0) for n in range(9)))
    done.set()
    await following
    assert sorted(followed) == [f"w{n}" for n in range(9)]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_what_was_deleted_and_scrubbed_is_in_no_file(database: Database, tmp_path: Path) -> None:
    for number in range(20):
        await keep(database, number, f"{SECRET} " * 400)
    assert await asyncio.to_thread(files_that_hold, SECRET, tmp_path)
    async with database.begin() as connection:
        await connection.execute(text("DELETE FROM sheets"))
    assert await database.scrub()
    assert await asyncio.to_thread(files_that_hold, SECRET, tmp_path) == []


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_reader_delays_scrubbing_and_keeps_nobody_waiting(database: Database) -> None:
    await keep(database, 1, SECRET)
    async with database.read() as reader:
        await reader.execute(text("SELECT * FROM sheets"))
        async with database.begin() as connection:
            await connection.execute(text("DELETE FROM sheets"))
        assert not await database.scrub()
    assert await database.scrub()


@pytest.mark.parametrize("url", ["postgresql://h/p", "postgresql+asyncpg://h/p", "postgresql+psycopg2://h/p"])
def test_an_address_of_postgresql_is_reached_through_the_one_driver(url: str) -> None:
    assert address_of(url).drivername == "postgresql+psycopg"


@pytest.mark.parametrize(("url", "told"), [("mysql://u:S3CRET@h/p", "mysql"), ("S3CRET nonsense", "not an")])
def test_an_address_that_we_do_not_know_is_refused_without_repeating_it(url: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as failure:
        open_database(url)
    assert "S3CRET" not in str(failure.value)


def files_that_hold(words: str, folder: Path) -> list[str]:
    """Return the files in which the words stand, byte for byte."""
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]
