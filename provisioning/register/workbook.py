"""A table as a workbook in which words are words, whatever they look like, and days are days. Pure."""

import io
import re
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from provisioning.register.exporting import FORMULA

DAY = re.compile(r"(?:19|2[01])\d\d-\d\d-\d\d")
WIDEST = 40
"""Characters that a column of a workbook shows at most."""


def workbook(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet."""
    book = Workbook()
    page = book.active
    if not isinstance(page, Worksheet):
        raise TypeError("a new workbook has a sheet")
    page.title = "Register"
    page.freeze_panes = "A2"
    for number, row in enumerate([columns, *rows], 1):
        for position, words in enumerate(row, 1):
            _write(page.cell(number, position), words)
    for position, column in enumerate(columns):
        widest = max(len(column), *(len(row[position]) for row in rows)) if rows else len(column)
        page.column_dimensions[get_column_letter(position + 1)].width = min(widest, WIDEST) + 2
    for cell in page[1]:
        cell.font = Font(bold=True)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _write(cell: Cell | MergedCell, words: str) -> None:
    """Write words as words, whatever they look like, and days as days."""
    if not words or isinstance(cell, MergedCell):
        return
    day = _day(words)
    if day is not None:
        cell.value, cell.number_format = day, "yyyy-mm-dd"
        return
    plain = ILLEGAL_CHARACTERS_RE.sub("", words)
    cell.value = f"'{plain}" if plain.startswith("'") and FORMULA.match(plain) else plain
    cell.data_type = "s"
    cell.quotePrefix = bool(FORMULA.match(plain))


def _day(words: str) -> date | None:
    """Return the day that words are, if they are one that workbooks know."""
    if not DAY.fullmatch(words):
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
