"""The register as a list whose import changes nothing: CSV, workbook, or register.yaml. Pure."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kit.spreadsheet import BEGINS_FORMULA, BYTE_ORDER_MARK
from provisioning.register.changes import FIELDS, LISTS, People, tree_of
from provisioning.register.importing.headings import Column
from provisioning.register.importing.spelling import one_line

COLUMNS = (
    Column.KEY,
    Column.NAME,
    Column.EMAIL,
    Column.ACCOUNT,
    Column.NATIONALITY,
    Column.LANGUAGES,
    Column.ZONE,
    Column.MECHANISM,
    Column.ROLE,
    Column.POST,
    Column.GUEST,
    Column.CONFLICT,
    Column.SUSPENDED,
    Column.FROM,
    Column.TO,
    Column.REVIEW,
)
OWN = {
    Column.NAME: "name",
    Column.EMAIL: "email",
    Column.ACCOUNT: "accounts",
    Column.NATIONALITY: "nationality",
    Column.LANGUAGES: "languages",
    Column.ZONE: "zone",
}
HELD = {
    Column.MECHANISM: "mandate",
    Column.ROLE: "role",
    Column.POST: "post",
    Column.GUEST: "guest",
    Column.CONFLICT: "with",
    Column.SUSPENDED: "reason",
    Column.FROM: "from",
    Column.TO: "to",
    Column.REVIEW: "review",
}
FORMULA = re.compile(rf"'*[{re.escape(''.join(BEGINS_FORMULA))}]")
DAY = re.compile(r"(?:19|2[01])\d\d-\d\d-\d\d")
WIDEST = 40
"""Characters that a column of a workbook shows at most."""


class Format(StrEnum):
    """How a list is written."""

    CSV = "csv"
    XLSX = "xlsx"
    YAML = "yaml"


def exported(people: People, form: Format) -> bytes:
    """Return the register as a file."""
    match form:
        case Format.CSV:
            return _csv(list(_rows(people))).encode()
        case Format.XLSX:
            return _workbook(list(_rows(people)))
        case Format.YAML:
            tree = tree_of({key: _ordered(person) for key, person in people.items()})
            return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=110).encode()


def _rows(people: People) -> Iterator[list[str]]:
    """Yield a row for each thing that somebody holds, and one for who holds nothing."""
    for key, person in people.items():
        own = {column: _words(person.get(name)) for column, name in OWN.items()} | {Column.KEY: key}
        entries = [entry for sort in LISTS for entry in person.get(sort, ())] or [{}]
        for entry in entries:
            said = own | {column: _words(entry.get(name)) for column, name in HELD.items()}
            if "post" in entry:
                said[Column.MECHANISM] = "; ".join(entry.get("of") or ())
            yield [said[column] for column in COLUMNS]


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else one_line(str(value or ""))


def _ordered(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return a person as people write one: who they are, then what they hold."""
    order = (*FIELDS, "accounts", *LISTS)
    return {name: person[name] for name in order if name in person}


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, dialect="excel")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, and that the import reads as it was."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    book = Workbook()
    page = book.active
    if not isinstance(page, Worksheet):
        raise TypeError("a new workbook has a sheet")
    page.title = "Register"
    page.freeze_panes = "A2"
    for number, row in enumerate([COLUMNS, *rows], 1):
        for position, words in enumerate(row, 1):
            _write(page.cell(number, position), words)
    for position, column in enumerate(COLUMNS):
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
    if DAY.fullmatch(words):
        cell.value, cell.number_format = date.fromisoformat(words), "yyyy-mm-dd"
        return
    plain = ILLEGAL_CHARACTERS_RE.sub("", words)
    cell.value = f"'{plain}" if plain.startswith("'") and FORMULA.match(plain) else plain
    cell.data_type = "s"
    cell.quotePrefix = bool(FORMULA.match(plain))
