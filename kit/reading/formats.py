"""Knows a file by its first bytes, not by what its name says, and hands it to the reader of its format."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from kit.reading.clean import cleaned
from kit.reading.docx import read_docx
from kit.reading.html import read_html
from kit.reading.pages import Kind, Limits, ReadFile, Unreadable, Why, in_pieces
from kit.reading.pdf import read_pdf
from kit.reading.plain import read_plain

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT_NAMES = frozenset({".txt", ".text", ".md", ".markdown", ".rst", ".log", ".csv", ".tsv", ""})
HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(data: bytes, name: str, media_type: str | None, limits: Limits | None = None) -> ReadFile:
    """Return the text of a file. Raises ``Unreadable``, or whatever a damaged file makes its reader raise."""
    found = reader_for(data, name, media_type or "")(data)
    pages = in_pieces([replace(page, text=cleaned(page.text)) for page in found.pages])
    if found.kind is Kind.DOCUMENT and sum(map(_letters, (page.text for page in pages))) < 2:
        raise Unreadable(Why.NO_TEXT, "; ".join(found.troubles))
    return replace(found, title=cleaned(found.title).strip() if found.title else None, pages=pages)


def reader_for(data: bytes, name: str, media_type: str) -> Callable[[bytes], ReadFile]:
    """Return the reader of this file's format."""
    if b"%PDF-" in data[:1024]:
        return read_pdf
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if data.startswith(OLD_OFFICE):
        raise Unreadable(Why.LOCKED if "EncryptedPackage".encode("utf-16-le") in data else Why.UNKNOWN_KIND)
    if b"\0" in data[:4096] and not data.startswith(UTF_16):
        raise Unreadable(Why.UNKNOWN_KIND)
    return _written(data, PurePosixPath(name).suffix.lower(), media_type.lower())


def _office(data: bytes) -> Callable[[bytes], ReadFile]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if any(part.startswith("word/") for part in parts.namelist()):
            return read_docx
    raise Unreadable(Why.UNKNOWN_KIND)


def _written(data: bytes, ending: str, media_type: str) -> Callable[[bytes], ReadFile]:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if ending in HTML_NAMES or "html" in media_type or start.startswith((b"<!doctype html", b"<html")):
        return read_html
    if ending in TEXT_NAMES or media_type.startswith("text/"):
        return read_plain
    raise Unreadable(Why.UNKNOWN_KIND)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text[:2000]))
