"""Files of Word, Excel and PowerPoint from before 2007 are read from their streams."""

import struct

import pytest

from kit.reading.pages import Why
from tests.kit.reading.compound import compound, slides, word, workbook
from tests.kit.reading.reading import read, text_of, why


def test_a_doc_gives_its_text_with_rows_as_lines() -> None:
    assert text_of(word("人权 droits\rState\x07Year\x07\x07after")) == "人权 droits\nState\tYear\nafter"


def test_a_doc_gives_its_notes_after_its_text() -> None:
    found = read(word("Text\x02 on\r", notes="\x02 A note\r"))
    assert [page.text for page in found.pages] == ["Text on", "A note"]


def test_a_doc_leaves_out_what_was_deleted_while_changes_were_tracked() -> None:
    assert text_of(word("kept gone here", deleted=(5, 10))) == "kept here"


def test_a_doc_shows_what_fields_give_and_not_their_code() -> None:
    assert text_of(word("see \x13 LINK \x13 x \x14y\x15 more \x14the report\x15 now")) == "see the report now"


def test_paragraphs_that_a_doc_numbers_by_itself_have_their_numbers() -> None:
    text = text_of(word("One\rSub\rSub\rPlain\rTwo\r", levels={0: 0, 1: 1, 2: 1, 4: 0}))
    assert text.split("\n") == ["3. One", "(a) Sub", "(b) Sub", "Plain", "4. Two"]


def test_lists_that_are_damaged_lose_no_word() -> None:
    whole = bytearray(word("One\rTwo\r", levels={0: 0, 1: 0}))
    at = whole.index("•".encode("utf-16-le")) - 30
    whole[at : at + 400] = b"\xff" * 400
    assert text_of(bytes(whole)).split("\n")[-1].endswith("Two")


def test_signs_beyond_sixteen_bits_are_kept() -> None:
    assert text_of(word("emoji 😀 and 𠀀 here", deleted=(6, 8))) == "emoji  and 𠀀 here"


@pytest.mark.parametrize(("flags", "result"), [(0, "Права человека\nи свободы"), (4, Why.OLD_KIND)])
def test_a_doc_from_before_1997_is_read_unless_it_was_saved_in_haste(flags: int, result: str | Why) -> None:
    text = "Права человека\rи свободы".encode("cp1251")
    words = bytearray(5_000)
    struct.pack_into("<HHxxxxxxH", words, 0, 0xA5DC, 0x0065, flags)
    struct.pack_into("<II", words, 24, 1_024, 1_024 + len(text))
    words[1_024 : 1_024 + len(text)] = text
    data = compound({"WordDocument": bytes(words)})
    assert (why(data) if isinstance(result, Why) else text_of(data)) == result


def test_a_doc_with_a_password_is_locked() -> None:
    assert why(word("secret", locked=True)) is Why.LOCKED


def test_an_xls_is_read_as_sheets_are() -> None:
    found = read(workbook([["State", "Year"], ["Peru", 2019.0]]))
    assert [(page.number, page.text) for page in found.pages] == [
        (1, "Data\nState\tYear\nState: Peru; Year: 2019")
    ]


def test_a_ppt_gives_its_slides_as_pages() -> None:
    found = read(slides("Title\rpoint", "Second"))
    assert [(page.number, page.text) for page in found.pages] == [
        (1, "Title\npoint\nbox"),
        (2, "Second\nbox"),
    ]


def test_a_compound_file_of_another_program_is_of_an_old_kind() -> None:
    assert why(compound({"VisioDocument": b"x" * 5000})) is Why.OLD_KIND
    assert why(b"\xffWPC" + bytes(100), "x.wpd") is Why.OLD_KIND


def test_an_encrypted_package_is_locked() -> None:
    assert why(compound({"EncryptedPackage": b"x" * 100, "EncryptionInfo": b"y"})) is Why.LOCKED
