"""Reads sheets: XLSX, XLS and ODS; a sheet is a page, a row is a line that says what it is.

An XLSX is read cell by cell as it comes: libraries that lay a sheet out in memory can be made to ask for
half a terabyte by one cell at its far corner.
"""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import repeat

import xlrd  # type: ignore[import-untyped]  # it ships no types
from lxml import etree  # type: ignore[import-untyped]  # it ships no types
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from kit.reading.budget import out_of_time
from kit.reading.office.odf import refuse_locked
from kit.reading.office.package import DAMAGED, Package, child, children, local, said_of_itself, value
from kit.reading.office.rows import Cell, sheet
from kit.reading.pages import Page, ReadFile, Unreadable, Why

COLUMN = re.compile(r"[A-Z]{1,3}")
WIDEST = 2_000
"""Columns that are looked at."""

MOST_REPEATS = 100
HALF_READ = "{what} {n}: stopped where there was too much text"
WRITTEN = frozenset({"str", "inlineStr", "e", "d"})


def read_xlsx(data: bytes) -> ReadFile:
    """Return a page for each sheet, in the order of their tabs."""
    parts = Package(data)
    title, about = said_of_itself(parts)
    main = parts.main()
    known, book = parts.relations(main), parts.xml(main)
    by_kind = {kind: name for kind, name in known.values() if name in parts}
    words = _shared(parts, by_kind.get("sharedStrings"))
    days = _Days(parts, by_kind.get("styles"), book)
    pages, troubles = [], list[str]()
    for number, (name, part) in enumerate(_tabs(book, known), 1):
        text, whole = sheet(name, _till_damaged(_cells(parts, part, words, days), number, troubles))
        pages.append(Page(number, text))
        troubles += [] if whole else [HALF_READ.format(what="sheet", n=number)]
    return ReadFile(title, tuple(pages), about, tuple(troubles))


def _till_damaged(rows: Iterator[list[Cell]], number: int, troubles: list[str]) -> Iterator[list[Cell]]:
    """Yield the rows of a sheet as far as it holds."""
    try:
        yield from rows
    except DAMAGED as failure:
        troubles.append(f"sheet {number}: {type(failure).__name__}")


