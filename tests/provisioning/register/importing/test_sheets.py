"""Files of lists: CSV in any encoding, and workbooks."""

import csv
import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kit.errors import BadInput
from provisioning.files import Document
from provisioning.register.changes import fold, tree_of
from provisioning.register.importing.headings import Column
from provisioning.register.importing.sheets import read_sheet, rows_of
from provisioning.register.load import read_register
from tests.provisioning.register.importing.lists import ADA, VILLAGE, laid_file

LIST = "Nom;Comité;Expiration du mandat\nFrançoise Ménard;CEDAW;31 décembre 2026\n"


def names(data: bytes, sheet: str | None = None) -> list[str]:
    return [row.said[Column.NAME] for row in rows_of(read_sheet("list", data, sheet))]


def workbook(*rows: list[Any], **more: list[list[Any]]) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(row)
    for title, lines in more.items():
        other = book.create_sheet(title)
        for row in lines:
            other.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "mac-roman"])
def test_a_list_is_read_in_whatever_encoding_it_comes(encoding: str) -> None:
    longer = LIST + "Hélène Château;CEDAW;31 décembre 2028\nThérèse Lefèvre;CAT;31 décembre 2028\n"
    assert names(longer.encode(encoding))[0] == "Françoise Ménard"


def test_guessed_letters_are_said() -> None:
    sheet = read_sheet("list", LIST.encode("cp1252"))
    assert "its letters were guessed" in sheet.doubts[0].text
    assert read_sheet("list", LIST.encode()).doubts == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_is_read_with_any_delimiter_and_end_of_line(delimiter: str, end: str) -> None:
    lines = [["Name", "Committee", "From"], ["Ada", "CEDAW", "2025-01-01"], ["Bo", "CAT", "2025-01-01"]]
    assert names(end.join(delimiter.join(line) for line in lines).encode()) == ["Ada", "Bo"]


def test_rows_are_counted_as_spreadsheets_count_them() -> None:
    text = 'Members of the Committee\n\nName,Role\n"Ada\nBrisk",chair\n\nBo,member\nName,Role\nCy,member\n'
    found = [(row.number, row.said[Column.NAME]) for row in rows_of(read_sheet("list", text.encode()))]
    assert found == [(4, "Ada\nBrisk"), (6, "Bo"), (8, "Cy")]


def test_cells_of_unknown_columns_are_kept_beside() -> None:
    (row,) = rows_of(read_sheet("list", b"Name,Role,Remarks\nAda,chair,resigned\n"))
    assert row.rest == ("resigned",)


def test_what_was_kept_from_being_a_formula_is_as_it_was() -> None:
    assert names(b"Name,Role\n'=1+1,chair\n''=1+1,chair\n'Abd,chair\n") == ["=1+1", "'=1+1", "'Abd"]


def test_a_workbook_says_days_as_days_and_numbers_as_they_are() -> None:
    data = workbook(
        ["Name", "From", "To", "Key"],
        ["Ada", date(2025, 1, 1), datetime.fromisoformat("2026-12-31 00:00:00"), 17],
        ["Bo", "31 December 2026", 46387.0, "p1"],
    )
    rows = list(rows_of(read_sheet("list", data)))
    assert [rows[0].said[column] for column in (Column.FROM, Column.TO, Column.KEY)] == [
        "2025-01-01",
        "2026-12-31",
        "17",
    ]
    assert rows[1].said[Column.TO] == "46387"


def test_cells_merged_down_a_column_all_say_the_same() -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (["Committee", "Name"], ["CEDAW", "Ada"], [None, "Bo"], ["CAT", "Cy"]):
        page.append(row)
    page.merge_cells("A2:A3")
    rows = rows_of(read_sheet("list", saved(book)))
    assert [row.said[Column.MECHANISM] for row in rows] == ["CEDAW", "CEDAW", "CAT"]


def test_a_cell_that_could_not_be_calculated_is_wrong() -> None:
    sheet = read_sheet("list", workbook(["Name", "From"], ["Ada", "#REF!"]))
    assert [(doubt.row, doubt.text) for doubt in sheet.doubts] == [
        (2, "B2 says #REF!: the workbook could not calculate it")
    ]


def test_of_several_lists_in_a_workbook_one_has_to_be_named() -> None:
    data = workbook(["Name", "Role"], ["Ada", "chair"], Staff=[["Name", "Post"], ["Bo", "clerk"]])
    with pytest.raises(BadInput, match="more than one list: say which with --sheet, Sheet or Staff"):
        names(data)
    assert names(data, "Staff") == ["Bo"]
    with pytest.raises(BadInput, match="has no list “Guests”; its sheets are Sheet or Staff"):
        names(data, "Guests")


def packed(size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * size)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Ada,chair\n", "no line of the list says what its columns are"),
        (b"", "no line of the list says what its columns are"),
        (b"PK\x03\x04 and nothing more", "cannot be read as a workbook"),
        (packed(1000), "cannot be read as a workbook"),
        (packed(201 * 1024 * 1024), "unpacks to more than any list of people"),
        (b"\xd0\xcf\x11\xe0 old", "is an old or locked workbook"),
        (b"x" * (21 * 1024 * 1024), "is larger than any list of people"),
        (workbook(["Ada", "chair"]), "no line of the list says what its columns are"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(BadInput) as told:
        read_sheet("list", data)
    assert says in str(told.value)


CELLS = st.sampled_from(
    [
        "",
        "Ada",
        "=1",
        "2026-12-31",
        "31/12/26",
        "owls",
        "chair",
        "(",
        "Doe, Jane (",
        "12345",
        "٣١",
        "²",
        "a@b.c",
        "†",
    ]
) | st.text(max_size=8)
HEADINGS = st.lists(st.sampled_from(Column), min_size=1, max_size=8, unique=True)


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda some: b"PK\x03\x04" + some))
def test_no_bytes_do_worse_than_be_refused(data: bytes) -> None:
    with suppress(BadInput):
        laid_file("list", data)


@given(HEADINGS, st.lists(st.lists(CELLS, max_size=8), max_size=6))
@settings(deadline=None, max_examples=100)
def test_whatever_cells_say_is_entered_or_told(columns: list[Column], rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    with suppress(BadInput):
        found = laid_file("list.csv", text.getvalue().encode("utf-8", "replace"), {"ada": ADA})
        after = fold({"ada": dict(ADA)}, found.changes)
        register = read_register(Document(file="x", tree=tree_of(after)), VILLAGE)
        assert register.people.keys() == after.keys()
