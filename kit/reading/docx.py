"""Reads DOCX from its XML: what stands in the text now, with notes and headers, without deleted words."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from kit.reading.pages import Page, ReadFile, Unreadable, Why

LARGEST_PART = 200 * 1024 * 1024
MAIN = "word/document.xml"
LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sectPr"})
MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "p": "\n", "noBreakHyphen": "-", "tr": "\n", "tc": "\t"}
NEW_PAGE = "\f"
PAGE_BREAK = "lastRenderedPageBreak"


def read_docx(data: bytes) -> ReadFile:
    """Return the text; pages only where Word left the marks of its own last page breaks."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        body = _text(parts, MAIN) if MAIN in parts.namelist() else _text(parts, _other_main(parts))
        heads = [_text(parts, name).strip() for name in _named(parts, "header")]
        notes = [_text(parts, name) for name in (*_named(parts, "footnotes"), *_named(parts, "endnotes"))]
        title = _title(parts)
    paged = NEW_PAGE in body
    pages = [Page(n + 1 if paged else None, text) for n, text in enumerate(body.split(NEW_PAGE))]
    above = "\n".join(dict.fromkeys(filter(None, heads)))
    first = Page(pages[0].number, f"{above}\n{pages[0].text}")
    return ReadFile(title, (first, *pages[1:], *(Page(None, note) for note in notes)))


def _named(parts: zipfile.ZipFile, kind: str) -> list[str]:
    return sorted(
        name for name in parts.namelist() if name.startswith(f"word/{kind}") and name.endswith(".xml")
    )


def _other_main(parts: zipfile.ZipFile) -> str:
    """Return the main part of a file that does not call it by the usual name."""
    for relation in _parsed(parts, "_rels/.rels").iter():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target")).lstrip("/")
    raise Unreadable(Why.BROKEN)


def _parsed(parts: zipfile.ZipFile, name: str) -> etree._Element:
    if parts.getinfo(name).file_size > LARGEST_PART:
        raise Unreadable(Why.TOO_BIG)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    return etree.fromstring(parts.read(name), parser)


def _title(parts: zipfile.ZipFile) -> str | None:
    if "docProps/core.xml" not in parts.namelist():
        return None
    found = [e.text for e in _parsed(parts, "docProps/core.xml").iter("{*}title") if e.text]
    return found[0] if found else None


def _text(parts: zipfile.ZipFile, name: str) -> str:
    return "".join(_written(_parsed(parts, name)))


def _written(root: etree._Element) -> Iterator[str]:
    """Yield text and breaks in reading order, leaving out what was deleted or is said twice."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for moment, element in walk:
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if moment == "start" and kind in LEFT_OUT:
            walk.skip_subtree()
        elif moment == "start" and kind == PAGE_BREAK:
            yield NEW_PAGE
        elif moment == "start" and kind == "t":
            yield element.text or ""
        elif moment == "end" and kind in MARKS and kind != PAGE_BREAK:
            yield MARKS[kind]