def _tabs(book: etree._Element, known: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the name and the part of each sheet."""
    for one in (found for found in book.iter() if local(found) == "sheet"):
        kind, part = known.get(value(one, "id") or "", ("", ""))
        if kind == "worksheet":
            yield value(one, "name") or "", part


def _shared(parts: Package, name: str | None) -> list[str]:
    """Return the texts that cells refer to by their number."""
    if name is None:
        return []
    return [_plain(one) for one in children(parts.xml(name), "si")]


def _plain(element: etree._Element) -> str:
    """Return the text of a cell, without what tells how its signs are pronounced."""
    return "".join(
        one.text or "" for one in element.iter() if local(one) == "t" and local(one.getparent()) != "rPh"
    )


class _Days:
    """Tells which numbers are days, and which."""

    def __init__(self, parts: Package, name: str | None, book: etree._Element) -> None:
        styles = parts.xml(name) if name is not None else None
        own = {
            value(one, "numFmtId") or "": value(one, "formatCode") or ""
            for one in children(child(styles, "numFmts"), "numFmt")
        }
        used = [value(one, "numFmtId") or "0" for one in children(child(styles, "cellXfs"), "xf")]
        self._days = [is_date_format(own.get(form) or _usual(form)) for form in used]
        since = value(child(book, "workbookPr"), "date1904") in {"1", "true"}
        self._epoch = CALENDAR_MAC_1904 if since else CALENDAR_WINDOWS_1900

    def read(self, text: str, style: str | None) -> Cell:
        """Return a number, or the day that its style makes of it."""
        number = float(text)
        place = int(style) if style and style.isdecimal() else 0
        if not (0 <= place < len(self._days) and self._days[place]):
            return number
        try:
            return _day(from_excel(number, self._epoch))
        except (OverflowError, ValueError):
            return number


def _day(found: object) -> Cell:
    return found if isinstance(found, date | time | timedelta) else None


def _usual(form: str) -> str:
    return str(BUILTIN_FORMATS.get(int(form), "")) if form.isdecimal() and len(form) < 6 else ""


def _cells(parts: Package, name: str, words: list[str], days: _Days) -> Iterator[list[Cell]]:
    """Yield the rows of a sheet as they come, and forget what is behind us."""
    safe = {"resolve_entities": False, "no_network": True, "huge_tree": True}
    for _, row in etree.iterparse(io.BytesIO(parts.bytes(name)), events=("end",), tag="{*}row", **safe):
        yield _row(row, words, days)
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]
        if out_of_time():
            raise Unreadable(Why.TOO_SLOW, "out of time")


def _row(row: etree._Element, words: list[str], days: _Days) -> list[Cell]:
    cells: list[Cell] = []
    for one in children(row, "c"):
        place = _place(value(one, "r"), len(cells))
        if place >= WIDEST:
            break
        cells += repeat(None, place - len(cells))
        cells.append(_cell(one, words, days))
    return cells


def _place(name: str | None, otherwise: int) -> int:
    """Return which column a cell stands in, counted from 0; never one that is behind us."""
    letters = COLUMN.match(name or "")
    if letters is None:
        return otherwise
    place = 0
    for letter in letters[0]:
        place = 26 * place + ord(letter) - ord("A") + 1
    return max(place - 1, otherwise)


def _cell(one: etree._Element, words: list[str], days: _Days) -> Cell:
    kind = value(one, "t")
    if kind == "inlineStr":
        return _plain(one)
    held = child(one, "v")
    text = held.text if held is not None else None
    if text is None:
        return None
    if kind in WRITTEN:
        return str(text)
    try:
        return (
            words[int(text)]
            if kind == "s"
            else text == "1"
            if kind == "b"
            else days.read(text, value(one, "s"))
        )
    except (IndexError, ValueError):
        return str(text)


def read_ods(data: bytes) -> ReadFile:
    """Return a page for each sheet of an OpenDocument file."""
    parts = Package(data)
    refuse_locked(parts)
    title, about = said_of_itself(parts, "meta.xml")
    pages, troubles = [], list[str]()
    tables = (one for one in parts.xml("content.xml").iter() if local(one) == "table")
    for number, table in enumerate(tables, 1):
        text, whole = sheet(value(table, "name") or "", _ods_rows(table))
        pages.append(Page(number, text))
        troubles += [] if whole else [HALF_READ.format(what="sheet", n=number)]
    return ReadFile(title, tuple(pages), about, tuple(troubles))


def _ods_rows(table: etree._Element) -> Iterator[list[Cell]]:
    for row in (one for one in table.iter() if local(one) == "table-row"):
        cells: list[Cell] = []
        for one in row:
            if local(one) in {"table-cell", "covered-table-cell"}:
                text = "\n".join("".join(p.itertext()) for p in children(one, "p"))
                times = value(one, "number-columns-repeated") or "1"
                cells += [text] * min(int(times) if times.isdecimal() and len(times) < 9 else 1, MOST_REPEATS)
            if len(cells) >= WIDEST:
                break
        yield cells


def read_xls(data: bytes) -> ReadFile:
    """Return a page for each sheet of an Excel file from before 2007."""
    book = _opened(data)
    pages, troubles = [], list[str]()
    for number in range(1, book.nsheets + 1):
        try:
            held = book.sheet_by_index(number - 1)
            text, whole = sheet(str(held.name), _xls_rows(held, book.datemode))
        except Exception as failure:  # noqa: BLE001 (the library lets any error of a damaged file out)
            troubles.append(f"sheet {number}: {type(failure).__name__}")
            continue
        pages.append(Page(number, text))
        troubles += [] if whole else [HALF_READ.format(what="sheet", n=number)]
    about = {"author": str(book.user_name)} if book.user_name else {}
    return ReadFile(None, tuple(pages), about, tuple(troubles))


def _opened(data: bytes) -> xlrd.Book:
    try:
        return xlrd.open_workbook(file_contents=data, on_demand=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as failure:
        locked = "encrypted" in str(failure).lower()
        raise Unreadable(Why.LOCKED if locked else Why.BROKEN, "xlrd.XLRDError") from failure


def _xls_rows(held: xlrd.sheet.Sheet, epoch: int) -> Iterator[list[Cell]]:
    for row in range(held.nrows):
        yield [_xls_cell(cell, epoch) for cell in held.row(row)]


XLS_CELLS: dict[int, Callable[[object], Cell]] = {
    xlrd.XL_CELL_TEXT: str,
    xlrd.XL_CELL_NUMBER: lambda held: float(str(held)),
    xlrd.XL_CELL_BOOLEAN: bool,
}


def _xls_cell(cell: xlrd.sheet.Cell, epoch: int) -> Cell:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            found = xlrd.xldate.xldate_as_datetime(cell.value, epoch)
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return float(cell.value)
        return found if isinstance(found, datetime) else None
    made = XLS_CELLS.get(cell.ctype)
    return None if made is None else made(cell.value)
