"""Pictures: what they say of themselves, the text on them, and small copies of them."""

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from PIL import ExifTags, Image, ImageFile, ImageOps, IptcImagePlugin, UnidentifiedImageError

from kit.reading.pages import Kind, Page, ReadFile, Unreadable, Why
from kit.reading.portable.layers import MOST_PIXELS
from kit.reading.seeing.scans import UNREAD, with_scans

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")
LARGEST = 120_000_000
"""Pixels of a picture beyond which it is not unpacked."""
MOST_SHEETS = 2_000
"""Sheets of one TIFF file that are looked at."""
SMALL, ENLARGED = 700, 2
"""Pixels of height or width below which letters may be too small, and how many times they are enlarged."""
TINY = 24
"""Pixels of height or width below which a picture is an icon or a line, with no text on it."""
THUMBNAIL = 320
"""Pixels of the longer side of a small copy."""
PAPER = 255

CAPTION, TITLE, KEYWORD, WRITER = (2, 120), (2, 5), (2, 25), (2, 80)
"""The places of these in the captions that press agencies write into pictures (IPTC)."""


def is_picture(data: bytes) -> bool:
    """Whether the first bytes are those of a picture that we can unpack."""
    if data.startswith(b"RIFF"):
        return data[8:12] == b"WEBP"
    if data.startswith(b"BM"):
        return data[6:10] == bytes(4)
    return data.startswith(STARTS)


def read_picture(data: bytes) -> ReadFile:
    """Return what a picture says of itself and the text on it; sheets scanned into a TIFF are a document.

    Where a picture was taken is not looked at. Raises ``Unreadable`` for one that is too large to unpack.
    """
    with _opened(data) as picture:
        sheets = min(getattr(picture, "n_frames", 1), MOST_SHEETS) if picture.format == "TIFF" else 1
        title, about = _facts(picture)
        pages = tuple(Page(n + 1 if sheets > 1 else None, "") for n in range(sheets))
        shows = {n: partial(_sheet, picture, n) for n in range(sheets) if min(picture.size) >= TINY}
        found = with_scans(ReadFile(title, pages, about, kind=Kind.IMAGE), shows)
        if picture.format == "TIFF" and (UNREAD in found.about or any(page.text for page in found.pages)):
            return replace(found, kind=Kind.DOCUMENT)
        return replace(found, about={name: fact for name, fact in found.about.items() if name != UNREAD})


def thumbnail(data: bytes) -> bytes | None:
    """Return a small JPEG of a picture or of the first page of a PDF, without anything but its pixels."""
    if b"%PDF-" in data[:1024]:
        return _small(_first_page(data))
    if not is_picture(data):
        return None
    with _opened(data) as picture:
        picture.draft("RGB", (THUMBNAIL, THUMBNAIL))
        return _small(picture)


def warm_up() -> None:
    """Load what unpacks pictures."""
    Image.init()


@contextmanager
def _opened(data: bytes) -> Iterator[ImageFile.ImageFile]:
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unreadable(Why.TOO_BIG, "a picture with too many pixels") from bomb
    except UnidentifiedImageError as damaged:
        raise Unreadable(Why.BROKEN, "a picture that cannot be unpacked") from damaged
    with picture:
        _not_too_large(picture)
        yield picture


def _not_too_large(picture: Image.Image) -> None:
    if picture.width * picture.height > LARGEST:
        raise Unreadable(Why.TOO_BIG, f"a picture of {picture.width} × {picture.height} pixels")


def _sheet(picture: ImageFile.ImageFile, number: int) -> Image.Image:
    """Return one sheet as it is meant to be seen, in shades of grey, fine enough to read."""
    if number:
        picture.seek(number)
        _not_too_large(picture)
    else:
        scale = math.sqrt(MOST_PIXELS / (picture.width * picture.height))
        picture.draft("L", (int(picture.width * scale), int(picture.height * scale)))
    grey = ImageOps.exif_transpose(_on_paper(picture, "L"))
    pixels = grey.width * grey.height
    if pixels > MOST_PIXELS:
        return grey.resize(_sized(grey, math.sqrt(MOST_PIXELS / pixels)), Image.Resampling.LANCZOS)
    if min(grey.size) < SMALL:
        return grey.resize(_sized(grey, ENLARGED), Image.Resampling.BICUBIC)
    return grey


def _sized(picture: Image.Image, scale: float) -> tuple[int, int]:
    return max(1, int(picture.width * scale)), max(1, int(picture.height * scale))


def _on_paper(picture: Image.Image, mode: str) -> Image.Image:
    """Return the picture in a mode, what is transparent in white."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda shade: shade / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert(mode)
    over = picture.convert("RGBA")
    paper = Image.new("RGBA", over.size, (PAPER, PAPER, PAPER, PAPER))
    return Image.alpha_composite(paper, over).convert(mode)


def _small(picture: Image.Image) -> bytes:
    seen = ImageOps.exif_transpose(picture)
    seen.thumbnail((THUMBNAIL, THUMBNAIL))
    pixels = Image.new("RGB", seen.size)
    pixels.paste(_on_paper(seen, "RGB"))
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=80)
    return out.getvalue()


def _first_page(data: bytes) -> Image.Image:
    page = pypdfium2.PdfDocument(data)[0]
    scale = THUMBNAIL / max(1.0, *page.get_size())
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture


def _facts(picture: ImageFile.ImageFile) -> tuple[str | None, dict[str, str | int | float]]:
    """Return the title and what else the picture says, but not where it was taken."""
    width, height = picture.size
    about: dict[str, str | int | float] = {"width": width, "height": height}
    exif, press = _exif(picture), _press(picture)
    camera = " ".join(dict.fromkeys(filter(None, (exif["make"], exif["model"]))))
    said = {
        "taken": exif["taken"],
        "camera": camera,
        "author": press["author"] or exif["author"],
        "subject": press["subject"] or exif["subject"],
        "keywords": press["keywords"],
    }
    return press["title"] or None, about | {name: value for name, value in said.items() if value}


def _exif(picture: Image.Image) -> dict[str, str]:
    """Return what the camera wrote; a taken “2024:05:06 07:08:09” as “2024-05-06T07:08:09”."""
    try:
        tags = picture.getexif()
        inner = tags.get_ifd(ExifTags.IFD.Exif)
    except Exception:  # noqa: BLE001 (damaged notes do not spoil the picture)
        tags, inner = Image.Exif(), {}
    day, _, time = _plain(inner.get(ExifTags.Base.DateTimeOriginal)).partition(" ")
    return {
        "make": _plain(tags.get(ExifTags.Base.Make)),
        "model": _plain(tags.get(ExifTags.Base.Model)),
        "author": _plain(tags.get(ExifTags.Base.Artist)),
        "subject": _plain(tags.get(ExifTags.Base.ImageDescription)),
        "taken": f"{day.replace(':', '-')}T{time}" if time and day.strip("0: ") else "",
    }


def _press(picture: ImageFile.ImageFile) -> dict[str, str]:
    """Return what a press agency or an archive wrote."""
    try:
        found = IptcImagePlugin.getiptcinfo(picture) or {}
    except Exception:  # noqa: BLE001 (damaged notes do not spoil the picture)
        found = {}
    places = {"title": TITLE, "subject": CAPTION, "author": WRITER, "keywords": KEYWORD}
    return {name: _plain(found.get(place)) for name, place in places.items()}


def _plain(value: object) -> str:
    """Return what stands in a note as text: notes are text, bytes or lists of them."""
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return " ".join(value.replace("\0", " ").split())[:2_000] if isinstance(value, str) else ""
