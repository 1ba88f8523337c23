"""Reads EPUB: the chapters in the order of its spine."""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from kit.reading.office.package import DAMAGED, Package, facts_in, local
from kit.reading.pages import Page, ReadFile, Unreadable, Why
from kit.reading.written.html import read_html

CONTAINER = "META-INF/container.xml"
RIGHTS = "META-INF/encryption.xml"
FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
WRITTEN = ("html", "htm", "xml")


def read_epub(data: bytes) -> ReadFile:
    """Return a page without a number for each chapter."""
    parts = Package(data)
    _refuse_locked(parts)
    name = next(
        (one.get("full-path") for one in parts.xml(CONTAINER).iter() if local(one) == "rootfile"), None
    )
    if name is None:
        raise Unreadable(Why.BROKEN, "a book without a root file")
    book = parts.xml(name)
    title, about = facts_in(next((one for one in book if local(one) == "metadata"), book))
    if "modified" in about:
        about["created"] = about.pop("modified")
    pages, troubles = [], list[str]()
    for number, chapter in enumerate(_spine(parts, name, book), 1):
        try:
            pages += [Page(None, page.text) for page in read_html(parts.bytes(chapter)).pages]
        except DAMAGED as failure:
            troubles.append(f"chapter {number}: {type(failure).__name__}")
    return ReadFile(title, tuple(pages), about, tuple(troubles))


def _refuse_locked(parts: Package) -> None:
    if RIGHTS not in parts:
        return
    methods = [
        one.get("Algorithm", "") for one in parts.xml(RIGHTS).iter() if local(one) == "EncryptionMethod"
    ]
    if any(method not in FONTS_ONLY for method in methods):
        raise Unreadable(Why.LOCKED, "a book with digital rights management")


def _spine(parts: Package, name: str, book: etree._Element) -> Iterator[str]:
    """Yield the chapters in their order, each once."""
    items = {one.get("id"): one for one in book.iter() if local(one) == "item"}
    met: set[str] = set()
    for one in (found for found in book.iter() if local(found) == "itemref"):
        item = items.get(one.get("idref"))
        if item is None or not item.get("media-type", "").endswith(WRITTEN):
            continue
        chapter = parts.beside(name, item.get("href", ""))
        if chapter not in met:
            met.add(chapter)
            yield chapter
