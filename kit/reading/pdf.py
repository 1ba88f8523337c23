"""Reads PDF through PDFium, page by page."""

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from pypdfium2 import raw

from kit.reading.pages import Page, ReadFile, Unreadable, Why


def read_pdf(data: bytes) -> ReadFile:
    """Return the text layer of each page; a file that wants a password is refused as locked."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as failure:
        raise Unreadable(_why(failure)) from failure
    title = document.get_metadata_dict().get("Title") or None
    return ReadFile(title, tuple(Page(n + 1, _text(document, n)) for n in range(len(document))))


def _why(failure: pypdfium2.PdfiumError) -> Why:
    locked = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
    return Why.LOCKED if getattr(failure, "err_code", None) in locked else Why.BROKEN


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    """Return one page's text; a page that cannot be loaded is an empty one."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return ""
    text_page = page.get_textpage()
    text: str = text_page.get_text_range()
    text_page.close()
    page.close()
    return text
