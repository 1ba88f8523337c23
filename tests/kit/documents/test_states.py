"""States are known by letters, numbers and names in six languages, and where a text names them."""

import csv
import io

import pytest
from openpyxl import load_workbook

from kit.documents.states import name_of, state_of, states_in
from kit.ids import Language
from tests.kit.documents.corpus import CORPUS, needs


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("FRA", "fra"),
        ("fr", "fra"),
        ("250", "fra"),
        ("4", "afg"),
        ("uk", "gbr"),
        ("ROM", "rou"),
        ("France", "fra"),
        ("  la   FRANCE ", "fra"),
        ("Bolivia (Plurinational State of)", "bol"),
        ("Plurinational State of Bolivia", "bol"),
        ("Venezuela (Bolivarian Republic of)", "ven"),
        ("Côte d'Ivoire", "civ"),
        ("Cote d’Ivoire", "civ"),
        ("Czech Republic", "cze"),
        ("Türkiye", "tur"),
        ("République populaire démocratique de Corée", "prk"),
        ("Republic of Korea", "kor"),
        ("Congo", "cog"),
        ("République démocratique du Congo", "cod"),
        ("Estados Unidos de América", "usa"),
        ("Российская Федерация", "rus"),
        ("المملكة المتحدة", "gbr"),
        ("الجزائر", "dza"),
        ("中国", "chn"),
        ("大韩民国", "kor"),
        ("State of Palestine", "pse"),
        ("Saint-Siège", "vat"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_state_is_known_by_what_people_call_it(word: str, state: str | None) -> None:
    assert state_of(word) == state


@pytest.mark.parametrize(
    ("title", "states"),
    [
        ("Concluding observations on the fourth periodic report of Bosnia and Herzegovina", ["bih"]),
        ("Observations finales concernant le rapport de la Côte d’Ivoire", ["civ"]),
        ("Observaciones finales sobre el quinto informe periódico del Perú", ["per"]),
        ("الملاحظات الختامية بشأن التقرير الدوري الخامس لفرنسا", ["fra"]),
        ("الملاحظات الختامية بشأن التقرير الدوري للجزائر", ["dza"]),
        ("关于法国第七次定期报告的结论性意见", ["fra"]),
        ("Заключительные замечания по докладу Албании", ["alb"]),
        ("Заключительные замечания по докладу Российской Федерации", ["rus"]),
        ("по докладу, представленному Бразилией", ["bra"]),
        ("Заключительные замечания по докладу Новой Зеландии", ["nzl"]),
        ("Guinea-Bissau, Guinea, Equatorial Guinea", ["gnb", "gin", "gnq"]),
        ("Dominica and the Dominican Republic", ["dma", "dom"]),
        ("the United Kingdom of Great Britain and Northern Ireland", ["gbr"]),
        ("Democratic Republic of the Congo", ["cod"]),
        ("Niger, not Nigeria", ["ner", "nga"]),
        ("阿曼苏丹国", ["omn"]),
        ("Women in rural areas", []),
    ],
)
def test_a_title_names_its_states_the_longest_name_first(title: str, states: list[str]) -> None:
    assert list(states_in(title)) == states


def test_a_state_is_called_by_its_name_in_each_language() -> None:
    assert [name_of("fra", language) for language in Language] == [
        "فرنسا",
        "法国",
        "France",
        "France",
        "Франция",
        "Francia",
    ]


@needs("cehdi-upr", "countries")
def test_all_official_names_in_six_languages_mean_one_state() -> None:
    data = (CORPUS / "cehdi-upr" / "data" / "countries.xlsx").read_bytes()
    rows = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2, max_row=200, values_only=True)
    for row in rows:
        names = [str(name).rstrip(" *") for name in row[:12] if name]
        if len(names) < 6:
            continue
        meant = {state_of(name) or "".join(states_in(name)) for name in names}
        assert len(meant) == 1, names
        assert meant != {""}, names


@needs("countries")
def test_letters_and_numbers_of_the_standard_are_known() -> None:
    table = (CORPUS / "countries" / "data" / "country-codes.csv").read_text("utf-8")
    for row in csv.DictReader(io.StringIO(table)):
        three = row["ISO3166-1-Alpha-3"].strip()
        for word in (three, row["ISO3166-1-Alpha-2"].strip(), row["M49"].strip().zfill(3)):
            assert not three or state_of(word) == three.lower(), word
