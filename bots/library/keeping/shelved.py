"""Documents as they are kept: pages of text, the passages in them, and what is known of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bots.library.rules import Upload
from kit.documents.facts import Facts
from kit.documents.paragraphs import Paragraph
from kit.ids import EventId, Language, RoomId, UserId
from kit.reading.pages import Why

About = Mapping[str, str | int | float]
"""What a file says of itself, as :class:`kit.reading.ReadFile` has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedPage:
    """A page as it is kept: ``language`` is most of its text's, ``latin`` that of its Latin letters."""

    ordinal: int
    number: int | None
    language: Language
    latin: Language
    text: str
    inside: str = ""
    by_ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that was read and understood, as it goes into the catalogue.

    ``paragraphs`` are its passages in order; ``signature`` shows which texts are alike, ``troubles`` tells
    staff what was lost in reading.
    """

    digest: str
    kind: str
    facts: Facts
    title: str
    pages: tuple[ShelvedPage, ...]
    paragraphs: tuple[Paragraph, ...]
    about: About = field(default_factory=dict)
    signature: bytes | None = None
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedPassage:
    """A passage as the index needs it."""

    ordinal: int
    paragraph: str | None
    language: Language
    latin: Language
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A whole document as the index needs it; ``facts`` as staff corrected them.

    ``vectors`` are those of its passages as ``model`` made them, where there are any.
    """

    upload: Upload
    title: str
    facts: Facts
    about: About
    passages: tuple[ShelvedPassage, ...]
    model: str | None = None
    vectors: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The vectors of a document, and the language of each of its passages, in their order."""

    upload: Upload
    languages: tuple[Language, ...]
    vectors: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What staff said of one field of a document."""

    event: EventId
    field: str
    value: str
    by: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What is known of an upload and of its reading, for those who look after the library."""

    upload: Upload
    state: str
    why: Why | None
    detail: str | None
    tries: int
    misses: int
    facts: Facts
    title: str | None
    about: About
    pages: int
    by_ocr: int
    passages: int
    vectors: bool
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A document that was redacted."""

    room: RoomId
    event: EventId
    at: datetime
