"""Paragraphs are found with their numbers, and no letter of a document is lost."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.documents.cutting import GOOD, LONGEST
from kit.documents.paragraphs import Paragraph, paragraphs_in
from kit.ids import Language
from kit.reading.pages import Page

SAID = "The Committee notes that much remains to be done for the people of the valley."


def found(*texts: str) -> list[tuple[str | None, str]]:
    pages = [Page(n + 1, text) for n, text in enumerate(texts)]
    return [(p.number, pages[p.page].text[p.start : p.end]) for p in paragraphs_in(pages)]


def numbers(*texts: str) -> list[str | None]:
    return [number for number, _ in found(*texts)]


@pytest.mark.parametrize(
    "text",
    [
        "1. It welcomes the law.\n2. It regrets the delay.\n3. It asks for figures.",
        "1.\tIt welcomes the law.\n2.\tIt regrets the delay.\n3.\tIt asks for figures.",
        "1.It welcomes the law.\n2.It regrets the delay.\n3.It asks for figures.",
        "1) It welcomes the law.\n2) It regrets the delay.\n3) It asks for figures.",
        "(1) It welcomes the law.\n(2) It regrets the delay.\n(3) It asks for figures.",
        "1. 委员会欢迎新法律。\n2. 委员会感到遗憾。\n3. 委员会请缔约国提供资料。",
        "1．委员会欢迎新法律。\n2．委员会感到遗憾。\n3．委员会请缔约国提供资料。",
        "1.2016年委员会欢迎新法律。\n2.2017年委员会感到遗憾。\n3.委员会请缔约国提供资料。",
        "1 - ترحب اللجنة بالقانون.\n2 - تأسف اللجنة للتأخير.\n3 - تطلب اللجنة معلومات.",
        "1、委员会欢迎新法律。\n2、委员会感到遗憾。\n3、委员会请缔约国提供资料。",
        "1- ترحب اللجنة بالقانون.\n2- تأسف اللجنة للتأخير.\n3- تطلب اللجنة معلومات.",
        "-1 ترحب اللجنة بالقانون.\n-2 تأسف اللجنة للتأخير.\n-3 تطلب اللجنة معلومات.",
        "١- ترحب اللجنة بالقانون.\n٢- تأسف اللجنة للتأخير.\n٣- تطلب اللجنة معلومات.",
        "1. Комитет приветствует закон.\n2. Комитет сожалеет.\n3. Комитет просит сведения.",
        "1. приветствует закон;\n2. сожалеет о задержке;\n3. просит сведения.",
    ],
)
def test_numbers_are_read_as_each_language_prints_them(text: str) -> None:
    assert numbers(text) == ["1", "2", "3"]


def test_a_paragraph_taken_in_between_has_its_own_number() -> None:
    assert numbers("11. One.\n12. Two.\n12 bis. Three.\n12 ter. Four.\n13. Five.") == [
        "11",
        "12",
        "12 bis",
        "12 ter",
        "13",
    ]


def test_parts_of_a_number_are_numbers_of_their_own() -> None:
    text = "1. It heard these:\n1.1 Do this;\n1.2 Do that.\n2. It ended.\n2.1 At noon.\n3. Thanks."
    assert numbers(text) == ["1", "1.1", "1.2", "2", "2.1", "3"]


def test_parts_of_numbers_may_stand_close_to_their_text() -> None:
    assert numbers("1.L’auteur dit.\n2.1L’auteur est venu.\n2.2Il est resté.\n3.1Il se plaint.") == [
        "1",
        "2.1",
        "2.2",
        "3.1",
    ]
    assert numbers("1.提交人来了。\n2.12010年提交人来了。\n2.2提交人留下。\n3.1提交人申诉。") == [
        "1",
        "2.1",
        "2.2",
        "3.1",
    ]


def test_a_list_inside_a_paragraph_is_not_numbered_as_paragraphs() -> None:
    text = (
        "1. It asks for:\n(a) Schools;\n(b) Roads.\n"
        "2. It asks for three things:\n1. Bread.\n2. Salt.\n3. Tea.\n"
        "3. It asks for no more.\n4. It ends."
    )
    assert numbers(text) == ["1", "2", "3", "4"]
    assert "Salt" in found(text)[1][1]


def test_a_number_that_belongs_to_a_sentence_begins_nothing() -> None:
    wide = "The Committee recalls what it said of the people of the valley under article"
    text = f"1. {wide}\n2. Of the Convention it says no more, and ends here.\n2. {SAID}\n3. {SAID}"
    assert [n for n, _ in found(text)] == ["1", "2", "3"]
    assert "Of the Convention" in found(text)[0][1]


def test_contents_are_not_paragraphs() -> None:
    contents = "Contents\n1. Introduction ................ 3\n2. Follow-up ................ 4"
    assert numbers(contents) == [None]


def test_headings_with_numbers_are_not_paragraphs() -> None:
    part = f"\n{SAID} {SAID}\n{SAID}\n"
    assert set(numbers(f"1. Introduction{part}2. Methods{part}3. Results{part}")) == {None}


def test_a_heading_goes_with_the_paragraph_below() -> None:
    text = f"1. {SAID}\nB. Positive aspects\n2. {SAID}\n3. {SAID}"
    assert found(text)[1] == ("2", f"B. Positive aspects\n2. {SAID}")


def test_an_annex_begins_its_numbers_again() -> None:
    text = f"1. {SAID}\n2. {SAID}\n3. {SAID}\nAnnex\n1. {SAID}\n2. {SAID}"
    assert numbers(text) == ["1", "2", "3", "1", "2"]


def test_a_missing_number_does_not_stop_the_others() -> None:
    assert numbers(f"1. {SAID}\n2. {SAID}\n4. {SAID}\n5. {SAID}") == ["1", "2", "4", "5"]


def test_a_paragraph_over_a_page_break_keeps_its_number_on_both_pages() -> None:
    first = f"1. {SAID}\n2. The Committee is concerned about children who"
    second = f"live far from schools.\n3. {SAID}"
    assert found(first, second)[1:3] == [
        ("2", "2. The Committee is concerned about children who"),
        ("2", "live far from schools."),
    ]


def test_what_follows_an_annex_s_heading_on_the_next_page_has_no_number() -> None:
    assert numbers(f"1. {SAID}\n2. {SAID}", "Annex\nMembers of the delegation") == ["1", "2", None]


def test_notes_at_the_foot_of_a_page_are_apart_from_its_paragraphs() -> None:
    first = f"1. {SAID}\n2. The Committee is concerned about\n__________\n1 See the report."
    pieces = found(first, f"children.\n3. {SAID}")
    assert [number for number, _ in pieces] == ["1", "2", None, "2", "3"]
    assert pieces[2][1] == "1 See the report."


def test_a_running_header_is_kept_once_and_page_numbers_never() -> None:
    pages = [f"CAT/C/XYZ/CO/1\n{n}\n{SAID} Page of {n} words.\nGE.19-12345" for n in range(1, 5)]
    pages = [page.replace("XYZ", "FRA") for page in pages]
    pieces = [text for _, text in found(*pages)]
    assert sum("CAT/C/FRA/CO/1" in text for text in pieces) == 1
    assert all(f"Page of {n} words" in pieces[n - 1] for n in range(1, 5))


def test_short_paragraphs_are_joined_and_long_ones_cut_between_sentences() -> None:
    short = found("\n\n".join([SAID] * 40))
    assert all(GOOD / 2 < len(text) <= GOOD for _, text in short[:-1])
    long = found(" ".join([SAID] * 60))
    assert all(GOOD / 2 < len(text) <= LONGEST and text.endswith(".") for _, text in long)
    assert max(len(text) for _, text in found("x" * 10_000)) <= LONGEST


def test_each_paragraph_has_its_own_language_and_short_ones_that_of_their_neighbours() -> None:
    texts = [
        "1. The Committee regrets that the State party has not submitted its report in time.",
        "2. Le Comité regrette que l’État partie n’ait pas soumis son rapport dans les délais.",
        "3. El Comité lamenta que el Estado parte no haya presentado su informe en el plazo.",
        "4. Комитет сожалеет, что доклад не был представлен вовремя.",
        "5. تأسف اللجنة لأن التقرير لم يقدم في الموعد المحدد.",
        "6. 委员会遗憾地注意到报告没有按时提交。",
        "7. 2019",
    ]
    told = [p.language for p in paragraphs_in([Page(1, "\n".join(texts))])]
    assert told == [Language(code) for code in ("en", "fr", "es", "ru", "ar", "zh", "zh")]


def test_neighbours_in_two_languages_are_not_joined() -> None:
    english, french = (
        f"{SAID}\n\n",
        "Le Comité note que beaucoup reste à faire pour les gens de la vallée.\n\n",
    )
    told = paragraphs_in([Page(None, english * 3 + french * 3)])
    assert [p.language for p in told] == [Language.ENGLISH, Language.FRENCH]


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


def kept(pages: Sequence[Page], paragraphs: Sequence[Paragraph]) -> str:
    return "".join(pages[p.page].text[p.start : p.end] for p in paragraphs)


LINES = st.sampled_from(
    [
        "1. One.",
        "2. Two,",
        "3. Three",
        "(1) a",
        "12 bis. x",
        "Annex",
        "_______",
        "4.5 per cent",
        "١- نص",
        "1、文字。",
        "",
        " ",
        "CAT/C/FRA/CO/1",
        "Heading",
        "5",
        SAID,
        SAID * 25,
        "é",
    ]
)


@given(st.lists(st.lists(LINES, max_size=12).map("\n".join), max_size=6), st.booleans())
def test_every_letter_is_in_exactly_one_paragraph(texts: list[str], printed: bool) -> None:
    pages = [Page(n + 1 if printed else None, text) for n, text in enumerate(texts)]
    paragraphs = paragraphs_in(pages)
    places = [(p.page, p.start, p.end) for p in paragraphs]
    assert places == sorted(places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places)), "two of them overlap"
    assert all(0 < end - start <= LONGEST for _, start, end in places)
    whole, rest = letters("".join(page.text for page in pages)), letters(kept(pages, paragraphs))
    if not printed:
        assert rest == whole
    assert set(rest) == set(whole), "a header was dropped though no page has it"


@pytest.mark.parametrize(
    "line", ["1. x\n", "1.1.1.1 x\n", "(1)\n", "1\n", "_____\n", "-", "١- ", ". ", "“”", "A\n\n"]
)
def test_hostile_pages_cost_no_more_than_their_length(line: str) -> None:
    pages = [Page(n, line * (6_000 // len(line))) for n in range(1, 12)]
    assert letters(kept(pages, paragraphs_in(pages))) is not None
