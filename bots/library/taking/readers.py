"""Who reads files for the library, within what its settings let one file cost."""

from bots.library.settings import LibrarySettings
from kit.reading import Limits, Reader


def readers_of(settings: LibrarySettings, count: int) -> Reader:
    """Return a reader of so many files side by side; the scans among them are read one after the other."""
    limits = Limits(
        seconds=settings.reading_seconds,
        memory=settings.reading_memory,
        ocr_pages=settings.ocr_pages,
        ocr_seconds=settings.ocr_seconds,
    )
    return Reader(limits, side_by_side=count)
