"""Photographs, sound and film are found by their caption and by what they say of themselves."""

import io
from pathlib import Path

import pytest
from PIL import Image

from bots.library.rules import FINDABLE
from bots.library.settings import LibrarySettings
from kit.ids import EventId, RoomId
from kit.search.passages import Filters, Query
from kit.search.question import typed
from kit.search.visibility import Span
from tests.bots.library.house import ME, House, close, open_house, person

ADA = person("ada")
SAYS = "The visit to the river"


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "PNG")
    return buffer.getvalue()


async def put(house: House, name: str, data: bytes, kind: str, caption: str | None) -> tuple[RoomId, EventId]:
    room = house.room("Committee", ADA)
    upload = house.server.upload(room, ADA, name, data, kind=kind, caption=caption)
    await house.settle()
    return room, upload


async def kinds_of(house: House, room: RoomId, *words: str) -> set[str]:
    found = set()
    for kind in ("document", "image", "sound", "video"):
        query = Query(typed(words), filters=Filters(fields={"kind": frozenset({kind})}))
        if await house.library.shelf.search(query, {room: Span()}, 9):
            found.add(kind)
    return found


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [("river.png", "m.image", "image"), ("talk.ogg", "m.audio", "sound"), ("walk.mp4", "m.video", "video")],
)
async def test_what_is_seen_or_heard_is_found_by_its_caption_and_name_without_a_word(
    quick: House, name: str, kind: str, shown: str
) -> None:
    data = picture() if kind == "m.image" else b"nothing that can be played"
    room, upload = await put(quick, name, data, kind, SAYS)
    assert await kinds_of(quick, room, "river") == {shown}
    assert await kinds_of(quick, room, name.partition(".")[0]) == {shown}
    assert quick.said() == []
    assert quick.server.reactions(room, upload) == []


async def test_a_picture_that_was_sent_as_a_file_is_a_picture(quick: House) -> None:
    room, _ = await put(quick, "river.png", picture(), "m.file", SAYS)
    assert await kinds_of(quick, room, "visit") == {"image"}


async def test_a_document_that_was_sent_as_a_picture_is_a_document(quick: House) -> None:
    room, upload = await put(quick, "note.txt", b"a zebra in plain text", "m.image", None)
    assert await kinds_of(quick, room, "zebra") == {"document"}
    assert [r.emoji for r in quick.server.reactions(room, upload) if r.sender == ME] == [FINDABLE]


async def test_a_film_that_is_too_large_to_look_into_is_found_by_its_caption(tmp_path: Path) -> None:
    house = await open_house(tmp_path, LibrarySettings(largest_file=10, encoder="none"), quick=True)
    room, _ = await put(house, "walk.mp4", b"more than ten bytes", "m.video", SAYS)
    assert await kinds_of(house, room, "visit") == {"video"}
    assert house.said() == []
    await close(house)


async def test_a_picture_without_a_word_about_it_is_there_all_the_same(quick: House) -> None:
    room, _ = await put(quick, "IMG_0001.png", picture(), "m.image", None)
    assert await kinds_of(quick, room) == {"image"}


async def test_a_picture_that_is_redacted_is_gone(quick: House) -> None:
    room, upload = await put(quick, "river.png", picture(), "m.image", SAYS)
    quick.server.redact(room, ADA, upload)
    await quick.settle()
    assert await kinds_of(quick, room, "river") == set()
    assert await quick.library.catalogue.extent() == (2, 0)
