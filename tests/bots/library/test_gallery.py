"""Pictures, sound and video are found by what is said of them, and pictures are shown in small."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from kit.ids import EventId
from tests.bots.library.house import House, person

ADA, BO = map(person, ("ada", "bo"))


def picture(colour: str = "teal", size: tuple[int, int] = (900, 600)) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, colour).save(held, "PNG")
    return held.getvalue()


def shared(house: House, room: str, name: str, data: bytes, caption: str | None = None) -> EventId:
    return house.server.upload(room, ADA, name, data, kind="m.image", caption=caption)  # type: ignore[arg-type]


async def test_pictures_are_found_by_caption_and_shown_in_small(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    shared(quick, room, "IMG_1.png", picture(), "the assembly at dawn")
    shared(quick, room, "IMG_2.png", picture("navy"), "a ferry")
    quick.upload(room, ADA, "assembly.txt", "The assembly at dawn, in words alone.")
    await quick.settle()
    listed, gallery = await quick.command(room, BO, "media", "assembly")
    assert ("the assembly at dawn" in listed.body, "ferry" in listed.body, "words" in listed.body) == (
        True,
        False,
        False,
    )
    (small,) = quick.matrix.galleries[gallery.event]
    assert (small.name, small.media_type, max(small.width, small.height) <= 320) == (
        "IMG_1.png",
        "image/jpeg",
        True,
    )
    assert gallery.thread == listed.thread


async def test_without_words_the_newest_come_first(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    shared(quick, room, "old.png", picture())
    quick.clock.advance(timedelta(hours=1))
    shared(quick, room, "new.png", picture("navy"))
    await quick.settle()
    listed, gallery = await quick.command(room, BO, "media")
    assert listed.body.index("new") < listed.body.index("old")
    assert [small.name for small in quick.matrix.galleries[gallery.event]] == ["new.png", "old.png"]


async def test_of_a_room_that_not_all_may_read_nothing_is_shown_there(quick: House) -> None:
    hall, closed = quick.room("Hall", ADA, BO), quick.room("Closed", ADA)
    shared(quick, closed, "secret.png", picture(), "the cabin")
    await quick.settle()
    here, *alone = await quick.command(hall, ADA, "media", "cabin")
    assert here.body == "I found no pictures, sound or video that everybody here may see."
    assert {said.room for said in alone} == {quick.direct_chat_of(ADA)}
    assert len(alone) == 2


async def test_a_gallery_goes_when_one_of_its_pictures_is_taken_back(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    event = shared(quick, room, "a.png", picture(), "the cabin")
    await quick.settle()
    assert len(await quick.command(room, BO, "media", "cabin")) == 2
    quick.server.redact(room, ADA, event)
    await quick.settle()
    assert quick.said() == []


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a" + b"\xff" * 30], ids=["png", "gif"]
)
async def test_a_picture_that_cannot_be_unpacked_is_listed_only(quick: House, data: bytes) -> None:
    room = quick.room("Papers", ADA, BO)
    shared(quick, room, "a.png", picture(), "the cabin")
    await quick.settle()
    assert await quick.library.conversing.gallery.reader.thumbnail(data, "a.png") is None
