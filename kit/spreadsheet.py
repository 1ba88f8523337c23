"""Tables for people who open them in a spreadsheet: CSV that shows every script and calculates nothing."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""What tells Excel that a file is UTF-8."""

BEGINS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What makes spreadsheets take a cell for a formula; the wide forms count in East Asian versions."""


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a table as CSV for spreadsheets.

    A cell that would be taken for a formula begins with an apostrophe, which says that it is text.
    """
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, dialect="excel")
    writer.writerow(columns)
    writer.writerows([harmless(row.get(column, "")) for column in columns] for row in rows)
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return a cell's words on one line, never to be taken for a formula."""
    words = " ".join(cell.split())
    return f"'{words}" if words.startswith(BEGINS_FORMULA) else words
