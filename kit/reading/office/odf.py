"""Reads OpenDocument text, slides and drawings (ODT, ODP, ODG): what stands there now, lists numbered."""

from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from kit.reading.office.ordinals import ordinal
from kit.reading.office.package import DAMAGED, Package, children, local, said_of_itself, value
from kit.reading.pages import Page, ReadFile, Unreadable, Why
from kit.reading.script import NEW_PAGE, Script, sheets
from kit.reading.written.html import LINE_ENDS

LEFT_OUT = frozenset(
    {"tracked-changes", "annotation", "scripts", "font-face-decls", "automatic-styles", "forms"}
)
MARKS = {"tab": "\t", "line-break": "\n", "p": "\n", "h": "\n", "soft-page-break": NEW_PAGE}
UNSAID = frozenset({"page-number", "page-count", "note-citation", "sequence-decls", "variable-decls"})
WORDY = frozenset({"p", "h", "span", "a"})
"""Where a space is a space."""

MOST_SPACES = 100
OPENINGS = {
    "note-body": Script.open_aside,
    "table-row": Script.open_row,
    "table-cell": Script.open_cell,
    "covered-table-cell": Script.open_cell,
}
CLOSINGS = {
    "note-body": Script.close_aside,
    "table-row": Script.close_row,
    "table-cell": Script.close_cell,
    "covered-table-cell": Script.close_cell,
}


def read_odf(data: bytes) -> ReadFile:
    """Return the text: pages where the program marked its own, else one; a slide is a page."""
    parts = Package(data)
    refuse_locked(parts)
    title, about = said_of_itself(parts, "meta.xml")
    content = parts.xml("content.xml")
    slides = [one for one in content.iter() if local(one) == "page"] if _has_slides(content) else []
    if slides:
        written = [Script() for _ in slides]
        for script, slide in zip(written, slides, strict=True):
            _write(script, slide, _Lists(content, None))
        return ReadFile(title, tuple(Page(n, s.text()) for n, s in enumerate(written, 1)), about)
    head, styles, troubles = _beside(parts)
    script = Script()
    _write(script, content, _Lists(content, styles))
    pages = sheets(f"{head}{script.text()}")
    numbered = tuple(Page(n if len(pages) > 1 else None, text) for n, text in enumerate(pages, 1))
    notes = (Page(None, "\n".join(script.asides)),) if script.asides else ()
    return ReadFile(title, (*numbered, *notes), about, troubles)


def refuse_locked(parts: Package) -> None:
    """Raise ``Unreadable`` where the parts of a package say that they are encrypted."""
    if "META-INF/manifest.xml" in parts and b"encryption-data" in parts.bytes("META-INF/manifest.xml"):
        raise Unreadable(Why.LOCKED, "an encrypted OpenDocument package")


def _has_slides(content: etree._Element) -> bool:
    """Whether the body is a presentation or a drawing."""
    bodies = (local(kind) for body in children(content, "body") for kind in body)
    return not {"presentation", "drawing"}.isdisjoint(bodies)


def _beside(parts: Package) -> tuple[str, etree._Element | None, tuple[str, ...]]:
    """Return the text of headers, the styles, and what was damaged."""
    if "styles.xml" not in parts:
        return "", None, ()
    try:
        styles = parts.xml("styles.xml")
    except DAMAGED as failure:
        return "", None, (f"styles.xml: {type(failure).__name__}",)
    heads = []
    for head in (one for one in styles.iter() if local(one) in {"header", "header-first"}):
        script = Script()
        _write(script, head, _Lists(head, None))
        heads.append(script.text().strip())
    above = "\n".join(dict.fromkeys(filter(None, heads)))
    return f"{above}\n" if above else "", styles, ()


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    before: str
    after: str
    start: int
    shown: int


@dataclass(slots=True)
class _Open:
    """A list that we are in: its style, how deep it stands, and how far it is counted."""

    style: str
    depth: int
    count: int | None = None
    pending: str = ""


