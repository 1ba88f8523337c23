"""What was erased stands in no file any more, neither in the database's nor in the index's."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from bots.library.keeping.shelf import FORM
from kit.ids import EventId, Language, RoomId
from tests.bots.library.house import House, person, reopen

ADA, BO = person("ada"), person("bo")
SECRET = "heliotrope"


def files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())


def holding(folder: Path, words: str) -> list[str]:
    """Return the files in which words stand, byte for byte."""
    return [file.name for file in files(folder) if words.encode() in file.read_bytes()]


def in_dictionaries(house: House, start: str) -> bool:
    """Whether words stand in the index's files, crossed out or not; they are packed there, not in plain."""
    searcher = house.library.shelf._engine.words._index.searcher()
    return any(searcher.terms_with_prefix(f"text_{language.value}", start) for language in Language)


async def shelve(house: House) -> tuple[RoomId, EventId, list[EventId]]:
    """Shelve a secret among others, all in one file of the index."""
    room = house.room("Committee", ADA, BO)
    secret = house.upload(room, ADA, "secret.txt", f"zebra and {SECRET} " * 300)
    others = [house.upload(room, ADA, f"{n}.txt", f"zebra number {n}") for n in range(60)]
    await house.settle()
    for event in (secret, *others):
        await asyncio.to_thread(
            house.library.shelf._replace, event, await house.library.catalogue.shelved(event)
        )
    await asyncio.to_thread(house.library.shelf._engine.words.commit)
    return room, secret, others


async def test_what_was_erased_stands_in_no_file(quick: House) -> None:
    house = quick
    room, secret, others = await shelve(house)
    index = house.state / FORM / "index"
    assert await asyncio.to_thread(holding, house.state, SECRET)
    assert await asyncio.to_thread(holding, index, secret)
    assert in_dictionaries(house, SECRET[:6])
    house.server.redact(room, ADA, secret)
    await house.settle()
    assert in_dictionaries(house, SECRET[:6])
    await house.library.erasing.scrub()
    assert house.library.erasing.scrubbed
    assert await asyncio.to_thread(holding, house.state, SECRET) == []
    assert await asyncio.to_thread(holding, index, secret) == []
    assert not in_dictionaries(house, SECRET[:6])
    assert house.library.shelf._engine.words.size == len(others)


async def test_every_file_that_held_it_is_gone(quick: House) -> None:
    house = quick
    room, secret, _ = await shelve(house)
    index = house.state / FORM / "index"
    before = {file.name for file in await asyncio.to_thread(list, files(index)) if len(file.stem) == 32}
    house.server.redact(room, ADA, secret)
    await house.settle()
    await house.library.erasing.scrub()
    after = {file.name for file in await asyncio.to_thread(list, files(index))}
    assert before
    assert not before & after


async def test_a_crash_before_the_scrubbing_only_delays_it(quick: House) -> None:
    house = quick
    room, secret, _ = await shelve(house)
    house.server.redact(room, ADA, secret)
    await house.settle()
    await reopen(house)
    await house.library.erasing.scrub()
    assert not in_dictionaries(house, SECRET[:6])
    assert await asyncio.to_thread(holding, house.state, SECRET) == []


async def test_a_reader_of_the_database_delays_it_until_the_next_pass(quick: House) -> None:
    house = quick
    room, secret, _ = await shelve(house)
    async with house.database.read() as connection:
        await connection.exec_driver_sql("SELECT * FROM library_pages LIMIT 1")
        house.server.redact(room, ADA, secret)
        await house.settle()
        await house.library.erasing.scrub()
        assert not house.library.erasing.scrubbed
    await house.library.erasing.scrub()
    assert house.library.erasing.scrubbed
    assert await asyncio.to_thread(holding, house.state, SECRET) == []


async def test_an_index_of_an_older_form_is_deleted(quick: House) -> None:
    older = quick.state / "words-0" / "index"
    await asyncio.to_thread(older.mkdir, parents=True)
    await reopen(quick)
    assert not await asyncio.to_thread(older.exists)
