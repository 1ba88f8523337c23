"""Each format gives the words that a person would read, in their order."""

import pytest

from kit.reading.budget import within
from kit.reading.formats import read_bytes
from kit.reading.pages import LONGEST_PIECE, Limits, Unreadable, Why
from kit.reading.portable.pdf import read_pdf
from tests.kit.reading.papers import docx, mail, paragraph, pdf, zipped


def text_of(data: bytes, name: str, media_type: str | None = None) -> str:
    return "\n".join(page.text for page in read_bytes(data, name, media_type).pages)


def why(data: bytes, name: str, media_type: str | None = None) -> Why:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name, media_type)
    return refused.value.why


def test_a_pdf_gives_its_pages_by_number_and_its_title() -> None:
    read = read_bytes(pdf("first page", "second page", title="A title"), "x.bin", None)
    assert [(p.number, p.text) for p in read.pages] == [(1, "first page"), (2, "second page")]
    assert read.title == "A title"


def test_a_pdf_is_known_by_its_bytes_whatever_its_name() -> None:
    assert text_of(pdf("hello"), "notes.txt", "text/plain") == "hello"


def test_a_pdf_gives_what_people_filled_in() -> None:
    fields = "".join(
        f"<< /Type /Annot /Subtype {kind} /Rect [10 10 90 20] {said} >>"
        for kind, said in (
            ("/Widget", "/FT /Tx /T (name) /V (Alice)"),
            ("/Widget", "/FT /Btn /V /Off"),
            ("/FreeText", "/Contents (on top)"),
            ("/Text", "/Contents (a comment)"),
        )
    )
    whole = pdf("Name:").replace(b"/MediaBox", f"/Annots [{fields}] /MediaBox".encode())
    assert text_of(whole, "x.pdf") == "Name:\nAlice\non top"


def test_a_pdf_says_when_it_was_made_as_others_do() -> None:
    whole = pdf("one", title="T) /Author (Ada) /CreationDate (D:20190312100000+01'00'")
    assert read_bytes(whole, "x.pdf", None).about == {"author": "Ada", "created": "2019-03-12T10:00:00"}


def test_a_damaged_page_of_a_pdf_loses_no_other() -> None:
    found = read_bytes(pdf("one", "two").replace(b"[4 0 R", b"[9 0 R"), "x.pdf", None)
    assert [(page.number, page.text) for page in found.pages] == [(2, "two")]
    assert found.troubles == ("page 1: PdfiumError",)


def test_a_pdf_that_is_none_is_broken() -> None:
    assert why(b"%PDF-1.7 nothing follows", "x.pdf") is Why.BROKEN


def test_a_pdf_without_words_has_no_text() -> None:
    assert why(pdf(""), "scan.pdf") is Why.NO_TEXT


def test_a_docx_gives_what_stands_there_now() -> None:
    deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    inserted = f"<w:p><w:ins><w:r><w:t>added </w:t></w:r></w:ins>{deleted}</w:p>"
    moved = "<w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"
    text = text_of(docx(paragraph("One ", "two") + inserted + moved), "x.docx")
    assert text.split() == ["One", "two", "added"]


