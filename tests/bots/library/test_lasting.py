"""The database is the truth: the index can be lost, late or wrong, and mends itself."""

import asyncio
import shutil
import time
from collections.abc import Callable

import pytest

from bots.library import BOT
from bots.library.keeping.shelf import FORM
from bots.library.settings import LibrarySettings
from kit.events import MessageHeard
from kit.ids import RoomId
from kit.part import Ports
from kit.search.index import WordIndex
from kit.search.passages import Query
from kit.search.question import typed
from kit.search.visibility import Span
from kit.serving import serve
from tests.bots.library.house import ME, House, NoBans, person, reopen

ADA, BO = person("ada"), person("bo")


async def found(house: House, *rooms: RoomId) -> int:
    query, allowed = Query(typed(["zebra"])), dict.fromkeys(rooms, Span())
    return len(await house.library.shelf.search(query, allowed, 50))


async def shelve(house: House, count: int = 3) -> RoomId:
    room = house.room("Committee", ADA, BO)
    for n in range(count):
        house.upload(room, ADA, f"{n}.txt", f"zebra number {n}")
    await house.settle()
    return room


async def test_a_lost_index_is_built_anew_from_the_database(house: House) -> None:
    room = await shelve(house)
    await house.library.shelf.close()
    await asyncio.to_thread(shutil.rmtree, house.state / FORM)
    await reopen(house)
    assert await found(house, room) == 3


async def test_an_index_that_is_behind_catches_up(house: House) -> None:
    room = await shelve(house)
    mark = house.state / FORM / "taken-in"
    await asyncio.to_thread(mark.write_text, "1")
    await reopen(house)
    assert await found(house, room) == 3


async def test_an_index_that_is_ahead_of_the_database_is_built_anew(house: House) -> None:
    room = await shelve(house)
    mark = house.state / FORM / "taken-in"
    await asyncio.to_thread(mark.write_text, "999")
    await reopen(house)
    assert await found(house, room) == 3


async def test_the_old_index_serves_while_another_is_built_and_both_follow_what_changes(
    house: House,
) -> None:
    room = await shelve(house)
    shelf = house.library.shelf
    fill = shelf._fill

    async def slow(index: WordIndex) -> None:
        await fill(index)
        assert await found(house, room) == 3
        house.server.redact(room, ADA, first)
        house.upload(room, ADA, "late.txt", "zebra of the last hour, and another zebra")
        await house.settle()
        assert await found(house, room) == 3

    first = (await house.library.catalogue.uploads_of(room))[0]
    shelf._fill = slow  # type: ignore[method-assign]  # something happens just before the change
    await shelf.rebuild()
    assert await found(house, room) == 3
    assert await house.library.catalogue.extent() == (5, 3)
    await reopen(house)
    assert await found(house, room) == 3


async def test_a_rebuilding_that_fails_leaves_the_old_index(house: House) -> None:
    room = await shelve(house)

    async def failing(index: WordIndex) -> None:
        raise OSError("no space left on device")

    house.library.shelf._fill = failing  # type: ignore[method-assign]  # a disk that is full
    with pytest.raises(OSError, match="no space"):
        await house.library.shelf.rebuild()
    assert await found(house, room) == 3
    await reopen(house)
    assert await found(house, room) == 3


async def test_what_was_redacted_while_we_were_not_in_the_room_is_erased_on_return(house: House) -> None:
    room = house.room("Committee", ADA, BO)
    upload = house.upload(room, ADA, "a.txt", "zebra")
    await house.settle()
    await house.ask(room, BO, "zebra")
    house.server.leave(room, ME, by=ADA)
    await house.settle()
    house.server.redact(room, ADA, upload)
    house.server.join(room, ME)
    await house.settle()
    assert await found(house, room) == 0
    assert house.said() == []


async def test_a_served_library_marks_answers_and_forgets_within_two_seconds(house: House) -> None:
    await house.library.shelf.close()
    room = house.room("Committee", ADA, BO)
    ports = Ports(
        matrix=house.matrix,
        people=house.people,
        rooms=house.rooms,
        bans=NoBans(),  # type: ignore[arg-type]  # the library never asks
        database=house.database,
        clock=house.clock,
        state=house.state,
        settings=LibrarySettings(encoder="none"),
    )
    part = await BOT.start(ports)
    serving = asyncio.create_task(
        serve(
            house.matrix,
            part,
            BOT,
            people=house.people,
            rooms=house.rooms,
            database=house.database,
            ours=lambda user: user == ME,
        )
    )
    upload = house.upload(room, ADA, "a.txt", "a zebra crosses")
    await until(lambda: bool(house.server.reactions(room, upload)))
    house.server.say(room, BO, "!library search zebra")
    await until(lambda: bool(house.said()))
    assert isinstance(house.said()[0], MessageHeard)
    started = time.monotonic()
    house.server.redact(room, ADA, upload)
    await until(lambda: not house.said())
    assert time.monotonic() - started < 2
    serving.cancel()
    await asyncio.wait([serving])
    await reopen(house)
    assert await found(house, room) == 0


async def until(true: Callable[[], bool]) -> None:
    """Wait for something, not for ever."""
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.02)
