"""What happens to a document from its upload until it can be found, or until its people know why not."""

from pathlib import Path

import pytest

from bots.library import store
from bots.library.rules import FINDABLE
from bots.library.settings import LibrarySettings
from kit.errors import Unreachable
from kit.ids import EventId, Language, RoomId
from tests.bots.library.house import ME, House, close, open_house, person, reopen

ADA = person("ada")


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


async def test_a_file_of_an_unknown_kind_gets_a_note_of_what_can_be_read(house: House) -> None:
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "archive.zip", b"PK\x05\x06" + bytes(18))
    await house.settle()
    (note,) = house.said()
    assert "PDF, Word (DOCX)" in note.body


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


async def test_a_crash_before_the_mark_is_mended_by_the_next_start(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement")
    house.server.fail(Unreachable("react"), doing="react")
    with pytest.raises(Unreachable):
        await house.settle()
    assert marks(house, room, upload) == []
    await reopen(house)
    await house.settle()
    assert marks(house, room, upload) == [FINDABLE]


async def test_a_server_that_is_away_loses_no_upload(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement")
    house.server.fail(Unreachable("download"), doing="download")
    with pytest.raises(Unreachable):
        await house.settle()
    await house.settle()
    assert marks(house, room, upload) == [FINDABLE]


async def test_a_file_that_keeps_interrupting_the_platform_is_given_up(house: House) -> None:
    room = house.room("Committee", ADA)
    upload = house.upload(room, ADA, "note.txt", "Solitary confinement")
    await house.matrix.hear_all(house.hear)
    for _ in range(3):
        await house.library.catalogue.try_reading(upload)
    await house.settle()
    (note,) = house.said()
    assert "damaged" in note.body


async def test_the_key_of_an_encrypted_file_is_never_written_down() -> None:
    assert not {column.name for column in store.uploads.columns} & {"key", "iv", "mxc"}
