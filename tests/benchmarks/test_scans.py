"""The error of a scan is the share of its letters that are wrong."""

from pathlib import Path

import pytest
from PIL import Image

from benchmarks.__main__ import main
from benchmarks.scans import as_from_a_scanner, error, letters


@pytest.mark.parametrize(
    ("read", "true", "share"),
    [
        ("abcd", "abcd", 0.0),
        ("abxd", "abcd", 0.25),
        ("", "abcd", 1.0),
        ("abcde", "abcd", 0.25),
        ("bcd", "abcd", 0.25),
    ],
)
def test_letters_changed_added_and_left_out_are_counted(read: str, true: str, share: float) -> None:
    assert error(read, true) == share


def test_marks_spaces_and_numbers_are_not_counted() -> None:
    assert letters("A 1. حُقُوق — b_") == "Aحقوقb"


def test_a_page_from_a_scanner_looks_the_same_each_time_and_worse() -> None:
    page = Image.new("L", (60, 40), 255)
    assert as_from_a_scanner(page).tobytes() == as_from_a_scanner(page).tobytes() != page.tobytes()


def test_without_documents_nothing_is_measured(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="needs documents in"):
        main(["scans", str(tmp_path)])
