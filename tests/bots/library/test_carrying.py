"""The library is carried to another machine whole, or not at all."""

import asyncio
import io
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bots.library.tables import corrections, follows, likeness, redactions, rooms, uploads, vectors
from bots.library.upkeep.carrying import MANIFEST, OF_DOCUMENTS, carry_in, carry_out
from kit.errors import BadInput
from kit.ids import EventId, RoomId
from tests.bots.library.house import House, close, open_house, person, reopen

ADA, BO = person("ada"), person("bo")


async def filled(house: House) -> tuple[RoomId, list[EventId]]:
    """Put three documents in, with all that may be known of one."""
    room = house.room("Committee", ADA, BO)
    events = [house.upload(room, ADA, f"{n}.txt", f"zebra number {n}") for n in range(3)]
    await house.settle()
    now = house.clock.now()
    known = {"event": events[0]}
    person_of = {"user": ADA, "room": room, "query": {"words": "zebra"}, "language": "en"}
    async with house.database.begin() as connection:
        for table in (vectors, likeness):
            await connection.execute(table.delete())
        await connection.execute(insert(vectors).values(**known, model="m", data=bytes(range(256))))
        await connection.execute(insert(likeness).values(**known, signature=b"\x00\xff"))
        said = {"field": "title", "value": "Zèbre", "by": ADA, "at": now}
        await connection.execute(insert(corrections).values(**known, **said))
        await connection.execute(insert(follows).values(**person_of, since=now, seen=3))
        await connection.execute(rooms.delete())
        await connection.execute(insert(rooms).values(room=room, keeps=True))
    return room, events


async def out(house: House) -> io.BytesIO:
    file = io.BytesIO()
    await carry_out(house.database, file, house.clock.now())
    file.seek(0)
    return file


async def everything(house: House) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows that an export carries, but for what people follow."""
    async with house.database.read() as connection:
        return {
            table.name: sorted(map(tuple, (await connection.execute(select(table))).all()), key=repr)
            for table in (uploads, *OF_DOCUMENTS, rooms)
        }


@pytest.fixture
async def other(tmp_path: Path) -> House:
    """Another house, whose rooms are the same."""
    folder = tmp_path / "other"
    await asyncio.to_thread(folder.mkdir)
    return await open_house(folder, quick=True)


async def test_what_was_carried_out_is_carried_in_as_it_was(quick: House, other: House) -> None:
    await filled(quick)
    taken = await carry_in(other.database, await out(quick))
    assert taken == {"taken": 3, "known": 0, "follows": 1}
    assert await everything(other) == await everything(quick)
    again = await carry_in(other.database, await out(quick))
    assert again == {"taken": 0, "known": 3, "follows": 0}
    assert await everything(other) == await everything(quick)
    await close(other)


async def test_what_was_carried_in_is_found(quick: House, other: House) -> None:
    room, _ = await filled(quick)
    await carry_in(other.database, await out(quick))
    other.rooms.records = quick.rooms.records
    other.server.rooms = quick.server.rooms
    await reopen(other)
    assert other.library.shelf.size == quick.library.shelf.size > 0
    (answer,) = await other.ask(room, BO, "zebra")
    assert "number" in answer.body
    await close(other)


async def test_what_was_taken_back_is_not_carried_in(quick: House, other: House) -> None:
    room, (gone, *_) = await filled(quick)
    file = await out(quick)
    async with other.database.begin() as connection:
        noted = {"room": room, "event": gone, "at": other.clock.now(), "swept": True}
        await connection.execute(insert(redactions).values(**noted))
    assert await carry_in(other.database, file) == {"taken": 2, "known": 1, "follows": 1}
    assert gone not in await other.library.catalogue.uploads_of(room)
    await close(other)


async def test_what_was_taken_back_where_it_comes_from_is_never_taken_in_later(
    quick: House, other: House
) -> None:
    room, (gone, *_) = await filled(quick)
    quick.server.redact(room, ADA, gone)
    await quick.settle()
    await carry_in(other.database, await out(quick))
    heard = quick.server.find(room).timeline[gone]
    assert not await other.library.catalogue.expect(heard)  # type: ignore[arg-type]  # it is a file
    await close(other)


def altered(file: io.BytesIO, name: str, change: bytes | None) -> io.BytesIO:
    """Return the same archive with one member changed or left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
            elif change is not None:
                new.writestr(each, change)
    made.seek(0)
    return made


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("pages.jsonl", b""),
        ("pages.jsonl", None),
        ("corrections.jsonl", b"{}\n"),
        ("uploads.jsonl", b'{"event": 3, "nothing": true}\n'),
        ("vectors.jsonl", b"not even JSON"),
        (MANIFEST, b"{}"),
        (MANIFEST, None),
        (MANIFEST, json.dumps({"format": "palais-library", "version": 99, "lists": {}}).encode()),
    ],
)
async def test_of_a_file_that_is_damaged_nothing_is_carried_in(
    quick: House, other: House, name: str, change: bytes | None
) -> None:
    await filled(quick)
    file = altered(await out(quick), name, change)
    with pytest.raises(BadInput):
        await carry_in(other.database, file)
    assert (await everything(other))["library_uploads"] == []
    await close(other)


async def test_what_is_no_archive_is_refused(quick: House) -> None:
    with pytest.raises(BadInput, match="not an export of the library"):
        await carry_in(quick.database, io.BytesIO(b"zebra"))
