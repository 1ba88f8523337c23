"""What a document is shows on its first page; where it does not show, nothing is guessed."""

import datetime as dt
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.documents.facts import Facts
from kit.documents.understanding import Understood, understand
from kit.ids import Language
from kit.reading.clean import cleaned
from kit.reading.formats import read_bytes
from kit.reading.pages import Page, ReadFile, in_pieces
from kit.testing.clock import NOON
from tests.kit.documents import papers
from tests.kit.documents.corpus import CORPUS, needs

LATER = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def understood(*texts: str, name: str = "paper.pdf", title: str | None = None) -> Understood:
    pages = tuple(Page(n + 1, text) for n, text in enumerate(texts))
    return understand(ReadFile(title, pages), name=name, caption=None, uploaded=LATER)


def facts(*texts: str, name: str = "paper.pdf", title: str | None = None) -> Facts:
    return understood(*texts, name=name, title=title).facts


@pytest.mark.parametrize("code", sorted(papers.IN_SIX_LANGUAGES))
def test_a_first_page_tells_the_same_in_each_language(code: str) -> None:
    found = facts(papers.IN_SIX_LANGUAGES[code])
    assert (found.symbol, found.symbol_key, found.base_key) == ("CEDAW/C/FRA/CO/9",) * 3
    assert (found.body, found.state, found.type, found.cycle) == ("cedaw", "fra", "co", "9")
    assert (found.date, found.session) == (dt.date(2023, 11, 14), "86")
    assert found.version is None
    assert found.languages == (Language(code),)
    assert "CEDAW/C/FRA/CO/9" not in found.cites


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("ar", "الملاحظات الختامية بشأن التقرير الدوري التاسع لفرنسا"),
        ("en", "Concluding observations on the ninth periodic report of France"),
        ("es", "Observaciones finales sobre el noveno informe periódico de Francia"),
        ("fr", "Observations finales concernant le neuvième rapport périodique de la France"),
        ("ru", "Заключительные замечания по девятому периодическому докладу Франции"),
        ("zh", "关于法国第九次定期报告的结论性意见"),
    ],
)
def test_a_title_is_read_over_its_lines_in_each_language(code: str, title: str) -> None:
    assert facts(papers.IN_SIX_LANGUAGES[code]).title == title


@pytest.mark.parametrize("code", sorted(papers.IN_SIX_LANGUAGES))
def test_without_its_symbol_a_paper_still_tells_kind_body_and_state(code: str) -> None:
    text = papers.IN_SIX_LANGUAGES[code].replace(" CEDAW/C/FRA/CO/9", "")
    found = facts(text)
    assert (found.symbol, found.type, found.body, found.state) == (None, "co", "cedaw", "fra")


def test_views_tell_their_case_and_no_state() -> None:
    found = facts(papers.VIEWS)
    assert (found.type, found.case, found.session, found.state) == ("views", "2500/2014", "130", None)
    assert found.title is not None
    assert found.title.endswith("concerning communication No. 2500/2014")
    assert facts(papers.VIEWS.replace("CCPR/C/130/D/2500/2014", "")).case == "2500/2014"


def test_an_old_paper_is_understood_though_its_block_is_spread_over_lines() -> None:
    found = facts(papers.OLD_VIEWS)
    assert (found.symbol_key, found.date) == ("CCPR/C/87/D/1999/2002", dt.date(2006, 8, 8))
    assert (found.body, found.type, found.session) == ("ccpr", "views", "87")
    assert found.title == "Comunicación Nº 1999/2002"


def test_what_was_taken_out_of_an_annual_report_is_what_its_title_says() -> None:
    assert facts("A/47/38\nGeneral recommendation No. 19: Violence against women\n1. It is.").type == "gc"


def test_a_paper_of_the_secretariat_is_called_by_what_stands_above() -> None:
    found = facts(papers.BY_THE_SECRETARIAT)
    assert (found.symbol, found.body) == ("HRI/MC/2099/2", "chairs")
    assert found.title == "Working methods of the committees and what became of them"


def test_a_symbol_that_runs_into_the_day_below_is_parted_from_it() -> None:
    found = facts("Distr. RESTREINTE*\nCCPR/C/96/D/1999/200421 août 2009\nFRANÇAIS\nOriginal: ANGLAIS")
    assert (found.symbol_key, found.date) == ("CCPR/C/96/D/1999/2004", dt.date(2009, 8, 21))


def test_the_days_of_a_session_are_not_the_document_s() -> None:
    assert facts("Committee against Torture\nGeneva, 5–23 November 2007\nNotes on peace").date is None


