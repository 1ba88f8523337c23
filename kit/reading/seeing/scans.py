"""Pictures of text inside of a file: read where this process can read them, else counted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from time import process_time

from PIL import Image

from kit.reading.pages import Limits, Page, ReadFile
from kit.reading.progress import tell
from kit.reading.seeing.models import MODELS, debian
from kit.reading.seeing.ocr import Eyes

PAGE_SECONDS = 120.0
"""Seconds by the clock on the wall that one page may take at most, on a machine that is busy with others."""
BELIEVED = 50
"""From 0 to 100: what is read with less confidence is grass, gravel, or a script that we do not know."""

UNREAD = "unread_pages"
"""The fact of a file that says how many of its pages that are pictures nobody read."""

Show = Callable[[], Image.Image]
"""Makes the picture of one page, in shades of grey."""


@dataclass(slots=True, kw_only=True)
class Desk:
    """Where pictures are read: with which eyes, how many, and until when by this process's own clock.

    ``unread`` counts the pictures that nobody could read here.
    """

    eyes: Eyes | None = None
    left: int = 0
    until: float = 0.0
    unread: int = field(default=0)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing here to read what was met: an engine, or Debian packages with language data."""
        if self.eyes is None:
            return ("an engine with language data",) if self.unread else ()
        return tuple(sorted(debian(MODELS[language]) for language in self.eyes.lacking))

    @classmethod
    def made(cls, eyes: Eyes | None, limits: Limits) -> "Desk":
        """Return a desk for one file."""
        return cls(eyes=eyes, left=limits.ocr_pages, until=process_time() + limits.ocr_seconds)


@contextmanager
def at(desk: Desk) -> Iterator[Desk]:
    """Have the pictures of what is read within come to this desk."""
    before = _DESK.set(desk)
    try:
        yield desk
    finally:
        _DESK.reset(before)


def with_scans(found: ReadFile, shows: Mapping[int, Show]) -> ReadFile:
    """Return a file with the text of its pages that are pictures; ``shows`` are by index into the pages.

    A page of which nothing can be read stays as it was. ``about`` says how many there was no time for.
    """
    desk = _DESK.get() or Desk()
    if not shows:
        return found
    if desk.eyes is None:
        desk.unread += len(shows)
        return _with(found, found.pages, len(shows), desk.lacks)
    pages, troubles, unread = list(found.pages), [], 0
    for done, (index, show) in enumerate(shows.items()):
        tell(done, len(shows))
        try:
            text = _read(desk, desk.eyes, show)
        except Exception as failure:  # noqa: BLE001 (one picture that cannot be shown does not spoil the rest)
            troubles.append(f"the picture of page {index + 1} could not be read: {type(failure).__name__}")
            continue
        unread += text is None
        if text:
            pages[index] = replace(pages[index], text=text, by_ocr=True)
    tell(len(shows), len(shows))
    if unread and not desk.lacks:
        left = "number of pages" if desk.left <= 0 else "time"
        troubles.append(
            f"{unread} of {len(shows)} scanned pages were not read: the {left} allowed was used up"
        )
    return _with(found, tuple(pages), unread, desk.lacks, troubles)


def _with(
    found: ReadFile, pages: tuple[Page, ...], unread: int, lacks: Sequence[str], troubles: Sequence[str] = ()
) -> ReadFile:
    about = {**found.about, UNREAD: unread} if unread else found.about
    lacking = [f"not read for want of {', '.join(lacks)}"] if lacks and unread else []
    return replace(found, pages=pages, about=about, troubles=(*found.troubles, *troubles, *lacking))


def _read(desk: Desk, eyes: Eyes, show: Show) -> str | None:
    """Return the text of one picture, ``None`` where it is left unread."""
    seconds = min(PAGE_SECONDS, desk.until - process_time())
    if desk.left <= 0 or seconds <= 0:
        return None
    desk.left -= 1
    seen = eyes.read(show(), seconds)
    if seen is None:
        return None
    return seen.text.strip() if seen.confidence >= BELIEVED else ""


_DESK: ContextVar[Desk | None] = ContextVar("desk", default=None)
