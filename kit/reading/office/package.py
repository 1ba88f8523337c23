"""Opens the ZIP packages that office documents and electronic books are, part by part."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from kit.reading.pages import Unreadable, Why

LARGEST_PART = 100 * 1024 * 1024
MOST_PARTS = 20_000
CORE = "docProps/core.xml"
FACTS = {
    "creator": "author",
    "subject": "subject",
    "keywords": "keywords",
    "created": "created",
    "modified": "modified",
    "initial-creator": "author",
    "creation-date": "created",
    "date": "modified",
    "keyword": "keywords",
}
"""By what a package calls it: what we call a fact that a file says of itself."""

DAMAGED = (
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    Unreadable,
    ValueError,
)
"""What taking a damaged part out of a package may raise."""


class Package:
    """The parts of a ZIP package; a part that would unpack beyond all measure is refused."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._infos = {info.filename: info for info in self._archive.infolist()[:MOST_PARTS]}
        self.names = tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def named(self, start: str, end: str = ".xml") -> list[str]:
        """Return the parts whose names begin and end so, in the order of their names."""
        return sorted(name for name in self.names if name.startswith(start) and name.endswith(end))

    def size(self, name: str) -> int:
        """Return how many bytes a part says that it has, unpacked."""
        return self._infos[name].file_size

    def bytes(self, name: str) -> bytes:
        """Return one part. Raises ``KeyError`` where it is not there, ``Unreadable`` where it is too big."""
        info = self._infos[name]
        if info.flag_bits & 1:
            raise Unreadable(Why.LOCKED, "an encrypted part of a ZIP package")
        if info.file_size > LARGEST_PART:
            raise Unreadable(Why.TOO_BIG, f"a part of {info.file_size} bytes")
        return self._archive.read(info)

    def xml(self, name: str) -> etree._Element:
        """Return one part as a tree in which nothing is fetched and no entity is filled in."""
        return parsed(self.bytes(name))

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return by their ID the kinds and names of the parts that a part refers to."""
        folder, file = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self:
            return {}
        return {
            str(one.get("Id")): (
                str(one.get("Type", "")).rpartition("/")[2],
                self.beside(name, str(one.get("Target", ""))),
            )
            for one in self.xml(path)
            if one.get("TargetMode") != "External"
        }

    def main(self) -> str:
        """Return the name of the main part of an Office Open XML package."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument":
                return target
        raise Unreadable(Why.BROKEN, "a package without a main part")

    @staticmethod
    def beside(name: str, target: str) -> str:
        """Return the full name of what a part calls by a relative one."""
        path = unquote(target.partition("#")[0])
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), path)).lstrip("/")


def parsed(data: bytes) -> etree._Element:
    """Return XML as a tree in which nothing is fetched and no entity is filled in."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace, nothing for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute by its name without a namespace."""
    if element is None:
        return None
    for key, held in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(held)
    return None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child of that name, whatever its namespace."""
    return next(children(element, name), None)


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the children of that name, whatever their namespace."""
    return (one for one in (element if element is not None else ()) if local(one) == name)


def said_of_itself(package: Package, name: str = CORE) -> tuple[str | None, dict[str, str]]:
    """Return the title and the facts that a package's own card says, nothing where it has no readable one."""
    try:
        return facts_in(package.xml(name))
    except DAMAGED:
        return None, {}


def facts_in(card: etree._Element) -> tuple[str | None, dict[str, str]]:
    """Return the title and the facts on a card of Dublin Core elements."""
    title, about = None, dict[str, str]()
    for element in card.iter():
        text, name = (element.text or "").strip(), local(element)
        if text and name == "title" and title is None:
            title = text
        elif text and name in FACTS:
            about.setdefault(FACTS[name], text[:1000])
    return title, about
