"""Reads CSV and its like: rows whose cells stand apart by commas, semicolons, tabs or bars."""

import csv
import io
from collections import deque
from collections.abc import Iterator

from kit.reading.office.rows import sheet
from kit.reading.pages import Page, ReadFile
from kit.reading.written.plain import decoded

SAMPLE = 20_000
BETWEEN = ",;\t|"
LONGEST_FIELD = 1_000_000


def read_separated(data: bytes) -> ReadFile:
    """Return the rows as one page without a number, each with the heads of its columns."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    csv.field_size_limit(LONGEST_FIELD)
    rows, whole = sheet("", _rows(text))
    troubles = () if whole else ("stopped where there was too much text",)
    return ReadFile(None, (Page(None, rows),), {}, troubles)


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the rows; where the quotation marks are out of order, they are signs like others."""
    between = separator(text)
    try:
        deque(csv.reader(io.StringIO(text), delimiter=between), maxlen=0)
    except csv.Error:
        return csv.reader(io.StringIO(text), delimiter=between, quoting=csv.QUOTE_NONE)
    return csv.reader(io.StringIO(text), delimiter=between, skipinitialspace=True)


def separator(text: str) -> str:
    """Return what stands between the cells: what cuts the first lines most evenly, a comma in doubt."""
    rows = text[:SAMPLE].splitlines()[:20]

    def evenness(sign: str) -> tuple[int, int]:
        counts = [row.count(sign) for row in rows if row.strip()]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(BETWEEN, key=evenness)
