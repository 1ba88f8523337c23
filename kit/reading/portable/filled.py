"""What people wrote onto a page of a PDF: the fields of forms, and text put on top."""

import ctypes
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from pypdfium2 import raw

SAID_IN = {raw.FPDF_ANNOT_WIDGET: b"V", raw.FPDF_ANNOT_FREETEXT: b"Contents"}
BUTTON = "Btn"
STATES = frozenset({"Off", "On", "Yes", "No"})
"""What boxes to tick say of themselves."""

MOST = 1_000
LONGEST = 20_000


def filled_in(page: pypdfium2.PdfPage, text: str) -> Iterator[str]:
    """Yield what was written onto the page and is not in its text already."""
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), MOST)):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        said = _said(note)
        raw.FPDFPage_CloseAnnot(note)
        if said and said not in text:
            yield said


def _said(note: object) -> str:
    key = SAID_IN.get(raw.FPDFAnnot_GetSubtype(note))
    if key is None or _string(note, b"FT") == BUTTON:
        return ""
    said = _string(note, key).strip()
    return "" if said in STATES else said


def _string(note: object, key: bytes) -> str:
    size = min(raw.FPDFAnnot_GetStringValue(note, key, None, 0), LONGEST)
    if size <= 2:
        return ""
    room = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return room.raw[: size - 2].decode("utf-16-le", "replace")
