"""The index of words: what is found is already only what may be found, for the rooms are part of the query.

It can be thrown away at any time: the database holds the text, the index only where its words stand.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder

from kit.ids import Language, RoomId
from kit.search.analysers import analyser
from kit.search.folding import fold
from kit.search.question import Item, Question, Reading
from kit.search.visibility import Allowed, only_in, stamp

WRITER_MEMORY = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document to be found, uploaded ``at``; ``texts`` are its parts by language."""

    document: str
    ordinal: int
    room: RoomId
    at: datetime
    texts: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece that answers a question; a higher score answers better."""

    document: str
    ordinal: int
    room: RoomId
    score: float


class WordIndex:
    """A tantivy index in a folder of its own, with one writer. Calls block: make them in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        self._index = _opened(self._schema, folder)
        for language in Language:
            self._index.register_tokenizer(_field(language), analyser(language))
        self._writer = self._index.writer(WRITER_MEMORY, 1)
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def size(self) -> int:
        """How many passages can be found."""
        return self._index.searcher().num_docs

    def replace(self, document: str, passages: Iterable[Passage]) -> None:
        """Put passages in place of all that the document had; none takes it out. Seen after a commit."""
        self._writer.delete_documents_by_term("document", document)
        for passage in passages:
            self._writer.add_document(_document(passage))

    def commit(self) -> None:
        """Make what was replaced since the last commit count."""
        self._writer.commit()
        self._index.reload()

    def clear(self) -> None:
        """Take everything out."""
        self._writer.delete_all_documents()
        self.commit()

    def sharing(self) -> tuple[str, ...]:
        """Return the documents whose words share files with words that were taken out.

        A file of the index is never changed: what was taken out is only crossed out, and stands there until
        all that it shares the file with was replaced. Then :meth:`tidy` deletes it.
        """
        crossed_out = self._crossed_out()
        if not crossed_out:
            return ()
        searcher = self._index.searcher()
        found = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False).hits
        there = (address for _, address in found if address.segment_ord in crossed_out)
        return tuple(dict.fromkeys(str(searcher.doc(each).to_dict()["document"][0]) for each in there))

    def tidy(self) -> bool:
        """Delete files that nothing refers to; say whether none is left with words that were taken out."""
        self._index.reload()
        self._writer.garbage_collect_files()
        return not self._crossed_out()

    def _crossed_out(self) -> frozenset[int]:
        """Return which segments hold words that were taken out, by their place in the index's own list."""
        segments = json.loads((self._folder / "meta.json").read_text())["segments"]
        return frozenset(n for n, segment in enumerate(segments) if segment["deletes"])

    def search(self, question: Question, allowed: Allowed, limit: int) -> tuple[Hit, ...]:
        """Return the best passages of what is allowed, best first; nothing else is ever looked into."""
        query = Query.boolean_query(
            [(Occur.Must, only_in(self._schema, allowed)), (Occur.Must, _wanted(self._schema, question))]
        )
        searcher = self._index.searcher()
        found = searcher.search(query, limit, count=False).hits
        hits = [_hit(searcher.doc(address).to_dict(), score) for score, address in found]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.document, hit.ordinal)))

    def close(self) -> None:
        """Give the folder back; what was not committed is forgotten. Closing twice is closing once."""
        if self._open:
            self._open = False
            self._writer.rollback()
            self._writer.wait_merging_threads()


def _schema() -> Schema:
    builder = SchemaBuilder()
    for name in ("document", "room"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", stored=True)
    builder.add_unsigned_field("at", indexed=True, fast=True)
    for language in Language:
        builder.add_text_field(_field(language), tokenizer_name=_field(language))
    return builder.build()


def _opened(schema: Schema, folder: Path) -> Index:
    """Open the index; one that is damaged or of another make is begun anew."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return Index(schema, str(folder))
    except (ValueError, OSError):
        shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
        return Index(schema, str(folder))


def _field(language: Language) -> str:
    return f"text_{language.value}"


def _document(passage: Passage) -> Document:
    document = Document()
    document.add_text("document", passage.document)
    document.add_text("room", passage.room)
    document.add_unsigned("ordinal", passage.ordinal)
    document.add_unsigned("at", stamp(passage.at))
    for language, text in passage.texts.items():
        document.add_text(_field(language), fold(text))
    return document


def _hit(stored: Mapping[str, list[object]], score: float) -> Hit:
    document, room, ordinal = (str(stored[name][0]) for name in ("document", "room", "ordinal"))
    return Hit(document, int(ordinal), RoomId(room), score)


def _wanted(schema: Schema, question: Question) -> Query:
    """Return the query: each needed item, and enough of the others."""
    if question.is_empty:
        return Query.empty_query()
    needed = [(Occur.Must, _sought(schema, item)) for item in question.items if item.needed]
    free = [(Occur.Should, _sought(schema, item)) for item in question.items if not item.needed]
    return Query.boolean_query(needed + free, question.least)


def _sought(schema: Schema, item: Item) -> Query:
    """Return the query for one item: every stretch of it, each in whichever reading fits best."""
    stretches = [
        Query.disjunction_max_query([Query.boost_query(_read(schema, r), r.weight) for r in stretch])
        for stretch in item.stretches
    ]
    return Query.boolean_query([(Occur.Must, stretch) for stretch in stretches])


def _read(schema: Schema, reading: Reading) -> Query:
    field = _field(reading.language)
    if len(reading.terms) == 1:
        return Query.term_query(schema, field, reading.terms[0])
    if reading.language is Language.CHINESE:
        # Character pairs carry no positions in tantivy, so a Chinese phrase is all of its pairs on one page.
        return Query.boolean_query([(Occur.Must, Query.term_query(schema, field, t)) for t in reading.terms])
    return Query.phrase_query(schema, field, list(reading.terms))
