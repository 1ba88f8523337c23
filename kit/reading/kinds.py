"""Knows a file by its first bytes, not by what its name says, and names the reader of its format."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from kit.reading.letters.mail import is_mail, read_mail
from kit.reading.letters.msg import read_msg
from kit.reading.office.doc import read_doc
from kit.reading.office.docx import read_docx
from kit.reading.office.odf import read_odf
from kit.reading.office.oldoffice import opened
from kit.reading.office.package import Package
from kit.reading.office.ppt import read_ppt
from kit.reading.office.rtf import read_rtf
from kit.reading.office.separated import read_separated
from kit.reading.office.sheets import read_ods, read_xls, read_xlsx
from kit.reading.office.slides import read_pptx
from kit.reading.pages import ReadFile, Unreadable, Why
from kit.reading.parts import Opened
from kit.reading.portable.pdf import read_pdf
from kit.reading.seeing.images import is_picture, read_picture
from kit.reading.seeing.media import is_media, read_media
from kit.reading.written.epub import read_epub
from kit.reading.written.html import read_html
from kit.reading.written.markdown import read_markdown
from kit.reading.written.plain import read_plain, unmarked

Reads = Callable[[bytes], ReadFile | Opened]

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OLD_KINDS = (
    b"\xffWPC",
    b"\x31\xbe\x00\x00",
    b"\x32\xbe\x00\x00",
    b"\xdb\xa5",
    b"\x9b\xa5",
    b"\x09\x04\x06\x00",
)
"""WordPerfect, Write, Word for DOS and before 6, Excel 4."""

ARCHIVES = (
    b"Rar!",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"PK\x05\x06",
)
TAR = slice(257, 262)
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
EPUB = b"application/epub+zip"
OFFICE: tuple[tuple[str, Reads], ...] = (("word/", read_docx), ("ppt/", read_pptx), ("xl/", read_xlsx))
IWORK = ("Index/Document.iwa", "Index.zip", "index.xml")
MARKED_WORDS = frozenset({".md", ".markdown", ".mkd"})
SEPARATED = frozenset({".csv", ".tsv"})
TEXT_NAMES = frozenset(
    {".txt", ".text", ".rst", ".log", ".srt", ".vtt", ".ics", ".vcf", ".tex", ".adoc", ".org", ""}
)
HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})
MAIL_NAMES = frozenset({".eml", ".mht", ".mhtml"})
ENDING = re.compile(r"\.[a-z][a-z0-9]{0,8}")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def reader_for(data: bytes, name: str, media_type: str) -> Reads:
    """Return the reader of this file's format. Raises ``Unreadable`` where there is none, and says why."""
    if not data:
        raise Unreadable(Why.EMPTY)
    kind = media_type.lower()
    return _packed(data) or _seen_or_heard(data, kind) or _written(data, _ending(name), kind)


def _ending(name: str) -> str:
    """Return the ending of a name; what looks like none is part of the name: “A_HRC_51.12”."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if ENDING.fullmatch(ending) else ""


def _packed(data: bytes) -> Reads | None:
    """Return the reader of a format that is known by its first bytes."""
    if b"%PDF-" in data[:1024]:
        return read_pdf
    if data.startswith(b"PK\x03\x04"):
        return _package(Package(data))
    if data.startswith(OLD_OFFICE):
        return _old_office(data)
    if data.lstrip(b"\xef\xbb\xbf \r\n")[:5] == b"{\\rtf":
        return read_rtf
    if data.startswith(ARCHIVES) or data[TAR] == b"ustar":
        raise Unreadable(Why.ARCHIVE)
    if data.startswith(OLD_KINDS):
        raise Unreadable(Why.OLD_KIND)
    return None


def _seen_or_heard(data: bytes, media_type: str) -> Reads | None:
    if is_picture(data):
        return read_picture
    return read_media if is_media(data, media_type) else None


def _package(parts: Package) -> Reads:
    kind = parts.bytes("mimetype")[:100].strip() if "mimetype" in parts else b""
    if kind.startswith(OPEN_DOCUMENT):
        return read_ods if b"spreadsheet" in kind else read_odf
    if kind == EPUB or "META-INF/container.xml" in parts:
        return read_epub
    for folder, reader in OFFICE:
        if any(name.startswith(folder) for name in parts.names):
            return reader
    if not parts.names or "[Content_Types].xml" not in parts:
        raise Unreadable(Why.UNKNOWN_KIND if set(IWORK) & set(parts.names) else Why.ARCHIVE)
    raise Unreadable(Why.UNKNOWN_KIND, "an unknown kind of Open XML package")


def _old_office(data: bytes) -> Reads:
    """Return the reader of a compound file by the streams that are in it."""
    if ENCRYPTED_PACKAGE in data:
        raise Unreadable(Why.LOCKED, "an encrypted Open XML package")
    ole = opened(data)
    if ole.exists("WordDocument"):
        return lambda _: read_doc(ole)
    if ole.exists("__properties_version1.0"):
        return lambda _: read_msg(ole)
    if ole.exists("Workbook") or ole.exists("Book"):
        return read_xls
    if ole.exists("PowerPoint Document"):
        return lambda _: read_ppt(ole)
    if not ole.listdir():
        raise Unreadable(Why.BROKEN, "a compound file without a stream")
    raise Unreadable(Why.OLD_KIND, "a compound file of another program")


def _written(data: bytes, ending: str, media_type: str) -> Reads:
    """Return the reader of a format that is text."""
    if b"\0" in data[:4096] and not data.startswith(UTF_16) and unmarked(data) is None:
        raise Unreadable(Why.UNKNOWN_KIND, "bytes of an unknown kind")
    if ending in MAIL_NAMES or media_type == "message/rfc822" or is_mail(data):
        return read_mail
    if ending in HTML_NAMES or "html" in media_type or _is_html(data):
        return read_html
    if ending in MARKED_WORDS or media_type == "text/markdown":
        return read_markdown
    if ending in SEPARATED or media_type in {"text/csv", "text/tab-separated-values"}:
        return read_separated
    if ending in TEXT_NAMES or media_type.startswith("text/"):
        return read_plain
    raise Unreadable(Why.UNKNOWN_KIND, "text of an unknown kind")


def _is_html(data: bytes) -> bool:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<?xml"):
        return b"<html" in start
    return start.startswith((b"<!doctype html", b"<html"))
