"""Whether a workbook can be borne, seen before anything is made of it: a few bytes can name endless cells."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

UNPACKED = 200 * 1024 * 1024
"""Bytes that a workbook may have when it is unpacked."""
CELLS = 2_000_000
"""Cells that a list may have, and that a workbook may name."""

RANGES = frozenset(("mergeCell", "hyperlink"))
"""What speaks of many cells at once, each of which would be made."""

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)


class Unbearable(Exception):
    """The workbook names more than can be borne."""


def is_bearable(data: bytes) -> bool:
    """Whether a packed workbook unpacks to what can be borne, cells that it names in ranges included."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(one.file_size for one in packed.infolist()) > UNPACKED:
            return False
        scales = Scales()
        try:
            for one in packed.infolist():
                with packed.open(one) as part:
                    scales.weigh(part)
        except Unbearable:
            return False
    return True


@dataclass(slots=True)
class Scales:
    """Counts the cells of a workbook, in all its parts."""

    cells: int = 0

    def weigh(self, part: IO[bytes]) -> None:
        """Count what a part names; one that is no XML weighs nothing. Raises :class:`Unbearable`."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._begin
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.ParseFile(part)
        except expat.ExpatError:
            return

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "c":
            self.cells += 1
        elif kind in RANGES:
            self.cells += named(attributes.get("ref", ""))
        if self.cells > CELLS:
            raise Unbearable


def named(words: str) -> int:
    """Return how many cells a range names."""
    found = _RANGE.fullmatch(words.strip())
    if found is None:
        return 1 if ":" not in words else CELLS + 1  # whole rows or columns
    left, top, right, bottom = found.groups()
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refuse(*_given: object) -> None:
    raise Unbearable
