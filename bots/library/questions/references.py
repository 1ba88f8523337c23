"""What somebody cites: a symbol and numbers of paragraphs. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bots.library.rules import Passage
from kit.documents import symbols
from kit.documents.relations import Known, rank, works
from kit.documents.symbols import work_key
from kit.ids import EventId, Language
from kit.search.folding import fold

MOST_PARAGRAPHS = 5
"""How many paragraphs are brought at once."""

NUMBERS = re.compile(r"(\d{1,4})[ \xa0]?(bis|ter|quater)?(?:[ \xa0]*[-\u2010-\u2015][ \xa0]*(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A document by its ``key``, ``printed`` as it was typed, and the numbers of paragraphs in it."""

    key: str
    printed: str
    paragraphs: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """What it is called, such as ``CEDAW/C/GC/35, 12``."""
        return ", ".join((self.key, *self.paragraphs))


def reference_in(text: str) -> Reference | None:
    """Return what a text cites: its first symbol, and the first paragraphs that it names beside it."""
    found = next(symbols.find(text, typed=True, most=1), None)
    if found is None:
        return None
    beside = fold(f"{text[: found.start]} {text[found.end :]}").casefold()
    return Reference(found.symbol.key, found.symbol.printed, _paragraphs(beside))


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return the first number or range of a text, as many as are brought at once."""
    match = NUMBERS.search(text)
    if match is None:
        return ()
    first, suffix, last = match.groups()
    if suffix:
        return (f"{int(first)} {suffix}",)
    end = min(int(last or first), int(first) + MOST_PARAGRAPHS - 1)
    return tuple(map(str, range(int(first), max(end, int(first)) + 1)))


@dataclass(frozen=True, slots=True)
class Cited:
    """The passages of one document that were cited, in order, and one of the document that replaces it."""

    passages: tuple[Passage, ...]
    newer: Passage | None = None

    @property
    def all(self) -> tuple[Passage, ...]:
        """All that is shown of it."""
        return (*self.passages, *((self.newer,) if self.newer else ()))


def cited(
    reference: Reference, found: Sequence[Passage], faces: Iterable[Passage], language: Language
) -> Cited | None:
    """Return what answers a reference best, of passages that have the paragraphs; ``None`` of none.

    The document that bears the very symbol comes before versions of it, the newest before others, and of
    these the one in the reader's language, else in English. ``faces`` are passages of all versions there are.
    """
    documents: dict[EventId, list[Passage]] = {}
    for passage in found:
        if _bears(passage, reference.key):
            documents.setdefault(passage.upload.event, []).append(passage)
    if not documents:
        return None

    def worth(event: EventId) -> tuple[bool, tuple[int, int], bool, bool, int]:
        one = documents[event][0]
        exact = one.facts.symbol_key == reference.key
        spoken = one.language is language
        english = one.language is Language.ENGLISH
        return exact, rank(one.facts), spoken, english, len({p.paragraph for p in documents[event]})

    best = max(documents, key=worth)
    passages = sorted(documents[best], key=lambda passage: passage.ordinal)
    if not reference.paragraphs:
        passages = passages[:1]
    return Cited(tuple(passages), _newer(best, [*passages, *faces]))


def _bears(passage: Passage, key: str) -> bool:
    """Whether a document bears a symbol, or is a version of what does."""
    borne = (passage.facts.symbol_key, *passage.facts.other_symbols)
    return any(each == key or work_key(each) == key for each in borne if each)


def _newer(event: EventId, faces: Iterable[Passage]) -> Passage | None:
    """Return a passage of the document that replaces one, of all that there are."""
    by_event = {face.upload.event: face for face in faces}
    known = (
        Known(document=face.upload.event, facts=face.facts, digest=face.digest) for face in by_event.values()
    )
    for work in works(known):
        if event in work.superseded:
            return by_event[EventId(work.superseded[event])]
    return None
