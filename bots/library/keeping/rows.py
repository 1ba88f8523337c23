"""From values to rows of the catalogue, and back."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bots.library.keeping.facets import facets_of, facets_within
from bots.library.keeping.shelved import Correction, Prepared, ShelvedPage, ShelvedPassage
from bots.library.rules import (
    LONGEST_CAPTION,
    NO_FACTS,
    Passage,
    Upload,
    name_kept,
)
from kit.documents.facts import Facts
from kit.events import FileHeard
from kit.ids import EventId, Language, RoomId, UserId

LONGEST_NUMBER = 32
LONGEST_KEY = 255


def upload_row(heard: FileHeard) -> dict[str, Any]:
    """Return what is kept of an upload before it is read; never the key of its file."""
    return {
        "event": heard.event,
        "room": heard.room,
        "sender": heard.sender,
        "at": heard.at,
        "name": name_kept(heard.name),
        "caption": heard.caption[:LONGEST_CAPTION] if heard.caption else None,
        "thread": heard.thread,
        "kind": heard.kind,
        "media_type": heard.media_type[:127] if heard.media_type else None,
        "size": heard.size if heard.size is not None and 0 <= heard.size < 2**31 else None,
        "told": False,
        "tries": 0,
        "misses": 0,
    }


def read_row(prepared: Prepared, read_as: int) -> dict[str, Any]:
    """Return what an upload has once it was read."""
    return {
        "title": prepared.title,
        "digest": prepared.digest,
        "kind": prepared.kind,
        "facts": facts_json(prepared.facts),
        "about": dict(prepared.about) or None,
        "detail": "\n".join(prepared.troubles) or None,
        "why": None,
        "read_as": read_as,
    }


def key_row(facts: Facts) -> dict[str, Any]:
    """Return the keys by which faces and versions of one document are found."""
    keys = {"symbol_key": facts.symbol_key, "base_key": facts.base_key}
    return {name: key[:LONGEST_KEY] if key else None for name, key in keys.items()}


def page_row(event: EventId, page: ShelvedPage) -> dict[str, Any]:
    """Return a page as a row."""
    return {
        "event": event,
        "ordinal": page.ordinal,
        "number": page.number,
        "language": page.language.value,
        "latin": page.latin.value,
        "text": page.text,
        "inside": page.inside,
        "by_ocr": page.by_ocr,
    }


def passage_rows(event: EventId, prepared: Prepared) -> Iterator[dict[str, Any]]:
    """Yield the passages of a document as rows."""
    for ordinal, paragraph in enumerate(prepared.paragraphs):
        yield {
            "event": event,
            "ordinal": ordinal,
            "page": prepared.pages[paragraph.page].ordinal,
            "start": paragraph.start,
            "end": paragraph.end,
            "paragraph": paragraph.number[:LONGEST_NUMBER] if paragraph.number else None,
            "language": paragraph.language.value,
            "latin": paragraph.latin.value,
        }


def upload_of(row: Any) -> Upload:
    """Return an upload from its row."""
    return Upload(
        event=EventId(row.event),
        room=RoomId(row.room),
        sender=UserId(row.sender),
        at=row.at,
        name=row.name,
        caption=row.caption,
        thread=EventId(row.thread) if row.thread else None,
        kind=row.kind,
        media_type=row.media_type,
        size=row.size,
    )


def page_of(row: Any) -> ShelvedPage:
    """Return a page from its row."""
    return ShelvedPage(
        ordinal=row.ordinal,
        number=row.number,
        language=Language(row.language),
        latin=Language(row.latin),
        text=row.text,
        inside=row.inside,
        by_ocr=row.by_ocr,
    )


def shelved_passage_of(row: Any, text: str) -> ShelvedPassage:
    """Return a passage from its row and the text of its page."""
    return ShelvedPassage(
        ordinal=row.ordinal,
        paragraph=row.paragraph,
        language=Language(row.language),
        latin=Language(row.latin),
        text=text[row.start : row.end],
    )


def passage_of(head: Any, page: Any, row: Any, corrected: Facts) -> Passage:
    """Return a passage from the rows of its upload, its page and itself, and what holds of its document."""
    upload, language = upload_of(head), Language(row.language)
    return Passage(
        upload=upload,
        title=corrected.title or head.title,
        digest=head.digest,
        ordinal=row.ordinal,
        number=page.number,
        text=page.text[row.start : row.end],
        latin=Language(row.latin),
        language=language,
        paragraph=row.paragraph,
        inside=page.inside,
        by_ocr=page.by_ocr,
        facts=corrected,
        facets=facets_within(facets_of(upload, corrected), row.paragraph, language),
    )


def correction_of(row: Any) -> Correction:
    """Return a correction from its row."""
    return Correction(
        event=EventId(row.event), field=row.field, value=row.value, by=UserId(row.by), at=row.at
    )


def facts_json(facts: Facts) -> dict[str, Any]:
    """Return facts as JSON can hold them."""
    kept: dict[str, Any] = _facts().dump_python(facts, mode="json", exclude_defaults=True)
    return kept


def facts_of(kept: Mapping[str, Any] | None) -> Facts:
    """Return facts from JSON; what an older form does not say is as usual."""
    return NO_FACTS if not kept else _facts().validate_python(kept)


@cache
def _facts() -> TypeAdapter[Facts]:
    return TypeAdapter(Facts)