def test_a_docx_says_a_text_box_once() -> None:
    box = (
        "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>box</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>box</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert text_of(docx(box), "x.docx").split() == ["box"]


def test_a_docx_brings_its_header_and_its_footnotes() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = docx(
        paragraph("Body"),
        header1=f"<w:hdr {space}>{paragraph('CEDAW/C/GC/99')}</w:hdr>",
        footnotes=f"<w:footnotes {space}>{paragraph('A note')}</w:footnotes>",
    )
    assert text_of(data, "x.docx").split("\n") == ["CEDAW/C/GC/99", "Body", "A note"]


def test_a_docx_has_pages_where_word_left_its_marks() -> None:
    body = paragraph("one") + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>"
    read = read_bytes(docx(body), "x.docx", None)
    assert [(p.number, p.text) for p in read.pages] == [(1, "one"), (2, "two")]
    assert read_bytes(docx(paragraph("one")), "x.docx", None).pages[0].number is None


def test_entities_of_a_docx_are_not_fetched_or_filled_in() -> None:
    evil = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    body = "<w:body><w:p><w:r><w:t>seen &e;</w:t></w:r></w:p></w:body>"
    main = f'{evil}<w:document xmlns:w="x">{body}</w:document>'
    assert text_of(zipped({"word/document.xml": main}), "x.docx").strip() == "seen"


def test_an_archive_is_not_opened_and_said_to_be_one() -> None:
    assert why(zipped({"a.txt": "hello"}), "x.zip") is Why.ARCHIVE
    assert why(b"\x1f\x8b" + bytes(50), "x.txt.gz") is Why.ARCHIVE


def test_an_encrypted_office_file_is_locked() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le")
    assert why(data, "x.docx") is Why.LOCKED


def test_html_gives_visible_words_only_and_its_title() -> None:
    page = b"""<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head>
    <body><p>one <b>two</b>three
    </p><script>four()</script><div>five</div><!-- six --></body></html>"""
    read = read_bytes(page, "x", None)
    assert read.title == "T"
    assert read.pages[0].text.split("\n\n") == ["one twothree", "five"]


def test_html_declares_its_encoding() -> None:
    page = '<meta charset="windows-1251"><p>Права человека</p>'.encode("windows-1251")
    assert text_of(page, "x.html") == "Права человека"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-sig", "windows-1256"])
def test_plain_text_is_read_in_any_encoding(encoding: str) -> None:
    words = "لا يعرض أي إنسان للتعذيب ولا للعقوبات أو المعاملات القاسية أو الوحشية أو الحاطة بالكرامة. " * 5
    mark, encoding = (b"\xff\xfe", "utf-16-le") if encoding == "utf-16-le-sig" else (b"", encoding)
    assert text_of(mark + words.encode(encoding), "x.txt").strip() == words.strip()


def test_a_program_is_of_an_unknown_kind() -> None:
    assert why(b"\x7fELF" + bytes(100), "x.txt") is Why.UNKNOWN_KIND
    assert why(b"print('hello')", "x.py") is Why.UNKNOWN_KIND


def test_a_long_text_is_cut_between_paragraphs() -> None:
    text = "\n\n".join(["word " * 100] * 30)
    pieces = read_bytes(text.encode(), "x.txt", None).pages
    assert len(pieces) > 1
    assert all(len(p.text) <= LONGEST_PIECE for p in pieces)
    assert " ".join(p.text for p in pieces).split() == text.split()


def test_invisible_marks_and_hyphens_at_line_ends_are_dropped() -> None:
    assert text_of("hu\u00adman\u200b ri\u202eghts investi\u00ad\ngation".encode(), "x.txt") == (
        "human rights investigation"
    )


def test_of_more_text_than_is_allowed_the_beginning_is_kept() -> None:
    found = read_bytes(b"word " * 40_000, "x.txt", None, Limits(text=50_000))
    assert 20_000 < sum(len(page.text) for page in found.pages) < 50_000
    assert found.troubles == ("piece 8 of the text and what follows: left out, too much text",)


def test_a_quotation_mark_out_of_order_loses_no_row() -> None:
    assert text_of(b'a,"b\n' + b"c,d\n" * 300_000, "x.csv").startswith('a\t"b\na: c; "b: d\na: c')


def test_pages_for_which_there_is_no_time_are_left_out_and_noted() -> None:
    with within(0):
        found = read_pdf(pdf("one", "two")).read
    assert (found.pages, found.troubles) == ((), ("page 1 and what follows: out of time",))


def test_attachments_for_which_there_is_no_time_are_left_out_and_noted() -> None:
    found = read_bytes(mail("Body", note__txt=b"attached"), "x.eml", None, Limits(seconds=0))
    assert [page.inside for page in found.pages] == [""]
    assert found.troubles == ("part 1 and what follows: out of time",)


def test_bullets_of_symbol_fonts_are_bullets_that_all_can_see() -> None:
    assert text_of("\uf0b7 point\n\uf0a7 point".encode(), "x.txt") == "• point\n• point"
