"""Reads HTML: the words that a reader would see, block by block."""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from kit.reading.pages import Page, ReadFile, Unreadable, Why
from kit.reading.plain import decoded

UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "object", "iframe"})
# fmt: off
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})
# fmt: on


def read_html(data: bytes) -> ReadFile:
    """Return the visible text as one page without a number."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True)
    root = etree.fromstring(decoded(data).encode("utf-8", "replace"), parser)
    if root is None:
        raise Unreadable(Why.NO_TEXT)
    title = root.findtext(".//title")
    body = "".join(_seen(root))
    lines = (" ".join(line.split()) for line in body.splitlines())
    return ReadFile(title, (Page(None, "\n".join(lines)),))


def _seen(root: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for moment, element in walk:
        kind = element.tag.lower() if isinstance(element.tag, str) else "script"
        if moment == "start":
            yield "" if kind in INLINE else "\n"
            if kind in UNSEEN:
                walk.skip_subtree()
            else:
                yield " ".join((element.text or "").splitlines())
        else:
            yield ("" if kind in INLINE else "\n") + " ".join((element.tail or "").splitlines())
