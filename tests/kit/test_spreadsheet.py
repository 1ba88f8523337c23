"""CSV for spreadsheets: every script is shown, and nothing is calculated."""

import csv
import io

import pytest

from kit.spreadsheet import csv_text, harmless


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+41 22 917 00 00",
        "-2+3",
        "@SUM(1+1)",
        '=HYPERLINK("http://x","click")',
        "  =1+1",
        "\t=1+1",
        "\r=cmd|' /C calc'!A0",
        "＝1+1",
        "\n@x",
    ],
)
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert harmless(cell).startswith("'")


@pytest.mark.parametrize("cell", ["", "Ada", "a=b", "2026-01-01", "'=1", "秘书处", "أمانة"])
def test_other_words_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_cell_stays_one_line_of_the_file() -> None:
    assert harmless('spam\n"=1+1"\r\nmore') == 'spam "=1+1" more'


def test_a_table_is_read_back_in_every_script() -> None:
    rows = [{"who": "Ада, «Анна»", "why": 'said "no"'}, {"who": "李明"}]
    text = csv_text(["who", "why"], rows)
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read == [["who", "why"], ["Ада, «Анна»", 'said "no"'], ["李明", ""]]