def test_a_state_below_its_title_is_part_of_it() -> None:
    found = facts(papers.WITH_ITS_STATE_BELOW)
    assert (found.type, found.body, found.state, found.session) == ("co", "cedaw", "egy", "45")
    assert found.title is not None
    assert found.title.endswith("– مصر")


def test_an_annual_report_bears_the_symbol_of_its_supplement() -> None:
    found = facts(papers.SUPPLEMENT)
    assert (found.symbol_key, found.body, found.type, found.session) == ("A/53/44", "cat", "annual", "53")
    assert found.title == "Report of the Committee against Torture"


def test_a_general_recommendation_is_not_dated_by_what_it_cites() -> None:
    found = facts(papers.RECOMMENDATION)
    assert (found.type, found.date) == ("gc", dt.date(2017, 7, 26))
    assert found.title is not None
    assert found.title.endswith("updating general recommendation No. 19")
    assert facts(papers.RECOMMENDATION.replace("Distr.: General\n26 July 2017\n", "")).date is None


def test_a_joint_paper_bears_both_symbols() -> None:
    found = facts(papers.JOINT)
    assert (found.symbol_key, found.other_symbols) == ("CEDAW/C/GC/31/REV.1", ("CRC/C/GC/18/REV.1",))
    assert (found.version, found.base_key) == ("rev.1", "CEDAW/C/GC/31")
    assert found.cites == ()


def test_a_resolution_is_called_by_its_own_title() -> None:
    found = facts(papers.RESOLUTION)
    assert found.symbol_key == "A/RES/99/3"
    assert found.title == "Wells and bridges of the valley: requests under article 19"
    assert (found.body, found.type, found.session) == ("ga", "resolution", "99")
    assert found.date == dt.date(2024, 10, 11)
    assert found.cites == ("A/99/390",)


def test_unedited_and_draft_texts_are_known_as_such() -> None:
    assert facts(papers.UNEDITED).version == "advance-unedited"
    found = facts(papers.UNEDITED)
    assert (found.type, found.body, found.state) == ("lopr", "crpd", "per")
    draft = facts(papers.DRAFT)
    assert (draft.version, draft.type, draft.body) == ("draft", "gc", "crc")
    title = "Draft general comment No. 27\nWells and bridges of the valley"
    found = facts(f"{title}\n\n1. The Committee has heard children.\n")
    assert (found.type, found.version, found.title) == ("gc", "draft", title.replace("\n", " "))
    assert facts(papers.RECOMMENDATION, name="GR35_AUV.docx").version == "advance-unedited"
    assert facts(papers.RECOMMENDATION, name="draftsman.docx").version is None


@pytest.mark.parametrize(
    "mark",
    [
        "Advance unedited version",
        "Version préliminaire non éditée",
        "Versión avanzada sin editar",
        "Неотредактированный предварительный вариант",
        "نسخة مسبقة غير محررة",
        "未经编辑的预发本",
    ],
)
def test_an_unedited_version_says_so_in_each_language(mark: str) -> None:
    assert facts(f"{mark}\n{papers.RECOMMENDATION}").version == "advance-unedited"


def test_a_report_of_a_mandate_is_of_special_procedures() -> None:
    found = facts(papers.MANDATE)
    assert (found.body, found.type, found.state, found.version) == ("sp", "visit", "per", "add.2")
    assert found.title == "Visit to Peru – Report of the Special Rapporteur on the right to food"


def test_of_a_note_nothing_is_guessed_but_its_title() -> None:
    found = facts(papers.NOTE)
    assert found.title == "Working methods of the committee: what we tried in spring"
    told = (found.symbol, found.date, found.body, found.state, found.session, found.type, found.version)
    assert told == (None,) * 7
    assert found.cites == ("CEDAW/C/GC/35",)


@pytest.mark.parametrize("own", ["Microsoft Word - 0912345E.doc", "untitled", "A/HRC/26/10", "G1412345", ""])
def test_a_title_that_says_nothing_is_not_taken(own: str) -> None:
    assert facts(papers.NOTE, title=own).title == "Working methods of the committee: what we tried in spring"


def test_the_file_s_own_title_is_taken_before_its_first_line() -> None:
    assert facts(papers.NOTE, title="Three ways of asking").title == "Three ways of asking"
    assert facts(papers.ENGLISH, title="Three ways of asking").title == (
        "Concluding observations on the ninth periodic report of France"
    )


