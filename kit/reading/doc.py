"""Reads the Word format of 1993 to 2003 from its piece table, as [MS-DOC] describes it.

Our own, because what else reads it is a program to start, which a locked-in process cannot.
"""

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from olefile import OleFileIO  # type: ignore[import-untyped]  # it ships no types

from kit.reading.oldoffice import card, stream
from kit.reading.pages import Page, ReadFile, Unreadable, Why
from kit.reading.plain import decoded

MAGIC = {0xA5EC, 0xA5DC}
ENCRYPTED, COMPLEX, SECOND_TABLE = 0x0100, 0x0004, 0x0200
WORD_97 = 0x00C1
DELETED = 0x0800
PAGE = 512
OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
LONG_OPERANDS = {0xD608, 0xD606}
"""Operations whose operand has a length of two bytes."""

FIELD, RESULT, FIELD_END = "\x13", "\x14", "\x15"
FIELD_SIGNS = re.compile(f"([{FIELD}{RESULT}{FIELD_END}])")
SIGNS = {
    0x0D: "\n",
    0x0B: "\n",
    0x0C: "\n",
    0x0E: "\n",
    0x1E: "-",
    0x1F: None,
    0xA0: " ",
    0x01: None,
    0x02: None,
    0x05: None,
    0x08: None,
    0x15: None,
    0x14: None,
    0x13: None,
}
CELLS = re.compile("\x07+")
TEXT, NOTES, HEADS, ENDS, BOXES = 0, 1, 2, 4, 5
"""The parts of a document in their order, by the place of their lengths; comments (3) are left out."""

Span = tuple[int, int]


def read_doc(ole: OleFileIO) -> ReadFile:
    """Return the text, with notes and headers; automatic numbers of paragraphs are not in it."""
    words = stream(ole, "WordDocument")
    if len(words) < 64 or _short(words, 0) not in MAGIC:
        raise Unreadable(Why.BROKEN, "no Word document in the stream")
    flags = _short(words, 10)
    if flags & ENCRYPTED:
        raise Unreadable(Why.LOCKED, "an encrypted Word document")
    title, about = card(ole)
    if _short(words, 2) < WORD_97:
        return ReadFile(title, (Page(None, readable(_before_97(words, flags))),), about)
    table = stream(ole, "1Table" if flags & SECOND_TABLE else "0Table")
    lengths = struct.unpack_from("<8i", words, 76)
    whole = "".join(_pieces(words, table))
    parts = list(_cut(whole, [lengths[0], lengths[1], lengths[2], *lengths[4:7]]))
    head = "\n".join(dict.fromkeys(filter(None, map(str.strip, readable(parts[HEADS]).splitlines()))))
    body = readable(parts[TEXT])
    notes = (readable(parts[place]) for place in (NOTES, ENDS, BOXES))
    pages = (Page(None, f"{head}\n{body}" if head else body), *(Page(None, note) for note in notes if note))
    return ReadFile(title, pages, about)


def readable(text: str) -> str:
    """Return Word's own signs as text: the results of fields, rows as lines, cells with tabs between."""
    text = "".join(_results(text.replace("\0", "")))
    text = CELLS.sub(lambda marks: "\t" if len(marks[0]) == 1 else "\n", text)
    return text.translate(SIGNS)


def _results(text: str) -> Iterator[str]:
    """Yield text without the codes of fields, which may stand in each other."""
    coded: list[bool] = []
    codes = 0
    for piece in FIELD_SIGNS.split(text):
        if piece == FIELD:
            coded.append(True)
            codes += 1
        elif piece == RESULT and coded:
            codes -= coded[-1]
            coded[-1] = False
        elif piece == FIELD_END and coded:
            codes -= coded.pop()
        elif not codes:
            yield piece


def _cut(whole: str, lengths: list[int]) -> Iterator[str]:
    at = 0
    for length in lengths:
        end = at + max(0, length)
        yield whole[at:end]
        at = end


def _pieces(words: bytes, table: bytes) -> Iterator[str]:
    """Yield the text piece by piece, without what is marked as deleted."""
    start, size = struct.unpack_from("<II", words, 418)
    gone = sorted(_deleted(words, table))
    for first, last, place in _piece_table(table[start : start + size]):
        narrow = bool(place & 0x40000000)
        at, width = ((place & 0x3FFFFFFF) // 2, 1) if narrow else (place, 2)
        spans = _left((at, at + (last - first) * width), gone, width)
        kept = "".join(words[a:b].decode("cp1252" if narrow else "utf-16-le", "replace") for a, b in spans)
        yield kept + "\0" * (last - first - len(kept))


def _piece_table(clx: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the first and last character of each piece, and where its bytes are."""
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + _short(clx, at + 1)
    if at + 5 > len(clx) or clx[at] != 2:
        raise Unreadable(Why.BROKEN, "no piece table in the Word document")
    held = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(held) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", held)
    for number, (first, last) in enumerate(pairwise(places)):
        if first > last or last > 1 << 28:
            raise Unreadable(Why.BROKEN, "a piece table out of order")
        yield first, last, struct.unpack_from("<I", held, 4 * (count + 1) + 8 * number + 2)[0]


def _left(span: Span, gone: list[Span], width: int) -> Iterator[Span]:
    """Yield what is left of a piece where the deleted spans are taken out."""
    at, end = span
    for start, stop in gone[max(0, bisect_left(gone, (at, at)) - 1) :]:
        if start >= end:
            break
        if stop > at:
            if start > at:
                yield at, at + (start - at) // width * width
            at = max(at, stop)
    if at < end:
        yield at, end


def _deleted(words: bytes, table: bytes) -> Iterator[Span]:
    """Yield where words stand that somebody deleted while changes were tracked."""
    start, size = struct.unpack_from("<II", words, 250)
    held = table[start : start + size]
    count = max(0, (len(held) - 4) // 8)
    for (number,) in struct.iter_unpack("<I", held[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        sheet = words[number * PAGE : (number + 1) * PAGE]
        if len(sheet) == PAGE:
            yield from _deleted_on(sheet)


def _deleted_on(sheet: bytes) -> Iterator[Span]:
    runs = min(sheet[PAGE - 1], 101)
    edges = struct.unpack_from(f"<{runs + 1}I", sheet)
    for run, span in enumerate(pairwise(edges)):
        at = 2 * sheet[4 * (runs + 1) + run]
        if at and span[0] < span[1] and _says_deleted(sheet[at + 1 : at + 1 + sheet[at]]):
            yield span


def _says_deleted(operations: bytes) -> bool:
    at = 0
    while at + 3 <= len(operations):
        code = _short(operations, at)
        if code == DELETED:
            return bool(operations[at + 2] & 1)
        at += 2
        size = OPERANDS.get(code >> 13)
        if size is not None:
            at += size
        elif code in LONG_OPERANDS and at + 2 <= len(operations):
            at += 1 + _short(operations, at)
        else:
            at += 1 + operations[at]
    return False


def _before_97(words: bytes, flags: int) -> str:
    """Return the text of Word 6 and 95, which stands in one piece unless it was saved in haste."""
    start, end = struct.unpack_from("<II", words, 24)
    if flags & COMPLEX or not 0 < start < end <= len(words):
        raise Unreadable(Why.OLD_KIND, "a Word document from before 1997 in pieces")
    return decoded(words[start:end])


def _short(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])
