"""What happens to a document from its upload until it can be found, or until its people know why not."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bots.library import tables
from bots.library.rules import FINDABLE
from bots.library.settings import LibrarySettings
from bots.library.taking.shelving import MOST_MISSES, MOST_TRIES
from kit.errors import RateLimited, Unreachable
from kit.events import FileHeard
from kit.ids import EventId, Language, RoomId, UserId
from kit.reading import Why
from tests.bots.library.house import ME, House, close, open_house, person, reopen

ADA, BO = person("ada"), person("bo")


def marks(house: House, room: RoomId, upload: EventId) -> list[str]:
    return [r.emoji for r in house.server.reactions(room, upload) if r.sender == ME]


async def test_a_findable_upload_is_marked_and_nothing_is_said(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement of children is prohibited.")
    await house.settle()
    assert marks(house, room, upload) == [FINDABLE]
    assert house.said() == []


async def test_an_upload_heard_twice_is_shelved_once(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement")
    await house.settle()
    heard = await house.matrix.event(room, upload)
    assert heard is not None
    await house.library.hears(heard)
    await house.settle()
    assert marks(house, room, upload) == [FINDABLE]
    assert await house.library.catalogue.extent() == (1, 1)


async def test_a_broken_file_gets_a_kind_note_in_its_thread_in_the_language_of_its_person(
    house: House,
) -> None:
    house.people.languages[ADA] = Language.FRENCH
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "rapport.pdf", b"%PDF-1.7 nothing of a PDF follows")
    await house.settle()
    assert marks(house, room, upload) == []
    (note,) = house.said()
    assert (note.room, note.thread, note.notice) == (room, upload, True)
    assert "endommagé" in note.body
    assert "rapport.pdf" in note.body


async def test_a_name_without_end_spoils_no_answer(house: House) -> None:
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "_" * 20_000 + ".txt", "a zebra crosses")
    house.upload(room, ADA, "note.txt", "another zebra")
    house.upload(room, ADA, "_" * 20_000 + ".pdf", b"%PDF-1.7 nothing of a PDF follows")
    await house.settle()
    assert all(len(message.body) < 1_000 for message in house.said())
    (answer,) = await house.ask(room, ADA, "zebra")
    assert "another" in answer.body
    assert len(answer.body) < 3_000


async def test_an_archive_gets_a_note_of_what_can_be_done(house: House) -> None:
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "archive.zip", b"PK\x05\x06" + bytes(18))
    await house.settle()
    (note,) = house.said()
    assert "archive" in note.body
    assert "one by one" in note.body


async def test_a_picture_is_left_in_peace(house: House) -> None:
    room = house.room("Committee", ADA)
    house.server.upload(room, ADA, "view.jpg", b"\xff\xd8\xff", kind="m.image")
    await house.settle()
    assert house.said() == []


async def test_a_room_that_the_library_does_not_serve_is_not_read(house: House) -> None:
    room = house.room("Private", ADA)
    house.rooms.unserved.add(room)
    house.upload(room, ADA, "note.txt", "Solitary confinement")
    await house.settle()
    assert await house.library.catalogue.extent() == (0, 0)


async def test_a_file_over_the_limit_is_told_to_be_too_large(tmp_path: Path) -> None:
    house = await open_house(tmp_path, LibrarySettings(largest_file=10))
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "note.txt", "more than ten bytes")
    await house.settle()
    (note,) = house.said()
    assert "too large" in note.body
    await close(house)


async def test_an_upload_that_waits_is_read_after_a_restart(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement")
    await house.matrix.hear_all(house.hear)
    await reopen(house)
    await house.settle()
    assert marks(house, room, upload) == [FINDABLE]
    assert await house.ask(room, ADA, "confinement")


async def test_a_failure_before_the_mark_is_mended_by_the_next_start(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement")
    house.server.fail(Unreachable("react"), doing="react")
    await house.settle()
    assert marks(house, room, upload) == []
    await reopen(house)
    house.clock.advance(timedelta(seconds=15))
    await house.settle()
    assert marks(house, room, upload) == [FINDABLE]


async def test_a_server_that_is_away_loses_no_upload(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement")
    await house.matrix.hear_all(house.hear)
    for _ in range(MOST_MISSES + MOST_TRIES):
        house.server.fail(Unreachable("anything"), times=2)
        with pytest.raises(Unreachable):
            await house.library.shelving.clear_the_queue()
    await house.settle()
    assert marks(house, room, upload) == [FINDABLE]


@pytest.mark.parametrize(
    "failure",
    [Unreachable("download"), RateLimited("download", 90), ValueError("Invalid IPv6 URL"), KeyError()],
)
async def test_a_file_that_cannot_be_fetched_holds_up_nobody(house: House, failure: Exception) -> None:
    room = house.room("Committee", ADA, BO)
    bad = house.upload(room, ADA, "bad.txt", "a zebra")
    good = house.upload(room, BO, "good.txt", "another zebra")
    fail_for(house, bad, failure)
    await house.settle()
    assert (marks(house, room, bad), marks(house, room, good)) == ([], [FINDABLE])


async def test_a_file_that_could_not_be_fetched_is_tried_again_later_also_after_a_restart(
    house: House,
) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement")
    house.server.fail(Unreachable("download"), doing="download")
    await house.settle()
    await reopen(house)
    await house.settle()
    assert marks(house, room, upload) == []
    house.clock.advance(timedelta(seconds=15))
    await house.settle()
    assert marks(house, room, upload) == [FINDABLE]


async def test_a_file_that_the_server_never_hands_out_is_said_to_be_missing(house: House) -> None:
    room = house.room("Committee", ADA)
    bad = house.upload(room, ADA, "bad.txt", "a zebra")
    fail_for(house, bad, Unreachable("download"))
    for _ in range(MOST_MISSES + 1):
        await house.settle()
        house.clock.advance(timedelta(hours=1))
    (note,) = house.said()
    assert "upload it once more" in note.body


async def test_a_file_that_breaks_the_library_itself_is_given_up_after_three_tries(house: House) -> None:
    room = house.room("Committee", ADA)
    bad = house.upload(room, ADA, "bad.txt", "a zebra")
    fail_for(house, bad, ValueError("anything at all"))
    for _ in range(MOST_TRIES + 1):
        await house.settle()
        house.clock.advance(timedelta(hours=1))
    (note,) = house.said()
    assert "damaged" in note.body


async def test_people_take_turns(house: House) -> None:
    room = house.room("Committee", ADA, BO)
    for n in range(20):
        house.upload(room, ADA, f"{n}.txt", "a zebra")
    house.clock.advance(timedelta(seconds=1))
    house.upload(room, BO, "mine.txt", "a zebra")
    await house.matrix.hear_all(house.hear)
    catalogue, last, turns = house.library.catalogue, None, []
    while (upload := await catalogue.waiting(house.clock.now(), after=last)) is not None:
        last = upload.sender
        turns.append(upload.sender)
        await catalogue.refuse(upload.event, Why.BROKEN)
    assert BO in turns[:2]
    assert len(turns) == 21


async def test_whoever_fills_one_lane_leaves_the_others_free(house: House) -> None:
    room = house.room("Committee", ADA, BO)
    await hold_up_downloads_of(house, ADA)
    for n in range(5):
        house.upload(room, ADA, f"slow{n}.txt", "a zebra")
    good = house.upload(room, BO, "good.txt", "another zebra")
    await house.matrix.hear_all(house.hear)
    working = asyncio.create_task(house.library.shelving.work())
    async with asyncio.timeout(10):
        while not marks(house, room, good):
            await asyncio.sleep(0.02)
    assert set(house.library.shelving.in_hand.values()) == {ADA}
    working.cancel()
    await asyncio.wait([working])


async def test_a_stop_in_the_middle_is_not_held_against_a_file(house: House) -> None:
    room = house.room("Committee", ADA, BO)
    await hold_up_downloads_of(house, ADA)
    house.upload(room, ADA, "slow.txt", "a zebra")
    await house.matrix.hear_all(house.hear)
    for _ in range(MOST_TRIES + 1):
        working = asyncio.create_task(house.library.shelving.work())
        async with asyncio.timeout(10):
            while not house.library.shelving.in_hand:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        working.cancel()
        await asyncio.wait([working])
    upload = await house.library.catalogue.waiting(house.clock.now())
    assert upload is not None
    assert await house.library.catalogue.try_reading(upload.event, house.clock.now()) == 1


async def test_a_room_that_cannot_be_told_holds_up_no_other(house: House) -> None:
    rooms = [house.room(name, ADA) for name in ("First", "Second")]
    house.upload(rooms[0], ADA, "a.txt", "a zebra")
    house.clock.advance(timedelta(seconds=1))
    second = house.upload(rooms[1], ADA, "b.txt", "a zebra")
    house.server.fail(Unreachable("react"), doing="react")
    await house.settle()
    assert marks(house, rooms[1], second) == [FINDABLE]


def fail_for(house: House, upload: EventId, failure: Exception) -> None:
    """Let every download of one upload fail."""
    download = house.matrix.download

    async def failing(file: FileHeard, limit: int) -> bytes:
        if file.event == upload:
            raise failure
        return await download(file, limit)

    house.matrix.download = failing  # type: ignore[method-assign]  # one method of the twin, for one file


async def hold_up_downloads_of(house: House, sender: UserId) -> None:
    """Let every download of one person's files take for ever."""
    download = house.matrix.download

    async def slow(file: FileHeard, limit: int) -> bytes:
        if file.sender == sender:
            await asyncio.Event().wait()
        return await download(file, limit)

    house.matrix.download = slow  # type: ignore[method-assign]  # one method of the twin, for one person


async def test_a_file_that_keeps_interrupting_the_platform_is_given_up(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement")
    await house.matrix.hear_all(house.hear)
    for _ in range(3):
        await house.library.catalogue.try_reading(upload, house.clock.now())
        house.clock.advance(timedelta(hours=1))
    await house.settle()
    (note,) = house.said()
    assert "damaged" in note.body


async def test_the_key_of_an_encrypted_file_is_never_written_down() -> None:
    assert not {column.name for column in tables.uploads.columns} & {"key", "iv", "mxc"}
