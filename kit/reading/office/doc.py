"""Reads the Word format of 1993 to 2003 from its piece table, as [MS-DOC] describes it.

Our own, because what else reads it is a program to start, which a locked-in process cannot.
"""

import re
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from olefile import OleFileIO  # type: ignore[import-untyped]  # it ships no types

from kit.reading.office.doclists import Paragraphs, operations, short
from kit.reading.office.oldoffice import card, stream
from kit.reading.pages import Page, ReadFile, Unreadable, Why
from kit.reading.written.plain import decoded

MAGIC = {0xA5EC, 0xA5DC}
ENCRYPTED, COMPLEX, SECOND_TABLE = 0x0100, 0x0004, 0x0200
WORD_97 = 0x00C1
DELETED = 0x0800
PAGE = 512
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

GONE = "\0"
PARAGRAPH_END = re.compile("[\r\x07\x0c]")
Span = tuple[int, int]


class Piece(NamedTuple):
    """A stretch of the text: its first and last character, the place of its bytes, and bytes a character."""

    first: int
    last: int
    start: int
    width: int


def read_doc(ole: OleFileIO) -> ReadFile:
    """Return the text with the numbers that Word counts, notes and headers."""
    words = stream(ole, "WordDocument")
    if len(words) < 64 or short(words, 0) not in MAGIC:
        raise Unreadable(Why.BROKEN, "no Word document in the stream")
    flags = short(words, 10)
    if flags & ENCRYPTED:
        raise Unreadable(Why.LOCKED, "an encrypted Word document")
    title, about = card(ole)
    if short(words, 2) < WORD_97:
        return ReadFile(title, (Page(None, readable(_before_97(words, flags))),), about)
    table = stream(ole, "1Table" if flags & SECOND_TABLE else "0Table")
    lengths = struct.unpack_from("<8i", words, 76)
    pieces = tuple(_piece_table(words, table))
    whole = "".join(_texts(words, pieces, sorted(_deleted(words, table))))
    parts = list(_cut(whole, [lengths[0], lengths[1], lengths[2], *lengths[4:7]]))
    head = "\n".join(dict.fromkeys(filter(None, map(str.strip, readable(parts[HEADS]).splitlines()))))
    body, troubles = _numbered(parts[TEXT], pieces, words, table)
    notes = (readable(parts[place]) for place in (NOTES, ENDS, BOXES))
    body = readable(body)
    pages = (Page(None, f"{head}\n{body}" if head else body), *(Page(None, note) for note in notes if note))
    return ReadFile(title, pages, about, troubles)


def _numbered(
    text: str, pieces: tuple[Piece, ...], words: bytes, table: bytes
) -> tuple[str, tuple[str, ...]]:
    """Return the text with the numbers of its paragraphs, and what went wrong with them."""
    try:
        paragraphs = Paragraphs(words, table)
        out, start = [], 0
        firsts = [piece.first for piece in pieces]
        for end in PARAGRAPH_END.finditer(text):
            piece = pieces[bisect_right(firsts, end.start()) - 1]
            mark = paragraphs.mark(piece.start + (end.start() - piece.first) * piece.width)
            out += [f"{mark} " if mark else "", text[start : end.end()]]
            start = end.end()
    except (IndexError, struct.error) as failure:
        return text, (f"lists: {type(failure).__name__}",)
    return "".join([*out, text[start:]]), ()


def readable(text: str) -> str:
    """Return Word's own signs as text: the results of fields, rows as lines, cells with tabs between."""
    text = "".join(_results(text.replace(GONE, "")))
    text = CELLS.sub(lambda marks: "\t" if len(marks[0]) == 1 else "\n", text)
    whole = text.translate(SIGNS).encode("utf-16-le", "surrogatepass")
    return whole.decode("utf-16-le", "replace")


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


def _texts(words: bytes, pieces: tuple[Piece, ...], gone: list[Span]) -> Iterator[str]:
    """Yield the text piece by piece, with zeros where words are marked as deleted."""
    for piece in pieces:
        size = piece.last - piece.first
        held = words[piece.start : piece.start + size * piece.width]
        text = held.decode("cp1252", "replace") if piece.width == 1 else "".join(map(chr, _units(held)))
        yield "".join(_without(text.ljust(size, GONE), piece, gone))


def _without(text: str, piece: Piece, gone: list[Span]) -> Iterator[str]:
    """Yield the text of a piece with zeros for each character that is gone."""
    done, end = 0, piece.start + len(text) * piece.width
    for first, last in gone[max(0, bisect_right(gone, (piece.start, 0)) - 1) :]:
        if first >= end:
            break
        start, stop = ((place - piece.start) // piece.width for place in (max(first, piece.start), last))
        if done <= start < stop:
            yield text[done:start] + GONE * (min(stop, len(text)) - start)
            done = min(stop, len(text))
    yield text[done:]


def _units(held: bytes) -> "array[int]":
    units = array("H")
    units.frombytes(held[: len(held) // 2 * 2])
    if sys.byteorder == "big":
        units.byteswap()
    return units


def _piece_table(words: bytes, table: bytes) -> Iterator[Piece]:
    """Yield the pieces in the order of the text."""
    start, size = struct.unpack_from("<II", words, 418)
    clx, at = table[start : start + size], 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + short(clx, at + 1)
    if at + 5 > len(clx) or clx[at] != 2:
        raise Unreadable(Why.BROKEN, "no piece table in the Word document")
    held = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(held) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", held)
    for number, (first, last) in enumerate(pairwise(places)):
        if first > last or last - first > len(words):
            raise Unreadable(Why.BROKEN, "a piece table out of order")
        place = struct.unpack_from("<I", held, 4 * (count + 1) + 8 * number + 2)[0]
        narrow = bool(place & 0x40000000)
        start = (place & 0x3FFFFFFF) // 2 if narrow else place
        yield Piece(first, last, start, 1 if narrow else 2)


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


def _says_deleted(done: bytes) -> bool:
    return any(code == DELETED and operand[0] & 1 for code, operand in operations(done) if operand)


def _before_97(words: bytes, flags: int) -> str:
    """Return the text of Word 6 and 95, which stands in one piece unless it was saved in haste."""
    start, end = struct.unpack_from("<II", words, 24)
    if flags & COMPLEX or not 0 < start < end <= len(words):
        raise Unreadable(Why.OLD_KIND, "a Word document from before 1997 in pieces")
    return decoded(words[start:end])
