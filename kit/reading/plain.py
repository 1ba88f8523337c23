"""Reads plain text in whatever encoding it came."""

import codecs
import re

from charset_normalizer import from_bytes

from kit.reading.pages import Page, ReadFile

MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
SAMPLE = 256 * 1024


def read_plain(data: bytes) -> ReadFile:
    """Return the text; a form feed begins a new page, which is then numbered."""
    text = decoded(data)
    sheets = text.split("\f")
    return ReadFile(None, tuple(Page(n if len(sheets) > 1 else None, s) for n, s in enumerate(sheets, 1)))


def decoded(data: bytes) -> str:
    """Return bytes as text: by their mark, as UTF-8, as they say of themselves, else by their look."""
    for mark, encoding in MARKED:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_declared(data) or _likely(data), "replace")


def _declared(data: bytes) -> str | None:
    said = DECLARED.search(data[:4096])
    if said is None:
        return None
    try:
        return codecs.lookup(said[1].decode("ascii")).name
    except LookupError:
        return None


def _likely(data: bytes) -> str:
    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best is not None else "latin-1"
