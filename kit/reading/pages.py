"""What reading a file gives, or why it gives nothing."""

from dataclasses import dataclass
from enum import StrEnum

from kit.errors import Trouble

LONGEST_PIECE = 6_000
"""Characters of text that are kept together; a longer page is cut between paragraphs."""


class Why(StrEnum):
    """Why a file could not be read."""

    LOCKED = "locked"
    BROKEN = "broken"
    TOO_SLOW = "too-slow"
    TOO_BIG = "too-big"
    NO_TEXT = "no-text"
    UNKNOWN_KIND = "unknown-kind"
    NOT_THERE = "not-there"
    NOT_SAFE = "not-safe"


class Unreadable(Trouble):
    """A file gave no text; ``why`` is fit to choose a kind sentence by."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"the file could not be read: {why.value}{f' ({detail})' if detail else ''}")
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost: seconds of computing, and bytes of memory, of input and of text."""

    seconds: int = 60
    memory: int = 512 * 1024 * 1024
    text: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of text; ``number`` is the printed page, counted from 1, where the format has pages."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The text of a file, and the title that the file gives itself."""

    title: str | None
    pages: tuple[Page, ...]


def in_pieces(pages: list[Page]) -> tuple[Page, ...]:
    """Cut long pages between paragraphs and drop empty ones."""
    return tuple(
        Page(page.number, piece) for page in pages for piece in _pieces(page.text.strip()) if piece.strip()
    )


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    while len(text) > LONGEST_PIECE:
        cut = _cut(text)
        pieces.append(text[:cut])
        text = text[cut:].lstrip()
    return [*pieces, text]


def _cut(text: str) -> int:
    """Return where to cut: after a paragraph, else a line, else a sentence, else a word."""
    for mark in ("\n\n", "\n", ". ", "。", " "):
        at = text.rfind(mark, LONGEST_PIECE // 2, LONGEST_PIECE)
        if at > 0:
            return at + len(mark)
    return LONGEST_PIECE
