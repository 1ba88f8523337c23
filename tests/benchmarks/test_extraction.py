"""How much of a known text was read is counted in words and in pairs of words."""

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.extraction import found, native, shares, words_of
from tests.kit.reading.papers import docx, paragraph, pdf


def test_a_text_read_in_full_has_all_words_and_pairs() -> None:
    assert shares("The right to food", "the RIGHT to\nfood") == (1.0, 1.0)


def test_words_out_of_order_count_as_words_and_not_as_pairs() -> None:
    assert shares("one two three", "three two one") == (1.0, 0.0)


def test_a_word_read_once_does_not_count_twice() -> None:
    assert shares("right right", "right") == (0.5, 0.0)


def test_each_chinese_sign_is_a_word_and_arabic_marks_are_none() -> None:
    assert words_of("人权 2 b") == ["人", "权", "2", "b"]
    assert words_of("حُقُوق") == words_of("حقوق")


def test_words_are_taken_out_of_the_notation_of_pandoc() -> None:
    text = '[Para [Str "droits",Space,Str "\\233gaux"],Para [Code ("",[],[]) "x = 1"]]'
    assert native(text) == "droits égaux x = 1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return files with their texts in all the ways they may lie."""
    for name in ("beside", "pdf", "truth"):
        (tmp_path / name).mkdir()
    (tmp_path / "beside" / "a.docx").write_bytes(docx(paragraph("The right to food is a right")))
    (tmp_path / "beside" / "a.docx.txt").write_text("The right to food is a human right")
    (tmp_path / "beside" / "unknown.pdf").write_bytes(pdf("nobody knows"))
    (tmp_path / "pdf" / "b.pdf").write_bytes(pdf("The right to water"))
    (tmp_path / "truth" / "b.txt").write_text("The right to water")
    return tmp_path


def test_known_texts_are_found_beside_a_file_and_in_a_folder_beside(folder: Path) -> None:
    assert {(one.file.name, one.truth.name) for one in found(folder)} == {
        ("a.docx", "a.docx.txt"),
        ("b.pdf", "b.txt"),
    }


def test_shares_and_seconds_are_printed_by_format_and_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extraction", str(folder), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["docx_en_word_recall"]["value"] == 0.875
    assert printed["pdf_en_order"]["value"] == 1.0
    assert printed["all_files"]["value"] == 2
    assert printed["docx_seconds"]["value"] > 0
