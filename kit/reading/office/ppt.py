"""Reads the PowerPoint format of 1997 to 2003 ([MS-PPT]): a slide is a page, with its notes after all."""

import struct
from collections.abc import Iterator

from olefile import OleFileIO  # type: ignore[import-untyped]  # it ships no types

from kit.reading.office.oldoffice import card, stream
from kit.reading.pages import Page, ReadFile, Unreadable, Why

CONTAINER = 0xF
SLIDE, NOTES, MASTER, SLIDE_LIST, HEADERS = 0x03EE, 0x03F0, 0x03F8, 0x0FF0, 0x0FD9
NEXT_SLIDE, WIDE, NARROW, ENCRYPTION = 0x03F3, 0x0FA0, 0x0FA8, 0x2F14
PASSED_OVER = {MASTER, HEADERS, 0x0FF1, 0x03FC, 0x1388}
OF_SLIDES = 0
DEEPEST = 30
PLACE = "*"
"""What stands where a slide shows its number or the date."""

SIGNS = {0x0D: "\n", 0x0B: "\n"}

Record = tuple[int, int, int, int]
"""Its kind, its instance, and where its content starts and ends."""


def read_ppt(ole: OleFileIO) -> ReadFile:
    """Return the outline slide by slide, then what stands in boxes and notes."""
    data = stream(ole, "PowerPoint Document")
    if ole.exists("EncryptedSummary"):
        raise Unreadable(Why.LOCKED, "an encrypted presentation")
    title, about = card(ole)
    slides: list[list[str]] = []
    boxes: list[str] = []
    notes: list[str] = []
    for kind, _, start, end in _records(data, 0, len(data)):
        if kind == SLIDE:
            boxes.append("\n".join(_texts(data, start, end)))
        elif kind == NOTES:
            notes += _texts(data, start, end)
        elif kind == 0x03E8:
            slides = list(_outline(data, start, end)) or slides
    pages = [Page(n, _slide(outline, boxes, n)) for n, outline in enumerate(slides, 1)]
    pages += [Page(n, text) for n, text in enumerate(boxes[len(slides) :], len(slides) + 1)]
    return ReadFile(title, (*pages, Page(None, "\n".join(notes))), about)


def _slide(outline: list[str], boxes: list[str], number: int) -> str:
    box = boxes[number - 1] if number <= len(boxes) else ""
    return "\n".join([*outline, *(line for line in box.splitlines() if line not in outline)])


def _outline(data: bytes, start: int, end: int) -> Iterator[list[str]]:
    """Yield the texts of each slide from the document's own list of them."""
    for kind, instance, first, last in _records(data, start, end):
        if kind != SLIDE_LIST or instance != OF_SLIDES:
            continue
        slide: list[str] | None = None
        for inner, _, a, b in _records(data, first, last):
            if inner == NEXT_SLIDE:
                if slide is not None:
                    yield slide
                slide = []
            elif slide is not None:
                slide += _said(data, inner, a, b)
        if slide is not None:
            yield slide


def _texts(data: bytes, start: int, end: int, depth: int = 0) -> Iterator[str]:
    for kind, _, first, last in _records(data, start, end):
        yield from _said(data, kind, first, last)
        if kind not in PASSED_OVER and depth < DEEPEST and data[first - 8] & 0xF == CONTAINER:
            yield from _texts(data, first, last, depth + 1)


def _said(data: bytes, kind: int, start: int, end: int) -> list[str]:
    if kind not in {WIDE, NARROW}:
        return []
    text = data[start:end].decode("utf-16-le" if kind == WIDE else "latin-1", "replace")
    return [line for line in text.translate(SIGNS).splitlines() if line != PLACE]


def _records(data: bytes, start: int, end: int) -> Iterator[Record]:
    """Yield the records that stand one after the other between two places."""
    while start + 8 <= end:
        head, kind, size = struct.unpack_from("<HHI", data, start)
        first = start + 8
        start = first + size
        if start > end:
            return
        yield kind, head >> 4, first, start
