"""The register as a list whose import changes nothing: CSV, workbook, or register.yaml. Pure."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

import yaml

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
            from provisioning.register.workbook import workbook  # half a second that few commands need

            return workbook(COLUMNS, list(_rows(people)))
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
