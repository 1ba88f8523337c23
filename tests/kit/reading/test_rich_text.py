"""RTF gives what stands there, in the encodings that its fonts ask for."""

import pytest

from kit.reading.pages import Why
from tests.kit.reading.reading import read, text_of, why

FONTS = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset134 C;}{\f3\fcharset178 D;}}"


def rtf(body: str, head: str = r"\ansi\ansicpg1252") -> bytes:
    """Return a file of RTF."""
    return ("{\\rtf1" + head + FONTS + body + "}").encode("latin-1")


def escaped(text: str, codec: str) -> str:
    """Return text as RTF writes letters of a code page."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode(codec))


def test_paragraphs_and_signs_are_read() -> None:
    assert (
        text_of(rtf(r"\pard One {\b two}\par caf\'e9 \emdash  end\~x\_y\par"))
        == "One two\ncafé — end\u00a0x-y"
    )


@pytest.mark.parametrize(
    ("font", "codec", "words"),
    [(1, "cp1251", "права человека"), (2, "gbk", "人权委员会"), (3, "cp1256", "حقوق الإنسان")],
)
def test_each_font_has_its_own_encoding(font: int, codec: str, words: str) -> None:
    body = rf"\f0 before {{\f{font} {escaped(words, codec)}}} after"
    assert text_of(rtf(body)) == f"before {words} after"


def test_a_second_byte_that_looks_like_a_letter_belongs_to_its_sign() -> None:
    first, second = "丂".encode("gbk")
    assert text_of(rtf(rf"\f2\'{first:02x}{chr(second)}\u26435!")) == "丂权"


def test_unicode_signs_come_without_their_substitutes() -> None:
    assert text_of(rtf(r"\u20154?\u26435? \uc2\u1076\'e4\'e4x {\uc0\u-10179\u-8704}")) == "人权 дx 😀"


def test_deleted_words_pictures_and_field_codes_are_left_out() -> None:
    body = (
        r"kept {\deleted gone}{\*\unknown gone}{\pict\bin4 }}}}} here{\field{\*\fldinst PAGE}"
        r"{\fldrslt  result}}"
    )
    assert text_of(rtf(body)) == "kept  here result"


def test_tables_are_read_row_by_row() -> None:
    row = r"\trowd\cellx1\cellx2\intbl {}\cell {}\cell\row".format
    lines = text_of(rtf(r"above\par" + row("State", "Year") + row("Peru", "2019") + r"\pard below")).split(
        "\n"
    )
    assert lines == ["above", "State\tYear", "Peru\t2019", "below"]


def test_numbers_of_paragraphs_are_kept() -> None:
    assert text_of(rtf(r"{\listtext 12.\tab}The Committee\par")) == "12.\tThe Committee"


def test_notes_stand_after_the_text_and_headers_above() -> None:
    found = read(rtf(r"{\header CEDAW/C/GC/99\par}Text{\footnote A note\par} on"))
    assert [page.text for page in found.pages] == ["CEDAW/C/GC/99\nText on", "A note"]


def test_a_file_says_its_title_and_author() -> None:
    found = read(rtf(r"{\info{\title T\'e9}{\author Ada}{\creatim\yr2019}}Text"))
    assert (found.title, found.about) == ("Té", {"author": "Ada"})


def test_groups_that_never_end_are_refused_and_those_that_never_began_passed_over() -> None:
    assert why(rtf("{" * 20_000 + "x")) is Why.TOO_BIG
    assert text_of(rtf("one}}}} two")) == "one two"
