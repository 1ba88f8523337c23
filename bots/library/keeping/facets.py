"""What the index narrows a search by: raw terms of a document and of the passages in it."""

from collections.abc import Iterator, Mapping

from bots.library.keeping.shelved import Meant, Shelved, ShelvedPassage
from bots.library.rules import KINDS, NO_FACTS, Upload
from kit.documents.facts import Facts
from kit.ids import Language
from kit.reading.pages import Kind
from kit.search.languages import by_language
from kit.search.passages import Passage

Terms = Mapping[str, tuple[str, ...]]


def facets_of(upload: Upload, facts: Facts) -> Terms:
    """Return the terms that all passages of a document have."""
    year = (facts.date or upload.at).year
    kind = KINDS.get(upload.kind, Kind.DOCUMENT)
    own = {"year": (str(year),), "sender": (upload.sender,), "kind": (kind.value,)}
    return {**facts.facet_values(), **own} if facts != NO_FACTS else own


def facets_within(document: Terms, paragraph: str | None, language: Language) -> Terms:
    """Return the terms of one passage, of a document that has these."""
    own = {"lang": (language.value,)}
    return {**document, **own, "para": (paragraph,)} if paragraph else {**document, **own}


def indexed(shelved: Shelved) -> Iterator[Passage]:
    """Yield the passages of a document as the index takes them.

    Each has the document's title; what else the document is called by counts in the first.
    """
    upload, terms = shelved.upload, facets_of(shelved.upload, shelved.facts)
    for passage in shelved.passages:
        called = _called(shelved) if passage.ordinal == 0 else shelved.title
        yield Passage(
            upload.event,
            passage.ordinal,
            upload.room,
            upload.at,
            by_language(f"{called}\n\n{passage.text}", passage.latin),
            facets_within(terms, passage.paragraph, passage.language),
        )


def placed(meant: Meant) -> Iterator[Passage]:
    """Yield the passages of a document without their words, for what knows only where they stand."""
    upload = meant.upload
    for ordinal, language in enumerate(meant.languages):
        facets = {"lang": (language.value,)}
        yield Passage(upload.event, ordinal, upload.room, upload.at, {}, facets)


def texts_for_meaning(shelved: Shelved) -> tuple[str, ...]:
    """Return what the meaning of each passage is taken from; of a picture, what it is called by."""
    return tuple(_meant(shelved, passage) for passage in shelved.passages)


def _meant(shelved: Shelved, passage: ShelvedPassage) -> str:
    return passage.text if passage.text.strip() else _called(shelved)


def _called(shelved: Shelved) -> str:
    upload, said = shelved.upload, (v for v in shelved.about.values() if isinstance(v, str))
    names = (shelved.title, upload.name, upload.caption, shelved.facts.symbol, *said)
    return "\n".join((shelved.title, *dict.fromkeys(filter(None, names))))
