"""States by the names that lists give them."""

import csv
import io
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from provisioning.register.importing.vocabulary import UnknownWord, listed_languages, nationalities, tongues

CORPUS = Path(os.environ.get("PALAIS_CORPUS", Path(__file__).parents[5] / "shared" / "data"))
OFFICIAL = CORPUS / "cehdi-upr" / "data"
needs_lists = pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"there are no official lists at {OFFICIAL}")


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("FRA", "FRA"),
        ("fr", "FRA"),
        ("FRANCE", "FRA"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("République de Corée", "KOR"),
        ("the United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("Viet Nam", "VNM"),
        ("Congo", "COG"),
        ("Democratic Republic of the Congo", "COD"),
        ("مصر", "EGY"),
        ("中国", "CHN"),
        ("Российская Федерация", "RUS"),
        ("Saint Lucia", "LCA"),
        ("Myanmar", "MMR"),
    ],
)
def test_a_state_is_known_by_letters_and_names(written: str, letters: str) -> None:
    assert nationalities().take(written) == letters


def test_a_word_that_is_no_state_gets_the_nearest_and_is_not_guessed() -> None:
    with pytest.raises(UnknownWord, match="“Egyptian” is not a State; did you mean “Egypt”"):
        nationalities().take("Egyptian")


def test_languages_are_known_by_their_names_in_each_other() -> None:
    words = listed_languages("English, français; Русский and 中文")
    assert [tongues().find(word) for word in words] == ["en", "fr", "ru", "zh"]


@needs_lists
def test_the_names_of_the_statistics_division_mean_what_they_say() -> None:
    with (OFFICIAL / "UNSD_Methodology.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    found = {row["ISO-alpha3 Code"]: nationalities().find(row["Country or Area"]) for row in rows}
    assert [letters for letters, read in found.items() if read not in {None, letters}] == []
    assert sum(read is not None for read in found.values()) > 230


@needs_lists
def test_short_names_of_the_official_list_are_known_in_six_languages() -> None:
    page = load_workbook(io.BytesIO((OFFICIAL / "countries.xlsx").read_bytes())).worksheets[0]
    rows = [
        list(map(str, row)) for row in page.iter_rows(min_row=2, max_row=194, max_col=6, values_only=True)
    ]
    for language, least in enumerate((192, 191, 189, 180, 188, 160)):
        read = [nationalities().find(row[language]) for row in rows]
        assert sum(one is not None for one in read) >= least, language
    for row in rows:
        read_as = {found for name in row if (found := nationalities().find(name)) is not None}
        assert len(read_as) == 1, row
