"""Reads DOCX from its XML: what stands in the text now, with notes and headers, without deleted words."""

import posixpath
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from kit.reading.office.numbering import Numbering, numbering
from kit.reading.office.package import DAMAGED, Package, child, local, said_of_itself, value
from kit.reading.pages import Page, ReadFile
from kit.reading.parts import Opened, Part
from kit.reading.script import NEW_PAGE, Script, sheets

MAIN = "word/document.xml"
LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sectPr", "tblPr"})
MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "p": "\n", "noBreakHyphen": "-"}
PAGE_BREAK = "lastRenderedPageBreak"
EMBEDDED = (".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".pdf", ".odt", ".rtf")


def read_docx(data: bytes) -> Opened:
    """Return the text; pages only where Word left the marks of its own last page breaks."""
    parts = Package(data)
    main = MAIN if MAIN in parts else parts.main()
    title, about = said_of_itself(parts)
    read, troubles = _Troubled(parts), list[str]()
    lists = numbering(read.tree("word/numbering.xml"), read.tree("word/styles.xml"))
    body = _text(parts.xml(main), lists)
    heads = [text.strip() for text in read.texts("header")]
    notes = [*read.texts("footnotes"), *read.texts("endnotes"), *read.texts("diagrams/data")]
    troubles += read.troubles
    paged = NEW_PAGE in body
    pages = [Page(n + 1 if paged else None, text) for n, text in enumerate(sheets(body))]
    above = "\n".join(dict.fromkeys(filter(None, heads)))
    first = Page(pages[0].number, f"{above}\n{pages[0].text}")
    whole = (first, *pages[1:], *(Page(None, note) for note in notes))
    return Opened(ReadFile(title, whole, about, tuple(troubles)), embedded(parts, "word/embeddings/"))


def embedded(parts: Package, folder: str) -> Iterator[Part]:
    """Yield the documents that stand inside of a document."""
    for name in sorted(parts.names):
        if name.startswith(folder) and name.lower().endswith(EMBEDDED):
            yield Part(posixpath.basename(name), None, lambda name=name: parts.bytes(name))  # type: ignore[misc]


class _Troubled:
    """Reads the parts beside the main one; a damaged one is noted and does without."""

    def __init__(self, parts: Package) -> None:
        self._parts = parts
        self.troubles: list[str] = []

    def tree(self, name: str) -> etree._Element | None:
        """Return a part, nothing where it is missing or damaged."""
        if name not in self._parts:
            return None
        try:
            return self._parts.xml(name)
        except DAMAGED as failure:
            self.troubles.append(f"{name}: {type(failure).__name__}")
            return None

    def texts(self, kind: str) -> list[str]:
        """Return the texts of all parts of a kind, such as headers."""
        trees = (self.tree(name) for name in self._parts.named(f"word/{kind}"))
        return [_text(tree, Numbering()) for tree in trees if tree is not None]


def _text(root: etree._Element, lists: Numbering) -> str:
    """Return text and breaks in reading order, leaving out what was deleted or is said twice."""
    script = Script()
    walk = etree.iterwalk(root, events=("start", "end"))
    for moment, element in walk:
        kind = local(element)
        if moment == "end":
            _end(script, kind, element)
        elif kind in LEFT_OUT:
            walk.skip_subtree()
        else:
            _start(script, kind, element, lists)
    return script.text()


def _start(script: Script, kind: str, element: etree._Element, lists: Numbering) -> None:
    match kind:
        case "t":
            script.write(element.text or "")
        case "p":
            mark = lists.mark(child(element, "pPr"))
            script.write(f"{mark} " if mark else "")
        case "tr":
            script.open_row()
        case "tc":
            script.open_cell()
        case _ if kind == PAGE_BREAK:
            script.write(NEW_PAGE)


def _end(script: Script, kind: str, element: etree._Element) -> None:
    match kind:
        case "p" if value(child(child(element, "pPr"), "framePr"), "dropCap") == "drop":
            return
        case "tr":
            script.close_row()
        case "tc":
            script.close_cell()
        case _ if kind in MARKS:
            script.write(MARKS[kind])
