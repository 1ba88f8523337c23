"""What reading a file gives, or why it gives nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kit.errors import Trouble

LONGEST_PIECE = 6_000
"""Characters of text that are kept together; a longer page is cut between paragraphs."""


class Why(StrEnum):
    """Why a file could not be read."""

    EMPTY = "empty"
    LOCKED = "locked"
    BROKEN = "broken"
    TOO_SLOW = "too-slow"
    TOO_BIG = "too-big"
    NO_TEXT = "no-text"
    NEEDS_OCR = "needs-ocr"
    UNKNOWN_KIND = "unknown-kind"
    OLD_KIND = "old-kind"
    ARCHIVE = "archive"
    NOT_THERE = "not-there"
    NOT_SAFE = "not-safe"


class Kind(StrEnum):
    """What a file is to the person who looks for it."""

    DOCUMENT = "document"
    IMAGE = "image"
    SOUND = "sound"
    VIDEO = "video"


class Unreadable(Trouble):
    """A file gave no text; ``why`` is fit to choose a kind sentence by.

    ``detail`` tells staff what happened in technical words, without any word of the file.
    """

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"the file could not be read: {why.value}{f' ({detail})' if detail else ''}")
        self.why = why
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost: seconds of computing, and bytes of memory and of text.

    Of files inside of it, such as attachments of attachments: how deep, how many, and bytes in all.
    Of its pages that are pictures of text: how many are read, and seconds of computing on top for them all.
    """

    seconds: int = 60
    memory: int = 512 * 1024 * 1024
    text: int = 64 * 1024 * 1024
    depth: int = 4
    parts: int = 200
    inside: int = 256 * 1024 * 1024
    ocr_pages: int = 200
    ocr_seconds: int = 600


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of text; ``number`` is the page, sheet or slide, counted from 1, where the format has any.

    ``inside`` names the attachment in which it stands: “report.pdf”, or “mail.eml / report.pdf”.
    """

    number: int | None
    text: str
    inside: str = ""
    by_ocr: bool = False


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The text of a file, and the title that the file gives itself.

    ``about`` holds plain facts that the file says of itself: author, created, modified, subject, keywords,
    sent, sender, recipients; of media also taken, camera, width, height, seconds. ``unread_pages`` counts its
    scanned pages for which there was no time or no engine. ``troubles`` tells staff which parts were lost, in
    technical words without any word of the file.
    """

    title: str | None
    pages: tuple[Page, ...]
    about: Mapping[str, str | int | float] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()
    kind: Kind = Kind.DOCUMENT


def in_pieces(pages: list[Page]) -> tuple[Page, ...]:
    """Cut long pages between paragraphs and drop empty ones."""
    return tuple(
        replace(page, text=piece) for page in pages for piece in _pieces(page.text.strip()) if piece.strip()
    )


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > LONGEST_PIECE:
        cut = _cut(text, start)
        yield text[start:cut]
        start = cut
        while start < len(text) and text[start].isspace():
            start += 1
    yield text[start:]


def _cut(text: str, start: int) -> int:
    """Return where to cut: after a paragraph, else a line, else a sentence, else a word."""
    end = start + LONGEST_PIECE
    for mark in ("\n\n", "\n", ". ", "。", " "):
        at = text.rfind(mark, start + LONGEST_PIECE // 2, end)
        if at > 0:
            return at + len(mark)
    return end
