"""Text, slides and sheets of Office and OpenDocument give what stands there, tables row by row."""

from datetime import date, datetime

import pytest

from kit.reading.pages import Why
from tests.kit.reading.papers import docx, odt, office, paragraph, pptx, shape, xlsx, zipped
from tests.kit.reading.reading import read, text_of, why

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def numbered(text: str, level: int = 0, number: int = 1, style: str = "") -> str:
    """Return a paragraph of a list, or of a style."""
    own = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    held = f'<w:pStyle w:val="{style}"/>' if style else own
    return f"<w:p><w:pPr>{held}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(place: int, text: str, form: str = "decimal", start: int = 1) -> str:
    """Return how one level of a list is counted."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(levels: str, *overrides: str) -> str:
    """Return the part that defines a list, and further lists that count it anew."""
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for n, override in enumerate(("", *overrides), 1)
    )
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def cell(*texts: str) -> str:
    """Return a cell of a DOCX with paragraphs."""
    return f"<w:tc>{''.join(paragraph(text) for text in texts)}</w:tc>"


def test_paragraphs_that_word_numbers_by_itself_have_their_numbers() -> None:
    body = numbered("One") + numbered("Sub", 1) + numbered("Sub", 1) + paragraph("Plain") + numbered("Two")
    parts = {"numbering": lists(level(0, "%1.") + level(1, "(%2)", "lowerLetter"))}
    assert text_of(docx(body, **parts)).split("\n") == ["1. One", "(a) Sub", "(b) Sub", "Plain", "2. Two"]


def test_levels_below_begin_anew_and_name_the_ones_above() -> None:
    body = "".join(numbered("x", place) for place in (0, 1, 1, 0, 1))
    parts = {"numbering": lists(level(0, "%1", "upperRoman") + level(1, "%1.%2"))}
    assert text_of(docx(body, **parts)).split("\n") == ["I x", "I.1 x", "I.2 x", "II x", "II.1 x"]


def test_a_list_may_go_on_or_begin_where_it_says() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    body = numbered("a") + numbered("b", number=2) + numbered("c", number=2) + numbered("d", number=3)
    parts = {"numbering": lists(level(0, "%1.", start=3), override, "")}
    assert text_of(docx(body, **parts)).split("\n") == ["3. a", "7. b", "8. c", "9. d"]


def test_a_style_may_number_its_paragraphs() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="Txt"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="Own"><w:basedOn w:val="Txt"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>'
    )
    body = numbered("a", style="Txt") + numbered("b", style="Own") + numbered("c", style="Loop")
    assert text_of(docx(body, numbering=lists(level(0, "%1.")), styles=styles)) == "1. a\n2. b\nc"


def test_bullets_are_no_numbers() -> None:
    assert text_of(docx(numbered("point"), numbering=lists(level(0, "•", "bullet")))) == "point"


def test_tables_of_a_docx_are_read_row_by_row() -> None:
    rows = f"<w:tr>{cell('State')}{cell('Year')}</w:tr><w:tr>{cell('France')}{cell('2019')}</w:tr>"
    assert text_of(docx(f"<w:tbl>{rows}</w:tbl>")).split("\n") == ["State\tYear", "France\t2019"]


def test_cells_of_several_paragraphs_keep_them() -> None:
    row = f"<w:tr>{cell('1. One', '2. Two')}{cell('note')}</w:tr>"
    assert text_of(docx(f"<w:tbl>{row}</w:tbl>")).split("\n") == ["1. One", "2. Two", "note"]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    letter = '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>H</w:t></w:r></w:p>'
    assert text_of(docx(letter + paragraph("uman rights"))) == "Human rights"


def test_a_docx_says_who_wrote_it_and_when() -> None:
    card = (
        '<c:p xmlns:c="c" xmlns:dc="dc" xmlns:t="t"><dc:title>T</dc:title><dc:creator>Ada</dc:creator>'
        "<t:created>2019-03-12T00:00:00Z</t:created><c:keywords>food</c:keywords></c:p>"
    )
    main = f"<w:document {W}><w:body>{paragraph('Text')}</w:body></w:document>"
    found = read(zipped({"word/document.xml": main, "docProps/core.xml": card}))
    assert (found.title, found.about) == (
        "T",
        {"author": "Ada", "created": "2019-03-12T00:00:00Z", "keywords": "food"},
    )


def test_a_damaged_part_beside_the_text_is_noted_and_done_without() -> None:
    found = read(docx(paragraph("Text"), footnotes="<w:footnotes", styles="no xml"))
    assert [page.text for page in found.pages] == ["Text"]
    assert found.troubles == ("word/styles.xml: XMLSyntaxError", "word/footnotes.xml: XMLSyntaxError")


def test_a_document_within_a_document_is_read_too() -> None:
    inner = {"word/document.xml": f"<w:document {W}><w:body>{paragraph('Outer')}</w:body></w:document>"}
    whole = zipped(inner, {"word/embeddings/Report.docx": docx(paragraph("Inner"))})
    assert [(page.inside, page.text) for page in read(whole).pages] == [
        ("", "Outer"),
        ("Report.docx", "Inner"),
    ]


def test_an_odt_gives_its_text_lists_and_tables() -> None:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="." '
        'style:num-format="1"/><text:list-level-style-number text:level="2" style:num-prefix="(" '
        'style:num-suffix=")" style:num-format="a"/></text:list-style>'
    )
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>".format
    inner = f"<text:list>{item('b', '')}{item('c', '')}</text:list>"
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>Head</text:h>"
        f'<text:list text:style-name="L">{item("a", inner)}</text:list>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{item("d", "")}</text:list>'
        "<text:p>two<text:s text:c='2'/>gaps <text:span>and</text:span> <text:span>more</text:span></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
        "<table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>"
    )
    lines = text_of(odt(body, lists=style)).split("\n")
    assert lines == ["Head", "1. a", "(a) b", "(b) c", "2. d", "two  gaps and more", "x\ty"]


def test_a_space_of_its_own_is_a_space() -> None:
    assert (
        text_of(odt("<text:p><text:span>two</text:span><text:span> </text:span>words</text:p>"))
        == "two words"
    )


def test_notes_of_an_odt_stand_after_its_text_and_its_header_above() -> None:
    held = "<text:note-body><text:p>N</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{held}</text:note>"
    head = "<style:header><text:p>CEDAW/C/GC/99</text:p></style:header>"
    found = read(odt(f"<text:p>Some{note} text</text:p>", styles=head))
    assert [page.text for page in found.pages] == ["CEDAW/C/GC/99\nSome text", "N"]


def test_an_odt_has_pages_where_its_program_left_the_marks() -> None:
    body = "<text:p>one</text:p><text:p><text:soft-page-break/>two</text:p>"
    assert [(page.number, page.text) for page in read(odt(body)).pages] == [(1, "one"), (2, "two")]


def test_an_odt_says_who_wrote_it() -> None:
    found = read(
        odt(
            "<text:p>Text</text:p>",
            meta="<dc:title>T</dc:title><meta:initial-creator>Ada</meta:initial-creator>",
        )
    )
    assert (found.title, found.about) == ("T", {"author": "Ada"})


def test_an_encrypted_open_document_is_locked() -> None:
    files = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "?"}
    assert why(zipped(files | {"META-INF/manifest.xml": "<m:encryption-data/>"})) is Why.LOCKED


def test_slides_are_pages_in_their_order_with_their_notes() -> None:
    table = (
        "<a:tbl><a:tr><a:tc><a:p><a:t>a</a:t></a:p></a:tc><a:tc><a:p><a:t>b</a:t></a:p></a:tc></a:tr></a:tbl>"
    )
    found = read(pptx(shape("Title", "point") + shape("7", kind="sldNum"), table, notes="Say this"))
    assert [(page.number, page.text) for page in found.pages] == [
        (1, "Title\npoint\n\nSay this"),
        (2, "a\tb"),
    ]


def test_a_damaged_slide_loses_no_other() -> None:
    found = read(pptx("<broken", shape("Second")))
    assert [(page.number, page.text) for page in found.pages] == [(2, "Second")]
    assert found.troubles == ("slide 1: XMLSyntaxError",)


def test_slides_of_an_open_document_are_pages() -> None:
    slide = "<draw:page><draw:frame><text:p>{}</text:p></draw:frame></draw:page>".format
    found = read(odt(slide("One") + slide("Two"), kind="presentation"))
    assert [(page.number, page.text) for page in found.pages] == [(1, "One"), (2, "Two")]


def test_a_sheet_is_a_page_whose_rows_say_what_they_are() -> None:
    rows: list[list[object]] = [
        ["State", "Session", "Date"],
        ["France", 68, date(2019, 3, 12)],
        ["Peru", 7.5, None],
    ]
    found = read(xlsx(rows, [["only", "one row"]]))
    assert [page.number for page in found.pages] == [1, 2]
    assert found.pages[0].text.split("\n") == [
        "Sheet 1",
        "State\tSession\tDate",
        "State: France; Session: 68; Date: 2019-03-12",
        "State: Peru; Session: 7.5",
    ]
    assert found.pages[1].text == "Sheet 2\nonly\tone row"


def test_a_title_above_the_heads_of_columns_is_no_head() -> None:
    rows: list[list[object]] = [["Treaty bodies"], [], ["Body", "States"], ["CEDAW", 189], ["CAT", 173]]
    assert text_of(xlsx(rows)).split("\n") == [
        "Sheet 1",
        "Treaty bodies",
        "Body\tStates",
        "Body: CEDAW; States: 189",
        "Body: CAT; States: 173",
    ]


def test_hours_and_truths_of_a_sheet_are_written_as_people_do() -> None:
    rows: list[list[object]] = [[datetime.fromisoformat("2019-03-12 10:05"), True, 0.1 + 0.2, 1e20]]
    assert text_of(xlsx(rows)).split("\n")[1] == "2019-03-12 10:05:00\tTRUE\t0.3\t1e+20"


def book(rows: str, words: str = "", styles: str = "", properties: str = "") -> bytes:
    """Return a workbook of one sheet as Excel writes it, its rows given as XML."""
    sheets = '<sheets><sheet name="S" r:id="s"/></sheets>'
    relations = {
        "s": ("worksheet", "worksheets/sheet1.xml"),
        "w": ("sharedStrings", "sharedStrings.xml"),
        "f": ("styles", "/xl/styles.xml"),
    }
    files = {
        "xl/workbook.xml": f'<workbook xmlns:r="r">{properties}{sheets}</workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst>{words}</sst>",
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
    }
    return office("xl/workbook.xml", "sheet", files, xl_workbook__xml=relations)


def test_words_that_cells_share_are_read_without_how_they_are_pronounced() -> None:
    words = "<si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r><rPh><t>gone</t></rPh></si>"
    held = '<c t="s"><v>{}</v></c>'.format
    assert text_of(book(f"<row>{held(1)}{held(0)}{held(7)}</row>", words)).split("\n") == ["S", "two\tone\t7"]


@pytest.mark.parametrize(("since", "day"), [("", "2019-03-12"), ("1", "2023-03-13")])
def test_days_are_those_that_their_style_makes_of_a_number(since: str, day: str) -> None:
    forms = '<numFmts><numFmt numFmtId="170" formatCode="d mmm yyyy"/></numFmts>'
    styles = f'{forms}<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>'
    rows = '<row><c s="0"><v>43536</v></c><c s="1"><v>43536</v></c><c s="2"><v>43536</v></c></row>'
    found = text_of(book(rows, styles=styles, properties=f'<workbookPr date1904="{since}"/>'))
    assert found.split("\n")[1] == f"43536\t{day}\t{day}"


def test_what_formulas_give_is_read_with_truths_and_errors() -> None:
    row = '<c><f>1+1</f><v>2</v></c><c t="str"><f>A1</f><v>x</v></c>'
    row += '<c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c>'
    assert text_of(book(f"<row>{row}</row>")).split("\n")[1] == "2\tx\tFALSE\t#N/A"


def test_a_sheet_is_read_as_far_as_it_holds() -> None:
    found = read(book("<row><c><v>1</v></c><c><v>22</v></c></row><row><c></row>"))
    assert (found.pages[0].text, found.troubles) == ("S\n1\t22", ("sheet 1: XMLSyntaxError",))


def test_a_cell_at_the_far_corner_costs_nothing() -> None:
    held = '<c r="{}" t="str"><v>{}</v></c>'.format
    rows = f"<row>{held('A1', 'near')}{held('ALK1', 'wide')}</row><row>{held('XFD1048576', 'far')}</row>"
    assert text_of(book(rows)).split("\n") == ["S", "near\twide"]


def test_a_sheet_of_an_open_document_is_a_page() -> None:
    row = "<table:table-row>{}</table:table-row>".format
    held = (
        "<table:table-cell table:number-columns-repeated='{}'><text:p>{}</text:p></table:table-cell>".format
    )
    table = f'<table:table table:name="S">{row(held(1, "State") + held(1, "Year"))}'
    table += f"{row(held(1, 'Peru') + held(1, '2020'))}{row(held(16384, ''))}</table:table>"
    assert text_of(odt(table, kind="spreadsheet")).split("\n") == [
        "S",
        "State\tYear",
        "State: Peru; Year: 2020",
    ]


@pytest.mark.parametrize("name", ["x.csv", "x.tsv"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_rows_of_separated_values_say_what_they_are(sign: str, name: str) -> None:
    rows = [["State", "Text"], ["Peru", '"one; two, three"'], ["Fiji", '"of\ntwo lines"']]
    data = "\r\n".join(sign.join(row) for row in rows).encode("utf-16")
    assert text_of(data, name).split("\n") == [
        "State\tText",
        "State: Peru; Text: one; two, three",
        "State: Fiji; Text: of two lines",
    ]


def test_a_table_of_numbers_has_no_heads() -> None:
    assert text_of(b"1,2\n3,4\nfive,6", "x.csv").split("\n") == ["1\t2", "3\t4", "five\t6"]
