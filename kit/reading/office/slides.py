"""Reads PPTX: a slide is a page, with its tables, its diagrams and its notes."""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from kit.reading.office.docx import embedded
from kit.reading.office.package import DAMAGED, Package, local, said_of_itself, value
from kit.reading.pages import Page, ReadFile
from kit.reading.parts import Opened
from kit.reading.script import Script

LEFT_OUT = frozenset({"Fallback", "extLst", "rPr", "pPr", "bodyPr", "lstStyle"})
UNSAID = frozenset({"sldNum", "dt", "sldImg"})
MARKS = {"p": "\n", "br": "\n", "tab": "\t"}
BESIDE = {"diagramData", "notesSlide"}


def read_pptx(data: bytes) -> Opened:
    """Return a page for each slide, in the order in which they are shown."""
    parts = Package(data)
    title, about = said_of_itself(parts)
    troubles: list[str] = []
    pages = []
    for number, name in enumerate(_in_order(parts), 1):
        try:
            pages.append(Page(number, "\n".join(_said(parts, name))))
        except DAMAGED as failure:
            troubles.append(f"slide {number}: {type(failure).__name__}")
    return Opened(ReadFile(title, tuple(pages), about, tuple(troubles)), embedded(parts, "ppt/embeddings/"))


def _in_order(parts: Package) -> list[str]:
    """Return the names of the slides as the presentation orders them."""
    main = parts.main()
    known = parts.relations(main)
    held = (one for one in parts.xml(main).iter() if local(one) == "sldId")
    named = [_target(one, known) for one in held]
    return [name for name in named if name in parts]


def _target(slide: etree._Element, known: dict[str, tuple[str, str]]) -> str:
    """Return the part of a slide; it has an ``id`` of its own beside that of the relation."""
    for key, held in slide.attrib.items():
        if key.endswith("}id") and held in known:
            return known[held][1]
    return ""


def _said(parts: Package, name: str) -> Iterator[str]:
    """Yield the text of a slide, then that of its diagrams and notes."""
    yield _text(parts.xml(name))
    for kind, target in parts.relations(name).values():
        if kind in BESIDE and target in parts:
            yield _text(parts.xml(target))


def _text(root: etree._Element) -> str:
    script = Script()
    walk = etree.iterwalk(root, events=("start", "end"))
    for moment, element in walk:
        kind = local(element)
        if moment == "end":
            _end(script, kind)
        elif kind in LEFT_OUT or (kind == "sp" and _is_furniture(element)):
            walk.skip_subtree()
        elif kind == "t":
            script.write(element.text or "")
        elif kind == "tr":
            script.open_row()
        elif kind == "tc":
            script.open_cell()
    return script.text()


def _is_furniture(shape: etree._Element) -> bool:
    """Whether a shape is only the number or the date of a slide."""
    return any(local(one) == "ph" and value(one, "type") in UNSAID for one in shape.iter())


def _end(script: Script, kind: str) -> None:
    match kind:
        case "tr":
            script.close_row()
        case "tc":
            script.close_cell()
        case _ if kind in MARKS:
            script.write(MARKS[kind])