@pytest.mark.parametrize(
    "name", ["CEDAW_C_GC_35_E.pdf", "CEDAW-C-GC-35.docx", "CEDAW_C_GC_35-FR.pdf", "CEDAW%2FC%2FGC%2F35.pdf"]
)
def test_a_file_may_be_named_by_its_symbol(name: str) -> None:
    assert facts("Some text without any symbol.", name=name).symbol_key == "CEDAW/C/GC/35"
    assert facts("A paper on CAT/C/GC/4 alone.", name=name).symbol_key is None


def test_headers_tell_the_symbol_where_the_first_page_does_not() -> None:
    page = "CAT/C/GC/4\n{}\nThe Committee said a word about it."
    assert facts("A cover", *(page.format(n) for n in range(2, 5))).symbol_key == "CAT/C/GC/4"


def test_a_day_long_after_the_upload_is_not_the_document_s() -> None:
    pages = (Page(1, papers.ENGLISH.replace("14 November 2023", "14 November 2063")),)
    told = understand(ReadFile(None, pages), name="x.pdf", caption=None, uploaded=LATER)
    assert told.facts.date is None


def test_a_mail_is_of_the_day_when_it_was_sent() -> None:
    read = ReadFile("Hello", (Page(None, "Dear all, here it is."),), about={"sent": "2024-05-06T10:00:00"})
    assert understand(read, name="x.eml", caption=None, uploaded=NOON).facts.date == dt.date(2024, 5, 6)


def test_what_is_attached_to_a_mail_is_not_the_mail_but_is_found_in_it() -> None:
    pages = (
        Page(None, "Dear all,\n1. Please read this.\n2. Please answer."),
        Page(1, papers.ENGLISH, inside="observations.pdf"),
    )
    told = understand(ReadFile("For Monday", pages), name="x.eml", caption=None, uploaded=LATER)
    assert (told.facts.symbol, told.facts.title, told.facts.type) == (None, "For Monday", None)
    assert "CEDAW/C/FRA/CO/9" in told.facts.cites
    assert [p.number for p in told.paragraphs if p.page == 1] == [None, "1", "2", "3"]


def test_a_caption_that_is_a_symbol_names_the_file() -> None:
    read = ReadFile(None, (Page(1, "Some text."),))
    assert understand(read, name="x.pdf", caption="CAT/C/GC/4", uploaded=NOON).facts.symbol == "CAT/C/GC/4"


def test_a_file_without_text_is_nothing_in_particular() -> None:
    assert understand(ReadFile(None, ()), name="", caption=None, uploaded=NOON) == Understood(
        facts=Facts(languages=(Language.ENGLISH,)), paragraphs=()
    )


PIECES = [
    "CAT/C/",
    "1. ",
    "Distr.",
    "adopted ",
    "12 March 2019\n",
    "*",
    "\n",
    "session ",
    "Draft ",
    "委员会第",
    "و",
    "é ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_whatever_a_page_says_it_is_understood(text: str) -> None:
    found = understood(text, text)
    assert found.facts.languages
    assert found.facts.title is None or len(found.facts.title) <= 300


@pytest.mark.parametrize("piece", [*PIECES, " ", "communication ", "twenty-", "(", "12 ", "第", "a b c d\n"])
def test_hostile_first_pages_cost_no_more_than_their_length(piece: str) -> None:
    found = understood(*[piece * (6_000 // len(piece))] * 10)
    assert found.facts is not None


@needs("upr-reports-pdf-txt")
def test_real_reports_tell_all_there_is_to_know() -> None:
    folder = CORPUS / "upr-reports-pdf-txt" / "pdfs"
    for file in random.Random(1).sample(sorted(folder.glob("*.pdf")), 6):
        read = read_bytes(file.read_bytes(), file.name, "application/pdf")
        told = understand(read, name=file.name, caption=None, uploaded=LATER)
        found = told.facts
        assert (found.body, found.type) == ("upr", "upr"), file.name
        assert None not in {found.symbol, found.date, found.state, found.session}, file.name
        numbers = [p.number for p in told.paragraphs if p.number and "." not in p.number]
        there = list(dict.fromkeys(numbers))
        assert len(there) >= 60, file.name
        assert len(there) >= int(there[-1]) - 1, file.name


@needs("un-docs-samples")
def test_real_resolutions_tell_their_symbol_day_and_title() -> None:
    for file in sorted((CORPUS / "un-docs-samples" / "ODS" / "sample").glob("*.json")):
        record = json.loads(file.read_text("utf-8"))
        pages = in_pieces([Page(1, cleaned(record["text"]))])
        found = understand(ReadFile(None, pages), name="x.pdf", caption=None, uploaded=LATER).facts
        assert (found.symbol_key, str(found.date)) == (record["symbol"], record["date"])
        assert (found.session, found.type, found.body) == ("79", "resolution", "ga")
        assert found.title is not None
