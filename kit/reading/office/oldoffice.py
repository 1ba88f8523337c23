"""Opens the compound files of Office before 2007 and of Outlook, stream by stream."""

import io
from datetime import datetime

from olefile import OleFileIO  # type: ignore[import-untyped]  # it ships no types

from kit.reading.pages import Unreadable, Why

LARGEST_STREAM = 200 * 1024 * 1024


def opened(data: bytes) -> OleFileIO:
    """Return a compound file. Raises ``OSError`` where it is damaged beyond use."""
    return OleFileIO(io.BytesIO(data))


def stream(ole: OleFileIO, name: str | list[str]) -> bytes:
    """Return one stream. Raises ``Unreadable`` where it is missing or too big."""
    if not ole.exists(name):
        raise Unreadable(Why.BROKEN, "a stream is missing in the compound file")
    if ole.get_size(name) > LARGEST_STREAM:
        raise Unreadable(Why.TOO_BIG, "a stream of a compound file")
    return bytes(ole.openstream(name).read())


def card(ole: OleFileIO) -> tuple[str | None, dict[str, str]]:
    """Return the title and the facts that a document says of itself."""
    try:
        said = ole.get_metadata()
    except Exception:  # noqa: BLE001 (whatever a damaged card makes the library raise, the text counts)
        return None, {}
    page = said.codepage if isinstance(said.codepage, int) else 1252
    page = page if page > 0 else page + 65536
    told = {
        "author": _text(said.author, page),
        "subject": _text(said.subject, page),
        "keywords": _text(said.keywords, page),
        "created": _time(said.create_time),
        "modified": _time(said.last_saved_time),
    }
    return _text(said.title, page) or None, {name: text for name, text in told.items() if text}


def _text(held: object, page: int) -> str:
    if not isinstance(held, bytes):
        return str(held or "").strip()[:1000]
    try:
        return held.decode("utf-8" if page == 65001 else f"cp{page}", "replace").strip("\0 ")[:1000]
    except LookupError:
        return held.decode("latin-1").strip("\0 ")[:1000]


def _time(held: object) -> str:
    return held.isoformat() if isinstance(held, datetime) and held.year > 1601 else ""
