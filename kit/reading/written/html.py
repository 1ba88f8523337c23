"""Reads HTML: the words that a reader would see, tables row by row, lists with their numbers."""

import re

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from kit.reading.office.ordinals import ordinal
from kit.reading.pages import Page, ReadFile, Unreadable, Why
from kit.reading.script import Script
from kit.reading.written.plain import decoded, decoded_as

UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "object", "iframe"})
# fmt: off
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})
# fmt: on
LINE_ENDS = re.compile(r"[\r\n\f\v\x85\u2028\u2029]+")
FACTS = {
    "author": "author",
    "dc.creator": "author",
    "description": "subject",
    "keywords": "keywords",
    "dc.date": "created",
    "article:published_time": "created",
    "date": "created",
}


def read_html(data: bytes, charset: str = "") -> ReadFile:
    """Return the visible text as one page without a number; ``charset`` is what its sender says."""
    text = decoded_as(data, charset) if charset else decoded(data)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        raise Unreadable(Why.NO_TEXT, "no element of HTML")
    return ReadFile(root.findtext(".//title"), (Page(None, seen(root)),), _facts(root))


def seen(root: etree._Element) -> str:
    """Return the words of a tree of HTML that a reader would see."""
    script = Script()
    walk = etree.iterwalk(root, events=("start", "end"))
    lists = _Lists()
    for moment, element in walk:
        kind = _kind(element)
        if moment == "end":
            _end(script, kind, element)
            lists.leave(kind)
        elif kind in UNSEEN:
            walk.skip_subtree()
        else:
            _start(script, kind, lists.enter(kind, element))
            script.write(LINE_ENDS.sub(" ", element.text or ""))
    lines = (_tidy(line) for line in script.text().split("\n"))
    return "\n".join(lines)


def _tidy(line: str) -> str:
    return "\t".join(" ".join(cell.split()) for cell in line.split("\t"))


def _kind(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else "script"


def _start(script: Script, kind: str, mark: str) -> None:
    match kind:
        case "tr":
            script.write("\n")
            script.open_row()
        case "td" | "th":
            script.open_cell()
        case _ if kind not in INLINE:
            script.write(f"\n{mark}")


def _end(script: Script, kind: str, element: etree._Element) -> None:
    match kind:
        case "tr":
            script.close_row()
        case "td" | "th":
            script.close_cell()
        case _ if kind not in INLINE:
            script.write("\n")
    tail = LINE_ENDS.sub(" ", element.tail or "")
    if kind not in {"td", "th", "tr"} or tail.strip():
        script.write(tail)


class _Lists:
    """Counts the items of ordered lists."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str] | None] = []

    def enter(self, kind: str, element: etree._Element) -> str:
        """Return what stands before an element: the number of an item."""
        if kind in {"ol", "ul"}:
            start = _whole(element.get("start"), 1) - 1
            self._open.append((start, element.get("type") or "1") if kind == "ol" else None)
        elif kind == "li" and self._open and self._open[-1] is not None:
            count, form = self._open[-1]
            count = _whole(element.get("value"), count + 1)
            self._open[-1] = (count, form)
            return f"{ordinal(count, form)}. "
        return ""

    def leave(self, kind: str) -> None:
        """Leave a list."""
        if kind in {"ol", "ul"} and self._open:
            self._open.pop()


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else otherwise


def _facts(root: etree._Element) -> dict[str, str]:
    about: dict[str, str] = {}
    for one in root.iter("meta"):
        name = FACTS.get((one.get("name") or one.get("property") or "").lower())
        if name is not None and one.get("content"):
            about.setdefault(name, one.get("content")[:1000])
    return about
