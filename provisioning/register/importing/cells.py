"""The cells of one row, read as words, days and names of things; what is unclear becomes a doubt. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from provisioning.register.importing.daywords import NotADay, day_of, is_serial, period_of
from provisioning.register.importing.doubts import Doubt, remark, wrong
from provisioning.register.importing.headings import Column
from provisioning.register.importing.sheets import Row
from provisioning.register.importing.spelling import one_line, plain
from provisioning.register.importing.vocabulary import Shelf, UnknownWord, Vocabulary

BLANK = frozenset({"", "n a", "na", "none", "tbc", "tbd", "nil", "null", "нет", "无"})
OPEN = frozenset(
    plain(word)
    for word in (
        *("present", "ongoing", "open", "current", "to date", "no end", "en cours", "à ce jour", "presente"),
        *("actual", "en curso", "настоящее время", "по настоящее время", "至今", "现在", "حتى الآن"),
    )
)
"""Words of lists that stand for no last day."""

AS_THEY_ARE = frozenset(
    {Column.KEY, Column.NAME, Column.GIVEN, Column.SURNAME, Column.ACCOUNT, Column.SUSPENDED}
)
"""Columns in which every word is meant, even “none”."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row, with the words of its community, and the doubts that reading it adds to."""

    row: Row
    words: Vocabulary
    doubts: list[Doubt]

    def note(self, sort: Callable[[int, str], Doubt], text: str) -> None:
        """Add a doubt about the row."""
        self.doubts.append(sort(self.row.number, text))

    def said(self, column: Column) -> str:
        """Return what a column says, nothing where it only says that it says nothing."""
        written = one_line(self.row.said.get(column, ""))
        return "" if column not in AS_THEY_ARE and plain(written) in BLANK else written

    def one(self, column: Column, shelf: Shelf) -> str:
        """Return what the word of a column means, nothing where there is none, or none that is known."""
        return self.found(shelf, self.said(column)) if self.said(column) else ""

    def found(self, shelf: Shelf, word: str) -> str:
        """Return what a word means, nothing where that is not known."""
        try:
            return shelf.take(word)
        except UnknownWord as unknown:
            self.note(wrong, str(unknown))
            return ""

    def days(self) -> dict[str, str]:
        """Return the first and the last day, as far as the row says them."""
        if self.said(Column.TERM) and not (self.said(Column.FROM) or self.said(Column.TO)):
            return self._period()
        found = (("from", self.day(Column.FROM)), ("to", self.day(Column.TO)))
        return {name: day for name, day in found if day}

    def day(self, column: Column) -> str:
        """Return the day in a column, nothing where there is none, or none that is clear."""
        written = self.said(column)
        if not written or (column is not Column.FROM and plain(written) in OPEN):
            return ""
        try:
            day = day_of(written)
        except NotADay as problem:
            self.note(wrong, str(problem))
            return ""
        if is_serial(written):
            self.note(remark, f"“{written}” is read as {day}, the day of that number in a workbook")
        return day.isoformat()

    def instant(self, column: Column) -> str:
        """Return a day, or an instant with its zone as it is written."""
        written = self.said(column)
        try:
            exact = datetime.fromisoformat(written).tzinfo is not None
        except ValueError:
            exact = False
        return written if exact else self.day(column)

    def _period(self) -> dict[str, str]:
        try:
            start, end = period_of(self.said(Column.TERM))
        except NotADay as problem:
            self.note(wrong, str(problem))
            return {}
        return {"from": start.isoformat(), "to": end.isoformat()}
