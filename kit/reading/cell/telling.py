"""What a child tells of the file that it read, as bytes that the platform understands."""

import json
from base64 import b64decode, b64encode
from typing import Any

from kit.reading.pages import Kind, Page, ReadFile, Unreadable, Why

JPEG = b"\xff\xd8\xff"
LARGEST_COPY = 256 * 1024
"""Bytes of a small picture."""


def told(found: ReadFile) -> bytes:
    """Return what was read as JSON."""
    pages = [[page.number, page.text, page.inside, page.by_ocr] for page in found.pages]
    answer: dict[str, Any] = {"title": found.title, "pages": pages, "about": dict(found.about)}
    answer |= {"troubles": found.troubles, "kind": found.kind.value}
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


def small_copy(jpeg: bytes | None) -> bytes:
    """Return a small picture, or that there is none, as JSON."""
    return json.dumps({"thumbnail": jpeg and b64encode(jpeg).decode()}).encode()


def small_copy_understood(answer: bytes) -> bytes | None:
    """Return the small picture, ``None`` where there is none or it is not as small as it should be."""
    said = json.loads(answer or b"{}").get("thumbnail")
    jpeg = b64decode(said) if isinstance(said, str) else b""
    return jpeg if jpeg.startswith(JPEG) and len(jpeg) <= LARGEST_COPY else None


def refusal(why: Why, detail: str = "") -> bytes:
    """Return why nothing was read as JSON."""
    return json.dumps({"why": why.value, "detail": detail}).encode()


def understood(answer: bytes) -> ReadFile:
    """Return what was read. Raises :class:`Unreadable` where nothing was."""
    said = json.loads(answer or refusal(Why.BROKEN, "the reading process said nothing"))
    if said.get("why"):
        raise Unreadable(Why(said["why"]), str(said.get("detail", "")))
    pages = tuple(Page(number, text, inside, by_ocr) for number, text, inside, by_ocr in said["pages"])
    return ReadFile(said["title"], pages, said["about"], tuple(said["troubles"]), Kind(said["kind"]))


def what_happened(failure: BaseException) -> str:
    """Return what went wrong and where, without the words of the error: they may be words of the file."""
    kind, place, traceback = type(failure), "", failure.__traceback__
    while traceback is not None:
        frame = traceback.tb_frame
        name = str(frame.f_globals.get("__name__", ""))
        if name.startswith("kit.reading."):
            place = f" in {name.removeprefix('kit.reading.')}, line {traceback.tb_lineno}"
        traceback = traceback.tb_next
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.") + place
