"""Symbols of United Nations documents are found and understood in text of any language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.documents.symbols import LONGEST, find, keys, prefixes, read, work_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See CEDAW/C/GC/35, para. 12.", ["CEDAW/C/GC/35"]),
        ("载于CEDAW/C/QAT/Q/1号文件", ["CEDAW/C/QAT/Q/1"]),
        ("الوثيقة \u200eCAT/C/CHE/CO/7\u200f.", ["CAT/C/CHE/CO/7"]),
        ("документ CERD/C/CMR/CO/19–21;", ["CERD/C/CMR/CO/19-21"]),
        ("CEDAW／C／GC／３５", ["CEDAW/C/GC/35"]),
        ("C AT/C/SR.2015", ["CAT/C/SR.2015"]),
        ("( CEDAW/C/BGR/CO/4 – 7 , para. 40)", ["CEDAW/C/BGR/CO/4-7"]),
        ("СAT/C/UZB/CO/3", ["CAT/C/UZB/CO/3"]),
        ("CR PD/C/7/D/3/2011", ["CRPD/C/7/D/3/2011"]),
        ("CCPR/C/96/D/1311/200421 août 2009", ["CCPR/C/96/D/1311/2004"]),
        ("CCPR/C/ FRA / CO/6", ["CCPR/C/FRA/CO/6"]),
        ("CEDAW/C/\nFRA/CO/7-8", ["CEDAW/C/FRA/CO/7-8"]),
        ("A/HRC/26/10\n2 GE.14-12578", ["A/HRC/26/10"]),
        ("(A/HRC/WG.6/18/MKD/1);", ["A/HRC/WG.6/18/MKD/1"]),
        ("CCPR/C/21/Rev.1./Add. 9", ["CCPR/C/21/REV.1/ADD.9"]),
        ("A/HRC/27/9*", ["A/HRC/27/9"]),
        ("resolution S/RES/1325 (2000) and A/RES/217 (III)", ["S/RES/1325(2000)", "A/RES/217(III)"]),
        ("A/67/222 (annex I)", ["A/67/222"]),
        ("CERD/C/64/Misc.11/rev.3", ["CERD/C/64/MISC.11/REV.3"]),
        ("https://undocs.org/en/A/HRC/43/48", ["A/HRC/43/48"]),
    ],
)
def test_a_symbol_is_found_however_it_is_printed(text: str, expected: list[str]) -> None:
    assert list(keys(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CEDAW/C/SR.918 و919", ["CEDAW/C/SR.918", "CEDAW/C/SR.919"]),
        ("CAT/C/SR.1336, 1339 and 1340", ["CAT/C/SR.1336", "CAT/C/SR.1339", "CAT/C/SR.1340"]),
        ("CEDAW/C/SR.715 و SR.716", ["CEDAW/C/SR.715", "CEDAW/C/SR.716"]),
        ("CRC/C/SR.1 et 2", ["CRC/C/SR.1", "CRC/C/SR.2"]),
        ("CCPR/C/SR.88和89", ["CCPR/C/SR.88", "CCPR/C/SR.89"]),
        ("CCPR/C/128/3/Adds.1–3", [f"CCPR/C/128/3/ADD.{n}" for n in (1, 2, 3)]),
        ("A/HRC/WG.6/18/MKD/2 and Corr.1", ["A/HRC/WG.6/18/MKD/2", "A/HRC/WG.6/18/MKD/2/CORR.1"]),
        ("A/HRC/10/7/Add.1 y Add.2", ["A/HRC/10/7/ADD.1", "A/HRC/10/7/ADD.2"]),
    ],
)
def test_short_forms_name_each_of_their_documents(text: str, expected: list[str]) -> None:
    assert list(keys(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "CEDAW/C/GC/31/Rev.1–CRC/C/GC/18/Rev.1",
        "CEDAW/C/GC/31/Rev.1/CRC/C/GC/18/Rev.1",
        "CEDAW/C/GC/31/Rev.1, CRC/C/GC/18/Rev.1",
    ],
)
def test_a_joint_symbol_names_two_documents(text: str) -> None:
    assert keys(text) == ("CEDAW/C/GC/31/REV.1", "CRC/C/GC/18/REV.1")


def test_a_joint_symbol_of_assembly_and_council_names_both() -> None:
    assert keys("A/79/302-S/2024/600.") == ("A/79/302", "S/2024/600")


@pytest.mark.parametrize(
    "text",
    [
        "an A/B test",
        "S/he and E/mail",
        "HIV/AIDS and/or AND/OR",
        "https://example.org/A/RES/68/268",
        "CD/DVD",
        "CAT/CERD",
        "A/4 paper",
        "the CRC/Convention",
        "N/A",
        "12/A/34",
    ],
)
def test_what_only_looks_like_a_symbol_is_none(text: str) -> None:
    assert keys(text) == ()


@pytest.mark.parametrize(
    ("symbol", "told"),
    [
        ("CAT/C/CHE/8", {"body": "cat", "type": "report", "state": "che", "cycle": "8"}),
        ("CEDAW/C/ITA/4-5", {"body": "cedaw", "type": "report", "state": "ita", "cycle": "4-5"}),
        ("CEDAW/C/FRA/Q/8", {"body": "cedaw", "type": "loi", "state": "fra", "cycle": "8"}),
        ("CRC/C/TGO/Q/3-4/Add.1", {"body": "crc", "type": "replies", "state": "tgo", "cycle": "3-4"}),
        ("CCPR/C/FRA/RQ/6", {"body": "ccpr", "type": "replies", "state": "fra", "cycle": "6"}),
        ("CEDAW/C/FRA/QPR/9", {"body": "cedaw", "type": "lopr", "state": "fra", "cycle": "9"}),
        ("E/C.12/AUS/CO/6", {"body": "cescr", "type": "co", "state": "aus", "cycle": "6"}),
        ("CAT/C/CHE/CO/7/Add.1", {"body": "cat", "type": "followup", "state": "che", "cycle": "7"}),
        ("CRC/C/OPSC/USA/CO/3-4", {"body": "crc", "type": "co", "state": "usa", "cycle": "3-4"}),
        ("CCPR/CO/72/GBR", {"body": "ccpr", "type": "co", "state": "gbr", "session": "72"}),
        ("CAT/C/CR/34/CHE", {"body": "cat", "type": "co", "state": "che", "session": "34"}),
        ("CCPR/C/CHN-HKG/CO/3", {"body": "ccpr", "type": "co", "state": "chn", "cycle": "3"}),
        ("CAT/OP/CHE/ROSP/1", {"body": "spt", "type": "visit", "state": "che", "cycle": "1"}),
        ("CAT/OP/PRY/1", {"body": "spt", "type": "visit", "state": "pry", "cycle": "1"}),
        ("CEDAW/C/GC/35", {"body": "cedaw", "type": "gc"}),
        ("CRC/GC/2003/5", {"body": "crc", "type": "gc", "year": 2003}),
        ("CCPR/C/21/Rev.1/Add.13", {"body": "ccpr", "type": "gc"}),
        (
            "CCPR/C/130/D/2500/2014",
            {"body": "ccpr", "type": "views", "session": "130", "case": "2500/2014", "year": 2014},
        ),
        ("CAT/C/SR.1336", {"body": "cat", "type": "sr"}),
        ("CAT/C/34/Add.6", {"body": "cat"}),
        ("A/53/44", {"body": "cat", "type": "annual", "session": "53"}),
        ("A/67/222", {"body": "ga", "session": "67"}),
        ("A/RES/68/268", {"body": "ga", "type": "resolution", "session": "68"}),
        ("S/RES/1325(2000)", {"body": "sc", "type": "resolution", "year": 2000}),
        ("A/HRC/RES/51/17", {"body": "hrc", "type": "resolution", "session": "51"}),
        ("A/HRC/S-5/1", {"body": "hrc", "session": "S-5"}),
        ("A/HRC/26/10", {"body": "hrc", "session": "26"}),
        ("A/HRC/WG.6/10/NRU/2", {"body": "upr", "type": "compilation", "state": "nru", "session": "10"}),
        ("A/HRC/WGAD/2020/5", {"body": "sp", "type": "opinion", "year": 2020}),
        ("A/C.3/78/L.4", {"body": "ga", "type": "draft", "session": "78"}),
        ("E/CN.4/2003/5", {"body": "chr", "year": 2003}),
        ("HRI/CORE/FRA/2017", {"type": "core", "state": "fra", "year": 2017}),
        ("HRI/MC/2022/2", {"body": "chairs", "year": 2022}),
    ],
)
def test_a_symbol_tells_what_the_document_is(symbol: str, told: dict[str, object]) -> None:
    found = read(symbol)
    assert found is not None
    facts = ("body", "type", "state", "session", "cycle", "case", "year")
    assert {name: getattr(found, name) for name in facts if getattr(found, name) is not None} == told


def test_what_is_added_to_a_symbol_is_kept_apart() -> None:
    found = read("A/HRC/28/5/Add.1/Rev.2")
    assert found is not None
    assert (found.base_key, found.suffixes) == ("A/HRC/28/5", ("add.1", "rev.2"))
    assert work_key(found.key) == "A/HRC/28/5/ADD.1"


def test_a_typed_symbol_is_read_in_small_letters_and_nothing_else_beside_it() -> None:
    found = read(" cedaw/c/gc/35. ")
    assert found is not None
    assert found.key == "CEDAW/C/GC/35"
    assert read("CEDAW/C/GC/35 para 12") is None
    assert keys("cite cedaw/c/gc/35 para 12", typed=True) == ("CEDAW/C/GC/35",)


def test_a_symbol_stands_where_it_is_said_to_stand() -> None:
    text = "\u200fانظر \u200eCEDAW/C/\u200eFRA/CO/6\u200f و\u200eCAT/C/SR.1"
    found = list(find(text))
    assert [text[one.start : one.end] for one in found] == ["CEDAW/C/\u200eFRA/CO/6", "CAT/C/SR.1"]
    assert found[0].symbol.printed == "CEDAW/C/FRA/CO/6"


def test_a_key_is_found_by_all_that_it_begins_with() -> None:
    assert prefixes("CEDAW/C/FRA/CO/6") == (
        "CEDAW",
        "CEDAW/C",
        "CEDAW/C/FRA",
        "CEDAW/C/FRA/CO",
        "CEDAW/C/FRA/CO/6",
    )


PIECES = [
    "CEDAW",
    "CAT",
    "A",
    "/",
    "/C",
    " ",
    "SR.",
    "1",
    "2024",
    "-",
    "Add.",
    "Rev.1",
    "(",
    "III)",
    "\n",
    "و",
    "和",
]


@given(st.lists(st.sampled_from([*PIECES, "\u200e", "x", "."]), max_size=60).map("".join))
def test_every_key_found_is_read_as_itself(text: str) -> None:
    for found in find(text):
        again = read(found.symbol.key)
        assert again is None or again.key == found.symbol.key
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["A/", "CEDAW/C/", "CAT/C/SR.1, ", "C E D A W ", "A/1/AAAA", "A/RES/1 (X", "A.", "/", " ", "1-"]
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    text = "CAT/C/" + piece * (200_000 // len(piece))
    assert all(len(found.symbol.printed) <= LONGEST for found in find(text))
