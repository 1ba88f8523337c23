"""From what was read of a file to what the catalogue keeps of it. Pure, and slow: call it in a thread."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import structlog

from bots.library.keeping.shelved import About, Prepared, ShelvedPage
from bots.library.rules import DOCUMENT, KINDS, NO_FACTS, Upload, title_of
from kit.documents.likeness import signature
from kit.documents.paragraphs import Paragraph
from kit.documents.understanding import Understood, understand
from kit.ids import Language
from kit.reading.pages import Kind, Page, ReadFile
from kit.search.languages import LATIN_LANGUAGES, language_of, latin_language_of

log = structlog.stdlib.get_logger("palais.library")

READ_AS = 1
"""Rises whenever files are read or understood better, so that those read before are read again."""

MOST_ABOUT, LONGEST_ABOUT = 30, 500


def prepare(data: bytes, read: ReadFile, upload: Upload) -> Prepared:
    """Return what to keep of a file, whose text may have to wait for what is said of it."""
    return prepared_from(read, upload, hashlib.sha256(data).hexdigest())


def prepared_from(read: ReadFile, upload: Upload, digest: str) -> Prepared:
    """Return what to keep of a file with a digest; a picture or a sound is found by what is said of it."""
    kind = next((matrix for matrix, kind in KINDS.items() if kind is read.kind), DOCUMENT)
    read = read if read.pages else replace(read, pages=(Page(None, _described(read, upload)),))
    understood = _understood(read, upload)
    paragraphs = _whole(read.pages, understood.paragraphs)
    title = title_of(understood.facts.title or read.title, upload.name)
    return Prepared(
        digest=digest,
        kind=kind,
        facts=replace(understood.facts, title=title),
        title=title,
        pages=tuple(_shelved(read.pages, paragraphs)),
        paragraphs=paragraphs,
        about=_bounded(read.about),
        signature=_signature(read),
        troubles=read.troubles,
    )


def prepare_unseen(upload: Upload, trouble: str) -> Prepared:
    """Return what to keep of a picture, a sound or a film that cannot be looked into."""
    read = ReadFile(None, (), troubles=(trouble,), kind=KINDS.get(upload.kind, Kind.DOCUMENT))
    return prepared_from(read, upload, hashlib.sha256(upload.event.encode()).hexdigest())


def _understood(read: ReadFile, upload: Upload) -> Understood:
    """Understand a file; one that we fail to understand is found all the same, page by page."""
    try:
        return understand(read, name=upload.name, caption=upload.caption, uploaded=upload.at)
    except Exception as problem:  # noqa: BLE001 (a hostile file must not keep itself from being found)
        log.warning("could not understand a file", event_id=upload.event, because=type(problem).__name__)
        return Understood(facts=NO_FACTS, paragraphs=())


def _whole(pages: Sequence[Page], paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs, and each page that has none as one of its own."""
    there = Counter(paragraph.page for paragraph in paragraphs)
    missing = [n for n, page in enumerate(pages) if not there[n] and page.text.strip()]
    if not missing and paragraphs:
        return tuple(paragraphs)
    languages: dict[int, tuple[Language, Language]] = {}
    before = (Language.ENGLISH, Language.ENGLISH)
    for n in missing or [0]:
        text = pages[n].text
        before = languages[n] = (language_of(text, before[0]), latin_language_of(text, before[1]))
    whole = [
        Paragraph(page=n, start=0, end=len(pages[n].text), number=None, language=lang, latin=latin)
        for n, (lang, latin) in languages.items()
    ]
    return tuple(sorted((*paragraphs, *whole), key=lambda one: (one.page, one.start)))


def _shelved(pages: Sequence[Page], paragraphs: Sequence[Paragraph]) -> Iterator[ShelvedPage]:
    """Yield each page with the language that most of it is in; a bare one takes that of the page before."""
    weights: list[Counter[Language]] = [Counter() for _ in pages]
    latins: list[Counter[Language]] = [Counter() for _ in pages]
    for paragraph in paragraphs:
        length = paragraph.end - paragraph.start
        weights[paragraph.page][paragraph.language] += length
        latins[paragraph.page][paragraph.latin] += length
    language, latin = Language.ENGLISH, LATIN_LANGUAGES[0]
    for ordinal, page in enumerate(pages):
        language = _most(weights[ordinal], language)
        latin = _most(latins[ordinal], latin)
        yield ShelvedPage(
            ordinal=ordinal,
            number=page.number,
            language=language,
            latin=latin,
            text=page.text,
            inside=page.inside,
            by_ocr=page.by_ocr,
        )


def _most(weights: Counter[Language], otherwise: Language) -> Language:
    return weights.most_common(1)[0][0] if weights else otherwise


def _described(read: ReadFile, upload: Upload) -> str:
    """Return words for a file that has none of its own: its caption, and what it says of itself."""
    said = (value for value in _bounded(read.about).values() if isinstance(value, str))
    return "\n".join(filter(None, (upload.caption, *said)))


def _bounded(about: About) -> About:
    """Return what a file says of itself, for a hostile one may say much."""
    few = list(about.items())[:MOST_ABOUT]
    return {name[:64]: v[:LONGEST_ABOUT] if isinstance(v, str) else v for name, v in few}


def _signature(read: ReadFile) -> bytes | None:
    """Return what shows which texts are like this one, ``None`` where there is not a word."""
    return signature("\n".join(page.text for page in read.pages)) or None
