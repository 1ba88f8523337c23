"""Workbooks as rows of text: days as days, numbers as they are, formulas as what they came to."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from kit.errors import BadInput
from provisioning.register.importing.doubts import Doubt, wrong
from provisioning.register.importing.weighing import CELLS, is_bearable

Page = tuple[list[list[str]], tuple[Doubt, ...]]
"""The cells of a sheet, line by line, and what could not be read."""


def pages_of(name: str, data: bytes) -> Mapping[str, Page]:
    """Return each sheet of a workbook by its title. Raises :class:`BadInput`."""
    return {page.title: _cells(page) for page in _opened(name, data).worksheets}


def _opened(name: str, data: bytes) -> Any:
    try:
        if is_bearable(data):
            return load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except Exception as error:  # the library fails in many ways over a broken file
        raise BadInput(f"{name} cannot be read as a workbook: save it again as .xlsx, or as CSV") from error
    raise BadInput(f"{name} unpacks to more than any list of people")


def _cells(page: Worksheet) -> Page:
    """Return the text of each cell; cells merged down a column all say what the first of them says."""
    if (page.max_row or 0) * (page.max_column or 0) > CELLS:
        raise BadInput(f"the sheet “{page.title}” is larger than any list of people")
    doubts: list[Doubt] = []
    lines = [[_text(cell, doubts) for cell in row] for row in page.iter_rows()]
    for merged in page.merged_cells.ranges:
        said = lines[merged.min_row - 1][merged.min_col - 1]
        for row in range(merged.min_row, merged.max_row + 1):
            lines[row - 1][merged.min_col - 1] = said
    return lines, tuple(doubts)


def _text(cell: Cell | MergedCell, doubts: list[Doubt]) -> str:
    value = cell.value
    if isinstance(cell, Cell) and cell.data_type == "e":
        doubts.append(wrong(cell.row, f"{cell.coordinate} says {value}: the workbook could not calculate it"))
        return ""
    match value:
        case None:
            return ""
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
