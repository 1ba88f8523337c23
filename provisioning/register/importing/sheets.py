"""Lists of people as files: CSV in any encoding, and workbooks. Reads rows of text, calculates nothing."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kit.errors import BadInput
from kit.spreadsheet import BEGINS_FORMULA
from provisioning.files import listed
from provisioning.register.importing.doubts import Doubt, remark
from provisioning.register.importing.headings import Column, Headings, headings_of

LARGEST = 20 * 1024 * 1024
"""Bytes that a list may have: a register is far smaller."""

DELIMITERS = (",", ";", "\t", "|")
COLUMNS_SUCH = "such as Name, Mechanism, Role, From, To, Nationality, E-mail"
NO_HEADINGS = f"no line of the list says what its columns are: give it headings, {COLUMNS_SUCH}"
WAS_FORMULA = re.compile(rf"'+[{re.escape(''.join(BEGINS_FORMULA))}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A list: its headings, and the rows under them by their number in a spreadsheet."""

    headings: Headings
    rows: Sequence[tuple[int, Sequence[str]]]
    doubts: tuple[Doubt, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: what its columns say, empty cells left out, and the cells of columns that are not known."""

    number: int
    said: Mapping[Column, str]
    rest: tuple[str, ...] = ()


def read_sheet(name: str, data: bytes, sheet: str | None = None) -> Sheet:
    """Return the list in a file of bytes. Raises :class:`BadInput` where there is none."""
    if len(data) > LARGEST:
        raise BadInput(f"{name} is larger than any list of people ({LARGEST // 1024 // 1024} MB)")
    if data.startswith(b"PK\x03\x04"):
        return _workbook(name, data, sheet)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(f"{name} is an old or locked workbook: save it as .xlsx without a password, or as CSV")
    return _csv(data)


def _csv(data: bytes) -> Sheet:
    from kit.reading.written.plain import decoded  # guesses encodings, which few commands need

    text = decoded(data)
    doubts = [] if _is_plain(data) else [remark(0, _unsure(text))]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    best: Sheet | None = None
    for delimiter in DELIMITERS:
        lines = _lines(text, delimiter)
        headings = headings_of(lines)
        if headings and (best is None or len(headings.columns) > len(best.headings.columns)):
            best = Sheet(headings=headings, rows=_numbered(lines, headings), doubts=tuple(doubts))
    if best is None:
        raise BadInput(NO_HEADINGS)
    return best


def _lines(text: str, delimiter: str) -> list[list[str]]:
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
        return [[as_written(cell) for cell in line] for line in read]
    except csv.Error:
        return []


def as_written(cell: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    words = cell.strip()
    return words[1:] if WAS_FORMULA.match(words) else words


def _is_plain(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unsure(text: str) -> str:
    odd = next((word for word in text.split() if not word.isascii()), "")
    shown = f", such as “{odd[:40]}”" if odd else ""
    return f"the list is not UTF-8, so its letters were guessed: look at those with accents{shown}"


def _numbered(lines: Iterable[Sequence[str]], headings: Headings) -> list[tuple[int, Sequence[str]]]:
    """Return the lines under the headings that say anything, by their number; headings again are left out."""
    rows = []
    for number, cells in enumerate(lines, 1):
        again = number > headings.at + 1 and _is_heading(cells, headings)
        if number > headings.at + 1 and any(cell.strip() for cell in cells) and not again:
            rows.append((number, cells))
    return rows


def _is_heading(cells: Sequence[str], headings: Headings) -> bool:
    found = headings_of([cells])
    return found is not None and found.columns == headings.columns


def _workbook(name: str, data: bytes, wanted: str | None) -> Sheet:
    from provisioning.register.importing.workbooks import pages_of  # half a second that few commands need

    lists: dict[str, Sheet] = {}
    pages = pages_of(name, data)
    for title, (lines, doubts) in pages.items():
        headings = headings_of(lines) if wanted in {None, title} else None
        if headings is not None:
            rows = _numbered([[as_written(cell) for cell in line] for line in lines], headings)
            lists[title] = Sheet(headings=headings, rows=rows, doubts=doubts)
    if wanted is not None and not lists:
        raise BadInput(f"{name} has no list “{wanted}”; its sheets are {listed(pages)}")
    filled = [title for title, found in lists.items() if found.rows]
    if len(filled) > 1:
        raise BadInput(f"{name} has more than one list: say which with --sheet, {listed(filled)}")
    if not lists:
        raise BadInput(NO_HEADINGS)
    return lists[filled[0]] if filled else next(iter(lists.values()))


def rows_of(sheet: Sheet) -> Iterator[Row]:
    """Yield each row that says anything."""
    for number, cells in sheet.rows:
        words = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip()}
        columns = sheet.headings.columns
        said = {columns[at]: word for at, word in words.items() if at in columns}
        if said:
            rest = tuple(word for at, word in words.items() if at not in columns)
            yield Row(number=number, said=said, rest=rest)
