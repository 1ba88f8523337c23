"""Rooms, database and index are compared for the operator, and what differs is put right."""

from typing import Any

from sqlalchemy import delete, update

from bots.library.tables import changes, uploads
from bots.library.tables import passages as passages_table
from bots.library.upkeep.checking import Checking
from kit.ids import EventId
from tests.bots.library.house import ME, House, person

ADA, BO = person("ada"), person("bo")


def checking(house: House) -> Checking:
    library = house.library
    return Checking(
        matrix=house.matrix,
        rooms=house.rooms,
        catalogue=library.catalogue,
        shelf=library.shelf,
        shelving=library.shelving,
        erasing=library.erasing,
        backfill=library.backfill,
    )


async def check(house: House, **asked: Any) -> Any:
    return await checking(house).check({"work": True, **asked})


async def test_where_all_is_the_same_nothing_is_done(quick: House) -> None:
    room = quick.room("Committee", ADA)
    quick.upload(room, ADA, "a.txt", "zebra")
    await quick.settle()
    found = await check(quick)
    assert found["rooms"] == [
        {
            "room": room,
            "name": "Committee",
            "uploads": 1,
            "known": 1,
            "missing": 0,
            "gone": 0,
            "unreadable": 0,
        }
    ]
    assert found["queue"] == {"findable": 1, "waiting": 0, "refused": 0}
    assert found["index"]["differing"] == 0


async def test_an_upload_that_the_database_lacks_is_taken_in(quick: House) -> None:
    room = quick.room("Committee", ADA)
    event = quick.upload(room, ADA, "a.txt", "zebra")
    await quick.settle()
    async with quick.database.begin() as connection:
        for table in (passages_table, uploads):
            await connection.execute(delete(table).where(table.c.event == event))
    looked = await check(quick, look_only=True)
    assert (looked["rooms"][0]["missing"], looked["index"]["differing"]) == (1, 1)
    assert await quick.library.catalogue.uploads_of(room) == []
    found = await check(quick)
    assert found["rooms"][0]["missing"] == 1
    assert found["queue"]["findable"] == 1
    again = await check(quick)
    assert (again["rooms"][0]["missing"], again["index"]["differing"]) == (0, 0)


async def test_a_document_that_the_room_no_longer_has_is_erased(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    event = quick.upload(room, ADA, "a.txt", "zebra")
    await quick.settle()
    await quick.ask(room, BO, "zebra")
    quick.server.find(room).redacted.add(event)
    assert (await check(quick, look_only=True))["rooms"][0]["gone"] == 1
    assert quick.said()
    assert (await check(quick))["rooms"][0]["gone"] == 1
    assert quick.said() == []
    assert (await check(quick))["rooms"][0]["gone"] == 0


async def test_of_a_room_that_is_closed_to_us_nothing_is_erased(quick: House) -> None:
    room = quick.room("Committee", ADA)
    quick.upload(room, ADA, "a.txt", "zebra")
    await quick.settle()
    quick.server.leave(room, ME, by=ADA)
    found = await check(quick)
    assert found["rooms"] == [{"room": room, "name": "Committee", "closed": True}]
    assert len(await quick.library.catalogue.uploads_of(room)) == 1


async def test_what_the_index_lacks_or_has_too_much_is_put_right(quick: House) -> None:
    room = quick.room("Committee", ADA)
    lost, kept = (quick.upload(room, ADA, f"{n}.txt", f"zebra {n}") for n in range(2))
    await quick.settle()
    words = quick.library.shelf._engine.words
    words.replace(lost, ())
    words.commit()
    async with quick.database.begin() as connection:
        await connection.execute(delete(passages_table).where(passages_table.c.event == kept))
    assert (await check(quick, look_only=True))["index"]["differing"] == 2
    assert (await check(quick))["index"]["differing"] == 2
    assert (await check(quick))["index"]["differing"] == 0
    assert (await quick.library.shelf.documents()).keys() == {lost}


async def test_what_waits_is_tried_now(quick: House) -> None:
    room = quick.room("Committee", ADA)
    event = quick.upload(room, ADA, "a.txt", "zebra")
    await quick.matrix.hear_all(quick.hear)
    await put_off(quick, event)
    found = await check(quick)
    assert found["queue"] == {"findable": 1, "waiting": 0, "refused": 0}


async def put_off(house: House, event: EventId) -> None:
    """Let an upload wait for a long time, as after many failures."""
    later = house.clock.now().replace(year=9000)
    async with house.database.begin() as connection:
        mine = uploads.c.event == event
        await connection.execute(update(uploads).where(mine).values(next_try=later, tries=3, misses=9))


async def test_what_cannot_be_decrypted_is_counted(quick: House) -> None:
    room = quick.room("Committee", ADA)
    await quick.settle()
    quick.server.keep_key(quick.upload(room, ADA, "a.txt", "zebra"))
    quick.matrix.sleep()
    await quick.settle()
    assert (await check(quick))["rooms"][0]["unreadable"] == 1


async def test_what_was_imported_beside_it_counts_after_catching_up(quick: House) -> None:
    room = quick.room("Committee", ADA)
    event = quick.upload(room, ADA, "a.txt", "zebra")
    await quick.settle()
    async with quick.database.begin() as connection:
        await connection.execute(delete(passages_table).where(passages_table.c.event == event))
        await connection.execute(changes.insert().values(event=event))
    assert await checking(quick).catch_up({}) == {"passages": 0}
