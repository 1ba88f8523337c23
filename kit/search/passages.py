"""What is found, and what is asked: values that the index, the vectors and the bots share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kit.ids import Language, RoomId
from kit.search.question import Question

FIELDS = (
    "body",
    "state",
    "type",
    "lang",
    "year",
    "sender",
    "symbol",
    "cites",
    "para",
    "kind",
    "version",
)
"""What a search can be narrowed by; other facets are not kept."""

DOCUMENT = "document"
"""Narrows a search to some documents, like a field."""

SIX = frozenset(Language)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document to be found, uploaded ``at``; ``texts`` are its parts by language.

    ``facets`` are raw terms by field, of the document and of the passage (``para``).
    """

    document: str
    ordinal: int
    room: RoomId
    at: datetime
    texts: Mapping[Language, str]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """The language that most of it is in: what its facets say, else that of its longest part."""
        for said in self.facets.get("lang", ()):
            if said in SIX:
                return Language(said)
        return max(self.texts, key=lambda language: len(self.texts[language]), default=Language.ENGLISH)


class By(StrEnum):
    """Why a passage was found."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"
    NEARLY = "nearly"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece that answers a question; a higher score answers better.

    ``by`` says why: its words, its meaning, both, words nearly like those typed, or its fields alone;
    ``language`` is that of most of it.
    """

    document: str
    ordinal: int
    room: RoomId
    at: datetime
    score: float
    by: By = By.WORDS
    language: Language = Language.ENGLISH


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search: of each field one of its values; years of the document, both ends included.

    ``here`` asks for the room of the question alone; whoever searches narrows ``Allowed`` to it.
    """

    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    years: tuple[int | None, int | None] | None = None
    here: bool = False

    def __bool__(self) -> bool:
        """Whether it narrows anything."""
        return bool(self.fields) or self.years is not None or self.here


@dataclass(frozen=True, slots=True)
class Query:
    """A question as a whole: its words, the sentence that stands for its meaning, and what narrows it."""

    question: Question
    sentence: str = ""
    filters: Filters = field(default_factory=Filters)
