"""A document that is redacted is gone: from the shelves, from the index, and from what we said."""

from datetime import timedelta

from kit.effects import Say
from kit.errors import Unreachable
from kit.ids import EventId, RoomId
from kit.message import Message
from kit.search.question import typed
from tests.bots.library.house import House, person, reopen

ADA, BO = person("ada"), person("bo")
TEXT = "zebra crossing of the mission"


async def shelve(house: House) -> tuple[RoomId, EventId]:
    room = house.room("Committee", ADA, BO)
    upload = house.upload(room, ADA, "a.txt", TEXT)
    await house.settle()
    return room, upload


async def test_a_redacted_document_is_gone_from_index_and_database(house: House) -> None:
    room, upload = await shelve(house)
    house.server.redact(room, ADA, upload)
    await house.settle()
    assert await house.library.shelf.search(typed(["zebra"]), {room}, 5) == ()
    assert await house.library.catalogue.shelved(upload) is None
    assert (await house.library.catalogue.extent())[1] == 0


async def test_what_we_said_that_quotes_it_is_redacted_too(house: House) -> None:
    room, upload = await shelve(house)
    await house.ask(room, BO, "zebra")
    assert house.said()
    house.server.redact(room, ADA, upload)
    await house.settle()
    assert house.said() == []


async def test_what_the_asker_got_alone_is_redacted_too(house: House) -> None:
    room, upload = await shelve(house)
    elsewhere = house.room("Elsewhere", BO, person("cy"))
    answers = await house.ask(elsewhere, BO, "zebra")
    assert any("zebra" in m.body for m in answers)
    house.server.redact(room, ADA, upload)
    await house.settle()
    assert all("zebra" not in m.body for m in house.said())


async def test_an_upload_redacted_before_it_is_read_is_never_shelved(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "a.txt", TEXT)
    await house.matrix.hear_all(house.hear)
    house.server.redact(room, ADA, upload)
    await house.settle()
    assert await house.library.catalogue.extent() == (1, 0)
    assert house.said() == []


async def test_an_upload_that_becomes_readable_after_its_redaction_is_not_taken_in(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "a.txt", TEXT)
    late = await house.matrix.event(room, upload)
    house.server.redact(room, ADA, upload)
    events = [event for event, _ in house.server.log if getattr(event, "target", None) == upload]
    for event in events:
        await house.library.hears(event)
    assert late is not None
    await house.library.hears(late)
    assert await house.library.catalogue.waiting() is None


async def test_a_redaction_during_the_reading_wins(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "a.txt", TEXT)
    await house.matrix.hear_all(house.hear)
    await house.library.catalogue.take_back(upload, house.clock.now())
    assert not await house.library.catalogue.shelve(upload, "a", "digest", [])


async def test_an_answer_on_its_way_during_the_redaction_is_swept_up(house: House) -> None:
    room, upload = await shelve(house)
    await house.library.catalogue.take_back(upload, house.clock.now())
    house.clock.advance(timedelta(seconds=5))
    await house.matrix.say(say_quoting(room, upload))
    assert house.said()
    await house.library.sweep()
    assert house.said() == []


async def test_what_was_taken_back_stays_so_after_a_restart(house: House) -> None:
    room, upload = await shelve(house)
    house.server.redact(room, ADA, upload)
    await house.settle()
    await reopen(house)
    assert await house.library.shelf.search(typed(["zebra"]), {room}, 5) == ()


async def test_what_the_database_no_longer_has_is_not_shown_even_if_the_index_has_it(house: House) -> None:
    room, upload = await shelve(house)
    await house.library.catalogue.take_back(upload, house.clock.now())
    assert await house.library.shelf.search(typed(["zebra"]), {room}, 5) != ()
    (answer,) = await house.ask(room, BO, "zebra")
    assert "zebra" not in answer.body


async def test_a_failure_while_taking_back_is_made_good_by_the_sweep(house: House) -> None:
    room, upload = await shelve(house)
    await house.ask(room, BO, "zebra")
    house.server.redact(room, ADA, upload)
    house.server.fail(Unreachable("redact"), doing="redact")
    try:
        await house.settle()
    except Unreachable:
        await house.library.sweep()
    assert house.said() == []


def say_quoting(room: RoomId, upload: EventId) -> Say:
    return Say(room=room, message=Message("zebra"), key="late", quotes=(upload,))
