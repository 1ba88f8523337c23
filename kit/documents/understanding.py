"""From the pages of a file to what is known of the document and where its paragraphs stand."""

from dataclasses import dataclass
from datetime import datetime

from kit.documents.facts import Facts
from kit.documents.paragraphs import Paragraph
from kit.reading.pages import ReadFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A document as it is kept."""

    facts: Facts
    paragraphs: tuple[Paragraph, ...]


def understand(read: ReadFile, *, name: str, caption: str | None, uploaded: datetime) -> Understood:
    """Return what a file is and where its paragraphs stand; takes time in proportion to its length."""
    raise NotImplementedError
