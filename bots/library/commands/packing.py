"""One ZIP of files with a list of them, made in memory. Pure."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from bots.library.commands import exporting_words as words
from kit.ids import Language
from kit.language import BIDI_CONTROLS
from kit.spreadsheet import harmless

COLUMNS = (
    words.FILE,
    words.TITLE,
    words.SYMBOL,
    words.DATE,
    words.BODY,
    words.STATE,
    words.TYPE,
    words.LANGUAGE,
    words.ROOM,
    words.BY,
    words.ON,
    words.LINK,
    words.MISSING,
)
WIDTHS = (36, 48, 22, 12, 10, 16, 20, 12, 24, 20, 12, 40, 30)
"""How wide the columns are, in characters."""

LIST = "0-index.xlsx"
UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*]+")
LONGEST_NAME, LONGEST_ENDING = 120, 10
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in the ZIP; ``cells`` are what the list says of it, from its title to its link.

    ``data`` is ``None`` where ``missing`` says why it is not there.
    """

    name: str
    cells: tuple[str, ...]
    data: bytes | None = None
    missing: str = ""


def pack(files: Sequence[Packed], language: Language) -> bytes:
    """Return the ZIP; files of one name are told apart by numbers."""
    names = list(_names([file.name for file in files]))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parts:
        rows = [
            (name if file.data is not None else "", *file.cells, file.missing)
            for name, file in zip(names, files, strict=True)
        ]
        parts.writestr(LIST, _sheet(rows, language))
        for name, file in zip(names, files, strict=True):
            if file.data is not None:
                parts.writestr(name, file.data)
    return held.getvalue()


def _names(names: Iterable[str]) -> Iterator[str]:
    """Yield names that are safe on every system, each once."""
    seen: set[str] = {LIST}
    for name in names:
        safe = UNSAFE.sub("_", name.translate(BIDI_CONTROLS)).strip(". ") or "file"
        stem, dot, ending = safe.rpartition(".")
        if not stem or len(ending) >= LONGEST_ENDING:
            stem, dot, ending = safe, "", ""
        tries = (f" ({number})" for number in count(2))
        chosen = f"{stem[:LONGEST_NAME]}{dot}{ending}"
        while chosen.casefold() in seen:
            chosen = f"{stem[:LONGEST_NAME]}{next(tries)}{dot}{ending}"
        seen.add(chosen.casefold())
        yield chosen


def _sheet(rows: Sequence[Sequence[str]], language: Language) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has a sheet")
    sheet.title = words.SHEET.say(language)
    sheet.sheet_view.rightToLeft = language.right_to_left
    sheet.append([column.say(language) for column in COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([harmless(ILLEGAL.sub("", cell)) for cell in row])
    sheet.freeze_panes = "A2"
    for column, width in zip(
        "ABCDEFGHIJKLM", (36, 48, 22, 12, 10, 16, 20, 12, 24, 20, 12, 40, 30), strict=True
    ):
        sheet.column_dimensions[column].width = width
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
