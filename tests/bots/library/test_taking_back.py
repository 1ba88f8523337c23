"""A document that is redacted is gone: from the shelves, from the index, and from what we said."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bots.library.bot import again_and_again
from bots.library.rules import Upload
from bots.library.tables import answers
from bots.library.taking.preparing import prepare
from kit.effects import Say
from kit.errors import SignedOut, Unreachable
from kit.ids import EventId, RoomId
from kit.message import Message
from kit.reading import Page, ReadFile
from kit.search.passages import Query
from kit.search.question import typed
from kit.search.visibility import Span
from tests.bots.library.house import ME, House, person, reopen

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
    assert await house.library.shelf.search(Query(typed(["zebra"])), {room: Span()}, 5) == ()
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
    assert await house.library.catalogue.waiting(house.clock.now()) is None


async def test_a_redaction_during_the_reading_wins(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "a.txt", TEXT)
    await house.matrix.hear_all(house.hear)
    await house.library.catalogue.take_back(room, upload, house.clock.now())
    taken = Upload(event=upload, room=room, sender=ADA, at=house.clock.now(), name="a.txt")
    prepared = prepare(b"", ReadFile("a", (Page(None, TEXT),)), taken)
    assert not await house.library.catalogue.shelve(upload, prepared)


async def test_an_answer_on_its_way_during_the_redaction_is_swept_up(house: House) -> None:
    room, upload = await shelve(house)
    await house.library.catalogue.take_back(room, upload, house.clock.now())
    house.clock.advance(timedelta(seconds=5))
    await house.matrix.say(say_quoting(room, upload))
    assert house.said()
    await house.library.erasing.sweep()
    assert house.said() == []


async def test_what_was_taken_back_stays_so_after_a_restart(house: House) -> None:
    room, upload = await shelve(house)
    house.server.redact(room, ADA, upload)
    await house.settle()
    await reopen(house)
    assert await house.library.shelf.search(Query(typed(["zebra"])), {room: Span()}, 5) == ()


async def test_what_the_database_no_longer_has_is_not_shown_even_if_the_index_has_it(house: House) -> None:
    room, upload = await shelve(house)
    await house.library.catalogue.take_back(room, upload, house.clock.now())
    assert await house.library.shelf.search(Query(typed(["zebra"])), {room: Span()}, 5) != ()
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
        await house.library.erasing.sweep()
    assert house.said() == []


async def test_a_redaction_in_another_room_takes_nothing_back(house: House) -> None:
    room, upload = await shelve(house)
    await house.ask(room, BO, "zebra")
    elsewhere = house.room("Elsewhere", person("eve"))
    house.server.redact(elsewhere, person("eve"), upload)
    await house.settle()
    await house.library.erasing.sweep()
    assert await house.library.shelf.search(Query(typed(["zebra"])), {room: Span()}, 5) != ()
    assert any("zebra" in message.body for message in house.said())


async def test_a_redaction_in_another_room_before_the_upload_keeps_nothing_out(house: House) -> None:
    room, elsewhere = house.room("Committee", ADA, BO), house.room("Elsewhere", person("eve"))
    upload = house.upload(room, ADA, "a.txt", TEXT)
    await house.library.erasing.erase(elsewhere, upload)
    await house.settle()
    await house.ask(room, BO, "zebra")
    await house.library.erasing.sweep()
    assert any("zebra" in message.body for message in house.said())


async def test_an_answer_that_a_crash_left_behind_is_swept_up_however_long_we_were_away(house: House) -> None:
    room, upload = await shelve(house)
    house.server.redact(room, ADA, upload)
    await house.settle()
    house.clock.advance(timedelta(days=3))
    await reopen(house)
    await house.matrix.say(say_quoting(room, upload))
    await house.library.erasing.sweep()
    assert house.said() == []


async def test_the_sweep_ends_when_no_answer_can_be_on_its_way_any_more(house: House) -> None:
    room, upload = await shelve(house)
    house.server.redact(room, ADA, upload)
    await house.settle()
    await house.library.erasing.sweep()
    assert await house.library.catalogue.unswept()
    house.clock.advance(timedelta(minutes=30))
    await house.library.erasing.sweep()
    assert await house.library.catalogue.unswept() == []
    assert house.library.erasing.done == set()


async def test_a_room_that_is_closed_to_us_stops_taking_back_nowhere_else(house: House) -> None:
    room, upload = await shelve(house)
    places = [house.room(name, ADA, BO) for name in ("First", "Second")]
    for place in places:
        await house.matrix.say(replace(say_quoting(place, upload), key=place))
    house.server.leave(places[0], ME, by=ADA)
    await house.settle()
    house.server.redact(room, ADA, upload)
    await house.settle()
    await house.library.erasing.sweep()
    assert [message.room for message in house.said()] == [places[0]]
    other = house.upload(places[1], ADA, "b.txt", "giraffe")
    await house.settle()
    assert house.server.reactions(places[1], other)


async def test_an_answer_that_cannot_be_taken_back_now_is_tried_again_and_delays_no_other(
    house: House,
) -> None:
    room, upload = await shelve(house)
    await house.library.catalogue.take_back(room, upload, house.clock.now())
    for place in (house.room("First", ADA), house.room("Second", ADA)):
        await house.matrix.say(replace(say_quoting(place, upload), key=place))
    house.clock.advance(timedelta(minutes=30))
    house.server.fail(Unreachable("redact"), doing="redact")
    await house.library.erasing.sweep()
    assert len(house.said()) == 1
    await house.library.erasing.sweep()
    assert house.said() == []


async def test_a_failure_of_what_is_done_again_and_again_is_not_its_end() -> None:
    times: list[int] = []

    async def failing() -> None:
        times.append(len(times))
        raise SignedOut("sweep") if len(times) == 3 else ValueError("anything at all")

    with pytest.raises(SignedOut):
        await again_and_again(failing, 0)
    assert times == [0, 1, 2]


def say_quoting(room: RoomId, upload: EventId) -> Say:
    return Say(room=room, message=Message("zebra"), key="late", quotes=(upload,))


async def test_what_an_answer_offered_is_forgotten_with_it(quick: House) -> None:
    room, upload = await shelve(quick)
    await quick.ask(room, BO, "zebra")
    async with quick.database.read() as connection:
        assert len((await connection.execute(select(answers))).all()) == 1
    quick.server.redact(room, ADA, upload)
    await quick.settle()
    async with quick.database.read() as connection:
        assert (await connection.execute(select(answers))).all() == []