class _Lists:
    """Counts the items of lists as the styles of the document say."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        for tree in (styles, content):
            for one in tree.iter() if tree is not None else ():
                if local(one) == "list-style":
                    self._styles[value(one, "name") or ""] = dict(map(_level, one))
        self._open: list[_Open] = []
        self._last: dict[tuple[str, int], int] = {}

    def open(self, element: etree._Element) -> None:
        style = value(element, "style-name") or (self._open[-1].style if self._open else "")
        entered = _Open(style, len(self._open) + 1)
        goes_on = (
            value(element, "continue-numbering") == "true" or value(element, "continue-list") is not None
        )
        if goes_on:
            entered.count = self._last.get((style, entered.depth))
        self._open.append(entered)

    def close(self) -> None:
        if self._open:
            self._open.pop()

    def item(self, element: etree._Element) -> None:
        """Count one item; its number is written before its first paragraph."""
        if not self._open:
            return
        inner = self._open[-1]
        level = self._styles.get(inner.style, {}).get(inner.depth)
        if level is None:
            return
        given = value(element, "start-value")
        if given is not None and given.isdecimal():
            inner.count = int(given[:7])
        else:
            inner.count = level.start if inner.count is None else inner.count + 1
        self._last[inner.style, inner.depth] = inner.count
        inner.pending = self._label(level)

    def mark(self) -> str:
        """Return the number that waits for a paragraph, once."""
        if not self._open:
            return ""
        pending, self._open[-1].pending = self._open[-1].pending, ""
        return f"{pending} " if pending else ""

    def _label(self, level: _Level) -> str:
        shown = self._open[-max(1, min(level.shown, len(self._open))) :]
        said = []
        for one in shown:
            form = self._styles.get(one.style, {}).get(one.depth, level).form
            said.append(ordinal(one.count or 1, form))
        number = ".".join(filter(None, said))
        return f"{level.before}{number}{level.after}".strip() if number else ""


def _level(one: etree._Element) -> tuple[int, _Level]:
    form = value(one, "num-format") or "" if local(one) == "list-level-style-number" else ""
    return _whole(value(one, "level"), 0), _Level(
        form,
        value(one, "num-prefix") or "",
        value(one, "num-suffix") or "",
        _whole(value(one, "start-value"), 1),
        _whole(value(one, "display-levels"), 1),
    )


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else otherwise


def _write(script: Script, root: etree._Element, lists: _Lists) -> None:
    """Write what a person would read, with the text around the marks."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for moment, element in walk:
        kind = local(element)
        if moment == "start":
            if kind in LEFT_OUT or kind in UNSAID:
                walk.skip_subtree()
            else:
                _start(script, kind, element, lists)
        else:
            _end(script, kind, lists)
            if element is not root and element.tail and element.tail.strip("\n\t "):
                script.write(LINE_ENDS.sub(" ", element.tail))
            elif element is not root and element.tail and _in_words(element):
                script.write(" ")


def _in_words(element: etree._Element) -> bool:
    """Whether an element stands in a paragraph, so that a space after it is a space."""
    return local(element.getparent()) in WORDY


def _start(script: Script, kind: str, element: etree._Element, lists: _Lists) -> None:
    match kind:
        case "list":
            lists.open(element)
        case "list-item":
            lists.item(element)
        case "p" | "h":
            script.write(lists.mark())
        case "s":
            script.write(" " * min(_whole(value(element, "c"), 1), MOST_SPACES))
        case _ if kind in OPENINGS:
            OPENINGS[kind](script)
    if element.text and (kind in WORDY or element.text.strip()):
        script.write(LINE_ENDS.sub(" ", element.text))


def _end(script: Script, kind: str, lists: _Lists) -> None:
    match kind:
        case "list":
            lists.close()
        case _ if kind in CLOSINGS:
            CLOSINGS[kind](script)
        case _ if kind in MARKS:
            script.write(MARKS[kind])
