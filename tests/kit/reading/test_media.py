"""Photographs, sound and video are known by what they say of themselves; where they were taken is not."""

import io
import random
import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from PIL import ExifTags, Image

from kit.reading import Kind, Limits, Reader, ReadFile, Unreadable, Why
from kit.reading.cell.telling import small_copy, small_copy_understood
from kit.reading.formats import read_bytes
from kit.reading.seeing.images import thumbnail
from kit.reading.seeing.media import is_media
from kit.reading.seeing.scans import Desk, at
from tests.kit.reading.papers import pdf
from tests.kit.reading.pictures import saved
from tests.kit.reading.recordings import mp4, wav

PLACE = {1: "N", 2: (46.0, 13.0, 35.0), 3: "E", 4: (6.0, 8.0, 24.0)}


def read(data: bytes, name: str = "x", media_type: str | None = None) -> ReadFile:
    return read_bytes(data, name, media_type)


def photograph(**how: Any) -> bytes:
    """Return a photograph with all that a camera and its owner write into one."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Kamera", "X 100"
    exif[ExifTags.Base.ImageDescription] = "The hearing of Tuesday"
    exif[ExifTags.Base.Artist] = "Ada"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2024:05:06 07:08:09"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(PLACE)
    return saved(Image.new("RGB", (400, 300), (200, 10, 10)), "JPEG", exif=exif, comment=b"a secret", **how)


def png_that_claims(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is as large as that."""

    def chunk(name: bytes, inner: bytes) -> bytes:
        return struct.pack(">I", len(inner)) + name + inner + struct.pack(">I", zlib.crc32(name + inner))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    made = Reader(Limits(seconds=10), side_by_side=1)
    yield made
    await made.close()


def test_a_photograph_says_when_and_with_what_it_was_taken_but_not_where() -> None:
    found = read(photograph())
    assert (found.kind, found.pages) == (Kind.IMAGE, ())
    assert dict(found.about) == {
        "width": 400,
        "height": 300,
        "taken": "2024-05-06T07:08:09",
        "camera": "Kamera X 100",
        "author": "Ada",
        "subject": "The hearing of Tuesday",
    }


def test_sound_says_how_long_it_is_and_its_title() -> None:
    found = read(wav(3, "Hearing of Tuesday"))
    assert (found.kind, found.pages, found.title) == (Kind.SOUND, (), "Hearing of Tuesday")
    assert found.about["seconds"] == 3.0


def test_a_film_says_how_long_and_how_large_it_is_but_not_where_it_was_made() -> None:
    found = read(mp4(5, 640, 360, title="Visit", place="+46.2263+006.1400/"))
    assert (found.kind, found.pages, found.title) == (Kind.VIDEO, (), "Visit")
    assert dict(found.about) == {"width": 640, "height": 360, "seconds": 5.0, "taken": "2024-05-31T11:33:20Z"}


def test_what_is_no_recording_is_refused() -> None:
    for data in (
        b"ID3" + bytes(500),
        b"OggS" + bytes(500),
        b"\x1aE\xdf\xa3" + bytes(500),
        b"RIFF\0\0\0\0WAVE",
    ):
        with pytest.raises(Unreadable) as refused:
            read(data)
        assert refused.value.why is Why.BROKEN


def test_words_are_not_taken_for_recordings() -> None:
    for text in (
        b"The free movement of persons",
        b"RIFFRAFF",
        b"For mdat",
        b"BM is a brand",
        b"FORM A of AIFF",
    ):
        assert not is_media(text, "text/plain")
        assert read(text + b" and more", "x.txt").kind is Kind.DOCUMENT


def test_a_broken_picture_is_refused() -> None:
    whole = photograph()
    for data in (whole[:3] + bytes(400), b"\x89PNG\r\n\x1a\n" + bytes(40), b"GIF89a", b"II*\0" + bytes(60)):
        with pytest.raises(Unreadable) as refused:
            read(data)
        assert refused.value.why is Why.BROKEN


def test_a_picture_that_unpacks_without_end_is_refused() -> None:
    for size in ((60_000, 60_000), (20_000, 9_000), (2_000_000_000, 1)):
        data = png_that_claims(*size)
        assert len(data) < 1_000
        with pytest.raises(Unreadable) as refused:
            read(data)
        assert refused.value.why is Why.TOO_BIG
        with pytest.raises(Unreadable):
            thumbnail(data)


async def test_a_picture_that_needs_more_memory_than_there_is_harms_nothing() -> None:
    reader = Reader(Limits(memory=96 * 1024 * 1024), side_by_side=1)
    try:
        assert await reader.thumbnail(png_that_claims(9_000, 9_000), "x.png") is None
        assert (await reader.read(b"still here", "x.txt")).pages[0].text == "still here"
    finally:
        await reader.close()


def test_an_icon_is_not_looked_at_for_text() -> None:
    with at(Desk()) as desk:
        assert read(saved(Image.new("RGB", (300, 16)), "PNG")).kind is Kind.IMAGE
        assert desk.unread == 0
        assert read(saved(Image.new("RGB", (300, 60)), "PNG")).kind is Kind.IMAGE
        assert desk.unread == 1


async def test_recordings_are_read_in_the_locked_process(reader: Reader) -> None:
    assert (await reader.read(wav(2), "x.wav")).about["seconds"] == 2.0
    assert (await reader.read(mp4(4), "x.mp4")).kind is Kind.VIDEO


async def test_small_copies_are_small_upright_and_say_nothing(reader: Reader) -> None:
    small = await reader.thumbnail(photograph(), "x.jpg")
    assert small is not None
    assert len(small) < 20_000
    assert b"secret" not in small
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (240, 320)
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    page = await reader.thumbnail(pdf("hello"), "x.pdf")
    assert page is not None
    with Image.open(io.BytesIO(page)) as picture:
        assert max(picture.size) == 320
    for data in (b"some text", b"", mp4(), b"%PDF-1.4 broken", png_that_claims(60_000, 60_000)):
        assert await reader.thumbnail(data, "x") is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_pictures_of_every_kind_of_colour_have_a_small_copy(mode: str) -> None:
    kind = "TIFF" if mode in {"CMYK", "F", "I"} else "PNG"
    small = thumbnail(saved(Image.new(mode, (500, 10)), kind))
    assert small is not None
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (320, 6)


def test_what_is_transparent_is_white() -> None:
    small = thumbnail(saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"))
    assert small is not None
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.getpixel((20, 20)) == (255, 255, 255)


def test_a_child_that_is_not_itself_can_send_no_large_copy() -> None:
    for jpeg in (None, b"GIF89a", b"\xff\xd8\xff" + bytes(300_000), b"<script>"):
        assert small_copy_understood(small_copy(jpeg)) is None
    assert small_copy_understood(b'{"why": "broken"}') is None
    assert small_copy_understood(small_copy(b"\xff\xd8\xff")) == b"\xff\xd8\xff"


async def test_pictures_and_recordings_broken_at_random_harm_nothing(reader: Reader) -> None:
    chance = random.Random(3)
    tiff = saved(Image.new("L", (60, 40)), "TIFF", compression="tiff_lzw")
    for whole in (photograph(), tiff, wav(1), mp4(), saved(Image.new("P", (60, 40)), "GIF")):
        for _ in range(4):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                await reader.read(bytes(data[: chance.randint(1, len(data))]), "x")
                await reader.thumbnail(bytes(data), "x")
            except Unreadable:
                continue
    assert (await reader.read(b"still here", "x.txt")).pages[0].text == "still here"
