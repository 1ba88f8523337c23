"""What was read when files were read less well is read again in the background."""

from datetime import timedelta

from sqlalchemy import update

from bots.library.rules import FINDABLE
from bots.library.tables import pages, uploads
from bots.library.taking.preparing import READ_AS
from kit.errors import Unreachable
from kit.ids import EventId, RoomId
from kit.reading import Why
from kit.search.passages import Query
from kit.search.question import typed
from kit.search.visibility import Span
from tests.bots.library.house import ME, House, person

ADA = person("ada")


async def found(house: House, room: RoomId, word: str) -> int:
    return len(await house.library.shelf.search(Query(typed([word])), {room: Span()}, 9))


async def shelve_as_before(house: House, text: str) -> tuple[RoomId, EventId]:
    """Shelve a file of which an older library read only a zebra."""
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "a.txt", text)
    await house.settle()
    async with house.database.begin() as connection:
        await connection.execute(update(pages).values(text="only a zebra"))
        await connection.execute(update(uploads).values(read_as=READ_AS - 1, facts=None))
    return room, upload


async def test_a_file_that_was_read_less_well_is_read_again_and_nobody_is_told(quick: House) -> None:
    room, upload = await shelve_as_before(quick, "a zebra and a giraffe")
    async with quick.database.begin() as connection:
        await connection.execute(update(pages).values(text="only a zebra"))
    marks = quick.server.reactions(room, upload)
    await quick.library.rereading.clear(0)
    await quick.settle()
    (page,) = await quick.library.catalogue.pages(upload)
    assert page.text == "a zebra and a giraffe"
    assert await found(quick, room, "giraffe") == 1
    assert quick.server.reactions(room, upload) == marks
    assert quick.said() == []
    assert await quick.library.catalogue.aged(quick.clock.now()) is None


async def test_where_the_file_is_gone_the_old_text_stays_and_is_understood_anew(quick: House) -> None:
    room, upload = await shelve_as_before(quick, "a zebra and a giraffe")
    quick.server.media.clear()
    await quick.library.rereading.clear(0)
    assert await found(quick, room, "zebra") == 1
    assert await quick.library.catalogue.aged(quick.clock.now()) is None
    (page,) = await quick.library.catalogue.pages(upload)
    assert page.text == "only a zebra"


async def test_a_file_that_was_refused_before_is_found_now_and_the_regret_taken_back(quick: House) -> None:
    room = quick.room("Committee", ADA)
    upload = quick.upload(room, ADA, "a.txt", "a zebra")
    await quick.matrix.hear_all(quick.hear)
    await quick.library.catalogue.refuse(upload, Why.UNKNOWN_KIND)
    await quick.settle()
    assert len(quick.said()) == 1
    async with quick.database.begin() as connection:
        await connection.execute(update(uploads).values(read_as=READ_AS - 1))
    await quick.library.rereading.clear(0)
    await quick.settle()
    assert quick.said() == []
    assert [r.emoji for r in quick.server.reactions(room, upload) if r.sender == ME] == [FINDABLE]
    assert await found(quick, room, "zebra") == 1


async def test_a_file_that_is_refused_again_is_told_of_only_once(quick: House) -> None:
    room = quick.room("Committee", ADA)
    quick.upload(room, ADA, "a.pdf", b"%PDF-1.7 nothing of a PDF follows")
    await quick.settle()
    before = quick.said()
    async with quick.database.begin() as connection:
        await connection.execute(update(uploads).values(read_as=READ_AS - 1))
    await quick.library.rereading.clear(0)
    await quick.settle()
    assert quick.said() == before
    assert await quick.library.catalogue.aged(quick.clock.now()) is None


async def test_what_cannot_be_fetched_now_is_read_again_later(quick: House) -> None:
    room, upload = await shelve_as_before(quick, "a zebra and a giraffe")
    quick.server.fail(Unreachable("download"), doing="download")
    await quick.library.rereading.clear(0)
    assert await quick.library.catalogue.aged(quick.clock.now()) is None
    quick.clock.advance(timedelta(minutes=5))
    await quick.library.rereading.clear(0)
    (page,) = await quick.library.catalogue.pages(upload)
    assert page.text == "a zebra and a giraffe"
    assert await found(quick, room, "giraffe") == 1
