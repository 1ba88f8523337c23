"""Writes the rows of a sheet as lines that say what they are: “State: France; Year: 2019”."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, islice

MOST_TEXT = 16 * 1024 * 1024
"""Characters that one sheet may give; what comes after is left out."""

LONGEST_HEAD = 80
TRIED = 5
"""How many rows are looked at for the heads: titles may stand above them."""

Cell = str | int | float | bool | date | datetime | time | timedelta | None


def lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a line for each row that says anything, with the heads of its columns where there are any."""
    said = ([_text(cell) for cell in row] for row in rows)
    filled = (row for row in said if any(row))
    first = list(islice(filled, TRIED))
    at = next((n for n in range(len(first) - 1) if _are_heads(first[n], first[n + 1 :])), None)
    heads = None if at is None else first[at]
    for number, row in enumerate(chain(first, filled)):
        if heads is None or at is None or number <= at:
            yield "\t".join(filter(None, row))
        else:
            yield "; ".join(_named(heads, row))


def sheet(name: str, rows: Iterable[Sequence[Cell]]) -> tuple[str, bool]:
    """Return a sheet as text, and whether all of it found room."""
    out, room = ([name] if name else []), MOST_TEXT
    for line in lines(rows):
        room -= len(line) + 1
        if room < 0:
            return "\n".join(out), False
        out.append(line)
    return "\n".join(out), True


def _named(heads: list[str], row: list[str]) -> Iterator[str]:
    for place, text in enumerate(row):
        head = heads[place][:LONGEST_HEAD].rstrip(":") if place < len(heads) else ""
        if text:
            yield f"{head}: {text}" if head and head != text else text


def _are_heads(row: list[str], below: list[list[str]]) -> bool:
    """Whether a row names its columns: words, each another, and as many as any row below has cells."""
    held = [text for text in row if text]
    width = max((sum(map(bool, other)) for other in below), default=0)
    if len(held) < 2 or len(held) < width or len(set(held)) < len(held):
        return False
    return all(len(text) <= 2 * LONGEST_HEAD and not _is_number(text) for text in held)


def _is_number(text: str) -> bool:
    return not any(map(str.isalpha, text))


def _text(cell: Cell) -> str:
    """Return a cell as people write it: no hour where there is none, no “.0”."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, float):
        return f"{cell:.10g}" if abs(cell) < 1e15 else f"{cell:g}"
    return "" if cell is None else str(cell).upper() if isinstance(cell, bool) else str(cell)
