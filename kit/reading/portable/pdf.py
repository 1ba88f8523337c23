"""Reads PDF through PDFium, page by page, with the files that are attached to it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from PIL import Image
from pypdfium2 import raw

from kit.reading.budget import out_of_time
from kit.reading.pages import Page, ReadFile, Unreadable, Why
from kit.reading.parts import Opened, Part
from kit.reading.portable.filled import filled_in
from kit.reading.portable.layers import layer, shown
from kit.reading.seeing.scans import with_scans
from kit.reading.written.hyphens import mended

FACTS = {
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "CreationDate": "created",
    "ModDate": "modified",
}
DAY = re.compile(
    r"D:(?P<year>\d{4})(?:(?P<month>\d\d)(?:(?P<day>\d\d)(?:(?P<hour>\d\d)(?:(?P<minute>\d\d)"
    r"(?P<second>\d\d)?)?)?)?)?.{0,10}"
)
MOST_ATTACHMENTS = 1_000


def read_pdf(data: bytes) -> Opened:
    """Return the text layer of each page; a file that wants a password is refused as locked."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as failure:
        raise Unreadable(_why(failure), f"PDFium: error {getattr(failure, 'err_code', None)}") from failure
    said = document.get_metadata_dict()
    about = {name: _fact(said[key][:1000]) for key, name in FACTS.items() if said.get(key)}
    troubles: list[str] = []
    scanned: list[int] = []
    pages = _mended(list(_pages(document, troubles, scanned)))
    found = ReadFile(said.get("Title") or None, pages, about, tuple(troubles))
    return Opened(with_scans(found, {n: partial(_shown, document, n) for n in scanned}), _attached(document))


def _pages(document: pypdfium2.PdfDocument, troubles: list[str], scanned: list[int]) -> Iterator[Page]:
    """Yield the pages for which there is time."""
    for number in range(len(document)):
        if out_of_time():
            troubles.append(f"page {number + 1} and what follows: out of time")
            return
        try:
            text = _text(document, number, scanned)
        except Exception as failure:  # noqa: BLE001 (one damaged page must not lose the others)
            troubles.append(f"page {number + 1}: {type(failure).__name__}")
            text = ""
        yield Page(number + 1, text)


def _fact(said: str) -> str:
    """Return a fact as it is said, a day as others say it: “2019-03-12T10:00:00”."""
    day = DAY.fullmatch(said.strip())
    if day is None:
        return said
    hour = f"T{day['hour']}:{day['minute']}:{day['second'] or '00'}" if day["minute"] else ""
    return f"{day['year']}-{day['month'] or '01'}-{day['day'] or '01'}{hour}"


def _mended(pages: list[Page]) -> tuple[Page, ...]:
    texts = mended([page.text for page in pages])
    return tuple(replace(page, text=text) for page, text in zip(pages, texts, strict=True))


def _why(failure: pypdfium2.PdfiumError) -> Why:
    locked = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
    return Why.LOCKED if getattr(failure, "err_code", None) in locked else Why.BROKEN


def _text(document: pypdfium2.PdfDocument, number: int, scanned: list[int]) -> str:
    """Return one page's text.

    A page that is a picture, or whose text is not what people see, is noted in ``scanned``.
    """
    page = document[number]
    text_page = page.get_textpage()
    text, must_be_read = layer(page, text_page)
    if must_be_read:
        scanned.append(number)
    more = list(filled_in(page, text))
    text_page.close()
    page.close()
    return "\n".join([text, *more])


def _shown(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    page = document[number]
    picture = shown(page)
    page.close()
    return picture


def _attached(document: pypdfium2.PdfDocument) -> Iterator[Part]:
    """Yield the files attached to the document as a whole."""
    for number in range(min(document.count_attachments(), MOST_ATTACHMENTS)):
        held = document.get_attachment(number)
        yield Part(held.get_name(), None, lambda held=held: bytes(held.get_data()))  # type: ignore[misc]
