"""Mails give their heads, their text once, and what is attached, mails in mails too."""

import io
from email.message import EmailMessage

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from kit.reading import Limits, ReadFile
from kit.reading.formats import read_bytes
from tests.kit.reading.compound import attachment, letter, outlook
from tests.kit.reading.papers import docx, mail, paragraph, pdf
from tests.kit.reading.reading import read, text_of


def where(found: ReadFile) -> list[tuple[str, str]]:
    """Return in which attachment each page stands, and the last line of it."""
    return [(page.inside, page.text.splitlines()[-1]) for page in found.pages]


def test_a_mail_says_its_subject_sender_and_day() -> None:
    found = read(mail("The text"), "x.eml")
    assert found.title == "Subject"
    assert found.about == {
        "sender": "Ada <ada@example.org>",
        "recipients": "bob@example.org",
        "sent": "2019-03-12T10:00:00+01:00",
        "subject": "Subject",
    }
    assert found.pages[0].text.splitlines()[0] == "Subject"
    assert found.pages[0].text.splitlines()[-1] == "The text"


def test_a_mail_is_known_by_its_heads_whatever_its_name() -> None:
    assert read(mail("Text"), "x.txt").title == "Subject"
    assert read(b"To: all\nNothing here is a mail.", "x.txt").title is None


def test_heads_and_text_are_read_in_their_encodings() -> None:
    raw = (
        "From: =?utf-8?b?2K3Zgg==?= <a@example.org>\r\nSubject: =?iso-8859-1?q?caf=E9?=\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n"
    ).encode("ascii") + "права".encode("koi8-r")
    found = read(raw)
    assert (found.title, found.about["sender"]) == ("café", "حق <a@example.org>")
    assert found.pages[0].text.endswith("права")


def test_of_two_forms_of_a_text_one_is_read() -> None:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "S", "a@example.org", "b@example.org"
    made.set_content("plain words")
    made.add_alternative("<p>rich words</p>", subtype="html")
    assert "rich" not in text_of(made.as_bytes())
    assert "plain words" in text_of(made.as_bytes())


def test_a_text_in_html_alone_is_read_as_such() -> None:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "S", "a@example.org", "b@example.org"
    made.set_content("<p>rich <b>words</b></p>", subtype="html")
    assert text_of(made.as_bytes()).endswith("rich words")


def test_attachments_are_read_under_their_names() -> None:
    found = read(
        mail("Body", report__pdf=pdf("In the PDF", "two"), note__docx=docx(paragraph("In the DOCX")))
    )
    assert where(found) == [
        ("", "Body"),
        ("report.pdf", "In the PDF"),
        ("report.pdf", "two"),
        ("note.docx", "In the DOCX"),
    ]
    assert [page.number for page in found.pages] == [None, 1, 2, None]


def test_mails_within_mails_are_read_with_their_attachments() -> None:
    inner = EmailMessage()
    inner["Subject"], inner["From"], inner["To"] = "Inner", "a@example.org", "b@example.org"
    inner.set_content("Deep text")
    inner.add_attachment(pdf("Deepest"), "application", "pdf", filename="r.pdf")
    outer = EmailMessage()
    outer["Subject"], outer["From"], outer["To"] = "Outer", "a@example.org", "b@example.org"
    outer.set_content("Body")
    outer.add_attachment(inner)
    assert where(read(outer.as_bytes())) == [
        ("", "Body"),
        ("Inner.eml", "Deep text"),
        ("Inner.eml / r.pdf", "Deepest"),
    ]


def test_a_damaged_attachment_loses_no_other_and_is_noted_without_its_name() -> None:
    found = read(mail("Body", secret__pdf=b"%PDF-1.7 nothing", good__txt=b"still here", odd__bin=b"\0\1\2"))
    assert where(found) == [("", "Body"), ("good.txt", "still here")]
    assert found.troubles == (
        "part 1: broken (PDFium: error 3)",
        "part 3: unknown-kind (bytes of an unknown kind)",
    )


def nested(depth: int) -> bytes:
    """Return a mail in a mail in a mail."""
    data = mail("innermost")
    for _ in range(depth):
        data = mail("Body", mail__eml=data)
    return data


def test_mails_are_read_as_deep_as_allowed() -> None:
    found = read_bytes(nested(6), "x.eml", None, Limits(depth=2))
    assert [page.inside for page in found.pages] == ["", "mail.eml", "mail.eml / mail.eml"]
    assert found.troubles == ("in it, in it, part 1: too-big (files too deep in each other)",)


def test_attachments_are_read_as_many_and_as_large_as_allowed() -> None:
    data = mail("Body", "Subject", **{f"n{n}__txt": b"words " * 100 for n in range(6)})
    for limits in (Limits(parts=2), Limits(inside=1300)):
        found = read_bytes(data, "x.eml", None, limits)
        assert [page.inside for page in found.pages] == ["", "n0.txt", "n1.txt"]
        assert len(found.troubles) == 4


def test_the_files_attached_to_a_pdf_are_read() -> None:
    document = pypdfium2.PdfDocument(pdf("Cover"))
    document.new_attachment("annex.txt").set_data(b"words of the annex")
    out = io.BytesIO()
    document.save(out)
    assert where(read(out.getvalue())) == [("", "Cover"), ("annex.txt", "words of the annex")]


def test_an_outlook_mail_says_the_same_as_any() -> None:
    data = outlook("Subject", "The text", p0C1A001F="Ada".encode("utf-16-le"), p0C1F001E=b"ada@example.org")
    found = read(data, "x.msg")
    assert found.about == {
        "sender": "Ada <ada@example.org>",
        "sent": "2023-11-14T22:13:20+00:00",
        "subject": "Subject",
    }
    assert found.pages[0].text.endswith("The text")


def test_attachments_of_an_outlook_mail_are_read_mails_too() -> None:
    inner = letter("Inner", "Deep", {"__attach_version1.0_#00000000": attachment("r.pdf", pdf("Deepest"))})
    held = {
        "__attach_version1.0_#00000000": attachment("a.txt", b"attached"),
        "__attach_version1.0_#00000001": attachment("forwarded", inner),
    }
    assert where(read(outlook("S", "Body", dict(held)))) == [
        ("", "Body"),
        ("a.txt", "attached"),
        ("forwarded.msg", "Deep"),
        ("forwarded.msg / r.pdf", "Deepest"),
    ]


def test_the_packed_body_of_an_outlook_mail_is_unpacked() -> None:
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    data = outlook("S", "", p10090102=packed)
    assert text_of(data).endswith("hello world")
