"""What becomes of files when a room is closed, or may not be indexed: gone or kept, as was said of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bots.library.tables import pages, passages, redactions, uploads
from bots.library.upkeep.closing import BELIEVED
from kit.classification import Classification
from kit.ids import EventId, RoomId
from kit.search.passages import Query
from kit.search.question import typed
from kit.search.visibility import Span
from tests.bots.library.house import ME, STEWARD, House, person

ADA, BO, EVE = person("ada"), person("bo"), person("eve")
TEXT = "a zebra in the annex"


async def shelve(house: House, name: str = "Committee", **given: Any) -> tuple[RoomId, EventId]:
    room = house.room(name, ADA, BO, **given)
    upload = house.upload(room, ADA, "a.txt", TEXT)
    await house.settle()
    await house.library.closing.look()
    return room, upload


def say(house: House, room: RoomId, **given: Any) -> None:
    house.rooms.records[room] = replace(house.rooms.records[room], **given)


async def kept(house: House) -> list[int]:
    async with house.database.read() as connection:
        counts = [select(func.count()).select_from(table) for table in (uploads, pages, passages)]
        return [int(await connection.scalar(count) or 0) for count in counts]


async def indexed(house: House, room: RoomId) -> int:
    return len(await house.library.shelf.search(Query(typed(["zebra"])), {room: Span()}, 9))


async def test_a_room_that_is_not_indexed_is_not_read(quick: House) -> None:
    strict = Classification.STRICTLY_CONFIDENTIAL
    room, upload = await shelve(quick, classification=strict, indexed=False)
    assert await kept(quick) == [0, 0, 0]
    assert quick.server.reactions(room, upload) == []
    (answer,) = await quick.ask(room, ADA, "zebra")
    assert "zebra" not in answer.body


@pytest.mark.parametrize("keeps", [True, False])
async def test_a_room_that_may_not_be_indexed_any_more_is_forgotten_with_what_quotes_it(
    quick: House, *, keeps: bool
) -> None:
    room, _ = await shelve(quick, keeps=keeps)
    await quick.ask(room, BO, "zebra")
    assert any("zebra" in said.body for said in quick.said())
    say(quick, room, indexed=False)
    (answer,) = await quick.ask(room, ADA, "annex")
    assert "zebra" not in answer.body
    await quick.library.closing.look()
    assert await kept(quick) == [0, 0, 0]
    assert await indexed(quick, room) == 0
    assert not any("zebra" in said.body for said in quick.said())


@pytest.mark.parametrize("keeps", [True, False])
async def test_when_the_library_is_taken_out_of_a_room_its_files_are_gone_or_kept_as_was_said(
    quick: House, *, keeps: bool
) -> None:
    other, _ = await shelve(quick, "Other")
    room, _ = await shelve(quick, keeps=keeps)
    quick.server.leave(room, ME, by=STEWARD)
    del quick.rooms.records[room]
    await quick.settle()
    await quick.library.closing.look()
    assert await kept(quick) == ([2, 2, 2] if keeps else [1, 1, 1])
    assert await indexed(quick, room) == (1 if keeps else 0)
    (answer,) = await quick.ask(other, ADA, "zebra")
    assert answer.body.count("annex") == 1


async def test_files_come_back_when_the_library_does(quick: House) -> None:
    await shelve(quick, "Other")
    room, upload = await shelve(quick)
    record = quick.rooms.records.pop(room)
    await quick.library.closing.look()
    assert await kept(quick) == [1, 1, 1]
    quick.rooms.records[room] = record
    await quick.settle()
    assert await quick.library.catalogue.state(upload) == "findable"
    assert await indexed(quick, room) == 1
    async with quick.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(redactions)) == 0


async def test_that_all_rooms_are_gone_at_once_is_believed_only_when_it_lasts(quick: House) -> None:
    room, _ = await shelve(quick)
    record = quick.rooms.records.pop(room)
    for _ in range(BELIEVED - 1):
        await quick.library.closing.look()
    assert await kept(quick) == [1, 1, 1]
    quick.rooms.records[room] = record
    await quick.library.closing.look()
    del quick.rooms.records[room]
    for _ in range(BELIEVED):
        await quick.library.closing.look()
    assert await kept(quick) == [0, 0, 0]


@pytest.mark.parametrize("shown", [True, False])
async def test_who_comes_later_finds_earlier_files_only_where_that_was_said(
    quick: House, *, shown: bool
) -> None:
    room, _ = await shelve(quick, shows_earlier=shown)
    quick.clock.advance(timedelta(minutes=1))
    quick.server.join(room, EVE)
    await quick.settle()
    chat = quick.server.room(ME, EVE, encrypted=True)
    answers = await quick.ask(chat, EVE, "zebra")
    assert any("annex" in answer.body for answer in answers) is shown


async def test_who_was_only_invited_finds_nothing_of_what_is_shown_to_members(quick: House) -> None:
    room, _ = await shelve(quick, shows_earlier=True)
    quick.server.invite(room, EVE, by=ADA)
    await quick.settle()
    chat = quick.server.room(ME, EVE, encrypted=True)
    assert not any("annex" in answer.body for answer in await quick.ask(chat, EVE, "zebra"))
