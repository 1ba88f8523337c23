"""A small workbook that names endless cells is refused before any of them is made."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from kit.errors import BadInput
from provisioning.register.importing.sheets import read_sheet
from provisioning.register.importing.weighing import CELLS, is_bearable, named

SHEET = "xl/worksheets/sheet1.xml"


def workbook() -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["Name", "Mechanism"])
    page.append(["Ada", "CEDAW"])
    page.merge_cells("A2:A3")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def changed(change: str, by: str, *, encoding: str = "utf-8") -> bytes:
    """Return the workbook with its sheet written otherwise."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            text = old.read(one)
            if one.filename == SHEET:
                words, count = re.subn(change, by, text.decode())
                assert count
                text = words.encode(encoding)
            new.writestr(one.filename, text)
    return made.getvalue()


def test_a_workbook_as_people_make_it_is_borne() -> None:
    assert is_bearable(workbook())


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ('ref="A2:A3"', 'ref="A1:XFD1048576"'),
        ('ref="A2:A3"', "ref='&#65;1:XFD1048576'"),
        ('ref="A2:A3"', 'ref="A:XFD"'),
        ("</mergeCells>", '</mergeCells><hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'),
        ("^", '<!DOCTYPE a [<!ENTITY b "bb">]>'),
    ],
)
def test_ranges_without_end_and_words_that_grow_are_refused(change: str, by: str) -> None:
    with pytest.raises(BadInput, match="more than any list of people"):
        read_sheet("list.xlsx", changed(change, by))


def test_no_encoding_hides_a_range() -> None:
    with pytest.raises(BadInput, match="more than any list of people"):
        read_sheet("list.xlsx", changed('ref="A2:A3"', 'ref="A1:XFD1048576"', encoding="utf-16"))


def test_cells_are_counted() -> None:
    assert named("B2:D3") == 6
    assert named("D3:B2") == 6
    assert named("B2") == 1
    assert named("A1:XFD1048576") > CELLS
